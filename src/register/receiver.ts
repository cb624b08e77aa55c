import { auditOf, countCodesMadeBy, type Db, personsWithin } from '../storage/storage.ts';
import { type BindCode, issueBindCode } from './bind-code.ts';
import type { Book } from './book.ts';
import { type Household, type Member, membersOfHousehold } from './household.ts';
import { plainRelation } from './kinship.ts';
import { findHouseholds } from './lookup.ts';
import { matchNames, nameKey } from './names.ts';
import { addPerson, type Person, personsOf, toPerson } from './person.ts';
import { groupPath, nameOfPlace } from './place.ts';
import { canIssueCode } from './rights.ts';

/** Whom somebody names as the one who is to get a code. */
export interface NamedReceiver {
  name: string;
  village: string | null;
  group: number | null;
  /** Of that household this member, by name or relation; null: the head, or whoever has the name. */
  member: string | null;
  /** Only those on duty are meant. */
  onDuty: boolean;
}

/** Somebody who may be given a code: he is known as a user, or is a member of a household and becomes one. */
export type Receiver =
  | { kind: 'person'; person: Person }
  | { kind: 'member'; household: Household; member: Member };

/** `giver`: whose rights hold; null: the operator at the machine, who may give a code to anybody of the place. */
export async function findReceivers(
  db: Db,
  region: string,
  wanted: NamedReceiver,
  giver: Person | null,
): Promise<Receiver[]> {
  const asUser = wanted.member === null && wanted.group === null ? await users(db, region, wanted.name) : [];
  const asMember = wanted.onDuty ? [] : await members(db, region, wanted);
  const all = [...asUser, ...asMember].filter(
    (receiver) => giver === null || canIssueCode(giver, personFor(receiver)),
  );
  // An exact name beats a homophone, wherever it was found.
  const exact = all.filter((receiver) => nameKey(nameOf(receiver)) === nameKey(wanted.member ?? wanted.name));
  return exact.length > 0 ? exact : all;
}

/** Those on duty, and users of no household. */
async function users(db: Db, region: string, name: string): Promise<Receiver[]> {
  const known = (await personsWithin(db, region)).filter(
    ({ active, role, household_id }) => active === 1 && (role !== 'villager' || household_id === null),
  );
  const found = matchNames(name, known, (row) => row.name)?.found ?? [];
  return found.map((row) => ({ kind: 'person', person: toPerson(row) }));
}

async function members(db: Db, region: string, wanted: NamedReceiver): Promise<Receiver[]> {
  const found = await findHouseholds(db, region.replace(/\/\d+组$/, ''), wanted.name, wanted.group);
  const receivers: Receiver[] = [];
  for (const household of found?.households ?? []) {
    if (wanted.village !== null && nameOfPlace(household.region) !== wanted.village) continue;
    const living = (await membersOfHousehold(db, household.id)).filter(({ state }) => state === 'active');
    const meant =
      wanted.member !== null
        ? membersCalled(living, wanted.member)
        : found?.how === 'member'
          ? membersCalled(living, wanted.name)
          : living.filter(({ relation }) => relation === '户主');
    receivers.push(...meant.map((member): Receiver => ({ kind: 'member', household, member })));
  }
  return receivers;
}

function membersCalled(members: readonly Member[], called: string): Member[] {
  const named = matchNames(called, members, ({ name }) => name)?.found ?? [];
  return named.length > 0
    ? named
    : members.filter(({ relation }) => plainRelation(relation) === plainRelation(called));
}

export function nameOf(receiver: Receiver): string {
  return receiver.kind === 'person' ? receiver.person.name : receiver.member.name;
}

/** As whom a receiver would speak; the household's own place, so that a cadre of one group gives codes there only. */
function personFor(receiver: Receiver): Person {
  if (receiver.kind === 'person') return receiver.person;
  const { household, member } = receiver;
  return {
    id: member.id,
    name: member.name,
    role: 'villager',
    region: groupPath(household.region, household.group),
    householdId: household.id,
    active: true,
  };
}

export type Issued =
  | { ok: true; person: Person; code: BindCode }
  | { ok: false; reason: 'giver' | 'receiver' };

const HOUR_MS = 60 * 60_000;
/** The operator is not limited: whoever is at the machine has the data. */
const OPERATOR = 'operator';
/** Within an hour one person gives codes to so many, and within a day somebody gets so many. */
const GIVEN = 40;
const GOT = 5;

/** Gives a code to a receiver, who becomes a user where he was none. An earlier code of his that was not used is void. */
export async function issueTo(book: Book, receiver: Receiver, by: string): Promise<Issued> {
  if (by !== OPERATOR && (await givenLately(book, by)) >= GIVEN) return { ok: false, reason: 'giver' };
  const person = await userFor(book, receiver, by);
  if (by !== OPERATOR && (await gotLately(book, person)) >= GOT) return { ok: false, reason: 'receiver' };
  return { ok: true, person, code: await issueBindCode(book, person, { by }) };
}

async function userFor(book: Book, receiver: Receiver, by: string): Promise<Person> {
  if (receiver.kind === 'person') return receiver.person;
  const { household, member } = receiver;
  const known = (await personsOf(book.db, household.id)).find(
    ({ name }) => nameKey(name) === nameKey(member.name),
  );
  if (known !== undefined) return known;
  const { id: householdId, region } = household;
  return addPerson(book, { name: member.name, role: 'villager', region, householdId }, by);
}

/** Codes are good for a day: one that still is for 23 hours was given within the last. */
async function givenLately(book: Book, by: string): Promise<number> {
  const after = new Date(Date.parse(book.now) + 23 * HOUR_MS).toISOString();
  return countCodesMadeBy(book.db, by, after);
}

async function gotLately(book: Book, person: Person): Promise<number> {
  const since = new Date(Date.parse(book.now) - 24 * HOUR_MS).toISOString();
  const rows = await auditOf(book.db, { kind: 'person', id: person.id }, 50);
  return rows.filter(({ action, at }) => action === 'bind-code.issue' && at > since).length;
}
