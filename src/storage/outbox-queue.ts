import { sql } from './kysely.ts';
import type { OutboxRow } from './outbox-schema.ts';
import type { DatabaseKind, Db } from './schema.ts';

// Written out and not bound: SQLite uses an index of part of a table only where the statement itself names that part.
const QUEUED = sql.lit('queued' as const);
const SENDING = sql.lit('sending' as const);
const MAY_EXPIRE = sql<boolean>`state in ('queued', 'paused', 'no_account')`;

/** A stretch of the queue: one lane of one channel, at one kind of hours. `channel` is empty where no account is chosen yet. */
export interface QueueKey {
  channel: string;
  lane: OutboxRow['lane'];
  hours: OutboxRow['hours'];
}

/** Where a reader of the queue stands. */
export interface QueuePlace {
  not_before: string;
  seq: number;
}

/** What may leave by `now`, in its turn, behind a place; chats in `without` are left out. */
export async function queuedPage(
  db: Db,
  { channel, lane, hours }: QueueKey,
  {
    now,
    after,
    without,
    limit,
  }: { now: string; after: QueuePlace | null; without: readonly string[]; limit: number },
): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', QUEUED)
    .where('channel', '=', channel)
    .where('lane', '=', lane)
    .where('hours', '=', hours)
    .where('not_before', '<=', now)
    .where((row) => row.or([row('retry_at', 'is', null), row('retry_at', '<=', now)]))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(not_before, seq) > (${after?.not_before ?? ''}, ${after?.seq ?? 0})`),
    )
    .$if(without.length > 0, (query) => query.where('chat', 'not in', without))
    .orderBy('not_before')
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** The first moment at which something of that stretch may leave, apart from what is to be tried again. `later`: behind that moment. */
export async function firstQueued(
  db: Db,
  { channel, lane, hours }: QueueKey,
  later = '',
): Promise<string | null> {
  const row = await db
    .selectFrom('outbox')
    .select('not_before')
    .where('state', '=', QUEUED)
    .where('channel', '=', channel)
    .where('lane', '=', lane)
    .where('hours', '=', hours)
    .where('retry_at', 'is', null)
    .where('not_before', '>', later)
    .orderBy('not_before')
    .limit(1)
    .executeTakeFirst();
  return row?.not_before ?? null;
}

/** What is to be tried again on a channel later than `after`, with when and what waits for it. */
export async function retriesOf(
  db: Db,
  channel: string,
  after: string,
): Promise<
  { chat: string; hours: OutboxRow['hours']; retry_at: string; retry_scope: 'chat' | 'channel' | null }[]
> {
  const rows = await db
    .selectFrom('outbox')
    .select(['chat', 'hours', 'retry_at', 'retry_scope'])
    .where('state', '=', QUEUED)
    .where('channel', '=', channel)
    .where('retry_at', '>', after)
    .execute();
  return rows.map((row) => ({ ...row, retry_at: row.retry_at ?? '' }));
}

/** What is being sent on a channel at this moment, by whatever process. */
export async function sendingOn(
  db: Db,
  channel: string,
): Promise<Pick<OutboxRow, 'seq' | 'chat' | 'owner' | 'lease_until'>[]> {
  return db
    .selectFrom('outbox')
    .select(['seq', 'chat', 'owner', 'lease_until'])
    .where('state', '=', SENDING)
    .where('channel', '=', channel)
    .execute();
}

/** Rows whose sender is taken for dead. */
export async function leasesOver(db: Db, now: string, limit: number): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', SENDING)
    .where('lease_until', '<=', now)
    .orderBy('lease_until')
    .limit(limit)
    .execute();
}

/** The next moments at which somebody is taken for dead, and at which something is of no use any more. */
export async function nextLapses(db: Db): Promise<{ lease: string | null; expiry: string | null }> {
  const lease = await db
    .selectFrom('outbox')
    .select('lease_until')
    .where('state', '=', SENDING)
    .orderBy('lease_until')
    .limit(1)
    .executeTakeFirst();
  const expiry = await db
    .selectFrom('outbox')
    .select('expires_at')
    .where(MAY_EXPIRE)
    .orderBy('expires_at')
    .limit(1)
    .executeTakeFirst();
  return { lease: lease?.lease_until ?? null, expiry: expiry?.expires_at ?? null };
}

/**
 * Takes queued rows to be sent by `owner`. Gives those that it got: another process may have been quicker.
 * In the same transaction as the look at the queue.
 */
export async function takeQueued(
  db: Db,
  seqs: readonly number[],
  { owner, leaseUntil, at }: { owner: string; leaseUntil: string; at: string },
): Promise<OutboxRow[]> {
  if (seqs.length === 0) return [];
  return db
    .updateTable('outbox')
    .set((row) => ({
      state: 'sending' as const,
      owner,
      lease_until: leaseUntil,
      left_at: at,
      tries: row('tries', '+', 1),
    }))
    .where('seq', 'in', seqs)
    .where('state', '=', QUEUED)
    .returningAll()
    .execute();
}

/** Gives queued rows the account by which they are to leave. */
export async function placeQueued(
  db: Db,
  kind: DatabaseKind,
  places: readonly { seq: number; channel: string; chat: string }[],
): Promise<void> {
  if (places.length === 0) return;
  const json = JSON.stringify(places);
  // One statement for many rows: a broadcast to a county is placed in a second or two.
  const from =
    kind === 'sqlite'
      ? sql`(select value ->> '$.seq' as seq, value ->> '$.channel' as channel, value ->> '$.chat' as chat from json_each(${json}))`
      : sql`json_to_recordset(${json}::json)`;
  const name = kind === 'sqlite' ? sql`as place` : sql`as place (seq bigint, channel text, chat text)`;
  await sql`update outbox set channel = place.channel, chat = place.chat, retry_at = null, retry_scope = null
    from ${from} ${name} where outbox.seq = place.seq and outbox.state = 'queued'`.execute(db);
}

/** Lets queued rows wait until a moment, without anything else having to wait. */
export async function putOff(
  db: Db,
  seqs: readonly number[],
  { until, reason }: { until: string; reason: string },
): Promise<void> {
  if (seqs.length === 0) return;
  await db
    .updateTable('outbox')
    .set({ channel: '', chat: '', retry_at: until, retry_scope: null, reason })
    .where('seq', 'in', seqs)
    .where('state', '=', QUEUED)
    .execute();
}

/** What is to leave next, for the operator's eye. */
export async function nextQueued(db: Db, limit: number): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', QUEUED)
    .orderBy('not_before')
    .orderBy('seq')
    .limit(limit)
    .execute();
}
