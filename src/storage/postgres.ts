import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Log } from '../log/log.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;

/** Opens the PostgreSQL database at `url` and brings it up to date; of two processes that do so at once one waits. */
export async function openPostgres(url: string, log?: Log): Promise<Kysely<Schema>> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'cunkou',
    types: { getTypeParser: numbersAsNumbers },
  });
  // Without a listener a connection that breaks while idle would end the process; the pool replaces it by itself.
  pool.on('error', (error) => log?.warn({ err: error }, 'database connection lost'));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await reach(db);
    await migrate(db, 'postgres');
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function reach(db: Kysely<Schema>): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = [code, error instanceof Error ? error.message : String(error)].filter(Boolean).join(' ');
    throw new Error(`连不上 PostgreSQL 数据库，请检查地址、账号和网络。原因：${reason}`, { cause: error });
  }
}

/** pg gives a bigint (every `seq` and count) as text; ours stay far below 2^53. */
const numbersAsNumbers: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
