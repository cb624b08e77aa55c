import type { Db, ReportEventRow } from './schema.ts';

export async function appendReportEvent(db: Db, row: Omit<ReportEventRow, 'seq'>): Promise<void> {
  await db.insertInto('report_events').values(row).execute();
}

/** A report's history, oldest first. */
export async function eventsOf(db: Db, reportId: string): Promise<ReportEventRow[]> {
  return db
    .selectFrom('report_events')
    .selectAll()
    .where('report_id', '=', reportId)
    .orderBy('seq')
    .execute();
}
