import { randomUUID } from 'node:crypto';
import {
  addExpected,
  type DatabaseKind,
  type Db,
  insertOutbox,
  type NewOutboxRow,
  OUTBOX_AT_ONCE,
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
  const keys: string[] = [];
  const ofRun = new Map<string, number>();
  for (let from = 0; from < items.length; from += OUTBOX_AT_ONCE) {
    const rows = items.slice(from, from + OUTBOX_AT_ONCE).map((item) => {
      const { state, reason } = STATE_OF_RUN[states.get(item.run ?? '') ?? 'open'];
      return toRow(item, now, { id: nextId(), state, reason });
    });
    for (const { key, run } of await insertOutbox(db, kind, rows)) {
      keys.push(key);
      if (run !== null) ofRun.set(run, (ofRun.get(run) ?? 0) + 1);
    }
  }
  await countTaken(db, ofRun);
  return keys;
}

/** What comes to a run that somebody has stopped meanwhile stops with it. */
const STATE_OF_RUN = {
  open: { state: 'queued', reason: null },
  paused: { state: 'paused', reason: null },
  cancelled: { state: 'cleared', reason: 'run cancelled' },
} as const;

function toRow(
  item: OutboxItem,
  now: Date,
  { id, state, reason }: Pick<NewOutboxRow, 'id' | 'state' | 'reason'>,
): NewOutboxRow {
  const rules = rulesFor(item.about, item.lane);
  const urgent = item.urgent ?? rules.urgent;
  const notBefore = item.notBefore ?? now.toISOString();
  const from = Math.max(Date.parse(notBefore), now.getTime());
  const account = 'account' in item.to ? item.to.account : null;
  return {
    id,
    state,
    reason,
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

async function countTaken(db: Db, ofRun: ReadonlyMap<string, number>): Promise<void> {
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
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counted.slice(0, 3)}-8${counted.slice(3)}-${randomUUID().slice(24)}`;
  };
}
