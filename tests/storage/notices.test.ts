import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enqueue } from '../../src/outbox/outbox.ts';
import {
  insertNotice,
  latestNotices,
  noticesAfter,
  openStorage,
  outboxRowOfKey,
  postNotice,
  type Storage,
} from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';

const databases = (await databasesForThisFile()).filter(({ skip }) => !skip);
const AT = '2026-03-18T01:30:00.000Z';
const C1 = { channel: 'web', chat: 'c1' };

const notice = (text: string, chat = 'c1') => ({
  id: randomUUID(),
  person_id: 'p1',
  channel: 'web',
  chat,
  text,
  options: '["通过 1"]',
  about: 'report-filed',
  created_at: AT,
  sent_at: AT,
  state: 'sent' as const,
});

describe.each(databases)('notices on $name', (database) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  beforeEach(() => wipe(storage));
  afterAll(() => storage.close());

  it('are read behind a cursor, and from the end', async () => {
    const rows = [];
    for (const text of ['一', '二', '三']) {
      const row = notice(text);
      rows.push({ ...row, ...(await insertNotice(storage.db, storage.kind, row)) });
    }
    await insertNotice(storage.db, storage.kind, notice('别人', 'c2'));
    expect(await noticesAfter(storage.db, { ...C1, afterSeq: 0, limit: 9 })).toEqual(rows);
    expect(await noticesAfter(storage.db, { ...C1, afterSeq: rows[0]?.seq ?? 0, limit: 1 })).toEqual([
      rows[1],
    ]);
    expect(await latestNotices(storage.db, { ...C1, limit: 2 })).toEqual(rows.slice(1));
  });

  it('are posted once for a row of the outbox, with whom they are for and what they are about', async () => {
    const item = { lane: 'reminder', about: 'report-filed', text: '一', options: ['通过 1'] } as const;
    const to = { account: C1, person: 'p1' };
    await enqueue(storage.db, storage.kind, [{ ...item, key: 'k1', to }], new Date(AT));
    const row = await outboxRowOfKey(storage.db, 'k1');
    const post = { ...C1, id: row?.id ?? '', outboxId: row?.id ?? '', text: '一', options: '[]', at: AT };
    const posting = (more = {}) =>
      storage.transaction((db) => postNotice(db, storage.kind, { ...post, ...more }));
    expect(await posting()).toBe(true);
    expect(await posting()).toBe(false);
    expect(await posting({ id: 'n2', outboxId: 'nothing' })).toBe(false);
    expect(await latestNotices(storage.db, { ...C1, limit: 9 })).toMatchObject([
      { id: row?.id, person_id: 'p1', about: 'report-filed', state: 'sent', sent_at: AT },
    ]);
  });

  it.runIf(database.shared)('become visible in the order of their seq, whoever commits first', async () => {
    const seen: number[] = [];
    const write = (text: string, wait: number) =>
      storage
        .transaction(async (db) => {
          await new Promise((resolve) => setTimeout(resolve, wait));
          const { seq } = await insertNotice(db, storage.kind, notice(text));
          await new Promise((resolve) => setTimeout(resolve, 10 - wait / 2));
          return seq;
        })
        .then((seq) => seen.push(seq));
    await Promise.all([0, 5, 2, 9, 1, 7].map((wait) => write(String(wait), wait)));
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });
});
