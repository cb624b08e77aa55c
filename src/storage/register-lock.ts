import { sql } from './kysely.ts';
import type { DatabaseKind, Db } from './schema.ts';

/** Holds everybody else who imports, until the end of the transaction. */
export async function lockRegister(db: Db, kind: DatabaseKind): Promise<void> {
  if (kind === 'sqlite') return;
  await sql`select pg_advisory_xact_lock(hashtextextended('cunkou register', 0))`.execute(db);
}
