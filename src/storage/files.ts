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

/** Was the file written to that person, in a notice that was not taken back? */
export async function isFileSentTo(db: Db, fileId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('seq')
    .where('picture', '=', fileId)
    .where('person_id', '=', personId)
    .where('state', 'not in', ['queued', 'paused', 'cleared', 'muted', 'expired'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The pictures of notices, by the notice's id. */
export async function picturesOfNotices(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'picture'])
    .where('id', 'in', ids)
    .where('picture', 'is not', null)
    .execute();
  return new Map(rows.flatMap(({ id, picture }) => (picture === null ? [] : [[id, picture]])));
}
