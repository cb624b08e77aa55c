import { randomUUID } from 'node:crypto';
import {
  type Db,
  findPerson,
  insertPersons,
  type PersonRow,
  personOfAccount,
  personsIn,
  personsOfHousehold,
  type Role,
} from '../storage/storage.ts';
import { record } from './audit.ts';
import type { Book } from './book.ts';
import { ensureRegion, pathsUp } from './place.ts';

/** Somebody who talks to the bot, and as what. */
export interface Person {
  id: string;
  name: string;
  role: Role;
  /** Whose matters they are: the village, township or county, or the place in which a villager lives. */
  region: string;
  /** The person's own household. */
  householdId: string | null;
  active: boolean;
}

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  villager: '村民',
  cadre: '村干部',
  township: '乡镇',
  office: '县级部门',
  admin: '管理员',
};

export function toPerson(row: PersonRow): Person {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    region: row.region,
    householdId: row.household_id,
    active: row.active === 1,
  };
}

export interface NewPerson {
  /** Left out: a fresh one. */
  id?: string;
  name: string;
  role: Role;
  region: string;
  householdId?: string | null;
}

/** Enters a person. `by`: who does it, for the audit. */
export async function addPerson(book: Book, person: NewPerson, by: string): Promise<Person> {
  await ensureRegion(book.db, person.region);
  const row: PersonRow = {
    id: person.id ?? randomUUID(),
    name: person.name.trim(),
    role: person.role,
    region: person.region,
    household_id: person.householdId ?? null,
    active: 1,
    created_at: book.now,
  };
  await insertPersons(book.db, [row]);
  await record(book, {
    actor: by,
    action: 'person.add',
    object: { kind: 'person', id: row.id },
    detail: { role: row.role, region: row.region },
  });
  return toPerson(row);
}

/** The person behind an account of a platform; null where it is bound to nobody, or to one who is off duty. */
export async function personOf(db: Db, channel: string, platformUserId: string): Promise<Person | null> {
  const row = await personOfAccount(db, { channel, platformUserId });
  return row === undefined || row.active === 0 ? null : toPerson(row);
}

export async function personById(db: Db, id: string): Promise<Person | null> {
  const row = await findPerson(db, id);
  return row === undefined ? null : toPerson(row);
}

/** Those on duty in these roles for a place: whose region it is, or lies above it. The nearest region comes first. */
export async function staffFor(db: Db, place: string, roles: readonly Role[]): Promise<Person[]> {
  const rows = await personsIn(db, pathsUp(place), roles);
  return rows
    .filter((row) => row.active === 1)
    .sort((a, b) => b.region.length - a.region.length)
    .map(toPerson);
}

/** The persons of a household who may talk to the bot. */
export async function personsOf(db: Db, householdId: string): Promise<Person[]> {
  const rows = await personsOfHousehold(db, householdId);
  return rows.filter((row) => row.active === 1).map(toPerson);
}
