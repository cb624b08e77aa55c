import { z } from 'zod';
import { createCalendar } from '../../src/calendar/calendar.ts';
import { systemClock } from '../../src/clock/clock.ts';
import { createLog } from '../../src/log/log.ts';
import { createOutbox, type Outgoing, type SendResult, sumsOf } from '../../src/outbox/outbox.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { FREE } from './stand.ts';

/**
 * Run by crash.test.ts as `crash-child.ts URL PLATFORM`: sends what is queued in the database to the platform at that
 * address, until nothing is under way any more; then it writes `end`.
 */
const [url = '', address = ''] = process.argv.slice(2);
const answer = z.object({ kind: z.literal('sent'), messageId: z.string() });

/** Whoever dies is taken for dead soon, so that the test need not wait long. */
const timing = { sendMs: 8000, leaseMs: 10_000 };
const storage = await openStorage(url);
const calendar = createCalendar();
const outbox = createOutbox({
  storage,
  clock: systemClock,
  log: createLog({ level: 'error' }),
  calendar: () => calendar,
  hours: { any: null, daytime: null, workday: null, working: null },
  timing,
});
outbox.open(
  {
    name: 'fake',
    async send({ chat, text }: Outgoing): Promise<SendResult> {
      try {
        const response = await fetch(address, { method: 'POST', body: JSON.stringify({ chat, text }) });
        return answer.parse(await response.json());
      } catch (error) {
        return { kind: 'unknown', reason: String(error) };
      }
    },
  },
  FREE,
);
outbox.start();
console.log('started');
while ((await sumsOf(storage.db)).underWay > 0) await new Promise((resolve) => setTimeout(resolve, 500));
await outbox.stop();
await storage.close();
console.log('end');
