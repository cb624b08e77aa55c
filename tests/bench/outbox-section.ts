import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCalendar } from '../../src/calendar/calendar.ts';
import { systemClock } from '../../src/clock/clock.ts';
import { createLog } from '../../src/log/log.ts';
import { createOutbox, enqueue, type OutboxItem, sumsOf } from '../../src/outbox/outbox.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { FREE } from '../outbox/stand.ts';
import { markdown } from './table.ts';

const FULL = { queued: 100_000, sent: 10_000 };
const QUICK = { queued: 10_000, sent: 1000 };
const ANSWER_MS = 20;

/** Queues a broadcast to a whole county in one SQLite file, sends some of it to a platform without limits, and prints both. */
export async function outboxSection({ quick }: { quick: boolean }): Promise<void> {
  const size = quick ? QUICK : FULL;
  const folder = mkdtempSync(join(tmpdir(), 'cunkou-bench-'));
  const before = load();
  const storage = await openStorage(`sqlite:${join(folder, 'cunkou.db')}`);
  try {
    const queueMs = await queue(storage, items('queued', size.queued, '2099-01-01T00:00:00.000Z'));
    await queue(storage, items('sent', size.sent, null));
    const sendMs = await sendAll(storage);
    const rows = [
      ['queued in one transaction', size.queued, queueMs],
      [`sent, each answered after ${ANSWER_MS} ms`, size.sent, sendMs],
    ] as const;
    const table = rows.map(([what, count, ms]) => [
      what,
      String(count),
      (ms / 1000).toFixed(2),
      Math.round((1000 * count) / ms).toString(),
    ]);
    console.log(`## The outbox

SQLite file, WAL, synchronous=FULL; each sending is two commits, shared by what falls together; the queued ones lie in
the same table meanwhile. Load ${before} to ${load()}.

${markdown(['', 'messages', 'seconds', 'per second'], table)}
`);
  } finally {
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function items(run: string, count: number, notBefore: string | null): OutboxItem[] {
  return Array.from({ length: count }, (_, n) => ({
    key: `${run}:p${n}`,
    to: { account: { channel: 'fake', chat: `${run}${n}` }, person: null },
    lane: 'broadcast',
    about: 'meeting',
    text: '各位乡亲：明天上午九点在村委会开会，请带身份证和银行卡复印件，来不了的请提前说一声。',
    options: ['收到'],
    run,
    notBefore,
    urgent: true,
  }));
}

async function queue(storage: Storage, all: readonly OutboxItem[]): Promise<number> {
  const began = performance.now();
  const taken = await storage.transaction((db) => enqueue(db, storage.kind, all, systemClock.now()));
  if (taken.length !== all.length) throw new Error(`${all.length} were queued and ${taken.length} taken in`);
  return performance.now() - began;
}

async function sendAll(storage: Storage): Promise<number> {
  const calendar = createCalendar();
  const log = createLog({ level: 'fatal' });
  const outbox = createOutbox({ storage, clock: systemClock, log, calendar: () => calendar });
  const send = () =>
    new Promise<{ kind: 'sent'; messageId: null }>((resolve) =>
      setTimeout(() => resolve({ kind: 'sent', messageId: null }), ANSWER_MS),
    );
  outbox.open({ name: 'fake', send }, FREE);
  const began = performance.now();
  outbox.start();
  const underWay = async () => (await sumsOf(storage.db, { run: 'sent' })).underWay;
  while ((await underWay()) > 0) await new Promise((resolve) => setTimeout(resolve, 250));
  const ms = performance.now() - began;
  await outbox.stop();
  return ms;
}

function load(): string {
  return loadavg()[0]?.toFixed(1) ?? '?';
}
