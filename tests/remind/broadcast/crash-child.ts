import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { systemClock } from '../../../src/clock/clock.ts';
import { compose } from '../../../src/compose.ts';
import { createLog } from '../../../src/log/log.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { KEY } from '../../register/desk.ts';

/**
 * Run by crash.test.ts as `crash-child.ts URL PEOPLE POINT MS`: the composed app takes in a broadcast and the
 * head-count that confirms it, and kills itself with SIGKILL at POINT of that message, or MS after it was accepted.
 */
const [url = '', people = '0', point = 'never', ms = '0'] = process.argv.slice(2);
const die = (): boolean => process.kill(process.pid, 'SIGKILL');

const storage = await openStorage(url);
const settled = z.object({ reply: z.object({ about: z.literal('broadcast-sent') }) });
const watched: Storage = {
  ...storage,
  transaction: (work) =>
    storage.transaction(async (db) => {
      const result = await work(db);
      if (point === 'before-commit' && settled.safeParse(result).success) die();
      return result;
    }),
};
const app = await compose({
  root: fileURLToPath(new URL('../../broken-data/sound', import.meta.url)),
  storage: watched,
  clock: systemClock,
  log: createLog({ level: 'error' }),
  defaultRegion: null,
  reloadMs: null,
  dataKey: KEY,
});
app.inbox.onReply(({ about }) => {
  if (point === 'after-commit' && about === 'broadcast-sent') die();
});
await app.inbox.recover();

async function say(messageId: string, text: string): Promise<string> {
  const { id } = await app.inbox.accept({
    channel: 'web',
    chat: 'town',
    messageId,
    sender: 'town',
    text,
    receivedAt: systemClock.now().toISOString(),
  });
  return id;
}

await app.inbox.settle(await say('m1', '通知全镇村民：周三停水'));
const confirming = await say('m2', `发 ${people}`);
writeSync(1, 'accepted\n');
if (point === 'later') setTimeout(die, Number(ms));
await app.inbox.settle(confirming);
await app.close();
writeSync(1, 'end\n');
