import { randomUUID } from 'node:crypto';
import {
  type Db,
  findHousehold,
  type HouseholdCategoryWord,
  type HouseholdRow,
  type HouseholdState,
  insertHouseholds,
  insertMembers,
  type MemberRow,
  type MemberState,
  membersOf,
  type Sex,
} from '../storage/storage.ts';
import { record } from './audit.ts';
import type { Book } from './book.ts';
import { nameKey, soundKey } from './names.ts';
import { sealPhone } from './phone.ts';
import { ensureRegion, groupPath } from './place.ts';

export const HOUSEHOLD_CATEGORIES = [
  '脱贫户',
  '监测户',
  '边缘易致贫户',
  '低保户',
  '特困户',
  '一般户',
] as const satisfies readonly HouseholdCategoryWord[];

/** A household of the book. */
export interface Household {
  id: string;
  /** The village's path. */
  region: string;
  group: number | null;
  head: string;
  category: HouseholdCategoryWord;
  helperId: string | null;
  /** Its number in the office's own books. */
  code: string | null;
  state: HouseholdState;
}

/** A member of a household, as far as it may be shown. */
export interface Member {
  id: string;
  householdId: string;
  name: string;
  /** To the head; the head himself is 户主. */
  relation: string;
  sex: Sex | null;
  birth: string | null;
  idMasked: string | null;
  hasPhone: boolean;
  state: MemberState;
}

export interface NewMember {
  id?: string;
  name: string;
  relation: string;
  sex?: Sex | null;
  birth?: string | null;
  /** Digits, as `readPhone` gives them. */
  phone?: string | null;
}

export interface NewHousehold {
  id?: string;
  region: string;
  group: number | null;
  head: string;
  category: HouseholdCategoryWord;
  helperId?: string | null | undefined;
  code?: string | null | undefined;
  /** Without a 户主 among them, one with the head's name is added. */
  members: readonly NewMember[];
}

/** Enters a household with its members. `by`: who does it, for the audit. */
export async function addHousehold(book: Book, household: NewHousehold, by: string): Promise<Household> {
  await ensureRegion(book.db, groupPath(household.region, household.group));
  const row = householdRow(book, household);
  await insertHouseholds(book.db, [row]);
  const withHead = household.members.some(({ relation }) => relation === '户主')
    ? household.members
    : [{ name: household.head, relation: '户主' }, ...household.members];
  await insertMembers(
    book.db,
    withHead.map((member) => memberRow(book, row.id, member)),
  );
  await record(book, {
    actor: by,
    action: 'household.add',
    object: { kind: 'household', id: row.id },
    detail: { region: row.region, group: row.group_no, category: row.category, members: withHead.length },
  });
  return toHousehold(row);
}

export async function householdById(db: Db, id: string): Promise<Household | null> {
  const row = await findHousehold(db, id);
  return row === undefined ? null : toHousehold(row);
}

/** A household's members, the head first. */
export async function membersOfHousehold(db: Db, householdId: string): Promise<Member[]> {
  const members = (await membersOf(db, [householdId])).map(toMember);
  return members.sort((a, b) => Number(b.relation === '户主') - Number(a.relation === '户主'));
}

/** A fresh row, not yet kept. */
export function householdRow(
  book: Pick<Book, 'now'>,
  household: Omit<NewHousehold, 'members'>,
): HouseholdRow {
  return {
    id: household.id ?? randomUUID(),
    region: household.region,
    group_no: household.group,
    ...headColumns(household.head),
    category: household.category,
    helper_id: household.helperId ?? null,
    code: household.code ?? null,
    state: 'active',
    created_at: book.now,
    updated_at: book.now,
  };
}

/** The head's name with what it is looked up by. */
export function headColumns(head: string): Pick<HouseholdRow, 'head' | 'head_key' | 'head_sound'> {
  const key = nameKey(head);
  return { head: head.trim(), head_key: key, head_sound: soundKey(key) };
}

/** A fresh row, not yet kept. */
export function memberRow(
  book: Pick<Book, 'now' | 'secrets'>,
  householdId: string,
  member: NewMember,
): MemberRow {
  const id = member.id ?? randomUUID();
  const phone = member.phone == null ? null : sealPhone(book.secrets, id, member.phone);
  return {
    id,
    household_id: householdId,
    name: member.name.trim(),
    name_key: nameKey(member.name),
    relation: member.relation,
    sex: member.sex ?? null,
    birth: member.birth ?? null,
    phone_sealed: phone?.phone_sealed ?? null,
    phone_hash: phone?.phone_hash ?? null,
    id_masked: null,
    id_hash: null,
    state: 'active',
    created_at: book.now,
    updated_at: book.now,
  };
}

export function toHousehold(row: HouseholdRow): Household {
  return {
    id: row.id,
    region: row.region,
    group: row.group_no,
    head: row.head,
    category: row.category,
    helperId: row.helper_id,
    code: row.code,
    state: row.state,
  };
}

export function toMember(row: MemberRow): Member {
  return {
    id: row.id,
    householdId: row.household_id,
    name: row.name,
    relation: row.relation,
    sex: row.sex,
    birth: row.birth,
    idMasked: row.id_masked,
    hasPhone: row.phone_sealed !== null,
    state: row.state,
  };
}
