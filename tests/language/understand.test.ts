import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readMessage } from '../../src/commands/understand.ts';
import { loadTurnData } from '../../src/conversation/data.ts';

const { data } = loadTurnData(fileURLToPath(new URL('../..', import.meta.url)), null);
if (!data) throw new Error('the data under intents/ and policy-kb/ have mistakes');

it("reads the contract's own example", () => {
  const reading = readMessage(data, {
    text: '腊月二十卖了三五只羊，得了两千来块',
    at: '2026-03-18T09:30:00+08:00',
  });
  expect(reading).toMatchObject({
    dates: [{ text: '腊月二十', start: 0, from: '2026-02-07', to: '2026-02-07' }],
    money: [{ text: '两千来块', start: 13, value: 2000, exact: false }],
    numbers: [{ text: '三五', start: 6, low: 3, high: 5, unit: '只' }],
    people: [],
    places: [],
  });
});

it('tells talk, aspects, places and times', () => {
  expect(readMessage(data, { text: '你好' })).toMatchObject({ intent: 'talk-greeting', topics: [] });
  const asked = readMessage(data, { text: '全南县养25只羊能补多少钱' });
  expect(asked).toMatchObject({ intent: 'ask-amount', aspects: ['amount'], places: ['全南县'] });
  expect(asked.topics.length).toBeLessThanOrEqual(3);
  const order = readMessage(data, { text: '请各组组长20号上午9点到村部开会', at: '2026-03-18' });
  expect(order.dates).toEqual([
    { text: '20号上午9点', start: 5, from: '2026-03-20', to: '2026-03-20', time: '09:00' },
  ]);
});
