import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { localTime } from '../calendar/calendar.ts';
import { type Clock, systemClock } from '../clock/clock.ts';
import { readConfig } from '../config.ts';
import { backupSqlite } from '../storage/storage.ts';

const lastBackup = z.object({ at: z.iso.datetime(), file: z.string(), bytes: z.number() });

export type LastBackup = z.infer<typeof lastBackup>;

/** `backup FILE`: copies the database while the service works. Resolves to the exit status. */
export async function runBackup(root: string, file: string): Promise<number> {
  const config = readConfig(process.env, root);
  const { ok, say } = backup(config.databaseUrl, resolve(file), { root, clock: systemClock });
  console[ok ? 'log' : 'error'](say);
  return ok ? 0 : 1;
}

/** Makes the copy and notes it for `doctor`. Never throws: what goes wrong is said. */
export function backup(
  databaseUrl: string,
  goal: string,
  { root, clock }: { root: string; clock: Clock },
): { ok: boolean; say: string } {
  const path = sqliteFile(databaseUrl);
  if (path === null)
    return {
      ok: false,
      say: '这个命令只备份 SQLite 数据库。PostgreSQL 请用它自己的工具，例如每天夜里：pg_dump --format=custom --file=村口-日期.dump 库名',
    };
  if (!existsSync(path)) return { ok: false, say: `没有 ${path} 这个数据库，还没有东西可以备份。` };
  if (existsSync(goal))
    return { ok: false, say: `${goal} 已经有了，不会盖掉它：请换一个文件名，例如带上日期。` };
  try {
    mkdirSync(dirname(goal), { recursive: true, mode: 0o700 });
    const bytes = backupSqlite(path, goal);
    const at = clock.now();
    const note: LastBackup = { at: at.toISOString(), file: goal, bytes };
    mkdirSync(join(root, 'data'), { recursive: true, mode: 0o700 });
    writeFileSync(notePath(root), `${JSON.stringify(note)}\n`, { mode: 0o600 });
    const sameDisk = statSync(dirname(path)).dev === statSync(dirname(goal)).dev;
    return {
      ok: true,
      say: [
        `备份好了，检查过是完整的：${goal}（${megabytes(bytes)}，${localTime(at).day} ${localTime(at).time}）。`,
        '备份里没有钥匙：data/data-key 和 data/secret 要另外留一份，跟备份分开放。丢了 data-key，电话就解不开了。',
        ...(sameDisk ? ['注意：备份跟数据库在同一块盘上，盘坏了会一起丢，请再拷到别的地方。'] : []),
      ].join('\n'),
    };
  } catch (error) {
    return { ok: false, say: `没有备份成，${whyNot(error)}` };
  }
}

/** The last backup that was made here; null where none is known. */
export function readLastBackup(root: string): LastBackup | null {
  try {
    return lastBackup.parse(JSON.parse(readFileSync(notePath(root), 'utf8')));
  } catch {
    return null;
  }
}

/** The path of a SQLite database; null where it is none or is only in memory. */
export function sqliteFile(databaseUrl: string): string | null {
  return /^sqlite:(?!:memory:)(.+)$/.exec(databaseUrl)?.[1] ?? null;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0)} MB`;
}

function notePath(root: string): string {
  return join(root, 'data', 'last-backup.json');
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/ENOSPC|SQLITE_FULL/.test(code)) return '盘满了：请腾出地方，或者换一块盘。';
  if (/EACCES|EPERM|EROFS|ENOTDIR/.test(code)) return `那个文件夹写不了（${code}）：请换一个，或者改权限。`;
  if (/SQLITE_(?:CORRUPT|NOTADB)/.test(code))
    return '数据库文件坏了，读不全：请停下服务，用上一份备份换上，坏的那份先留着。';
  if (/SQLITE_(?:BUSY|LOCKED)/.test(code)) return '数据库正被占着，过一会儿再试。';
  return `原因：${error instanceof Error ? error.message : String(error)}`;
}
