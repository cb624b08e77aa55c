import type { Db, RegionRow } from './schema.ts';

/** Paths that lie below `region`: from `region/` up to the character that follows the stroke. */
export function belowRegion(region: string): { from: string; before: string } {
  return { from: `${region}/`, before: `${region}0` };
}

/** Adds places that are not there yet; a parent must stand before its children. Gives the paths that were new. */
export async function addRegions(db: Db, rows: readonly RegionRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const added = await db
    .insertInto('village_regions')
    .values([...rows])
    .onConflict((conflict) => conflict.column('path').doNothing())
    .returning('path')
    .execute();
  return added.map(({ path }) => path);
}

export async function findRegion(db: Db, path: string): Promise<RegionRow | undefined> {
  return db.selectFrom('village_regions').selectAll().where('path', '=', path).executeTakeFirst();
}

/** Places of that name, wherever they are. */
export async function regionsNamed(db: Db, name: string): Promise<RegionRow[]> {
  return db.selectFrom('village_regions').selectAll().where('name', '=', name).orderBy('path').execute();
}

/** A place and everything below it; everything where no place is given. */
export async function regionsWithin(db: Db, region: string | null): Promise<RegionRow[]> {
  const all = db.selectFrom('village_regions').selectAll().orderBy('path');
  if (region === null) return all.execute();
  const { from, before } = belowRegion(region);
  return all
    .where((row) =>
      row.or([row('path', '=', region), row.and([row('path', '>=', from), row('path', '<', before)])]),
    )
    .execute();
}
