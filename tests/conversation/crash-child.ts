import { writeSync } from 'node:fs';
import { z } from 'zod';
import { systemClock } from '../../src/clock/clock.ts';
import { createInbox } from '../../src/conversation/inbox.ts';
import { createLog } from '../../src/log/log.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { echo } from './echo.ts';

/**
 * Run by crash.test.ts as `crash-child.ts URL FROM TO POINT AT`: recovers, then takes in the messages numbered
 * FROM to TO, several at once and three chats in turn, and kills itself with SIGKILL at POINT of message AT.
 * Every fifth is group talk that is met with silence, and every message sends a notice with its number to one chat.
 * Writes `accepted N` once N may be acknowledged, and `end` when it came through.
 */
const [url = '', from = '0', to = '0', point = 'never', at = '-1'] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);
const dieAt = (here: string, text: string) => {
  if (here === point && text === at) process.kill(process.pid, 'SIGKILL');
};

const storage = await openStorage(url);
const settled = z.object({ notices: z.array(z.object({ text: z.string() })).min(1) });
const remembers = echo();

const watched: Storage = {
  ...storage,
  transaction: (work) =>
    storage.transaction(async (db) => {
      const result = await work(db);
      const { data } = settled.safeParse(result);
      if (data !== undefined) dieAt('before-commit', data.notices[0]?.text ?? '');
      return result;
    }),
};
const inbox = createInbox({
  storage: watched,
  clock: systemClock,
  log: createLog({ level: 'error' }),
  knowledgeVersion: () => 'kb-1',
  async turn(input, db) {
    const account = { channel: 'web', chat: 'office' };
    const notices = [{ to: 'p9', text: input.text, options: [], about: 'echo', account }];
    if (input.group !== null) return { session: input.session, reply: null, about: 'group-talk', notices };
    return { ...(await remembers(input, db)), notices };
  },
});
inbox.onNotice(({ text }) => dieAt('after-commit', text));

await inbox.recover();
say('recovered');
const work: Promise<unknown>[] = [];
for (let number = Number(from); number < Number(to); number += 1) {
  const { id } = await inbox.accept({
    channel: 'web',
    ...(number % 5 === 4 ? { chat: 'g1', group: true } : { chat: `c${number % 3}` }),
    messageId: `m${number}`,
    sender: 'p1',
    text: String(number),
    receivedAt: systemClock.now().toISOString(),
  });
  say(`accepted ${number}`);
  dieAt('after-receive', String(number));
  work.push(inbox.settle(id));
  if (work.length >= 5) await work.shift();
}
await Promise.all(work);
await storage.close();
say('end');
