import type { OutboxSendRow } from './outbox-schema.ts';
import type { Db } from './schema.ts';

export type NewSend = Omit<OutboxSendRow, 'seq' | 'ended_at'>;

/** Notes what is handed to a platform now. */
export async function insertSends(db: Db, sends: readonly NewSend[]): Promise<void> {
  if (sends.length === 0) return;
  await db
    .insertInto('outbox_sends')
    .values(sends.map((send) => ({ ...send, ended_at: null })))
    .execute();
}

/** Notes that it is over, for what a process had under way of a row in a chat. */
export async function endSends(
  db: Db,
  { seq, channel, chat }: { seq: number; channel: string; chat: string },
  at: string,
): Promise<void> {
  await db
    .updateTable('outbox_sends')
    .set({ ended_at: at })
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .where('outbox_seq', '=', seq)
    .where('ended_at', 'is', null)
    .execute();
}

/** What was handed over on a channel since a moment, oldest first. */
export async function sendsSince(db: Db, channel: string, since: string): Promise<OutboxSendRow[]> {
  return db
    .selectFrom('outbox_sends')
    .selectAll()
    .where('channel', '=', channel)
    .where('began_at', '>=', since)
    .orderBy('began_at')
    .orderBy('seq')
    .execute();
}

/** How many were handed over to each of some chats since a moment. */
export async function countSends(
  db: Db,
  { channel, chat, since }: { channel: string; chat: string; since: string },
): Promise<number> {
  const row = await db
    .selectFrom('outbox_sends')
    .select((of) => of.fn.countAll<number>().as('sends'))
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .where('began_at', '>=', since)
    .executeTakeFirst();
  return Number(row?.sends ?? 0);
}

/** Forgets what no limit looks back to any more. */
export async function deleteSendsBefore(db: Db, before: string): Promise<void> {
  await db.deleteFrom('outbox_sends').where('began_at', '<', before).execute();
}

/** What other processes handed over on a channel behind a place in the order, oldest first. */
export async function sendsOfOthers(
  db: Db,
  { channel, owner, afterSeq }: { channel: string; owner: string; afterSeq: number },
): Promise<OutboxSendRow[]> {
  return db
    .selectFrom('outbox_sends')
    .selectAll()
    .where('seq', '>', afterSeq)
    .where('channel', '=', channel)
    .where('owner', '!=', owner)
    .orderBy('seq')
    .execute();
}

/** The place of the last one of all. */
export async function lastSendSeq(db: Db): Promise<number> {
  const row = await db
    .selectFrom('outbox_sends')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}
