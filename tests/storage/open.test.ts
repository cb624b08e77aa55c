import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import {
  countByState,
  type Db,
  insertIncoming,
  loadSession,
  lockChat,
  openStorage,
  type Storage,
  saveSession,
} from '../../src/storage/storage.ts';
import { databasesForThisFile } from '../databases.ts';

const databases = (await databasesForThisFile()).filter(({ skip }) => !skip);
const OPENER = join(import.meta.dirname, 'open-child.ts');
const AT = '2025-03-01T00:00:00.000Z';
const KEY = { channel: 'web', chat: 'c1', sender: 'p1' };

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

/** Reads a number, lets others run, writes one more: whoever may come between loses a count. */
async function addOne(db: Db, kind: Storage['kind']): Promise<void> {
  await lockChat(db, kind, KEY);
  const before = Number((await loadSession(db, KEY)) ?? 0);
  await pause();
  await saveSession(db, KEY, before + 1, AT);
}

describe.each(databases)('opening $name', (database) => {
  it('opens, closes and opens again', async () => {
    const url = await database.freshUrl();
    const first = await openStorage(url);
    await saveSession(first.db, KEY, 'kept', AT);
    await first.close();
    const second = await openStorage(url);
    expect(await loadSession(second.db, KEY)).toBe(database.shared ? 'kept' : null);
    await second.close();
  });

  it('keeps concurrent transactions apart', async () => {
    const storage = await openStorage(await database.freshUrl());
    await Promise.all(
      Array.from({ length: 30 }, () => storage.transaction((db) => addOne(db, storage.kind))),
    );
    expect(await loadSession(storage.db, KEY)).toBe(30);
    await storage.close();
  });

  it('takes back everything when a transaction throws, and goes on', async () => {
    const storage = await openStorage(await database.freshUrl());
    const broken = storage.transaction(async (db) => {
      await saveSession(db, KEY, 'never', AT);
      throw new Error('on purpose');
    });
    await expect(broken).rejects.toThrow('on purpose');
    expect(await loadSession(storage.db, KEY)).toBeNull();
    expect(await storage.transaction(() => Promise.resolve(7))).toBe(7);
    await storage.close();
  });

  it('refuses a database of a later version and leaves it as it is', async () => {
    if (!database.shared) return;
    const url = await database.freshUrl();
    const storage = await openStorage(url);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', ${AT})`.execute(
      storage.db,
    );
    await storage.close();
    await expect(openStorage(url)).rejects.toThrow('较新版本');
    await expect(openStorage(url)).rejects.toThrow('较新版本');
  });
});

describe.each(databases.filter(({ shared }) => shared))('several processes on $name', (database) => {
  it('may start at the same moment and write together', async () => {
    const url = await database.freshUrl();
    const endings = await Promise.all(Array.from({ length: 4 }, () => runOpener(url)));
    expect(endings).toEqual(['', '', '', '']);
    const storage = await openStorage(url);
    expect(await loadSession(storage.db, KEY)).toBe(40);
    expect(await countByState(storage.db)).toEqual({ received: 0, done: 0, failed: 0 });
    await storage.close();
  });
});

describe('SQLite', () => {
  it('lets nobody else read what people wrote, not in an earlier file either', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cunkou-rights-'));
    const path = join(folder, 'data', 'cunkou.db');
    const rights = (name: string): string => (statSync(name).mode & 0o777).toString(8);
    const first = await openStorage(`sqlite:${path}`);
    expect([path, `${path}-wal`, join(folder, 'data')].map(rights)).toEqual(['600', '600', '700']);
    await first.close();
    chmodSync(path, 0o644);
    const second = await openStorage(`sqlite:${path}`);
    expect([path, `${path}-wal`].map(rights)).toEqual(['600', '600']);
    await second.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is set so that nothing acknowledged is lost', async () => {
    const file = databases.find(({ name }) => name === 'SQLite file');
    const storage = await openStorage((await file?.freshUrl()) ?? '');
    const pragma = async (name: string) =>
      Object.values(
        (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(storage.db)).rows[0] ?? {},
      )[0];
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('busy_timeout')).toBe(10_000);
    await storage.close();
  });

  it('writes at once even when another has written since the transaction began to read', async () => {
    const file = databases.find(({ name }) => name === 'SQLite file');
    const url = (await file?.freshUrl()) ?? '';
    const [one, two] = [await openStorage(url), await openStorage(url)];
    await one.transaction(async (db) => {
      await loadSession(db, KEY);
      // The other's write has to wait, so nothing can make what was read here stale.
      await expect(sql`pragma busy_timeout = 0`.execute(two.db)).resolves.toBeDefined();
      await expect(saveSession(two.db, KEY, 'two', AT)).rejects.toThrow('locked');
      await saveSession(db, KEY, 'one', AT);
    });
    expect(await loadSession(two.db, KEY)).toBe('one');
    await one.close();
    await two.close();
  });
});

describe('an address that cannot be used', () => {
  it.each(['', 'mysql://root:secret@host/db', 'data.db', 'sqlite:'])('%j', async (url) => {
    const refused = await openStorage(url).catch((error: unknown) => String(error));
    expect(refused).toContain('数据库地址');
    expect(refused).not.toContain('secret');
  });

  it.each([
    [
      'postgres://root:secret@127.0.0.1:1/db',
      '连不上 PostgreSQL 数据库 127.0.0.1:1/db：那台机器上没有开着的数据库',
    ],
    [
      'postgres://root:secret@no-such-host.invalid/db',
      '连不上 PostgreSQL 数据库 no-such-host.invalid:5432/db：',
    ],
    ['postgres://root:sec#ret@host:x/db', '数据库地址看不懂'],
  ])('%s: says which server does not answer, without the password', async (url, sentence) => {
    const refused = await openStorage(url).catch(String);
    expect(refused).toContain(sentence);
    expect(refused).not.toMatch(/secret|sec#ret/);
  });

  it('says in Chinese which SQLite file cannot be used, and why', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cunkou-unusable-'));
    const text = join(folder, 'letter.txt');
    writeFileSync(text, '这是一封信，不是数据库。'.repeat(200));
    const before = readFileSync(text, 'utf8');
    const at = (path: string): Promise<string> => openStorage(`sqlite:${path}`).then(() => 'opened', String);
    expect(await at(text)).toContain(`数据库文件 ${text} 不是 SQLite 数据库`);
    expect(readFileSync(text, 'utf8')).toBe(before);
    expect(await at(folder)).toContain(`数据库文件 ${folder} 是一个文件夹`);
    expect(await at(join(text, 'below.db'))).toContain('建不了：路径中间有一段是文件');
    const nowhere = join(folder, 'nowhere.db');
    symlinkSync(join(folder, 'gone', 'cunkou.db'), nowhere);
    expect(await at(nowhere)).toContain(`数据库文件 ${nowhere} 打不开或者写不了（ENOENT）`);
    rmSync(folder, { recursive: true, force: true });
  });
});

it.each(databases.filter(({ name }) => name === 'PostgreSQL'))(
  '$name may be opened several times at once',
  async (database) => {
    const url = await database.freshUrl();
    const storages = await Promise.all(Array.from({ length: 5 }, () => openStorage(url)));
    await Promise.all(storages.map((storage) => storage.close()));
  },
);

it('gives numbers above 2^31 back as numbers', async () => {
  for (const database of databases) {
    const storage = await openStorage(await database.freshUrl());
    const row = { id: randomUUID(), ...KEY, message_id: 'm', text: 't', received_at: AT };
    await insertIncoming(storage.db, row);
    const large = 9_000_000_000;
    const answer =
      storage.kind === 'sqlite'
        ? sql<{ n: number }>`select ${large} as n`
        : sql<{ n: number }>`select ${large}::bigint as n`;
    expect((await answer.execute(storage.db)).rows[0]?.n).toBe(large);
    await storage.close();
  }
});

function runOpener(url: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', OPENER, url], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let problems = '';
    child.stderr.on('data', (piece) => {
      problems += String(piece);
    });
    child.on('close', () => resolve(problems));
  });
}
