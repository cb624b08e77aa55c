import type { Db, ReportVersionRow } from './schema.ts';

/** Throws when that version is kept already: a version is written once. */
export async function insertReportVersion(db: Db, row: ReportVersionRow): Promise<void> {
  await db.insertInto('report_versions').values(row).execute();
}

/** All that a report ever said, oldest first. */
export async function versionsOf(db: Db, reportId: string): Promise<ReportVersionRow[]> {
  return db
    .selectFrom('report_versions')
    .selectAll()
    .where('report_id', '=', reportId)
    .orderBy('version')
    .execute();
}
