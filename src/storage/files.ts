import type { FileRow } from './files-schema.ts';
import type { Db } from './schema.ts';

export type { FileRow } from './files-schema.ts';

/** What is told of a file without opening it. */
export type FileFacts = Omit<FileRow, 'bytes' | 'sha256'>;

const FACTS = ['id', 'incoming_id', 'name', 'mime', 'size', 'created_at'] as const;

/** Keeps files; one after the other, for each may be as large as a statement should be. */
export async function insertFiles(db: Db, rows: readonly FileRow[]): Promise<void> {
  for (const row of rows) await db.insertInto('files').values(row).execute();
}

export async function findFile(db: Db, id: string): Promise<FileRow | undefined> {
  return db.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function fileFacts(db: Db, ids: readonly string[]): Promise<FileFacts[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('files').select(FACTS).where('id', 'in', ids).execute();
}

/** The households about which a report says something that the file goes with, each with the report's number. */
export async function householdsOfFile(
  db: Db,
  fileId: string,
): Promise<{ household_id: string; number: number }[]> {
  return db
    .selectFrom('attachments')
    .innerJoin('reports', 'reports.id', 'attachments.report_id')
    .select(['reports.household_id', 'reports.number'])
    .distinct()
    .where('attachments.file_id', '=', fileId)
    .execute();
}
