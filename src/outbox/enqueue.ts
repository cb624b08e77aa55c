import { randomBytes } from 'node:crypto';
import {
  addExpected,
  type DatabaseKind,
  type Db,
  insertOutbox,
  type NewOutboxRow,
  openRuns,
  outboxRuns,
} from '../storage/storage.ts';
import type { OutboxItem } from './item.ts';
import { rulesFor } from './kinds.ts';

/**
 * Keeps what is to leave, in the transaction under way; what has the key of a row that is there already is not taken in
 * again. Gives the keys that were taken. Texts are kept as they are: whoever words them masks numbers of persons.
 */
export async function enqueue(
  db: Db,
  kind: DatabaseKind,
  items: readonly OutboxItem[],
  now: Date,
): Promise<string[]> {
  const runs = [...new Set(items.flatMap(({ run }) => run ?? []))];
  await openRuns(db, runs, now.toISOString());
  const states = new Map((await outboxRuns(db, runs)).map(({ id, state }) => [id, state]));
  const nextId = idsOf(now);
  const rows = items.map((item): NewOutboxRow => {
    const run = item.run ?? null;
    const runState = run === null ? 'open' : (states.get(run) ?? 'open');
    return { ...toRow(item, now), id: nextId(), ...STATE_OF_RUN[runState] };
  });
  const taken = await insertOutbox(db, kind, rows);
  if (runs.length > 0) await countTaken(db, taken);
  return taken.map(({ key }) => key);
}

/** What comes to a run that somebody has stopped meanwhile stops with it. */
const STATE_OF_RUN = {
  open: { state: 'queued', reason: null },
  paused: { state: 'paused', reason: null },
  cancelled: { state: 'cleared', reason: 'run cancelled' },
} as const;

function toRow(item: OutboxItem, now: Date): Omit<NewOutboxRow, 'id' | 'state' | 'reason'> {
  const rules = rulesFor(item.about, item.lane);
  const urgent = item.urgent ?? rules.urgent;
  const notBefore = item.notBefore ?? now.toISOString();
  const from = Math.max(Date.parse(notBefore), now.getTime());
  const account = 'account' in item.to ? item.to.account : null;
  return {
    key: item.key,
    lane: item.lane,
    about: item.about,
    urgent: urgent ? 1 : 0,
    hours: urgent ? 'any' : (item.hours ?? rules.hours),
    person_id: item.to.person,
    channel: account?.channel ?? '',
    chat: account?.chat ?? '',
    fixed: account === null ? 0 : 1,
    text: item.text,
    options: JSON.stringify(item.options),
    picture: item.picture ?? null,
    run: item.run ?? null,
    reply_to: item.inReplyTo ?? null,
    unlink: item.unlink === true ? 1 : 0,
    not_before: notBefore,
    expires_at: item.expiresAt ?? new Date(from + rules.lastsMs).toISOString(),
    created_at: now.toISOString(),
  };
}

async function countTaken(db: Db, taken: readonly { run: string | null }[]): Promise<void> {
  const ofRun = new Map<string, number>();
  for (const { run } of taken) if (run !== null) ofRun.set(run, (ofRun.get(run) ?? 0) + 1);
  const byCount = new Map<number, string[]>();
  for (const [run, count] of ofRun) byCount.set(count, [...(byCount.get(count) ?? []), run]);
  for (const [count, runs] of byCount) await addExpected(db, runs, count);
}

/** Ids that grow, in the form of a UUID: the index of a hundred thousand at once is then written from left to right. */
function idsOf(now: Date): () => string {
  const time = now.getTime().toString(16).padStart(12, '0');
  let count = 0;
  return () => {
    const counted = (count++ % 0x1000000).toString(16).padStart(6, '0');
    const random = randomBytes(7).toString('hex');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counted.slice(0, 3)}-8${counted.slice(3)}-${random.slice(0, 12)}`;
  };
}
