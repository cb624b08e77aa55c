import { belowRegion } from './regions.ts';
import type { DatabaseKind, Db, ReportRow, ReportState } from './schema.ts';

export async function insertReport(db: Db, row: ReportRow): Promise<void> {
  await db.insertInto('reports').values(row).execute();
}

export type ReportChange = Partial<Omit<ReportRow, 'id' | 'number' | 'village' | 'filed_at'>> & {
  updated_at: string;
};

/** False when there is no such report. */
export async function updateReport(db: Db, id: string, change: ReportChange): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('reports')
    .set(change)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function findReport(db: Db, id: string): Promise<ReportRow | undefined> {
  return db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A report, held until the end of the transaction so that two who act on it act one after the other. */
export async function holdReport(db: Db, kind: DatabaseKind, id: string): Promise<ReportRow | undefined> {
  const report = db.selectFrom('reports').selectAll().where('id', '=', id);
  return (kind === 'postgres' ? report.forUpdate() : report).executeTakeFirst();
}

/** Reports of that number in a place and all below it: one for each village. */
export async function reportsNumbered(db: Db, region: string, number: number): Promise<ReportRow[]> {
  return within(db, region).where('number', '=', number).orderBy('village').execute();
}

/** A household's reports in the order in which they were filed. */
export async function reportsOfHousehold(
  db: Db,
  householdId: string,
  filter: { kind?: string } = {},
): Promise<ReportRow[]> {
  let query = db.selectFrom('reports').selectAll().where('household_id', '=', householdId);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  return query.orderBy('filed_at').orderBy('number').execute();
}

/** Reports of a place in one of these states, the oldest first. */
export async function reportsWithin(
  db: Db,
  region: string,
  states: readonly ReportState[],
  limit: number,
): Promise<ReportRow[]> {
  if (states.length === 0) return [];
  return within(db, region)
    .where('state', 'in', states)
    .orderBy('filed_at')
    .orderBy('village')
    .orderBy('number')
    .limit(limit)
    .execute();
}

/** What a person reported last. */
export async function reportsBy(db: Db, reporterId: string, limit: number): Promise<ReportRow[]> {
  return db
    .selectFrom('reports')
    .selectAll()
    .where('reporter_id', '=', reporterId)
    .orderBy('filed_at', 'desc')
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

/** Reports in that state that take that path, wherever they are. */
export async function reportsIn(db: Db, state: ReportState, paths: readonly string[]): Promise<ReportRow[]> {
  if (paths.length === 0) return [];
  return db
    .selectFrom('reports')
    .selectAll()
    .where('state', '=', state)
    .where('path', 'in', paths)
    .orderBy('filed_at')
    .execute();
}

/** The next number of a village: 1, 2, 3 …; whoever asks at the same time waits. */
export async function nextNumber(
  db: Db,
  village: string,
  what: 'report' | 'objection' | 'visit',
): Promise<number> {
  const { last } = await db
    .insertInto('village_counters')
    .values({ village, what, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['village', 'what']).doUpdateSet((row) => ({
        last: row('village_counters.last', '+', 1),
      })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return Number(last);
}

function within(db: Db, region: string) {
  const { from, before } = belowRegion(region);
  return db
    .selectFrom('reports')
    .selectAll()
    .where((row) =>
      row.or([
        row('village', '=', region),
        row.and([row('village', '>=', from), row('village', '<', before)]),
      ]),
    );
}
