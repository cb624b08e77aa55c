import { belowRegion } from './regions.ts';
import type { Db, VisitRow } from './schema.ts';

/** Throws where the household has an open visit already. */
export async function insertVisit(db: Db, row: VisitRow): Promise<void> {
  await db.insertInto('visits').values(row).execute();
}

/** The visit to a household that is still to be made. */
export async function openVisitTo(db: Db, householdId: string): Promise<VisitRow | undefined> {
  return db
    .selectFrom('visits')
    .selectAll()
    .where('household_id', '=', householdId)
    .where('done_at', 'is', null)
    .executeTakeFirst();
}

/** A household's visits, oldest first. */
export async function visitsTo(db: Db, householdId: string): Promise<VisitRow[]> {
  return db
    .selectFrom('visits')
    .selectAll()
    .where('household_id', '=', householdId)
    .orderBy('opened_at')
    .orderBy('number')
    .execute();
}

/** Visits of that number in a place and below it: one for each village. */
export async function visitsNumbered(db: Db, region: string, number: number): Promise<VisitRow[]> {
  return within(db, region).where('number', '=', number).orderBy('village').execute();
}

/** Visits still to be made in a place and below it, the first due first. */
export async function openVisitsWithin(db: Db, region: string): Promise<VisitRow[]> {
  return within(db, region).where('done_at', 'is', null).orderBy('due_at').orderBy('number').execute();
}

export type VisitChange = Partial<Omit<VisitRow, 'id' | 'number' | 'village' | 'household_id'>>;

/** Changes a visit that is still open. False when it has been made meanwhile. */
export async function updateOpenVisit(db: Db, id: string, change: VisitChange): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('visits')
    .set(change)
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Marks the open visits whose days are over as told, and gives those that were not before. */
export async function takeOverdueVisits(db: Db, at: string): Promise<VisitRow[]> {
  const rows = await db
    .updateTable('visits')
    .set({ overdue_told_at: at })
    .where('done_at', 'is', null)
    .where('overdue_told_at', 'is', null)
    .where('due_at', '<=', at)
    .returningAll()
    .execute();
  return rows.sort(
    (a, b) => a.due_at.localeCompare(b.due_at) || a.village.localeCompare(b.village) || a.number - b.number,
  );
}

/** The first moment later than `after` at which a visit becomes overdue. */
export async function nextVisitDue(db: Db, after: string): Promise<string | null> {
  const row = await db
    .selectFrom('visits')
    .select((visit) => visit.fn.min('due_at').as('at'))
    .where('done_at', 'is', null)
    .where('overdue_told_at', 'is', null)
    .where('due_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? null;
}

function within(db: Db, region: string) {
  const { from, before } = belowRegion(region);
  return db
    .selectFrom('visits')
    .selectAll()
    .where((row) =>
      row.or([
        row('village', '=', region),
        row.and([row('village', '>=', from), row('village', '<', before)]),
      ]),
    );
}
