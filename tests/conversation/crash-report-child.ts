import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { systemClock } from '../../src/clock/clock.ts';
import { compose } from '../../src/compose.ts';
import { createLog } from '../../src/log/log.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { KEY } from '../register/desk.ts';

/**
 * Run by crash-report.test.ts as `crash-report-child.ts URL FROM TO POINT AT`: the composed app recovers, then takes in
 * the messages numbered FROM to TO, several at once and three cadres in turn: a report, its 对, the next report.
 * Kills itself with SIGKILL at POINT of message AT. Writes `accepted N` once N may be acknowledged, and `end`.
 */
const [url = '', from = '0', to = '0', point = 'never', at = '-1'] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);
const dieAt = (here: string) => {
  if (here === point) process.kill(process.pid, 'SIGKILL');
};
/** Message N is of cadre N % 3; of his own, every second is the 对 to the one before. */
const textOf = (number: number): string => {
  const own = Math.floor(number / 3);
  return own % 2 === 1
    ? '对'
    : `${own / 2 + 1}组甲${'一二三'[number % 3]}家昨天卖了12只羊，得了${1000 + number}块`;
};

const storage = await openStorage(url);
const settled = z.object({ reply: z.object({ incomingId: z.string() }) });
/** The id under which message AT was accepted; ids are ours, so it is known before it is settled. */
let doomed = '';
const isDoomed = (incomingId: string) => doomed !== '' && incomingId === doomed;

const watched: Storage = {
  ...storage,
  transaction: (work) =>
    storage.transaction(async (db) => {
      const result = await work(db);
      const { data } = settled.safeParse(result);
      if (data !== undefined && isDoomed(data.reply.incomingId)) dieAt('before-commit');
      return result;
    }),
};
const app = await compose({
  root: fileURLToPath(new URL('../broken-data/sound', import.meta.url)),
  storage: watched,
  clock: systemClock,
  log: createLog({ level: 'error' }),
  defaultRegion: null,
  reloadMs: null,
  dataKey: KEY,
});
app.inbox.onReply(({ incomingId }) => {
  if (isDoomed(incomingId)) dieAt('after-commit');
});

await app.inbox.recover();
say('recovered');
const work: Promise<unknown>[] = [];
for (let number = Number(from); number < Number(to); number += 1) {
  const { id } = await app.inbox.accept({
    channel: 'web',
    chat: `cadre${number % 3}`,
    messageId: `m${number}`,
    sender: `cadre${number % 3}`,
    text: textOf(number),
    receivedAt: systemClock.now().toISOString(),
  });
  say(`accepted ${number}`);
  if (String(number) === at) {
    doomed = id;
    dieAt('after-receive');
  }
  work.push(app.inbox.settle(id));
  if (work.length >= 5) await work.shift();
}
await Promise.all(work);
await app.close();
say('end');
