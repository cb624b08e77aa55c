import type { ChatKey, Db, IncomingRow, IncomingState } from './schema.ts';

export interface NewIncoming {
  /** A UUID. */
  id: string;
  channel: string;
  chat: string;
  message_id: string;
  sender: string;
  text: string;
  /** UTC ISO time. */
  received_at: string;
  /** 1 in a chat of several persons; left out: 0. */
  in_group?: number;
  /** 1 where the bot itself was addressed; left out: 0. */
  mention?: number;
  /** JSON; left out: none. */
  attachments?: string;
}

/**
 * Keeps a message. A second delivery of it changes nothing and gives the id under which it was first kept; also where
 * that one is known by `unlinkedId` alone. Within a transaction.
 */
export async function insertIncoming(
  db: Db,
  row: NewIncoming,
  unlinkedId?: string,
): Promise<{ inserted: boolean; id: string }> {
  const inserted = await db
    .insertInto('incoming_messages')
    .values({ ...row, state: 'received', tries: 0, error: null, done_at: null })
    .onConflict((conflict) => conflict.columns(['channel', 'chat', 'message_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  const earlier =
    (inserted === undefined ? await deliveredAs(db, row.channel, row.chat, row.message_id) : undefined) ??
    (unlinkedId === undefined ? undefined : await deliveredAs(db, row.channel, '', unlinkedId));
  if (earlier === undefined) {
    if (inserted === undefined) throw new Error('a message that was kept before is gone');
    return { inserted: true, id: inserted.id };
  }
  // Only now is it known to be a second delivery; nobody has seen it yet.
  if (inserted !== undefined) await db.deleteFrom('incoming_messages').where('id', '=', row.id).execute();
  return { inserted: false, id: earlier.id };
}

function deliveredAs(
  db: Db,
  channel: string,
  chat: string,
  messageId: string,
): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('incoming_messages')
    .select('id')
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .where('message_id', '=', messageId)
    .executeTakeFirst();
}

/** Takes out of a settled message and its reply who sent it and where; from now on it is known by `unlinkedId` alone. */
export async function unlinkIncoming(db: Db, id: string, unlinkedId: string): Promise<void> {
  const nowhere = { chat: '', sender: '', message_id: unlinkedId };
  await db.updateTable('incoming_messages').set(nowhere).where('id', '=', id).execute();
  await db.updateTable('replies').set({ chat: '' }).where('incoming_id', '=', id).execute();
}

export async function findIncoming(db: Db, id: string): Promise<IncomingRow | undefined> {
  return db.selectFrom('incoming_messages').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Messages that are not yet settled, in order of arrival. */
export async function nextReceived(db: Db, limit: number): Promise<IncomingRow[]> {
  return db
    .selectFrom('incoming_messages')
    .selectAll()
    .where('state', '=', 'received')
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** The first message of a chat that is not yet settled, among those that arrived no later than `upToSeq`. */
export async function nextReceivedOf(
  db: Db,
  { channel, chat, upToSeq }: ChatKey & { upToSeq: number },
): Promise<IncomingRow | undefined> {
  return db
    .selectFrom('incoming_messages')
    .selectAll()
    .where('state', '=', 'received')
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .where('seq', '<=', upToSeq)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
}

/** Ends a received message well. False when it had ended before. */
export async function markDone(db: Db, id: string, doneAt: string): Promise<boolean> {
  return end(db, id, { state: 'done', error: null, done_at: doneAt });
}

/** Keeps the message in other words than it came in: with phone numbers masked, once it has been worked on. */
export async function rewriteText(db: Db, id: string, text: string): Promise<void> {
  await db.updateTable('incoming_messages').set({ text }).where('id', '=', id).execute();
}

/** Notes that a settled message gets no reply, and why. */
export async function markSilent(db: Db, id: string, silence: string): Promise<void> {
  await db.updateTable('incoming_messages').set({ silence }).where('id', '=', id).execute();
}

/** Ends a received message that could not be worked on. False when it had ended before. */
export async function markFailed(db: Db, id: string, error: string, doneAt: string): Promise<boolean> {
  return end(db, id, { state: 'failed', error, done_at: doneAt });
}

/** Counts one more try that came to nothing, with what went wrong; gives the number of tries so far. */
export async function bumpTries(db: Db, id: string, error: string): Promise<number> {
  const { tries } = await db
    .updateTable('incoming_messages')
    .set((row) => ({ tries: row('tries', '+', 1), error }))
    .where('id', '=', id)
    .returning('tries')
    .executeTakeFirstOrThrow();
  return tries;
}

export async function countByState(db: Db): Promise<Record<IncomingState, number>> {
  const rows = await db
    .selectFrom('incoming_messages')
    .select((row) => ['state', row.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const counts: Record<IncomingState, number> = { received: 0, done: 0, failed: 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}

async function end(
  db: Db,
  id: string,
  change: { state: 'done' | 'failed'; error: string | null; done_at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('incoming_messages')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'received')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
