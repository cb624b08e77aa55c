import type { HouseholdRow } from '../../storage/storage.ts';
import type { Book } from '../book.ts';
import { headColumns, householdRow, memberRow } from '../household.ts';
import { groupPath, isWithin } from '../place.ts';
import { type CellRead, readCategory, readGroup, readName, readWord } from './cells.ts';
import { HOUSEHOLD_STATES, wordOf } from './columns.ts';
import { type Draft, type Entry, fresh, membersIn, put, villageOf } from './draft.ts';
import type { HouseholdIndex } from './find-household.ts';
import { type RowReader, readerFor } from './reader.ts';
import type { ImportProblem, Sheet } from './sheet.ts';

/** Takes the lines of 户 into the draft. */
export function takeHouseholds(
  book: Book,
  draft: Draft,
  index: HouseholdIndex,
  sheet: Sheet,
  newVillages: boolean,
  problems: ImportProblem[],
): void {
  for (const row of sheet.rows) {
    const reader = readerFor(sheet, row, problems);
    const line = readLine(draft, reader, newVillages);
    if (line === null) continue;
    const found = index.find(line);
    if (!found.ok) {
      reader.wrong(found.reason);
    } else if (found.entry?.line != null) {
      const sameCode = line.code !== undefined && found.entry.row.code === line.code;
      const what = sameCode ? '户编号和第' : '和第';
      const end = sameCode ? '行的一样' : '行是同一户；真是两户就都写上户编号';
      reader.wrong(`${what} ${found.entry.line} ${end}`);
    } else if (found.entry === null) {
      const entry = fresh(
        householdRow(book, { ...line, region: line.village, group: line.group ?? null }),
        row.line,
      );
      entry.row.state = line.state ?? 'active';
      index.add(entry);
      const head = memberRow(book, entry.row.id, { name: line.head, relation: '户主' });
      membersIn(draft, entry.row.id).push({ ...fresh(head, row.line), line: null });
      draft.newVillages.add(line.village);
    } else {
      change(draft, found.entry, line);
      found.entry.line = row.line;
      index.renew(found.entry);
    }
  }
}

interface HouseholdLine {
  village: string;
  code: string | undefined;
  group: number | null | undefined;
  head: string;
  category: HouseholdRow['category'];
  /** Undefined: as it was; null: nobody. */
  helperId: string | null | undefined;
  helperName: string | undefined;
  state: HouseholdRow['state'] | undefined;
}

function readLine(draft: Draft, reader: RowReader, newVillages: boolean): HouseholdLine | null {
  const village = villageOf(draft, reader.text('村'), newVillages);
  if (!village.ok) reader.wrong(village.reason);
  const code = reader.read('户编号', readCode);
  const group = reader.readOrClear('组', readGroup);
  const head = reader.read('户主姓名', (cell) => readName('户主姓名', cell));
  const category = reader.read('户类型', readCategory);
  const state = reader.read('状态', (cell) => readWord('状态', cell, HOUSEHOLD_STATES));
  const helperName = reader.text('帮扶责任人');
  const place = village.ok ? groupPath(village.path, group ?? null) : draft.region;
  const helperId = reader.readOrClear('帮扶责任人', (cell) => helperOf(draft, cell, place));
  if (reader.failed() || !village.ok || head === undefined || category === undefined) return null;
  return { village: village.path, code, group, head, category, helperId, helperName, state };
}

function change(draft: Draft, entry: Entry<HouseholdRow>, line: HouseholdLine): void {
  const { row } = entry;
  if (row.head !== line.head) {
    renameHead(draft, entry, line.head);
    const told = `户主 ${row.head}→${line.head}`;
    const head = headColumns(line.head);
    put(entry, 'head', head.head, told);
    put(entry, 'head_key', head.head_key, null);
    put(entry, 'head_sound', head.head_sound, null);
  }
  if (line.code !== undefined) put(entry, 'code', line.code, `户编号 ${row.code ?? '无'}→${line.code}`);
  if (line.group !== undefined) {
    put(entry, 'group_no', line.group, `组 ${row.group_no ?? '无'}→${line.group ?? '无'}`);
  }
  put(entry, 'category', line.category, `户类型 ${row.category}→${line.category}`);
  if (line.helperId !== undefined) {
    put(entry, 'helper_id', line.helperId, `帮扶责任人 →${line.helperId === null ? '无' : line.helperName}`);
  }
  if (line.state !== undefined) {
    const word = (state: HouseholdRow['state']): string => wordOf(HOUSEHOLD_STATES, state);
    put(entry, 'state', line.state, `状态 ${word(row.state)}→${word(line.state)}`);
  }
}

/** Another member becomes the head; where nobody has the new name, the head's own name was corrected. */
function renameHead(draft: Draft, household: Entry<HouseholdRow>, head: string): void {
  const members = membersIn(draft, household.row.id);
  const old = members.find(({ row }) => row.relation === '户主');
  const heir = members.find(({ row }) => row.name === head);
  if (heir !== undefined && heir !== old) {
    put(heir, 'relation', '户主', `与户主关系 ${heir.row.relation}→户主`);
    if (old !== undefined) put(old, 'relation', '其他', '与户主关系 户主→其他');
  } else if (old !== undefined) {
    put(old, 'name', head, `姓名 ${old.row.name}→${head}`);
    put(old, 'name_key', headColumns(head).head_key, null);
  }
}

function helperOf(draft: Draft, name: string, place: string): CellRead<string> {
  const found = draft.staff.filter(
    ({ row }) => row.name === name && row.active === 1 && isWithin(place, row.region),
  );
  const [only] = found;
  if (found.length === 1 && only !== undefined) return { ok: true, value: only.row.id };
  const reason =
    found.length === 0
      ? `册里没有管这个村的工作人员“${name}”，请先填进“工作人员”表，或者把这一格空着`
      : `叫“${name}”的工作人员有 ${found.length} 个，分不清是哪一个，请先把这一格空着`;
  return { ok: false, reason };
}

export function readCode(cell: string): CellRead<string> {
  const code = cell.normalize('NFKC').replace(/\s+/g, '');
  return code.length <= 40 ? { ok: true, value: code } : { ok: false, reason: '户编号太长，最多 40 个字' };
}

/** What a household is called in the report. */
export function householdName(row: HouseholdRow): string {
  return `${row.group_no === null ? '' : `${row.group_no}组`}${row.head}`;
}
