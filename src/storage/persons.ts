import { belowRegion } from './regions.ts';
import type { Db, PersonRow, Role } from './schema.ts';

export async function insertPersons(db: Db, rows: readonly PersonRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('persons')
      .values([...rows])
      .execute();
}

export type PersonChange = Partial<Omit<PersonRow, 'id' | 'created_at'>>;

/** False when there is no such person. */
export async function updatePerson(db: Db, id: string, change: PersonChange): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('persons')
    .set(change)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function findPerson(db: Db, id: string): Promise<PersonRow | undefined> {
  return db.selectFrom('persons').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function personsById(db: Db, ids: readonly string[]): Promise<PersonRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('persons').selectAll().where('id', 'in', ids).execute();
}

/** Everybody in these roles whose region is one of these. `findStaff(db, pathsUp(village))`: who serves a village. */
export async function personsIn(
  db: Db,
  regions: readonly string[],
  roles: readonly Role[],
): Promise<PersonRow[]> {
  if (regions.length === 0 || roles.length === 0) return [];
  return db
    .selectFrom('persons')
    .selectAll()
    .where('region', 'in', regions)
    .where('role', 'in', roles)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** Everybody whose region is that place or lies below it. */
export async function personsWithin(db: Db, region: string): Promise<PersonRow[]> {
  const { from, before } = belowRegion(region);
  return db
    .selectFrom('persons')
    .selectAll()
    .where((row) =>
      row.or([row('region', '=', region), row.and([row('region', '>=', from), row('region', '<', before)])]),
    )
    .orderBy('region')
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** The persons of a household who may talk to the bot. */
export async function personsOfHousehold(db: Db, householdId: string): Promise<PersonRow[]> {
  return db.selectFrom('persons').selectAll().where('household_id', '=', householdId).orderBy('id').execute();
}

export async function countPersons(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('persons')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
