import { sql } from './kysely.ts';
import type { ChatKey, DatabaseKind, Db, NoticeRow } from './schema.ts';

export type NewNotice = Omit<NoticeRow, 'seq'>;

/**
 * Keeps a notice and gives its place in the feed. It holds all notices until the end of the transaction, so that they
 * become visible in the order of their `seq`; to be called last, after whatever else the transaction holds.
 */
export async function insertNotice(db: Db, kind: DatabaseKind, row: NewNotice): Promise<{ seq: number }> {
  if (kind === 'postgres') {
    await sql`select pg_advisory_xact_lock(hashtextextended('notices', 0))`.execute(db);
  }
  return db.insertInto('notices').values(row).returning('seq').executeTakeFirstOrThrow();
}

/** A chat's notices behind the cursor, oldest first. `afterSeq` 0 begins at the beginning. */
export async function noticesAfter(
  db: Db,
  { channel, chat, afterSeq, limit }: ChatKey & { afterSeq: number; limit: number },
): Promise<NoticeRow[]> {
  return db
    .selectFrom('notices')
    .selectAll()
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** A chat's last notices, oldest of them first. */
export async function latestNotices(
  db: Db,
  { channel, chat, limit }: ChatKey & { limit: number },
): Promise<NoticeRow[]> {
  const newestFirst = await db
    .selectFrom('notices')
    .selectAll()
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return newestFirst.reverse();
}

/** What could not be sent to a person because he had no account; it is now passed on, and no longer waits. */
export async function takeUnsentNotices(db: Db, personId: string): Promise<NoticeRow[]> {
  const rows = await db
    .updateTable('notices')
    .set({ state: 'passed_on' })
    .where('person_id', '=', personId)
    .where('state', '=', 'no_account')
    .returningAll()
    .execute();
  return rows.sort((a, b) => a.seq - b.seq);
}

/** Notes that a notice has left. False when it did not wait any more. */
export async function markNoticeSent(db: Db, id: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('notices')
    .set({ state: 'sent', sent_at: at })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
