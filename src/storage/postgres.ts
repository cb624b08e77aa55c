import pg from 'pg';
import type { Log } from '../log/log.ts';
import { Kysely, PostgresDialect, sql } from './kysely.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;

/** Opens the PostgreSQL database at `url` and brings it up to date; of two processes that do so at once one waits. */
export async function openPostgres(url: string, log?: Log): Promise<Kysely<Schema>> {
  const where = placeOf(url);
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
    await reach(db, where);
    await migrate(db, 'postgres');
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function reach(db: Kysely<Schema>, where: string): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new Error(`连不上 PostgreSQL 数据库 ${where}：${reasonFor(code, error)}`, { cause: error });
  }
}

/** Host, port and database of an address, without user and password. */
function placeOf(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url);
    return `${hostname || searchParams.get('host') || 'localhost'}:${port || '5432'}${pathname}`;
  } catch {
    // The address itself may hold a password, so it is not repeated.
    throw new Error(
      '数据库地址看不懂，要写成 postgres://用户:密码@主机/库名；密码里的 @、/、#、% 要换成 %40、%2F、%23、%25。',
    );
  }
}

function reasonFor(code: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'ECONNREFUSED')
    return '那台机器上没有开着的数据库（ECONNREFUSED），请检查主机和端口，数据库是不是开着。';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `找不到这台主机（${code}），请检查主机名和网络。`;
  if (/^(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code) || /timeout/i.test(message))
    return `等了 ${CONNECT_TIMEOUT_MS / 1000} 秒没有回音，请检查网络和防火墙。`;
  if (code === '28P01' || code === '28000') return `用户名或者密码不对，或者不让这个用户进（${code}）。`;
  if (code === '3D000') return '没有这个库，请先建好（createdb）。';
  if (code === '53300') return '连接数满了（53300），请稍后再开，或者调大 max_connections。';
  return `请检查地址、账号和网络。原因：${[code, message].filter(Boolean).join(' ')}`;
}

/** pg gives a bigint (every `seq` and count) as text; ours stay far below 2^53. */
const numbersAsNumbers: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
