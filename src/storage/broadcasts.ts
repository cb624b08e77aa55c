import type { BroadcastRecipientRow, BroadcastRow, BroadcastState } from './broadcasts-schema.ts';
import type { Db } from './schema.ts';

const CHUNK = 500;

/** The next number of a broadcast; whoever asks at the same time waits. */
export async function nextBroadcastNumber(db: Db): Promise<number> {
  const { last } = await db
    .insertInto('village_counters')
    .values({ village: '', what: 'broadcast', last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['village', 'what']).doUpdateSet((row) => ({
        last: row('village_counters.last', '+', 1),
      })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return Number(last);
}

export async function insertBroadcast(db: Db, row: BroadcastRow): Promise<void> {
  await db.insertInto('broadcasts').values(row).execute();
}

/** Keeps whom a broadcast is for; who is on its list already is left out. */
export async function insertRecipients(db: Db, rows: readonly BroadcastRecipientRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await db
      .insertInto('broadcast_recipients')
      .values(rows.slice(from, from + CHUNK))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export async function findBroadcast(db: Db, id: string): Promise<BroadcastRow | undefined> {
  return db.selectFrom('broadcasts').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function broadcastNumbered(db: Db, number: number): Promise<BroadcastRow | undefined> {
  return db.selectFrom('broadcasts').selectAll().where('number', '=', number).executeTakeFirst();
}

/** The broadcasts of a place, the latest first. */
export async function broadcastsOf(db: Db, region: string, limit: number): Promise<BroadcastRow[]> {
  return db
    .selectFrom('broadcasts')
    .selectAll()
    .where('region', '=', region)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

/** Changes a broadcast that stands in one of `from`. False where it stood in none of them. */
export async function changeBroadcast(
  db: Db,
  id: string,
  from: readonly BroadcastState[],
  change: Partial<
    Pick<BroadcastRow, 'state' | 'closed_at' | 'closed_by' | 'record' | 'urged_on' | 'picture'>
  >,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('broadcasts')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Broadcasts with answers to choose from that a person may still answer, the latest first, with his last answer. */
export async function waitingFor(
  db: Db,
  personId: string,
): Promise<(BroadcastRow & { key: string; answer: string | null })[]> {
  return db
    .selectFrom('broadcast_recipients')
    .innerJoin('broadcasts', 'broadcasts.id', 'broadcast_recipients.run_id')
    .selectAll('broadcasts')
    .select('broadcast_recipients.key')
    .select((of) =>
      of
        .selectFrom('broadcast_answers')
        .select('broadcast_answers.answer')
        .whereRef('broadcast_answers.run_id', '=', 'broadcasts.id')
        .whereRef('broadcast_answers.key', '=', 'broadcast_recipients.key')
        .orderBy('broadcast_answers.seq', 'desc')
        .limit(1)
        .as('answer'),
    )
    .where('broadcast_recipients.person_id', '=', personId)
    .where('broadcasts.state', 'in', ['open', 'paused'])
    .where('broadcasts.options', '!=', '[]')
    .orderBy('broadcasts.number', 'desc')
    .execute();
}

export async function insertAnswer(
  db: Db,
  row: { run_id: string; key: string; answer: string; note: string | null; at: string },
): Promise<void> {
  await db.insertInto('broadcast_answers').values(row).execute();
}

/** All answers to a broadcast, oldest first. */
export async function answersTo(
  db: Db,
  runId: string,
): Promise<{ key: string; answer: string; note: string | null; at: string }[]> {
  return db
    .selectFrom('broadcast_answers')
    .select(['key', 'answer', 'note', 'at'])
    .where('run_id', '=', runId)
    .orderBy('seq')
    .execute();
}

export async function recipientsOf(db: Db, runId: string): Promise<BroadcastRecipientRow[]> {
  return db
    .selectFrom('broadcast_recipients')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('village')
    .orderBy('group_no')
    .orderBy('name')
    .orderBy('key')
    .execute();
}

/** Where a person's copy stands; what was sent once more counts as that. */
export async function copiesOf(db: Db, run: string) {
  return db
    .selectFrom('outbox')
    .select(['person_id', 'state', 'reason', 'left_at'])
    .where('run', '=', run)
    .where('replaced_by', 'is', null)
    .execute();
}

/** The last message of a run that reached a person, as UTC ISO time; null where none did. */
export async function reachedAt(db: Db, run: string, personId: string): Promise<string | null> {
  const row = await db
    .selectFrom('outbox')
    .select('left_at')
    .where('run', 'in', [run, `${run}:urge`])
    .where('person_id', '=', personId)
    .where('state', 'in', ['sent', 'unknown'])
    .orderBy('left_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.left_at ?? null;
}

/** Of these kinds of messages the run of the one that reached a person last; null where it is of none. */
export async function lastShownTo(
  db: Db,
  personId: string,
): Promise<{ run: string | null; options: string; left_at: string } | null> {
  const row = await db
    .selectFrom('outbox')
    .select(['run', 'options', 'left_at'])
    .where('person_id', '=', personId)
    .where('state', 'in', ['sent', 'unknown'])
    .where('options', '!=', '[]')
    .where('left_at', 'is not', null)
    .orderBy('left_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, left_at: row.left_at ?? '' };
}

/** When the chat of a message was last answered with words to choose from, and which. */
export async function lastChoicesIn(
  db: Db,
  messageId: string,
): Promise<{ options: string; created_at: string } | null> {
  const row = await db
    .selectFrom('incoming_messages')
    .innerJoin('replies', (join) =>
      join
        .onRef('replies.channel', '=', 'incoming_messages.channel')
        .onRef('replies.chat', '=', 'incoming_messages.chat'),
    )
    .select(['replies.options', 'replies.created_at'])
    .where('incoming_messages.id', '=', messageId)
    .orderBy('replies.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** When the report draft that a person has open was last shown to him, as UTC ISO time of its end; null: none is. */
export async function draftOf(db: Db, personId: string, at: string): Promise<string | null> {
  const row = await db
    .selectFrom('report_drafts')
    .select('lapses_at')
    .where('person_id', '=', personId)
    .where('lapses_at', '>', at)
    .orderBy('lapses_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.lapses_at ?? null;
}

/** Takes out of broadcasts what tells of a person: his name, what he wrote, his tags. That he got them stays. */
export async function blankInBroadcasts(db: Db, personId: string): Promise<void> {
  const key = `p:${personId}`;
  await db
    .updateTable('broadcast_recipients')
    .set({ name: '（已删除）' })
    .where('person_id', '=', personId)
    .execute();
  await db.updateTable('broadcast_answers').set({ note: null }).where('key', '=', key).execute();
  await db
    .updateTable('broadcast_opinions')
    .set({ by_id: null, text: '' })
    .where('by_id', '=', personId)
    .execute();
  await db.deleteFrom('tags').where('key', '=', key).execute();
}
