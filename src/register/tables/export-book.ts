import {
  type HouseholdRow,
  householdsWithin,
  type MemberRow,
  membersOf,
  personsById,
  personsWithin,
} from '../../storage/storage.ts';
import { record } from '../audit.ts';
import type { Book } from '../book.ts';
import { maskPhone, openPhone } from '../phone.ts';
import { nameOfPlace } from '../place.ts';
import { HOUSEHOLD_STATES, MEMBER_STATES, type SheetKind, STAFF_ROLES, wordOf } from './columns.ts';
import { type TableFormat, writeTable } from './write-tables.ts';

export interface ExportOptions {
  kind: SheetKind;
  region: string;
  format: TableFormat;
  /** Phones in full; else with stars. Identity numbers always have stars, for nothing else is kept. */
  phones?: boolean;
  by: string;
}

/** What the book holds of a place, as a file that can be filled in and taken in again. It is on the audit. */
export async function exportBook(
  book: Book,
  options: ExportOptions,
): Promise<{ bytes: Buffer; rows: number }> {
  const rows = await rowsOf(book, options);
  await record(book, {
    actor: options.by,
    action: 'book.export',
    object: { kind: 'region', id: options.region },
    detail: { kind: options.kind, rows: rows.length, phones: options.phones ?? false },
  });
  return { bytes: await writeTable(options.kind, rows, options.format), rows: rows.length };
}

type TableRow = ReadonlyMap<string, string>;

async function rowsOf(book: Book, { kind, region, phones }: ExportOptions): Promise<TableRow[]> {
  if (kind === 'staff') return staffRows(book, region);
  const households = await householdsWithin(book.db, region);
  if (kind === 'households') return householdRows(book, households);
  const members = await membersOf(
    book.db,
    households.map(({ id }) => id),
  );
  const byHousehold = new Map(households.map(({ id }) => [id, [] as MemberRow[]]));
  for (const member of members) byHousehold.get(member.household_id)?.push(member);
  return households.flatMap((household) =>
    (byHousehold.get(household.id) ?? [])
      .sort((a, b) => Number(b.relation === '户主') - Number(a.relation === '户主'))
      .map((member) => memberRow(book, household, member, phones ?? false)),
  );
}

async function householdRows(book: Book, households: readonly HouseholdRow[]): Promise<TableRow[]> {
  const ids = [...new Set(households.flatMap(({ helper_id }) => (helper_id === null ? [] : [helper_id])))];
  const helpers = new Map((await personsById(book.db, ids)).map(({ id, name }) => [id, name]));
  return households.map(
    (row) =>
      new Map([
        ...placeOf(row),
        ['户类型', row.category],
        ['帮扶责任人', helpers.get(row.helper_id ?? '') ?? ''],
        ['状态', wordOf(HOUSEHOLD_STATES, row.state)],
      ]),
  );
}

function memberRow(book: Book, household: HouseholdRow, member: MemberRow, phones: boolean): TableRow {
  const opened = openPhone(book.secrets, member);
  const phone = opened?.ok ? (phones ? opened.text : maskPhone(opened.text)) : '';
  return new Map([
    ...placeOf(household),
    ['姓名', member.name],
    ['与户主关系', member.relation],
    ['性别', member.sex ?? ''],
    ['出生日期', member.birth ?? ''],
    ['身份证号', member.id_masked ?? ''],
    ['电话', phone],
    ['状态', wordOf(MEMBER_STATES, member.state)],
  ]);
}

async function staffRows(book: Book, region: string): Promise<TableRow[]> {
  const persons = (await personsWithin(book.db, region)).filter(({ role }) => role !== 'villager');
  return persons.map(
    (row) =>
      new Map([
        ['姓名', row.name],
        ['身份', wordOf(STAFF_ROLES, row.role)],
        ['管哪里', row.region],
        ['状态', row.active === 1 ? '在岗' : '停用'],
      ]),
  );
}

function placeOf(row: HouseholdRow): [string, string][] {
  return [
    ['户编号', row.code ?? ''],
    ['村', nameOfPlace(row.region)],
    ['组', row.group_no === null ? '' : String(row.group_no)],
    ['户主姓名', row.head],
  ];
}
