import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  insertIncoming,
  openStorage,
  outboxByLane,
  recordKnowledgeVersion,
  type Storage,
  standingOf,
  stuckSince,
  tryWriting,
} from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { createStand, NOW } from '../outbox/stand.ts';

const databases = (await databasesForThisFile()).filter(({ skip }) => !skip);
const BY = '2026-03-18T01:45:00.000Z';

describe.each(databases)('how the database stands, on $name', (database) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  beforeEach(() => wipe(storage));
  afterAll(() => storage.close());

  it('its version and size are told, and the clock of a server', async () => {
    const standing = await standingOf(storage.db, storage.kind);
    expect(standing.version).toMatch(/^\d+\.\d+/);
    expect(standing.bytes).toBeGreaterThan(4096);
    expect(standing.now instanceof Date).toBe(storage.kind === 'postgres');
  });

  it('a write that changes nothing changes nothing', async () => {
    const row = { version: 'v1', policies: 7, first_loaded_at: NOW };
    await recordKnowledgeVersion(storage.db, row);
    await tryWriting(storage.db);
    expect(await storage.db.selectFrom('knowledge_versions').selectAll().execute()).toEqual([row]);
  });

  it('what should have moved by itself is counted, and what rightly waits is not', async () => {
    const stand = createStand(storage);
    const to = (chat: string) => ({ account: { channel: 'web', chat }, person: null });
    const old = '2026-03-18T01:00:00.000Z';
    await stand.queue(
      { key: 'late', lane: 'reply', to: to('a'), notBefore: old },
      { key: 'fresh', lane: 'reply', to: to('b'), notBefore: '2026-03-18T01:50:00.000Z' },
      { key: 'over', lane: 'reply', to: to('c'), notBefore: old, expiresAt: '2026-03-18T01:30:00.000Z' },
      { key: 'told-to-wait', lane: 'reply', to: to('d'), notBefore: old },
      {
        key: 'off',
        lane: 'reply',
        to: { account: { channel: 'telegram', chat: 'e' }, person: null },
        notBefore: old,
      },
      { key: 'reminder', lane: 'reminder', to: to('f'), notBefore: old },
      { key: 'dead', lane: 'reminder', to: to('g'), notBefore: old },
      { key: 'under-way', lane: 'reminder', to: to('h'), notBefore: old },
    );
    const set = (key: string, change: object) =>
      storage.db.updateTable('outbox').set(change).where('key', '=', key).execute();
    await set('told-to-wait', { retry_at: '2026-03-18T02:10:00.000Z' });
    await set('dead', { state: 'sending', owner: 'x', lease_until: '2026-03-18T01:30:00.000Z' });
    await set('under-way', { state: 'sending', owner: 'x', lease_until: '2026-03-18T02:00:30.000Z' });
    for (const [id, received_at] of [
      ['m1', old],
      ['m2', NOW],
    ] as const) {
      const row = { id, channel: 'web', chat: id, message_id: id, sender: id, text: '低保', received_at };
      await storage.transaction((db) => insertIncoming(db, row));
    }
    const asked = { by: BY, now: NOW };
    expect(await stuckSince(storage.db, { ...asked, channels: ['web'] })).toEqual({
      replies: 1,
      sendings: 1,
      messages: 1,
    });
    expect((await stuckSince(storage.db, { ...asked, channels: [] })).replies).toBe(0);
    const lanes = await outboxByLane(storage.db);
    expect(lanes.map(({ lane, state, rows }) => [lane, state, Number(rows)]).sort()).toEqual([
      ['reminder', 'queued', 1],
      ['reminder', 'sending', 2],
      ['reply', 'queued', 5],
    ]);
  });
});
