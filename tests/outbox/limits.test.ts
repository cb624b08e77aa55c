import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createCalendar } from '../../src/calendar/calendar.ts';
import { systemClock } from '../../src/clock/clock.ts';
import { createLog } from '../../src/log/log.ts';
import { createOutbox, enqueue, type OutboxItem, sumsOf } from '../../src/outbox/outbox.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { createFakePlatform } from './fake-platform.ts';
import { FREE, NOW } from './stand.ts';

const PER_SECOND = 30;
const COUNT = 10_000;

/** The same numbers on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(NOW) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Time is the test's own: the channel's loop runs as in service, and each millisecond is played. */
it('sends 10,000 to a platform that limits, hangs up and refuses: never too fast, hardly ever idle', {
  timeout: 300_000,
}, async () => {
  const storage = await openStorage('sqlite::memory:');
  const log = createLog({ level: 'error', to: new PassThrough() });
  const calendar = createCalendar();
  const outbox = createOutbox({ storage, clock: systemClock, log, calendar: () => calendar });
  const platform = createFakePlatform({ perSecond: PER_SECOND, random: seeded(7), now: () => Date.now() });
  outbox.open(platform, { ...FREE, quotas: [{ per: 'channel', messages: PER_SECOND, ms: 1000 }] });
  const items = Array.from(
    { length: COUNT },
    (_, n): OutboxItem => ({
      key: `k${n}`,
      to: { account: { channel: 'fake', chat: `c${n}` }, person: null },
      // Half of them are repeated where nobody knows whether they arrived, half of them left.
      ...(n % 2 === 0 ? { lane: 'reminder', about: 'step' } : { lane: 'broadcast', about: 'meeting' }),
      text: `第${n}条`,
      options: [],
      run: 'all',
    }),
  );
  await storage.transaction((db) => enqueue(db, storage.kind, items, systemClock.now()));

  outbox.start();
  const began = Date.now();
  let sums = await sumsOf(storage.db, { run: 'all' });
  for (let seconds = 0; sums.underWay > 0 && seconds < 1200; seconds += 10) {
    await vi.advanceTimersByTimeAsync(10_000);
    sums = await sumsOf(storage.db, { run: 'all' });
  }
  await outbox.stop();

  expect(platform.broken).toEqual([]);
  // Each that can be sent nothing was tried once.
  expect([...platform.refused.values()]).toEqual(Array.from({ length: COUNT / 100 - 1 }, () => 1));
  const tries = await storage.db.selectFrom('outbox_sends').select('began_at').orderBy('began_at').execute();
  const busy = tries.filter(({ began_at }) => Date.parse(began_at) - began < (COUNT / PER_SECOND) * 1000);
  expect(busy.length).toBeGreaterThanOrEqual(COUNT * 0.95);
  expect(sums).toMatchObject({ expected: COUNT, balanced: true, underWay: 0 });
  expect(sums.sent + sums.failed).toBe(COUNT);

  const copies = new Map<string, string[]>();
  for (const { chat, text } of platform.arrived) copies.set(chat, [...(copies.get(chat) ?? []), text]);
  const rows = await storage.db.selectFrom('outbox').select(['key', 'lane', 'state', 'doubts']).execute();
  for (const { key, lane, state, doubts } of rows) {
    const [first, ...more] = copies.get(key.replace('k', 'c')) ?? [];
    if (state === 'sent') expect(first, key).toBeDefined();
    if (lane === 'broadcast') expect(more, key).toEqual([]);
    // Whatever came twice says so, and nothing came twice of which the outcome was known.
    for (const text of more) expect(text, key).toMatch(/^（可能重复）/);
    if (doubts === 0) expect(more, key).toEqual([]);
  }
  expect(sums.repeated).toBeGreaterThan(COUNT / 2 / 40);
  await storage.close();
});

it('is not held up by a neighbour that is stuck', async () => {
  const storage = await openStorage('sqlite::memory:');
  const log = createLog({ level: 'error', to: new PassThrough() });
  const calendar = createCalendar();
  const outbox = createOutbox({ storage, clock: systemClock, log, calendar: () => calendar });
  const heard: string[] = [];
  const stuck = () => new Promise<never>(() => undefined);
  outbox.open({ name: 'dead', send: stuck }, FREE);
  outbox.open(
    {
      name: 'half',
      send({ chat, text }) {
        if (chat === 'stuck') return stuck();
        heard.push(text);
        return Promise.resolve({ kind: 'sent', messageId: null });
      },
    },
    FREE,
  );
  const to = (channel: string, chat: string, n: number): OutboxItem => ({
    key: `${channel} ${chat} ${n}`,
    to: { account: { channel, chat }, person: null },
    lane: 'reminder',
    about: 'step',
    text: `${chat} ${n}`,
    options: [],
  });
  const all = Array.from({ length: 300 }, (_, n) => [
    to('dead', `d${n}`, n),
    to('half', 'stuck', n),
    to('half', `c${n % 3}`, n),
  ]).flat();
  await storage.transaction((db) => enqueue(db, storage.kind, all, systemClock.now()));
  outbox.start();
  await vi.advanceTimersByTimeAsync(5000);
  expect(heard).toHaveLength(300);
  for (const chat of ['c0', 'c1', 'c2']) {
    const numbers = heard.filter((text) => text.startsWith(chat)).map((text) => Number(text.slice(3)));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
  await Promise.all([outbox.stop(), vi.advanceTimersByTimeAsync(60_000)]);
  await storage.close();
});
