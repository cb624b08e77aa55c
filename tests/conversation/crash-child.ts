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
 * Writes `accepted N` once N may be acknowledged, and `end` when it came through.
 */
const [url = '', from = '0', to = '0', point = 'never', at = '-1'] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);
const dieAt = (here: string, text: string) => {
  if (here === point && text === at) process.kill(process.pid, 'SIGKILL');
};

const storage = await openStorage(url);
/** The number that the echo repeats behind its colon. */
const numberIn = (reply: unknown) => String(reply).split(': ')[1] ?? '';

const watched: Storage = {
  ...storage,
  transaction: (work) =>
    storage.transaction(async (db) => {
      const result = await work(db);
      const settled = z.object({ reply: z.object({ text: z.string() }) }).safeParse(result);
      if (settled.success) dieAt('before-commit', numberIn(settled.data.reply.text));
      return result;
    }),
};
const inbox = createInbox({
  storage: watched,
  clock: systemClock,
  log: createLog({ level: 'error' }),
  knowledgeVersion: () => 'kb-1',
  turn: echo(),
});
inbox.onReply((reply) => dieAt('after-commit', numberIn(reply.text)));

await inbox.recover();
say('recovered');
const work: Promise<unknown>[] = [];
for (let number = Number(from); number < Number(to); number += 1) {
  const { id } = await inbox.accept({
    channel: 'web',
    chat: `c${number % 3}`,
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
