import type { AttachmentRow, Db } from './schema.ts';

export async function insertAttachments(db: Db, rows: readonly AttachmentRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('attachments')
      .values([...rows])
      .execute();
}

/** A report's pictures and files, in the order in which they came. */
export async function attachmentsOf(db: Db, reportId: string): Promise<AttachmentRow[]> {
  return db
    .selectFrom('attachments')
    .selectAll()
    .where('report_id', '=', reportId)
    .orderBy('at')
    .orderBy('place')
    .orderBy('id')
    .execute();
}
