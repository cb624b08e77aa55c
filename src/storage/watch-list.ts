import { belowRegion } from './regions.ts';
import type { Db, WatchRow } from './schema.ts';

/** Puts a household on the list. False where that rule had put it there for that report before. */
export async function enterWatchList(db: Db, row: WatchRow): Promise<boolean> {
  const entered = await db
    .insertInto('watch_list')
    .values(row)
    .onConflict((conflict) => conflict.columns(['household_id', 'rule', 'report_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return entered !== undefined;
}

/** Why a household is on the list now, oldest first. */
export async function watchedFor(db: Db, householdId: string): Promise<WatchRow[]> {
  return db
    .selectFrom('watch_list')
    .selectAll()
    .where('household_id', '=', householdId)
    .where('left_at', 'is', null)
    .orderBy('entered_at')
    .orderBy('id')
    .execute();
}

/** Who is on the list now in a place and below it. */
export async function watchedWithin(db: Db, region: string): Promise<WatchRow[]> {
  const { from, before } = belowRegion(region);
  return db
    .selectFrom('watch_list')
    .selectAll()
    .where('left_at', 'is', null)
    .where((row) =>
      row.or([
        row('village', '=', region),
        row.and([row('village', '>=', from), row('village', '<', before)]),
      ]),
    )
    .orderBy('entered_at')
    .orderBy('id')
    .execute();
}

/** Takes a household off the list, by the visit that found all well. How many reasons that ended. */
export async function leaveWatchList(
  db: Db,
  householdId: string,
  left: { at: string; visit: string },
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('watch_list')
    .set({ left_at: left.at, left_visit: left.visit })
    .where('household_id', '=', householdId)
    .where('left_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
