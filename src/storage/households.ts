import { belowRegion } from './regions.ts';
import type { Db, HouseholdRow, HouseholdState } from './schema.ts';

/** Rows per INSERT: far below the number of values that one statement may carry on either database. */
const CHUNK = 500;

export async function insertHouseholds(db: Db, rows: readonly HouseholdRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await db
      .insertInto('households')
      .values(rows.slice(from, from + CHUNK))
      .execute();
  }
}

export type HouseholdChange = Partial<Omit<HouseholdRow, 'id' | 'created_at'>> & { updated_at: string };

/** False when there is no such household. */
export async function updateHousehold(db: Db, id: string, change: HouseholdChange): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('households')
    .set(change)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function findHousehold(db: Db, id: string): Promise<HouseholdRow | undefined> {
  return db.selectFrom('households').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function householdsById(db: Db, ids: readonly string[]): Promise<HouseholdRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('households').selectAll().where('id', 'in', ids).execute();
}

/** Households of a place and of everything below it, in the order of village, group and name. */
export async function householdsWithin(
  db: Db,
  region: string,
  filter: { group?: number | null; state?: HouseholdState } = {},
): Promise<HouseholdRow[]> {
  const { from, before } = belowRegion(region);
  let query = db
    .selectFrom('households')
    .selectAll()
    .where((row) =>
      row.or([row('region', '=', region), row.and([row('region', '>=', from), row('region', '<', before)])]),
    );
  if (filter.group != null) query = query.where('group_no', '=', filter.group);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  return query.orderBy('region').orderBy('group_no').orderBy('head_key').orderBy('id').execute();
}

/** Households of a place, and of everything below it, whose head's name has one of these spellings or sounds. */
export async function householdsNamed(
  db: Db,
  region: string,
  names: { keys: readonly string[]; sounds: readonly string[] },
): Promise<HouseholdRow[]> {
  const { from, before } = belowRegion(region);
  const spelt = db.selectFrom('households').selectAll().where('head_key', 'in', orNone(names.keys));
  const heard = db.selectFrom('households').selectAll().where('head_sound', 'in', orNone(names.sounds));
  // Four plain ranges, for an index serves each at once; with OR, SQLite would read every household of that name.
  const rows = await spelt
    .where('region', '=', region)
    .unionAll(spelt.where('region', '>=', from).where('region', '<', before))
    .unionAll(heard.where('region', '=', region))
    .unionAll(heard.where('region', '>=', from).where('region', '<', before))
    .execute();
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

export async function countHouseholds(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('households')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** PostgreSQL takes no empty list; no name is spelt with no letter at all. */
function orNone(values: readonly string[]): readonly string[] {
  return values.length > 0 ? values : [''];
}
