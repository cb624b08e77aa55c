import type { Db, PublicNoticeRow, ReportState } from './schema.ts';

/** A public notice with what it is about. */
export type NoticeToTell = PublicNoticeRow & {
  number: number;
  household_id: string;
  /** Where its report stands now. */
  report_state: ReportState;
};

/** Notices that hang out and of which the village was not told yet. */
export async function noticesToOpen(db: Db): Promise<NoticeToTell[]> {
  return ofReports(db)
    .where('public_notices.state', '=', 'open')
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('notice_tellings')
            .select('notice_id')
            .whereRef('notice_tellings.notice_id', '=', 'public_notices.id')
            .where('notice_tellings.what', '=', 'opened'),
        ),
      ),
    )
    .execute();
}

/** Notices that are over, of whose beginning the village was told and of whose end it was not. */
export async function noticesToEnd(db: Db): Promise<NoticeToTell[]> {
  return ofReports(db)
    .innerJoin('notice_tellings', 'notice_tellings.notice_id', 'public_notices.id')
    .where('public_notices.state', '!=', 'open')
    .where('notice_tellings.what', '=', 'opened')
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('notice_tellings as over')
            .select('over.notice_id')
            .whereRef('over.notice_id', '=', 'public_notices.id')
            .where('over.what', '=', 'over'),
        ),
      ),
    )
    .execute();
}

/** Notes that a village was told. */
export async function noteTellings(
  db: Db,
  ids: readonly string[],
  what: 'opened' | 'over',
  at: string,
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .insertInto('notice_tellings')
    .values(ids.map((notice_id) => ({ notice_id, what, at })))
    .onConflict((conflict) => conflict.columns(['notice_id', 'what']).doNothing())
    .execute();
}

function ofReports(db: Db) {
  return db
    .selectFrom('public_notices')
    .innerJoin('reports', 'reports.id', 'public_notices.report_id')
    .selectAll('public_notices')
    .select(['reports.number', 'reports.household_id', 'reports.state as report_state'])
    .orderBy('public_notices.village')
    .orderBy('reports.number')
    .orderBy('public_notices.id');
}
