import type { ChatKey, Db, ReplyRow } from './schema.ts';

export type NewReply = Omit<ReplyRow, 'seq' | 'about' | 'files'> & Partial<Pick<ReplyRow, 'about' | 'files'>>;

/** Keeps a reply and gives its place in the feed. Throws when that message has a reply already. */
export async function insertReply(db: Db, row: NewReply): Promise<{ seq: number }> {
  return db.insertInto('replies').values(row).returning('seq').executeTakeFirstOrThrow();
}

/** A chat's replies behind the cursor, oldest first. `afterSeq` 0 begins at the beginning. */
export async function repliesAfter(
  db: Db,
  { channel, chat, afterSeq, limit }: ChatKey & { afterSeq: number; limit: number },
): Promise<ReplyRow[]> {
  return db
    .selectFrom('replies')
    .selectAll()
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** The reply to one message. */
export async function replyOf(db: Db, incomingId: string): Promise<ReplyRow | undefined> {
  return db.selectFrom('replies').selectAll().where('incoming_id', '=', incomingId).executeTakeFirst();
}

/** A chat's last replies, oldest of them first. */
export async function latestReplies(
  db: Db,
  { channel, chat, limit }: ChatKey & { limit: number },
): Promise<ReplyRow[]> {
  const newestFirst = await db
    .selectFrom('replies')
    .selectAll()
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return newestFirst.reverse();
}
