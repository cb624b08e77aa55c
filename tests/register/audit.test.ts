import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AuditEntry, record, verifyAudit } from '../../src/register/register.ts';
import { createSecrets } from '../../src/register/secrets.ts';
import { auditAfter, openStorage, type Storage } from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { at, NOW, secrets } from './desk.ts';

const databases = await databasesForThisFile();
const entry = (id: string, detail: Record<string, unknown> = {}): AuditEntry => ({
  actor: 'p1',
  action: 'household.see',
  object: { kind: 'household', id },
  detail,
});

describe.each(databases.filter(({ skip }) => !skip))('on $name', (database) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  beforeEach(() => wipe(storage));
  afterAll(() => storage.close());

  const alone = () => ({ db: storage.db, kind: storage.kind, secrets, now: NOW });
  const verify = () => verifyAudit({ db: storage.db, kind: storage.kind, secrets });
  const fill = async (count: number): Promise<void> => {
    for (let n = 1; n <= count; n += 1) await record(alone(), entry(`h${n}`));
  };
  const rows = () => storage.db.selectFrom('audit').orderBy('seq').selectAll().execute();

  it('holds when nothing was touched, from empty on', async () => {
    expect(await verify()).toEqual({ ok: true, rows: 0 });
    await fill(12);
    expect(await verify()).toEqual({ ok: true, rows: 12 });
  });

  it('masks numbers before they are kept', async () => {
    const detail = {
      note: '电话13812345678，身份证152726196805023028',
      list: [13812345678],
      b: { z: 1, a: '0477-6621234' },
    };
    await record(alone(), entry('h1', detail));
    const [row] = await auditAfter(storage.db, 0, 1);
    expect(row?.detail).toBe(
      '{"b":{"a":"047******34","z":1},"list":["138******78"],"note":"电话138******78，身份证152*************28"}',
    );
  });

  it('keeps nothing of a transaction that fails, and no gap', async () => {
    await fill(2);
    const failing = at(storage, async (book) => {
      await record(book, entry('lost'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await record(alone(), entry('h3'));
    expect((await rows()).map(({ object_id }) => object_id)).toEqual(['h1', 'h2', 'h3']);
    expect(await verify()).toEqual({ ok: true, rows: 3 });
  });

  it('is one chain when many write at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        n % 2 === 0 ? record(alone(), entry(`h${n}`)) : at(storage, (book) => record(book, entry(`h${n}`))),
      ),
    );
    expect(await verify()).toEqual({ ok: true, rows: 40 });
  });

  it.each([
    ['actor', 'p2'],
    ['at', '2020-01-01T00:00:00.000Z'],
    ['action', 'household.forget'],
    ['object_id', 'h999'],
    ['detail', '{"changed":true}'],
    ['hash', 'f'.repeat(64)],
  ] as const)('finds a changed %s', async (column, value) => {
    await fill(5);
    await storage.db
      .updateTable('audit')
      .set({ [column]: value })
      .where('seq', '=', 3)
      .execute();
    expect(await verify()).toMatchObject({ ok: false, seq: 3 });
  });

  it('finds a deleted row, in the middle and at the end', async () => {
    await fill(5);
    await storage.db.deleteFrom('audit').where('seq', '=', 5).execute();
    expect(await verify()).toMatchObject({ ok: false, seq: 5 });
    await storage.db.deleteFrom('audit').where('seq', '=', 2).execute();
    expect(await verify()).toMatchObject({
      ok: false,
      seq: 2,
      message: expect.stringMatching(/第 2 条.*删/),
    });
  });

  it('finds two rows that changed places', async () => {
    await fill(5);
    for (const [from, to] of [
      [2, 100],
      [3, 2],
      [100, 3],
    ] as const) {
      await storage.db.updateTable('audit').set({ seq: to }).where('seq', '=', from).execute();
    }
    expect(await verify()).toMatchObject({ ok: false, seq: 2 });
  });

  it('finds a row that somebody added, and a chain that was written anew without the key', async () => {
    await fill(3);
    const stranger = createSecrets('f'.repeat(64));
    await record({ ...alone(), secrets: stranger }, entry('h4'));
    expect(await verify()).toMatchObject({ ok: false, seq: 4 });
    await wipe(storage);
    await record({ ...alone(), secrets: stranger }, entry('h1'));
    expect(await verify()).toMatchObject({ ok: false, seq: 1 });
  });
});
