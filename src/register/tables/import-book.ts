import { createHash } from 'node:crypto';
import {
  type HouseholdRow,
  insertHouseholds,
  insertMembers,
  insertPersons,
  lockRegister,
  type MemberRow,
  type Storage,
  updateHousehold,
  updateMember,
  updatePerson,
} from '../../storage/storage.ts';
import { type AuditEntry, recordAll } from '../audit.ts';
import { type Book, inBook } from '../book.ts';
import { type Person, toPerson } from '../person.ts';
import { ensureRegions, groupPath } from '../place.ts';
import { retireDemo } from '../retire-demo.ts';
import type { SheetKind } from './columns.ts';
import { type Draft, type Entry, openDraft } from './draft.ts';
import { HouseholdIndex } from './find-household.ts';
import { householdName, takeHouseholds } from './import-households.ts';
import { takePeople } from './import-people.ts';
import { staffName, takeStaff } from './import-staff.ts';
import { type ImportProblem, recogniseSheets } from './sheet.ts';
import { readTableFile } from './table-file.ts';

export interface ImportOptions {
  /** The village, or the place above several villages that the table names. */
  region: string;
  /** Who does it, for the audit. */
  by: string;
  /** Reads and checks everything and keeps nothing. */
  dryRun?: boolean;
  /** Villages that the book does not know are taken in. */
  newVillages?: boolean;
}

export interface ImportCount {
  kind: SheetKind;
  added: number;
  changed: number;
  unchanged: number;
}

export type ImportResult =
  | {
      ok: true;
      counts: ImportCount[];
      /** One line for each row that was changed: what from, what to. */
      changes: string[];
      newRegions: string[];
      newStaff: Person[];
      notes: string[];
    }
  | { ok: false; problems: ImportProblem[] };

/**
 * Takes a file of households, people and staff into the book: all of it, or nothing and every mistake at once.
 * What is there already is brought up to date; an empty cell leaves it as it is.
 */
export async function importBook(
  storage: Storage,
  opened: Pick<Book, 'secrets' | 'now'>,
  bytes: Buffer,
  options: ImportOptions,
): Promise<ImportResult> {
  const file = await readTableFile(bytes);
  if (!file.ok) return { ok: false, problems: [{ sheet: '', line: null, message: file.message }] };
  const { sheets, problems, notes } = recogniseSheets(file.tables);

  return inBook(storage, opened, async (book): Promise<ImportResult> => {
    await lockRegister(book.db, book.kind);
    const draft = await openDraft(book, options.region);
    const index = new HouseholdIndex(draft);
    const newVillages = options.newVillages ?? false;
    const of = (kind: SheetKind) => sheets.filter(({ layout }) => layout.kind === kind);
    for (const sheet of of('staff')) takeStaff(book, draft, sheet, newVillages, problems);
    for (const sheet of of('households')) takeHouseholds(book, draft, index, sheet, newVillages, problems);
    for (const sheet of of('people')) await takePeople(book, draft, index, sheet, newVillages, problems);
    if (problems.length === 0 && sheets.every(({ rows }) => rows.length === 0)) {
      problems.push({ sheet: '', line: null, message: '表里除了表头和示例，一行也没有。' });
    }
    if (problems.length > 0) return { ok: false, problems: inOrder(problems) };

    const { counts, changes } = summarise(draft, new Set(sheets.map(({ layout }) => layout.kind)));
    const newStaff = draft.staff.filter(({ isNew }) => isNew).map(({ row }) => toPerson(row));
    const newRegions = options.dryRun ? [] : await write(book, draft, options, bytes, counts, notes);
    return { ok: true, counts, changes, newRegions, newStaff, notes };
  });
}

async function write(
  book: Book,
  draft: Draft,
  options: ImportOptions,
  bytes: Buffer,
  counts: ImportCount[],
  notes: string[],
): Promise<string[]> {
  const { db, now } = book;
  const retired = await retireDemo(book, options.region, options.by);
  if (retired > 0) notes.push(`演示村的 ${retired} 个演示身份已经停用。`);
  const households = [...draft.households.values()];
  const members = [...draft.members.values()].flat();
  const places = new Set([options.region, ...draft.newVillages]);
  for (const { row, isNew, touched } of households) {
    if (isNew || touched.has('group_no')) places.add(groupPath(row.region, row.group_no));
  }
  const newRegions = await ensureRegions(db, places);

  await insertPersons(db, fresh(draft.staff));
  for (const { row } of touched(draft.staff)) await updatePerson(db, row.id, { active: row.active });
  await insertHouseholds(db, fresh(households));
  for (const entry of touched(households)) {
    await updateHousehold(db, entry.row.id, { ...picked<HouseholdRow>(entry), updated_at: now });
  }
  // An identity number that moves from one member to another must be free before it is taken.
  const leaving = touched(members).sort(
    (a, b) => Number(a.row.state === 'active') - Number(b.row.state === 'active'),
  );
  for (const entry of leaving) {
    await updateMember(db, entry.row.id, { ...picked<MemberRow>(entry), updated_at: now });
  }
  await insertMembers(db, fresh(members));

  const actor = options.by;
  const line = (kind: 'household' | 'member', id: string, columns: Iterable<string>): AuditEntry => ({
    actor,
    action: `${kind}.import`,
    object: { kind, id },
    detail: { changes: [...columns] },
  });
  await recordAll(book, [
    ...touched(households).map((entry) => line('household', entry.row.id, entry.touched)),
    ...touched(members).map((entry) => line('member', entry.row.id, entry.touched)),
    {
      actor,
      action: 'book.import',
      object: { kind: 'region', id: options.region },
      detail: { counts, file: createHash('sha256').update(bytes).digest('hex').slice(0, 12) },
    },
  ]);
  return newRegions;
}

function fresh<Row>(entries: readonly Entry<Row>[]): Row[] {
  return entries.filter(({ isNew }) => isNew).map(({ row }) => row);
}

function touched<Row>(entries: readonly Entry<Row>[]): Entry<Row>[] {
  return entries.filter((entry) => !entry.isNew && entry.touched.size > 0);
}

/** The columns of a row that were changed. */
function picked<Row extends object>(entry: Entry<Row>): Partial<Row> {
  const change: Partial<Row> = {};
  for (const key of entry.touched) change[key] = entry.row[key];
  return change;
}

function summarise(
  draft: Draft,
  kinds: ReadonlySet<SheetKind>,
): Pick<ImportResult & { ok: true }, 'counts' | 'changes'> {
  const households = [...draft.households.values()];
  const members = [...draft.members.values()].flat();
  const named = [
    { kind: 'staff' as const, entries: draft.staff.map((entry) => told(entry, staffName(entry.row))) },
    {
      kind: 'households' as const,
      entries: households.map((entry) => told(entry, householdName(entry.row))),
    },
    { kind: 'people' as const, entries: members.map((entry) => told(entry, memberName(draft, entry.row))) },
  ];
  const counts = named
    .filter(({ kind }) => kinds.has(kind))
    .map(({ kind, entries }): ImportCount => {
      const named = entries.filter(({ line }) => line !== null);
      const added = named.filter(({ isNew }) => isNew).length;
      const changed = named.filter((entry) => !entry.isNew && entry.changes.length > 0).length;
      return { kind, added, changed, unchanged: named.length - added - changed };
    });
  const changes = named
    .flatMap(({ entries }) => entries)
    .filter((entry) => !entry.isNew && entry.changes.length > 0)
    .map((entry) => `${entry.name}：${entry.changes.join('，')}`);
  return { counts, changes };
}

interface Told {
  name: string;
  isNew: boolean;
  changes: string[];
  line: number | null;
}

function told<Row>({ isNew, changes, line }: Entry<Row>, name: string): Told {
  return { name, isNew, changes, line };
}

function memberName(draft: Draft, row: MemberRow): string {
  const household = draft.households.get(row.household_id);
  return `${household === undefined ? '' : `${householdName(household.row)}家`}${row.name}`;
}

function inOrder(problems: readonly ImportProblem[]): ImportProblem[] {
  return [...problems].sort((a, b) => a.sheet.localeCompare(b.sheet) || (a.line ?? 0) - (b.line ?? 0));
}
