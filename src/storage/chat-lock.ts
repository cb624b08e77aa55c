import { sql } from './kysely.ts';
import type { ChatKey, DatabaseKind, Db } from './schema.ts';

/**
 * Holds a chat until the end of the transaction, so that two processes never work on it at once (an old one may
 * still be running when a new one starts) and its replies become visible in the order of their `seq`.
 * SQLite needs nothing: a transaction there begins by holding the whole file.
 */
export async function lockChat(db: Db, kind: DatabaseKind, { channel, chat }: ChatKey): Promise<void> {
  if (kind === 'sqlite') return;
  const key = JSON.stringify([channel, chat]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(db);
}
