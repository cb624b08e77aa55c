import { isWithin } from '../../policies/policies.ts';
import { groupPath, nameKey, type Person } from '../../register/register.ts';
import {
  type Db,
  type HouseholdRow,
  householdsWithin,
  type MemberRow,
  membersOf,
  type PersonRow,
  personsById,
  personsWithin,
  type Role,
  tagsWithin,
  usersOfHouseholds,
} from '../../storage/storage.ts';
import { groupBy } from '../grouped.ts';
import { readStaff, type Staff, villageOf } from '../staff.ts';
import type { Audience, Segment, Whom } from './audience.ts';
import { householdsWith } from './facts.ts';

/** Somebody whom a broadcast is for: a person, or a household or member of whom nobody uses the bot. */
export interface Recipient {
  /** `p:`, `h:` or `m:` with the id. */
  key: string;
  personId: string | null;
  householdId: string | null;
  name: string;
  role: Role;
  /** Of his household; null where he belongs to none. */
  head: string | null;
  /** The village's path, or the place of somebody on duty. */
  village: string;
  group: number | null;
  /** Who is to tell him where nothing can be sent. */
  callerId: string | null;
}

/** All that an audience is looked up in, read once. */
interface Ground {
  db: Db;
  today: string;
  own: string;
  speaker: Person;
  households: HouseholdRow[];
  byId: Map<string, HouseholdRow>;
  /** By household. */
  users: Map<string, PersonRow[]>;
  persons: PersonRow[];
  staff: Staff;
}

const RANK: Readonly<Record<Role, number>> = { villager: 0, cadre: 1, township: 2, office: 3, admin: 4 };

/** Everybody whom an audience means now, each once, without the speaker himself; only within his place and rank. */
export async function recipientsFor(
  db: Db,
  speaker: Person,
  audience: Audience,
  today: string,
): Promise<Recipient[]> {
  const own = villageOf(speaker.region);
  const inOwn = (household: HouseholdRow): boolean =>
    isWithin(groupPath(household.region, household.group_no), speaker.region);
  const ground: Ground = {
    db,
    today,
    own: speaker.region,
    speaker,
    households: (await householdsWithin(db, own, { state: 'active' })).filter(inOwn),
    byId: new Map(),
    users: new Map(),
    persons: (await personsWithin(db, own)).filter(({ active }) => active === 1),
    staff: await readStaff(db),
  };
  for (const household of ground.households) ground.byId.set(household.id, household);
  ground.users = groupBy(await usersOfHouseholds(db, own), ({ household_id }) => household_id ?? '');
  const found = new Map<string, Recipient>();
  for (const segment of audience) {
    for (const recipient of await ofSegment(ground, segment)) {
      if (recipient.personId !== speaker.id && !found.has(recipient.key)) found.set(recipient.key, recipient);
    }
  }
  return [...found.values()].sort(
    (a, b) =>
      order(a.village, b.village) ||
      (a.group ?? 0) - (b.group ?? 0) ||
      order(a.name, b.name) ||
      order(a.key, b.key),
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function ofSegment(ground: Ground, segment: Segment): Promise<Recipient[]> {
  const places = segment.places.filter((place) => isWithin(place, ground.own) || isWithin(ground.own, place));
  const inPlace = (path: string): boolean => places.some((place) => isWithin(path, place));
  let households = ground.households.filter((household) =>
    inPlace(groupPath(household.region, household.group_no)),
  );
  if (segment.facts.length > 0) {
    const ids = await householdsWith(ground.db, villageOf(ground.own), segment.facts, ground.today);
    households = households.filter(({ id }) => ids.has(id));
  }
  const recipients: Recipient[] = [];
  for (const whom of segment.whom) {
    const isPlain = segment.facts.length === 0;
    const of = await ofWhom(ground, whom, { households, inPlace, isPlain });
    const ids = new Set(households.map(({ id }) => id));
    recipients.push(
      ...(isPlain ? of : of.filter(({ householdId }) => householdId !== null && ids.has(householdId))),
    );
  }
  return recipients;
}

interface Chosen {
  households: HouseholdRow[];
  inPlace(path: string): boolean;
  /** No fact narrows it down. */
  isPlain: boolean;
}

async function ofWhom(ground: Ground, whom: Whom, chosen: Chosen): Promise<Recipient[]> {
  switch (whom.kind) {
    case 'everybody':
      return [...villagers(ground, chosen), ...onDuty(ground, chosen, ['cadre', 'township', 'office'])];
    case 'villagers':
      return villagers(ground, chosen);
    case 'category':
      return chosen.households
        .filter(({ category }) => category === whom.category)
        .flatMap((household) => ofHousehold(ground, household));
    case 'cadres':
      return onDuty(ground, chosen, ['cadre']);
    case 'townships':
      return onDuty(ground, chosen, ['township']);
    case 'offices':
      return onDuty(ground, chosen, ['office']);
    case 'staff':
      return onDuty(ground, chosen, ['cadre', 'township', 'office']);
    case 'helpers': {
      const ids = [...new Set(chosen.households.flatMap(({ helper_id }) => helper_id ?? []))];
      const rows = (await personsById(ground.db, ids)).filter(({ active }) => active === 1);
      return rows.map((row) => ofPerson(ground, row));
    }
    case 'tag': {
      const bearers = (await tagsWithin(ground.db, ground.own)).filter(({ tag }) => tag === whom.tag);
      const keys = bearers.map(({ key }) => key);
      return (await byKeys(ground, keys)).filter(({ village, group }) =>
        chosen.inPlace(groupPath(village, group)),
      );
    }
    case 'one':
      return byKeys(ground, [whom.who.key]);
  }
}

/** All households, and villagers who belong to none. */
function villagers(ground: Ground, { households, inPlace, isPlain }: Chosen): Recipient[] {
  const single = ground.persons.filter(
    ({ role, household_id, region }) => role === 'villager' && household_id === null && inPlace(region),
  );
  return [
    ...households.flatMap((household) => ofHousehold(ground, household)),
    ...(isPlain ? single.map((row) => ofPerson(ground, row)) : []),
  ];
}

function onDuty(ground: Ground, { inPlace }: Chosen, roles: readonly Role[]): Recipient[] {
  return ground.persons
    .filter(
      ({ role, region }) =>
        roles.includes(role) && inPlace(region) && RANK[role] <= RANK[ground.speaker.role],
    )
    .map((row) => ofPerson(ground, row));
}

/** Those of a household who use the bot; where nobody does, the household by its head. */
function ofHousehold(ground: Ground, household: HouseholdRow): Recipient[] {
  const users = ground.users.get(household.id) ?? [];
  if (users.length > 0) return users.map((row) => ofPerson(ground, row));
  return [bare(ground, `h:${household.id}`, household.head, household)];
}

function bare(ground: Ground, key: string, name: string, household: HouseholdRow): Recipient {
  return {
    key,
    personId: null,
    householdId: household.id,
    name,
    role: 'villager',
    head: household.head,
    village: household.region,
    group: household.group_no,
    callerId: callerOf(ground, household),
  };
}

function ofPerson(ground: Ground, row: PersonRow): Recipient {
  const household = ground.byId.get(row.household_id ?? '');
  const group = /\/(\d+)组$/.exec(row.region)?.[1];
  return {
    key: `p:${row.id}`,
    personId: row.id,
    householdId: row.household_id,
    name: row.name,
    role: row.role,
    head: household?.head ?? null,
    village: household?.region ?? villageOf(row.region),
    group: household?.group_no ?? (group === undefined ? null : Number(group)),
    callerId: household === undefined ? null : callerOf(ground, household),
  };
}

/** Who looks after the household, else who is responsible in the village. */
function callerOf({ staff }: Ground, { helper_id, region, group_no }: HouseholdRow): string | null {
  const helper = helper_id === null ? null : staff.member(helper_id);
  return (helper ?? staff.responsibleFor(region, group_no))?.id ?? null;
}

/** Those meant by name or tag, as far as they are still there and within the speaker's place and rank. */
async function byKeys(ground: Ground, keys: readonly string[]): Promise<Recipient[]> {
  const ids = (kind: string): string[] =>
    keys.flatMap((key) => (key.startsWith(`${kind}:`) ? [key.slice(2)] : []));
  const persons = (await personsById(ground.db, ids('p'))).filter(
    ({ active, region, role }) =>
      active === 1 && isWithin(region, villageOf(ground.own)) && RANK[role] <= RANK[ground.speaker.role],
  );
  const wanted = ground.households.filter(({ id }) => ids('h').includes(id));
  return [
    ...persons.map((row) => ofPerson(ground, row)),
    ...wanted.flatMap((household) => ofHousehold(ground, household)),
    ...(await ofMembers(ground, ids('m'))),
  ];
}

/** A member who uses the bot by now is met as that person. */
async function ofMembers(ground: Ground, ids: readonly string[]): Promise<Recipient[]> {
  if (ids.length === 0) return [];
  const members = await membersOf(
    ground.db,
    ground.households.map(({ id }) => id),
  );
  return members
    .filter(({ id, state }) => state === 'active' && ids.includes(id))
    .flatMap((member) => ofMember(ground, member));
}

function ofMember(ground: Ground, member: MemberRow): Recipient[] {
  const user = ground.users
    .get(member.household_id)
    ?.find(({ name }) => nameKey(name) === nameKey(member.name));
  if (user !== undefined) return [ofPerson(ground, user)];
  const household = ground.byId.get(member.household_id);
  return household === undefined ? [] : [bare(ground, `m:${member.id}`, member.name, household)];
}
