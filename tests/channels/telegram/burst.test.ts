import { expect, it, vi } from 'vitest';
import { openStorage } from '../../../src/storage/storage.ts';
import { startBot } from '../kit-bot.ts';
import { openTelegram, telegramHarness } from './harness.ts';

const MESSAGES = 300;
const PEOPLE = 20;

it('answers 300 messages at once, none lost, each person’s in order', async () => {
  const platform = await openTelegram('polling', { timing: { request: 120_000 } });
  const storage = await openStorage('sqlite::memory:');
  for (let number = 0; number < MESSAGES; number += 1)
    await platform.say({ id: `m${number}`, person: `村民${number % PEOPLE}`, text: `第${number}句` });
  const bot = await startBot(telegramHarness('polling'), platform, storage, {
    timing: { sendMs: 120_000, leaseMs: 150_000 },
  });
  await vi.waitFor(() => expect(platform.heard()).toHaveLength(MESSAGES), {
    timeout: 150_000,
    interval: 100,
  });
  for (let person = 0; person < PEOPLE; person += 1) {
    const texts = platform.heard().flatMap(({ chat, text }) => (chat === `村民${person}` ? [text] : []));
    const own = Array.from(
      { length: MESSAGES / PEOPLE },
      (_, at) => `${at + 1}：第${at * PEOPLE + person}句`,
    );
    expect(texts).toEqual(own);
  }
  await bot.stop();
  await platform.close();
  await storage.close();
}, 180_000);
