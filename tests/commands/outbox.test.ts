import { expect, it } from 'vitest';
import { outboxReport } from '../../src/commands/outbox.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { addPerson, createStand } from '../outbox/stand.ts';

it('tells what left, what is stuck and why, and whether the sums balance, without a word of anybody’s message', async () => {
  const storage = await openStorage('sqlite::memory:');
  const stand = createStand(storage);
  for (const id of ['p1', 'p2', 'p3']) await addPerson(storage, id);
  await addPerson(storage, 'p4', []);
  stand.open('fake', {}, ({ chat }) => {
    if (chat === 'p2') return { kind: 'never', reason: 'too long' };
    if (chat === 'p3') return { kind: 'later', afterMs: 60_000, scope: 'chat', reason: '429' };
    return { kind: 'sent', messageId: null };
  });
  const secret = '三组王建国住院';
  for (const id of ['p1', 'p2', 'p3', 'p4'])
    await stand.queue({ key: `r:${id}`, run: 'r', text: secret, to: { person: id } });
  await stand.queue({ key: 'tomorrow', notBefore: '2026-03-19T02:00:00.000Z' });
  await stand.outbox.flush();

  const all = await outboxReport(storage.db, {});
  const text = all.lines.join('\n');
  expect(all.balanced).toBe(true);
  expect(text).toContain('应发5 = 发出1 + 不用再发0 + 退订0 + 作废0 + 发不出去1 + 还没完3');
  expect(text).toMatch(
    /卡着的，和为什么：\n {2}\d+ {2}2026-03-18 10:01 {2}fake {2}report-step（r） {2}排队等发，试过1次：429/,
  );
  expect(text).toContain('2026-03-19 10:00');
  expect(text).not.toContain('王建国');
  const run = await outboxReport(storage.db, { run: 'r' });
  expect(run.lines.slice(0, 2)).toEqual([
    '“r”这一批（在发）：',
    '应发4 = 发出1 + 不用再发0 + 退订0 + 作废0 + 发不出去1 + 还没完2',
  ]);
  const failed = await outboxReport(storage.db, { failed: true });
  expect(failed.lines).toEqual([expect.stringContaining('发不出去，试过1次：too long')]);
  await storage.db.deleteFrom('outbox').where('key', '=', 'r:p1').execute();
  const lost = await outboxReport(storage.db, {});
  expect(lost).toMatchObject({ balanced: false });
  expect(lost.lines.join('\n')).toContain('应发5 ≠');
  await storage.close();
});
