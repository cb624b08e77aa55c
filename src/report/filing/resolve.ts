import {
  canReport,
  findHouseholds,
  groupPath,
  type Household,
  householdById,
  matchName,
  membersOfHousehold,
  nameOfPlace,
  staffFor,
} from '../../register/register.ts';
import type { JobContext } from '../job.ts';
import { alreadyWatched, NO_HOUSEHOLD, notThisVillage, notWatched, ownOnly } from '../wording.ts';
import type { Item } from './draft.ts';

/** Finds the household that an item is about: one, several to ask about, or a sentence why it cannot be reported. */
export async function resolveHousehold(
  context: Pick<JobContext, 'db' | 'person'>,
  item: Item,
  own: boolean,
): Promise<Item> {
  const { db, person } = context;
  const open: Item = { ...item, householdId: null, among: [], refused: null, same: null };
  if (person.role === 'villager') return ownHousehold(context, open);
  if (item.head === null) return own && person.householdId !== null ? ownHousehold(context, open) : open;
  const name = item.head;
  const inGroup = await findHouseholds(db, person.region, name, item.group);
  const found = inGroup ?? (item.group === null ? null : await findHouseholds(db, person.region, name));
  const mine = (found?.households ?? []).filter((household) => canReport(person, household, 'private'));
  const [only] = mine;
  if (only === undefined) return { ...open, refused: notThisVillage(name, nameOfPlace(person.region)) };
  if (mine.length > 1 || (inGroup === null && only.group !== item.group)) {
    return { ...open, head: only.head, among: mine.map(({ id }) => id) };
  }
  const settled = inHousehold(open, only);
  return found?.how === 'member'
    ? { ...settled, member: await relationOf(context, only, name, item) }
    : settled;
}

export function inHousehold(item: Item, household: Household): Item {
  return {
    ...item,
    householdId: household.id,
    head: household.head,
    group: household.group,
    among: [],
    refused: unfitting(item, household),
  };
}

const WATCHED: readonly string[] = ['监测户', '边缘易致贫户'];

/** Nobody enters monitoring twice, nor leaves it who is not in it. */
function unfitting({ kind }: Item, { head, category }: Household): string | null {
  const watched = WATCHED.includes(category);
  if (kind === 'monitor_in' && watched) return alreadyWatched(head, category);
  return kind === 'monitor_out' && !watched ? notWatched(head, category) : null;
}

/** Of the households that were asked about, those that an answer leaves: by group, by village, by both. */
export async function narrow(
  context: Pick<JobContext, 'db'>,
  item: Item,
  text: string,
  group: number | null,
): Promise<Item> {
  const households = (await Promise.all(item.among.map((id) => householdById(context.db, id)))).filter(
    (household) => household !== null,
  );
  const placed = households.filter(({ region }) => text.includes(nameOfPlace(region)));
  const near = placed.length > 0 ? placed : households;
  const left = group === null ? near : near.filter((household) => household.group === group);
  const [only] = left;
  if (only === undefined) return item;
  return left.length === 1 ? inHousehold(item, only) : { ...item, among: left.map(({ id }) => id) };
}

async function ownHousehold({ db, person }: Pick<JobContext, 'db' | 'person'>, item: Item): Promise<Item> {
  const household = person.householdId === null ? null : await householdById(db, person.householdId);
  if (household === null || !canReport(person, household, 'private'))
    return { ...item, refused: NO_HOUSEHOLD };
  if (item.head === null || matchName(item.head, household.head) !== null)
    return inHousehold(item, household);
  const members = await membersOfHousehold(db, household.id);
  const member = members.find(({ name }) => matchName(item.head ?? '', name) !== null);
  if (member === undefined) return { ...item, refused: ownOnly(await cadresOf(db, household)) };
  return { ...inHousehold(item, household), member: member.relation };
}

/** Whom a neighbour in need can turn to. */
async function cadresOf(db: JobContext['db'], { region, group }: Household): Promise<string[]> {
  return (await staffFor(db, groupPath(region, group), ['cadre'])).map(({ name }) => name);
}

/** A member was named and no head: whom it is about is that member, unless another is told. */
async function relationOf(
  { db }: Pick<JobContext, 'db'>,
  household: Household,
  name: string,
  item: Item,
): Promise<string | null> {
  if (item.member !== null && item.member !== '户主') return item.member;
  const members = await membersOfHousehold(db, household.id);
  return members.find((member) => matchName(name, member.name) !== null)?.relation ?? item.member;
}
