import type { HouseholdRow, MemberRow } from '../../storage/storage.ts';
import { membersByIdHash } from '../../storage/storage.ts';
import { type Book, todayOf } from '../book.ts';
import { memberRow } from '../household.ts';
import { type IdNumber, readIdNumber } from '../id-number.ts';
import { nameKey } from '../names.ts';
import { openPhone, readPhone, sealPhone } from '../phone.ts';
import { type CellRead, readBirth, readGroup, readName, readRelation, readSex, readWord } from './cells.ts';
import { MEMBER_STATES, wordOf } from './columns.ts';
import { type Draft, type Entry, fresh, membersIn, put, villageOf } from './draft.ts';
import type { HouseholdIndex } from './find-household.ts';
import { householdName, readCode } from './import-households.ts';
import { type RowReader, readerFor } from './reader.ts';
import type { ImportProblem, Sheet } from './sheet.ts';

/** Takes the lines of 成员 into the draft. A member is known by identity number within the household, or by name. */
export async function takePeople(
  book: Book,
  draft: Draft,
  index: HouseholdIndex,
  sheet: Sheet,
  newVillages: boolean,
  problems: ImportProblem[],
): Promise<void> {
  const holders = new Map<string, { entry: Entry<MemberRow> | null; line: number | null }>();
  for (const entry of [...draft.members.values()].flat()) {
    if (entry.row.id_hash !== null && entry.row.state === 'active') {
      holders.set(entry.row.id_hash, { entry, line: null });
    }
  }
  const lines = sheet.rows.map((row) => {
    const reader = readerFor(sheet, row, problems);
    return { reader, line: readLine(book, draft, index, reader, newVillages) };
  });
  const hashes = lines.flatMap(({ line }) => (line?.idHash ? [line.idHash] : []));
  for (const row of await membersByIdHash(book.db, hashes)) {
    if (row.id_hash !== null && !holders.has(row.id_hash))
      holders.set(row.id_hash, { entry: null, line: null });
  }

  for (const { reader, line } of lines) {
    if (line === null) continue;
    const members = membersIn(draft, line.household.row.id);
    const holder = line.idHash === undefined ? undefined : holders.get(line.idHash);
    if (holder?.line != null) {
      reader.wrong(`身份证号和第 ${holder.line} 行的一样`);
      continue;
    }
    const isOurs = holder?.entry?.row.household_id === line.household.row.id;
    if (holder !== undefined && !isOurs && (line.state ?? 'active') === 'active') {
      reader.wrong(
        `这个身份证号已经登记在${whose(draft, holder.entry)}，请核对；人要是迁过来的，先在那边改成“迁出”`,
      );
      continue;
    }
    const named = members.find(({ row }) => row.name_key === nameKey(line.name));
    if (isOurs && named !== undefined && named !== holder?.entry && named.row.id_hash === null) {
      reader.wrong(`身份证号和这一户的${holder?.entry?.row.name ?? '别人'}一样`);
      continue;
    }
    const known = isOurs ? holder?.entry : named;
    if (known?.line != null) {
      reader.wrong(`和第 ${known.line} 行是同一个人`);
      continue;
    }
    const entry = known ?? newMember(book, line, reader.line);
    if (known == null) members.push(entry);
    change(book, entry, line, reader);
    entry.line = reader.line;
    if (line.idHash !== undefined) holders.set(line.idHash, { entry, line: reader.line });
  }
}

interface MemberLine {
  household: Entry<HouseholdRow>;
  name: string;
  relation: string;
  sex: MemberRow['sex'] | undefined;
  birth: string | null | undefined;
  id: IdNumber | undefined;
  idHash: string | undefined;
  /** An exported number with its stars, given back as it was. */
  starredId: string | undefined;
  /** Digits; null clears; undefined leaves as it is. */
  phone: string | null | undefined;
  state: MemberRow['state'] | undefined;
}

function readLine(
  book: Book,
  draft: Draft,
  index: HouseholdIndex,
  reader: RowReader,
  newVillages: boolean,
): MemberLine | null {
  const today = todayOf(book);
  const village = villageOf(draft, reader.text('村'), newVillages);
  if (!village.ok) reader.wrong(village.reason);
  const code = reader.read('户编号', readCode);
  const group = reader.readOrClear('组', readGroup);
  const head = reader.read('户主姓名', (cell) => readName('户主姓名', cell));
  const name = reader.read('姓名', (cell) => readName('姓名', cell));
  const relation = reader.read('与户主关系', readRelation);
  const sex = reader.readOrClear('性别', readSex);
  const birth = reader.readOrClear('出生日期', (cell) => readBirth(cell, today));
  const starredId = starred(reader.text('身份证号'));
  const id = starredId === undefined ? reader.read('身份证号', (cell) => idCell(cell, today)) : undefined;
  const phone =
    starred(reader.text('电话')) === undefined ? reader.readOrClear('电话', phoneCell) : undefined;
  const state = reader.read('状态', (cell) => readWord('状态', cell, MEMBER_STATES));
  if (id !== undefined && sex != null && sex !== id.sex) {
    reader.wrong(`性别写的是“${sex}”，身份证号里是“${id.sex}”`);
  }
  if (id !== undefined && birth != null && !id.birth.startsWith(birth)) {
    reader.wrong(`出生日期写的是 ${birth}，身份证号里是 ${id.birth}`);
  }
  if (head === undefined || !village.ok) return null;
  const found = index.find({ village: village.path, code, group, head });
  if (!found.ok) reader.wrong(found.reason);
  else if (found.entry === null) {
    reader.wrong(`册里没有户主“${head}”这一户，请先在“户”表里填上，或者核对村、组和姓名`);
  }
  if (reader.failed() || !found.ok || found.entry === null || name === undefined || relation === undefined) {
    return null;
  }
  return {
    household: found.entry,
    name,
    relation,
    sex: id?.sex ?? sex,
    birth: id?.birth ?? birth,
    id,
    idHash: id === undefined ? undefined : book.secrets.blindIndex('id-number', id.number),
    starredId,
    phone,
    state,
  };
}

function newMember(book: Book, line: MemberLine, at: number): Entry<MemberRow> {
  return fresh(memberRow(book, line.household.row.id, { name: line.name, relation: line.relation }), at);
}

function change(book: Book, entry: Entry<MemberRow>, line: MemberLine, reader: RowReader): void {
  const { row } = entry;
  if (line.starredId !== undefined && line.starredId !== row.id_masked) {
    reader.wrong('身份证号带星号，又和册里的不一样，请写完整的号码，不改就空着');
  }
  if (
    line.relation === '户主' &&
    row.name !== line.household.row.head &&
    line.name !== line.household.row.head
  ) {
    reader.wrong(`与户主关系写的是“户主”，可这一户的户主是“${line.household.row.head}”`);
  }
  if (row.name !== line.name) {
    put(entry, 'name', line.name, `姓名 ${row.name}→${line.name}`);
    put(entry, 'name_key', nameKey(line.name), null);
  }
  put(entry, 'relation', line.relation, `与户主关系 ${row.relation}→${line.relation}`);
  if (line.sex !== undefined) put(entry, 'sex', line.sex, `性别 ${row.sex ?? '无'}→${line.sex ?? '无'}`);
  if (line.birth !== undefined)
    put(entry, 'birth', line.birth, `出生日期 ${row.birth ?? '无'}→${line.birth ?? '无'}`);
  if (line.id !== undefined && line.idHash !== undefined) {
    put(entry, 'id_masked', line.id.masked, null);
    put(entry, 'id_hash', line.idHash, '身份证号改了');
  }
  if (line.phone !== undefined) putPhone(book, entry, line.phone);
  if (line.state !== undefined) {
    const word = (state: MemberRow['state']): string => wordOf(MEMBER_STATES, state);
    put(entry, 'state', line.state, `状态 ${word(row.state)}→${word(line.state)}`);
  }
}

/** The same number sealed anew is no change: two sealings of it never look alike. */
function putPhone(book: Book, entry: Entry<MemberRow>, digits: string | null): void {
  const hash = digits === null ? null : book.secrets.blindIndex('phone', digits);
  const opened = openPhone(book.secrets, entry.row);
  if (entry.row.phone_hash === hash && (opened === null || opened.ok)) return;
  const sealed = digits === null ? null : sealPhone(book.secrets, entry.row.id, digits).phone_sealed;
  put(entry, 'phone_sealed', sealed, null);
  put(entry, 'phone_hash', hash, digits === null ? '电话去掉了' : '电话改了');
}

function whose(draft: Draft, holder: Entry<MemberRow> | null): string {
  const household = holder === null ? undefined : draft.households.get(holder.row.household_id);
  return household === undefined ? '别的地方' : `${householdName(household.row)}这一户`;
}

function starred(cell: string | undefined): string | undefined {
  return cell?.includes('*') ? cell : undefined;
}

function idCell(cell: string, today: string): CellRead<IdNumber> {
  const read = readIdNumber(cell, today);
  return read.ok ? { ok: true, value: read.id } : { ok: false, reason: `身份证号${read.reason}` };
}

function phoneCell(cell: string): CellRead<string> {
  const read = readPhone(cell);
  return read.ok ? { ok: true, value: read.digits } : { ok: false, reason: `电话${read.reason}` };
}
