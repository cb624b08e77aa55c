import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane, Quota } from '../../src/outbox/outbox.ts';
import { createPace, type Handed } from '../../src/outbox/pace.ts';

const handed = (chat: string, began: number, lane: Lane = 'reminder'): Handed => ({
  chat,
  lane,
  began,
  ended: began,
});

/** Hands over as fast as it may; gives what was handed over. */
function drive(quotas: readonly Quota[], chats: readonly string[], count: number): Handed[] {
  const pace = createPace({ quotas, pauseMs: null }, () => 0);
  const all: Handed[] = [];
  let now = 1000;
  for (let n = 0; n < count; n += 1) {
    const chat = chats[n % chats.length] ?? '';
    now = pace.freeAt(chat, 'reminder', now);
    const one = handed(chat, now);
    pace.note(one);
    all.push(one);
  }
  return all;
}

/** The most that lie within any stretch of that length, both ends counted. */
function mostWithin(times: readonly number[], ms: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at <= from + ms).length));
}

describe('the pace', () => {
  it('keeps every quota in any stretch of time, and wastes none of it', () => {
    const quota = fc.record({
      per: fc.constantFrom('channel', 'chat'),
      messages: fc.integer({ min: 1, max: 6 }),
      ms: fc.integer({ min: 10, max: 3000 }),
    });
    fc.assert(
      fc.property(
        fc.array(quota, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 4 }),
        (quotas, people) => {
          const chats = Array.from({ length: people }, (_, n) => `c${n}`);
          const all = drive(quotas as Quota[], chats, 40);
          for (const { per, messages, ms } of quotas) {
            const groups =
              per === 'channel' ? [all] : chats.map((chat) => all.filter((one) => one.chat === chat));
            for (const group of groups.filter(({ length }) => length > 0)) {
              expect(
                mostWithin(
                  group.map(({ began }) => began),
                  ms,
                ),
              ).toBeLessThanOrEqual(messages);
            }
          }
          const [only, second] = quotas;
          if (only === undefined || second !== undefined || (only.per === 'chat' && people > 1)) return;
          const last = all.at(-1)?.began ?? 0;
          // As many whole stretches as are needed, each a millisecond longer for safety.
          expect(last - 1000).toBe(Math.floor(39 / only.messages) * (only.ms + 1));
        },
      ),
    );
  });

  it('counts a message from when it may at the latest have arrived', () => {
    const pace = createPace({ quotas: [{ per: 'channel', messages: 1, ms: 1000 }], pauseMs: null }, () => 0);
    const one: Handed = { chat: 'c', lane: 'reply', began: 0, ended: null };
    pace.note(one);
    expect(pace.freeAt(null, 'reply', 10)).toBe(1251);
    one.ended = 40;
    expect(pace.freeAt(null, 'reply', 50)).toBe(1041);
    // It hung for half a minute, but its platform had it long before.
    one.ended = 30_000;
    expect(pace.freeAt(null, 'reply', 50)).toBe(1251);
    pace.forget(one);
    expect(pace.freeAt(null, 'reply', 50)).toBe(50);
  });

  it('counts the way of the next one too, once it knows how long a way at least is', () => {
    const pace = createPace({ quotas: [{ per: 'channel', messages: 1, ms: 1000 }], pauseMs: null }, () => 0);
    let now = 0;
    const waits: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const free = pace.freeAt(null, 'reply', now);
      if (n > 0) waits.push(free - now);
      now = free;
      const one: Handed = { chat: 'c', lane: 'reply', began: now, ended: null };
      pace.note(one);
      // There and back in 100 ms at least; the platform may have it at either end of that.
      now += 100 + (n % 3) * 10;
      one.ended = now;
    }
    expect(Math.min(...waits.slice(0, 15))).toBe(1001);
    expect(new Set(waits.slice(16))).toEqual(new Set([921]));
  });

  it('lets a quota of some lanes hold up no others', () => {
    const quotas: Quota[] = [{ per: 'channel', messages: 1, ms: 1000, lanes: ['broadcast'] }];
    const pace = createPace({ quotas, pauseMs: null }, () => 0);
    pace.note(handed('c', 0, 'broadcast'));
    expect(pace.freeAt('c', 'reply', 1)).toBe(1);
    expect(pace.freeAt('c', 'broadcast', 1)).toBe(1001);
  });

  it('pauses unevenly where a steady pace is dangerous', () => {
    const pauses = [0, 0.5, 1];
    const pace = createPace({ quotas: [], pauseMs: { min: 1000, max: 3000 } }, () => pauses.shift() ?? 0);
    expect(pace.freeAt('c', 'reply', 0)).toBe(0);
    for (const at of [1000, 2000, 3000]) {
      pace.note(handed('c', 0));
      expect(pace.freeAt('d', 'reply', 0)).toBe(at);
    }
    // One that did not leave after all takes only its own pause back.
    const one = handed('c', 5000);
    pace.note(one);
    expect(pace.freeAt('d', 'reply', 0)).toBe(6000);
    pace.forget(one);
    expect(pace.freeAt('d', 'reply', 0)).toBe(3000);
  });
});
