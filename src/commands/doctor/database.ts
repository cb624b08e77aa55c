import { existsSync } from 'node:fs';
import type { Clock } from '../../clock/clock.ts';
import type { Config } from '../../config.ts';
import { createLog } from '../../log/log.ts';
import { sumsOf } from '../../outbox/outbox.ts';
import {
  type DatabaseStanding,
  type Db,
  openStorage,
  type Storage,
  sqliteDamage,
  standingOf,
  stuckSince,
  tryWriting,
} from '../../storage/storage.ts';
import { megabytes, readLastBackup, sqliteFile } from '../backup.ts';
import type { OtherClock } from './clock.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const DAY_MS = 24 * 60 * 60_000;
const STUCK_MS = 15 * 60_000;
const LEAST_POSTGRES = 13;
const BACKUP_DAYS = 7;

/** The database and what is in it: can it be opened, is it sound, is everything on its way. */
export async function databaseFindings(
  { databaseUrl, channels }: Pick<Config, 'databaseUrl' | 'channels'>,
  clock: Clock,
): Promise<{ findings: Finding[]; clock: OtherClock | null }> {
  const file = sqliteFile(databaseUrl);
  if (file !== null && !existsSync(file))
    return { findings: [ok('数据库', `还没有 ${file}，第一次开门时会建好。`)], clock: null };
  // Looked at before it is opened: that would bring its tables up to date, and who knows what it does to a damaged one.
  const damage = file === null ? null : damageOf(file);
  if (damage !== null)
    return {
      findings: [fail('数据库', `${file} 坏了：请停下服务，用备份换上，坏的那份先留着。（${damage}）`)],
      clock: null,
    };
  let storage: Storage;
  try {
    storage = await openStorage(databaseUrl, { log: createLog({ level: 'silent' }) });
  } catch (error) {
    const say = error instanceof Error ? error.message : String(error);
    return { findings: [fail('数据库', say)], clock: null };
  }
  try {
    const standing = await standingOf(storage.db, storage.kind);
    const open = ['web', ...Object.entries(channels).flatMap(([name, on]) => (on ? [name] : []))];
    return {
      findings: [
        await soundness(storage, standing),
        ...(await outboxFindings(storage.db, clock.now(), open)),
      ],
      clock:
        standing.now === null
          ? null
          : { whose: '数据库服务器', aheadMs: standing.now.getTime() - clock.now().getTime() },
    };
  } finally {
    await storage.close();
  }
}

/** What is wrong inside a SQLite file. One that is none, or may not be read, is told when it is opened. */
function damageOf(file: string): string | null {
  try {
    return sqliteDamage(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return code.startsWith('SQLITE_CORRUPT') ? code : null;
  }
}

async function soundness({ db, kind }: Storage, { version, bytes }: DatabaseStanding): Promise<Finding> {
  const what = kind === 'sqlite' ? `SQLite ${version}` : `PostgreSQL ${version}`;
  try {
    await tryWriting(db);
  } catch {
    return fail('数据库', `${what}，打得开，写不进去：请看磁盘是不是满了，文件的权限对不对。`);
  }
  if (kind === 'postgres' && Number.parseInt(version, 10) < LEAST_POSTGRES)
    return warn('数据库', `${what}，太旧，没有试过：请升到 ${LEAST_POSTGRES} 或者更新的版本。`);
  return ok('数据库', `${what}，${megabytes(bytes)}，表是新的，没有坏，能写。`);
}

/** Is what has to leave on its way, and do the sums balance? */
async function outboxFindings(db: Db, now: Date, channels: readonly string[]): Promise<Finding[]> {
  const name = '发消息';
  const by = new Date(now.getTime() - STUCK_MS).toISOString();
  const { replies, sendings, messages } = await stuckSince(db, { by, now: now.toISOString(), channels });
  const sums = await sumsOf(db);
  if (!sums.balanced)
    return [fail(name, '数对不上，有消息丢了或者多了：请把日志和 cunkou outbox 的结果留好，不要动数据库。')];
  const stuck = replies + sendings + messages;
  if (stuck > 0)
    return [
      warn(
        name,
        `${messages} 条消息没人处理，${replies} 条答复该发没发，${sendings} 条发到一半，都超过一刻钟了：服务没开就开门，开着就看日志，运行 cunkou outbox。`,
      ),
    ];
  const trouble =
    sums.failed > 0 ? `，发不出去的一共 ${sums.failed} 条（cunkou outbox --failed 看原因）` : '';
  return [ok(name, `没有卡着的，还没完的 ${sums.underWay} 条${trouble}。`)];
}

/** Only of SQLite do we make the backups ourselves. */
export function backupFinding(databaseUrl: string, root: string, now: Date): Finding {
  const name = '备份';
  const file = sqliteFile(databaseUrl);
  if (file === null) return ok(name, '这种数据库的备份不归村口管：请确认每天有 pg_dump。');
  if (!existsSync(file)) return ok(name, '还没有东西要备份。');
  const last = readLastBackup(root);
  const how = '请运行 cunkou backup 文件名，最好每天自动做一次，写法在 README 的 Backup。';
  if (last === null) return warn(name, `还没有备份过：${how}`);
  const days = Math.floor((now.getTime() - Date.parse(last.at)) / DAY_MS);
  if (days > BACKUP_DAYS) return warn(name, `上一次是 ${days} 天前：${how}`);
  if (!existsSync(last.file))
    return warn(name, `上一次备份的文件 ${last.file} 不在了：挪走了就不用管，不然${how}`);
  return ok(
    name,
    `上一次是${days === 0 ? '今天' : ` ${days} 天前`}，${last.file}（${megabytes(last.bytes)}）。`,
  );
}
