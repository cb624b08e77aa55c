import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Turn } from '../../src/conversation/message-turn.ts';
import {
  countByState,
  findIncoming,
  loadSession,
  openStorage,
  type Storage,
} from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { type Desk, openDesk, say } from './desk.ts';
import { echo, replyWith } from './echo.ts';

const databases = (await databasesForThisFile()).filter(({ skip }) => !skip);
const SECRET = '我家老二在浦东打工';

describe.each(databases)('an inbox in trouble on $name', (database) => {
  let storage: Storage;
  let desk: Desk;

  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  beforeEach(async () => {
    await wipe(storage);
    desk = openDesk(storage);
  });
  afterAll(() => storage.close());

  it('says sorry once after three tries, and goes on', async () => {
    const [, bad, good] = await Promise.all(
      ['一', `坏了 ${SECRET}`, '三'].map((text) => desk.inbox.handle(say(text))),
    );
    expect(bad).toMatchObject({ kind: 'other', amount: null, text: expect.stringContaining('已经记下') });
    expect(bad?.text).toContain('村');
    expect(good?.text).toBe('2025-03-02 2: 三');
    expect(desk.told).toHaveLength(3);
    expect(await findIncoming(storage.db, bad?.incomingId ?? '')).toMatchObject({
      state: 'failed',
      tries: 3,
      error: expect.stringContaining('SyntaxError'),
    });
    const log = desk.logged();
    expect(log).toContain('SyntaxError');
    expect(log).toContain(bad?.incomingId);
    expect(log).toContain('echo.ts');
    expect(log).not.toContain(SECRET);
  });

  it('gives the true reply when a later try works', async () => {
    desk = openDesk(storage, echo({ left: 2 }));
    expect((await desk.inbox.handle(say('坏'))).text).toBe('2025-03-02 1: 坏');
    expect(await countByState(storage.db)).toEqual({ received: 0, done: 1, failed: 0 });
  });

  it('takes back a turn whose result cannot be stored', async () => {
    const turn: Turn = async ({ text }) => ({ session: { n: 1n }, reply: replyWith(text) });
    expect(await openDesk(storage, turn).inbox.handle(say('羊'))).toMatchObject({ kind: 'other' });
    expect(await loadSession(storage.db, { channel: 'web', chat: 'c1', sender: 'p1' })).toBeNull();
  });

  it('recovers what was left, in order, and counts it as a try', async () => {
    for (const chat of ['c1', 'c2', 'c1']) await desk.inbox.accept(say('羊', { chat }));
    const again = openDesk(storage);
    expect(await again.inbox.recover()).toBe(3);
    expect(again.told.map(({ chat, text }) => chat + text)).toEqual([
      'c12025-03-02 1: 羊',
      'c22025-03-02 1: 羊',
      'c12025-03-02 2: 羊',
    ]);
    expect(await again.inbox.recover()).toBe(0);
  });

  it('gives up on a message that was never survived', async () => {
    const { id } = await desk.inbox.accept(say('羊'));
    await storage.db.updateTable('incoming_messages').set({ tries: 2 }).execute();
    expect(await openDesk(storage).inbox.recover()).toBe(1);
    expect(await desk.inbox.settle(id)).toMatchObject({ kind: 'other' });
  });

  it('recovers while messages come in, without a second reply', async () => {
    const handled = Array.from({ length: 20 }, (_, n) => desk.inbox.handle(say('羊', { chat: `c${n % 3}` })));
    await Promise.all([desk.inbox.recover(), ...handled, desk.inbox.recover()]);
    expect(desk.told).toHaveLength(20);
    expect(await countByState(storage.db)).toEqual({ received: 0, done: 20, failed: 0 });
  });

  it('bears listeners that throw, and lets them go', async () => {
    const heard: string[] = [];
    const stop = desk.inbox.onReply((reply, { messageId, sender }) => {
      heard.push(`${messageId} ${sender} ${reply.seq}`);
      throw new Error('no line to the platform');
    });
    await desk.inbox.handle(say('一', { messageId: 'm1' }));
    stop();
    await desk.inbox.handle(say('二'));
    expect(heard).toEqual(['m1 p1 1']);
    expect(desk.logged()).toContain('listener');
  });
});

describe.each(databases.filter(({ shared }) => shared))('two inboxes on one $name', (database) => {
  it('give each message one reply', async () => {
    const url = await database.freshUrl();
    const storage = await openStorage(url);
    // SQLite is opened once per process: there the two share it.
    const other = storage.kind === 'postgres' ? await openStorage(url) : storage;
    const inboxes = [openDesk(storage).inbox, openDesk(other).inbox];
    const messages = Array.from({ length: 30 }, (_, n) => say(`${n}`));
    const replies = await Promise.all(
      messages.flatMap((message) => inboxes.map((inbox) => inbox.handle(message))),
    );
    expect(new Set(replies.map(({ id }) => id)).size).toBe(30);
    const session = await loadSession(storage.db, { channel: 'web', chat: 'c1', sender: 'p1' });
    expect(session).toHaveLength(30);
    expect(new Set(Array.isArray(session) ? session : []).size).toBe(30);
    if (other !== storage) await other.close();
    await storage.close();
  });
});

it.each(databases)('on $name, a message waits while the database cannot be written', async (database) => {
  const storage = await openStorage(await database.freshUrl());
  let broken = false;
  const failing: Storage = {
    ...storage,
    transaction: (work) => (broken ? Promise.reject(new Error('disk full')) : storage.transaction(work)),
    get db() {
      if (broken) throw new Error('disk full');
      return storage.db;
    },
  };
  const { inbox } = openDesk(failing);
  const { id } = await inbox.accept(say('一'));
  broken = true;
  await expect(inbox.settle(id)).rejects.toThrow('disk full');
  broken = false;
  expect(await findIncoming(storage.db, id)).toMatchObject({ state: 'received', tries: 0 });
  // Not asked for again, yet answered before what came after it.
  expect((await inbox.handle(say('二'))).text).toBe('2025-03-02 2: 二');
  expect((await inbox.settle(id))?.text).toBe('2025-03-02 1: 一');
  await storage.close();
});
