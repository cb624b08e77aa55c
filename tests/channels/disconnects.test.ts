import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { fixedClock } from '../../src/clock/clock.ts';
import { MAYBE_TWICE } from '../../src/outbox/wording.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { seeded } from '../bench/random.ts';
import { type KitBot, startBot } from './kit-bot.ts';
import type { ChannelHarness, Said } from './kit-harness.ts';
import { telegramHarness } from './telegram/harness.ts';

const HARNESSES: readonly [string, ChannelHarness][] = [
  ['telegram by long polling', telegramHarness('polling')],
  ['telegram by webhook', telegramHarness('webhook')],
];

/** A day in steps of five minutes by the product's clock, each a few hundredths of a second long. */
const STEPS = (24 * 60) / 5;
const STEP_MS = 25;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PEOPLE = 40;
const PATIENCE = { timeout: 40_000, interval: 50 };
/** The outbox looks at the clock again each 20 ms; a sending that takes a few steps is nobody's crash yet. */
const TIMING = { sleepMs: 20, leaseMs: 3 * HOUR };

it.each(HARNESSES)(
  '%s: a day of dropped lines and restarts loses no message, and answers none twice',
  async (_name, harness) => {
    const random = seeded(20_260_318);
    const clock = fixedClock('2026-03-18T00:00:00Z');
    const folder = mkdtempSync(join(tmpdir(), 'cunkou-disconnects-'));
    const url = `sqlite:${join(folder, 'day.db')}`;
    const platform = await harness.openPlatform();
    const sent: KitBot['sent'][number][] = [];
    let storage = await openStorage(url);
    let bot = await startBot(harness, platform, storage, { clock, timing: TIMING });
    const said: Said[] = [];
    const saying: Promise<void>[] = [];
    let dropped = false;
    const tally = { drops: 0, restarts: 0, again: 0 };

    for (let step = 0; step < STEPS; step += 1) {
      for (let count = random.below(4); count > 0; count -= 1) {
        const number = said.length;
        const message = { id: `m${number}`, person: `村民${random.below(PEOPLE)}`, text: `低保#${number}#` };
        said.push(message);
        saying.push(platform.say(message));
      }
      if (random.chance(0.1) && harness.lacks.redelivery === undefined && said.length > 0) {
        tally.again += 1;
        saying.push(platform.say(random.pick(said)));
      }
      if (dropped ? random.chance(0.3) : random.chance(0.12)) {
        dropped = !dropped;
        if (dropped) {
          tally.drops += 1;
          platform.drop?.();
        } else await platform.restore?.();
      }
      if (!dropped && random.chance(0.03)) {
        tally.restarts += 1;
        await bot.stop();
        sent.push(...bot.sent);
        await storage.close();
        storage = await openStorage(url);
        bot = await startBot(harness, platform, storage, { clock, timing: TIMING });
      }
      clock.advance(5 * MINUTE);
      await sleep(STEP_MS);
    }
    await platform.restore?.();
    await Promise.all(saying);

    const numberIn = (text: string): number => Number(/#(\d+)#/.exec(text)?.[1]);
    const heard = (): string[] => platform.heard().map(({ text }) => text);
    // Every answer arrives; one whose line broke on the way is sent once more with a mark, and given up after three.
    const missing = (): number[] => {
      const there = new Set(heard().map(numberIn));
      const doubts = [...sent, ...bot.sent].flatMap(({ text, result }) =>
        result.kind === 'unknown' ? [numberIn(text)] : [],
      );
      return said.flatMap((_, number) =>
        there.has(number) || doubts.filter((doubt) => doubt === number).length >= 3 ? [] : [number],
      );
    };
    await vi.waitFor(() => {
      clock.advance(MINUTE);
      expect(missing()).toEqual([]);
    }, PATIENCE);
    await bot.stop();
    const unmarked = heard().filter((text) => !text.startsWith(MAYBE_TWICE));
    const numbers = unmarked.map(numberIn);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(said.length).toBeGreaterThan(300);
    expect(tally.drops).toBeGreaterThan(10);
    expect(tally.again).toBeGreaterThan(10);
    expect(tally.restarts).toBeGreaterThan(3);
    await platform.close();
    await storage.close();
    rmSync(folder, { recursive: true });
  },
  180_000,
);
