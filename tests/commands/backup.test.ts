import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/clock/clock.ts';
import { backup, readLastBackup } from '../../src/commands/backup.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';

const clock = fixedClock('2026-03-18T02:00:00Z');
let root: string;
let storage: Storage;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'cunkou-backup-'));
  storage = await openStorage(urlOf('cunkou.db'));
});
afterEach(async () => {
  await storage.close();
  rmSync(root, { recursive: true, force: true });
});

const urlOf = (name: string): string => `sqlite:${join(root, name)}`;
const note = (version: string): Promise<unknown> =>
  storage.db
    .insertInto('knowledge_versions')
    .values({ version, policies: 1, first_loaded_at: '2026-03-18T02:00:00.000Z' })
    .execute();
const versionsIn = async (name: string): Promise<string[]> => {
  const copy = await openStorage(urlOf(name));
  const rows = await copy.db.selectFrom('knowledge_versions').select('version').orderBy('version').execute();
  await copy.close();
  return rows.map(({ version }) => version);
};

describe('backup', () => {
  it('copies what stands there while others write, for the owner alone, and notes it', async () => {
    await note('before');
    // Half of a write of somebody else's is not in it.
    const made = await storage.transaction(async (db) => {
      await db.deleteFrom('knowledge_versions').execute();
      return backup(urlOf('cunkou.db'), join(root, 'away', 'copy.db'), { root, clock });
    });
    expect(made).toMatchObject({ ok: true, say: expect.stringMatching(/检查过是完整的.*copy\.db/) });
    expect(made.say).toContain('data/data-key 和 data/secret 要另外留一份');
    await note('after');
    expect(statSync(join(root, 'away', 'copy.db')).mode & 0o777).toBe(0o600);
    expect(await versionsIn('away/copy.db')).toEqual(['before']);
    expect(readLastBackup(root)).toMatchObject({
      at: '2026-03-18T02:00:00.000Z',
      file: join(root, 'away', 'copy.db'),
    });
  });

  it('holds nothing of what was deleted', async () => {
    await note('三组王建国住院');
    await storage.db.deleteFrom('knowledge_versions').execute();
    expect(backup(urlOf('cunkou.db'), join(root, 'copy.db'), { root, clock }).ok).toBe(true);
    expect(readFileSync(join(root, 'copy.db')).includes('王建国')).toBe(false);
  });

  it('overwrites nothing, and leaves nothing half done', async () => {
    writeFileSync(join(root, 'there.db'), 'mine');
    const { ok, say } = backup(urlOf('cunkou.db'), join(root, 'there.db'), { root, clock });
    expect({ ok, say }).toMatchObject({ ok: false, say: expect.stringContaining('已经有了') });
    expect(readFileSync(join(root, 'there.db'), 'utf8')).toBe('mine');
    writeFileSync(
      join(root, 'other.db'),
      'no database, though it is long enough to be taken for one of some kind',
    );
    expect(backup(urlOf('other.db'), join(root, 'new.db'), { root, clock })).toMatchObject({
      ok: false,
      say: expect.stringContaining('坏了'),
    });
    expect(backup(urlOf('cunkou.db'), join(root, 'there.db', 'x.db'), { root, clock }).ok).toBe(false);
    expect(readdirSync(root).filter((name) => /new|part/.test(name))).toEqual([]);
    expect(readLastBackup(root)).toBeNull();
  });

  it('says what to use instead where it is not SQLite, and where nothing is there', () => {
    const goal = join(root, 'x.db');
    expect(backup('postgres://u:secret@h/d', goal, { root, clock })).toMatchObject({
      ok: false,
      say: expect.stringContaining('pg_dump'),
    });
    expect(backup('postgres://u:secret@h/d', goal, { root, clock }).say).not.toContain('secret');
    expect(backup(urlOf('none.db'), goal, { root, clock })).toMatchObject({
      ok: false,
      say: expect.stringContaining('没有'),
    });
  });
});
