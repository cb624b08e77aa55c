import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { openSite, type Site } from './site.ts';
import { villageTurn } from './village-turn.ts';
import { type Visitor, visit } from './visitor.ts';

let site: Site;
afterEach(() => site.close());

const said = async (visitor: Visitor): Promise<string[]> =>
  (await visitor.history()).map(
    ({ text, reply }) => `${text}|${reply?.lines.map((line) => line.text).join()}`,
  );

it('shows the reply to what must not be kept in its chat, once, for a short time, and there alone', async () => {
  site = await openSite({
    turn: async (input, db) => ({
      ...(await villageTurn(input, db)),
      ...(input.text.startsWith('匿名') ? { anonymous: true } : {}),
    }),
  });
  const [visitor, other] = [await visit(site.url), await visit(site.url)];
  const stream = await visitor.stream();
  const id = randomUUID();
  await visitor.say('你好');
  await visitor.say('匿名异议', id);
  expect(await stream.texts(2)).toEqual(['第1句：你好', '第2句：匿名异议']);
  expect(await said(visitor)).toEqual(['你好|第1句：你好', '匿名异议|第2句：匿名异议']);
  expect(await said(other)).toEqual([]);
  const { db } = site.storage;
  const rows = await db.selectFrom('incoming_messages').select(['chat', 'sender', 'message_id']).execute();
  expect(rows.filter(({ chat }) => chat === '')).toMatchObject([{ sender: '' }]);
  expect(JSON.stringify(rows)).not.toContain(id);
  // The page that has heard nothing hands it in once more: it is known, and shown again.
  await visitor.say('匿名异议', id);
  await visitor.say('再见');
  expect(await stream.texts(1)).toEqual(['第3句：再见']);
  expect((await said(visitor)).filter((line) => line.startsWith('匿名'))).toHaveLength(1);
  site.clock.advance(16 * 60_000);
  expect(await said(visitor)).toEqual(['你好|第1句：你好', '再见|第3句：再见']);
  stream.close();
});
