import { sql } from './kysely.ts';
import { outboxRow } from './outbox.ts';
import type { ChatKey, DatabaseKind, Db, NoticeRow } from './schema.ts';

export type NewNotice = Omit<NoticeRow, 'seq'>;

/**
 * Puts a message of the outbox where its chat reads it, once, however often it is handed in. False: it was there already,
 * or its row in the outbox is gone. Within a transaction.
 */
export async function postNotice(
  db: Db,
  kind: DatabaseKind,
  post: Pick<NoticeRow, 'id' | 'channel' | 'chat' | 'text' | 'options'> & { outboxId: string; at: string },
): Promise<boolean> {
  const { outboxId, at, ...shown } = post;
  const row = await outboxRow(db, outboxId);
  const there = await db.selectFrom('notices').select('seq').where('id', '=', post.id).executeTakeFirst();
  if (row === undefined || there !== undefined) return false;
  const person_id = row.person_id ?? '';
  const posted = { person_id, about: row.about, created_at: at, sent_at: at, state: 'sent' } as const;
  await insertNotice(db, kind, { ...shown, ...posted });
  return true;
}

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
