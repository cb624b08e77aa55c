import { sql } from './kysely.ts';
import type { OutboxRow } from './outbox-schema.ts';
import type { DatabaseKind, Db } from './schema.ts';

/** What the database is, for the operator. */
export interface DatabaseStanding {
  /** `3.53.2`, `18.4`. */
  version: string;
  bytes: number;
  /** The server's own time; null where the database has no clock but ours. */
  now: Date | null;
}

export async function standingOf(db: Db, kind: DatabaseKind): Promise<DatabaseStanding> {
  if (kind === 'postgres') {
    const { rows } = await sql<{ version: string; bytes: number; now: Date }>`
      select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
        clock_timestamp() as now`.execute(db);
    const { version = '', bytes = 0, now = null } = rows[0] ?? {};
    return { version, bytes: Number(bytes), now };
  }
  const { rows } = await sql<{ version: string; bytes: number }>`
    select sqlite_version() as version, page_count * page_size as bytes
    from pragma_page_count(), pragma_page_size()`.execute(db);
  return { version: rows[0]?.version ?? '', bytes: rows[0]?.bytes ?? 0, now: null };
}

/** Writes something that changes nothing, down to the disk. Throws where the database cannot be written. */
export async function tryWriting(db: Db): Promise<void> {
  await db
    .updateTable('knowledge_versions')
    .set((row) => ({ policies: row.ref('policies') }))
    .execute();
}

/** How many messages to send stand in each state. */
export async function outboxByLane(
  db: Db,
): Promise<{ lane: OutboxRow['lane']; state: OutboxRow['state']; rows: number }[]> {
  return db
    .selectFrom('outbox')
    .select(['lane', 'state'])
    .select((of) => of.fn.countAll<number>().as('rows'))
    .groupBy(['lane', 'state'])
    .execute();
}

/**
 * What should have moved by itself since `by`: replies that may leave by `channels` at any hour and stand all the same,
 * sendings that nobody has settled, messages that nobody has worked on. UTC ISO time.
 */
export async function stuckSince(
  db: Db,
  { by, now, channels }: { by: string; now: string; channels: readonly string[] },
): Promise<{ replies: number; sendings: number; messages: number }> {
  const replies = await db
    .selectFrom('outbox')
    .select((of) => of.fn.countAll<number>().as('rows'))
    .where('state', '=', 'queued')
    .where('lane', '=', 'reply')
    .where('channel', 'in', channels.length === 0 ? [''] : channels)
    .where('not_before', '<=', by)
    .where('expires_at', '>', now)
    .where((row) => row.or([row('retry_at', 'is', null), row('retry_at', '<=', by)]))
    .executeTakeFirstOrThrow();
  const sendings = await db
    .selectFrom('outbox')
    .select((of) => of.fn.countAll<number>().as('rows'))
    .where('state', '=', 'sending')
    .where('lease_until', '<=', by)
    .executeTakeFirstOrThrow();
  const messages = await db
    .selectFrom('incoming_messages')
    .select((of) => of.fn.countAll<number>().as('rows'))
    .where('state', '=', 'received')
    .where('received_at', '<=', by)
    .executeTakeFirstOrThrow();
  return {
    replies: Number(replies.rows),
    sendings: Number(sendings.rows),
    messages: Number(messages.rows),
  };
}
