import {
  type Db,
  type HouseholdRow,
  householdsById,
  householdsNamed,
  householdsWithin,
  membersNamed,
} from '../storage/storage.ts';
import { type Household, toHousehold } from './household.ts';
import { type NameMatch, shapeVariants, soundKeys, typedKey } from './names.ts';

/** What a typed name may mean. */
export interface FoundHouseholds {
  /** The surest kind of match that found any; `member`: the name is that of a member and of no head. */
  how: NameMatch | 'member';
  /** More than one where the name, and the group if one was told, do not decide. */
  households: Household[];
}

/**
 * The households of a village whose head a typed name may mean, by the surest kind of match that finds any: exact,
 * then homophone, then one character of like shape, then a member's exact name. A village's path, or any place
 * above it (without members' names then). Only households that live there now, and only of that group where one is
 * told. Null where nothing fits.
 */
export async function findHouseholds(
  db: Db,
  region: string,
  name: string,
  group: number | null = null,
): Promise<FoundHouseholds | null> {
  const key = typedKey(name);
  if (key === null) return null;
  const sounds = soundKeys(key);
  const rows = await householdsNamed(db, region, { keys: [key, ...shapeVariants(key)], sounds });
  const ways: [NameMatch, (row: HouseholdRow) => boolean][] = [
    ['exact', (row) => row.head_key === key],
    ['sound', (row) => sounds.includes(row.head_sound)],
    ['shape', () => true],
  ];
  for (const [how, fits] of ways) {
    const households = living(rows.filter(fits).map(toHousehold), group);
    if (households.length > 0) return { how, households };
  }
  const members = await membersNamed(db, region, key);
  const ids = [...new Set(members.map((member) => member.household_id))];
  const households = living((await householdsById(db, ids)).map(toHousehold), group);
  return households.length > 0 ? { how: 'member', households } : null;
}

/** Every household that lives in a place now, for reading a message against. */
export async function rosterOf(db: Db, region: string): Promise<Household[]> {
  return (await householdsWithin(db, region, { state: 'active' })).map(toHousehold);
}

function living(households: Household[], group: number | null): Household[] {
  return households
    .filter((household) => household.state === 'active' && (group === null || household.group === group))
    .sort((a, b) => a.region.localeCompare(b.region) || (a.group ?? 0) - (b.group ?? 0));
}
