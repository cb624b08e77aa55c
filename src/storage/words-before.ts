import type { Db } from './schema.ts';

/** What the sender of a message wrote in that chat until then, the message itself first; masked, as it was kept. */
export async function wordsUntil(
  db: Db,
  messageId: string,
  { since, limit }: { since: string; limit: number },
): Promise<{ text: string; at: string }[]> {
  const message = await db
    .selectFrom('incoming_messages')
    .select(['seq', 'channel', 'chat', 'sender'])
    .where('id', '=', messageId)
    .executeTakeFirst();
  if (message === undefined) return [];
  const rows = await db
    .selectFrom('incoming_messages')
    .select(['text', 'received_at'])
    .where('channel', '=', message.channel)
    .where('chat', '=', message.chat)
    .where('sender', '=', message.sender)
    .where('seq', '<=', message.seq)
    .where('received_at', '>=', since)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ text, received_at }) => ({ text, at: received_at }));
}
