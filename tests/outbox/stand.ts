import { PassThrough } from 'node:stream';
import { type Calendar, createCalendar } from '../../src/calendar/calendar.ts';
import { type FixedClock, fixedClock } from '../../src/clock/clock.ts';
import { createLog } from '../../src/log/log.ts';
import {
  type Capabilities,
  createOutbox,
  enqueue,
  type Outbox,
  type OutboxItem,
  type OutboxParts,
  type Outgoing,
  type SendResult,
} from '../../src/outbox/outbox.ts';
import { ensureRegion } from '../../src/register/register.ts';
import { insertPersons, type OutboxRow, type Storage } from '../../src/storage/storage.ts';

/** Wednesday, 10:00 in China. */
export const NOW = '2026-03-18T02:00:00.000Z';

/** A platform without limits that lets us begin. */
export const FREE: Capabilities = {
  text: { limit: 4096, unit: 'characters' },
  buttons: 8,
  pictures: { in: true, out: true },
  groups: false,
  mayBegin: true,
  replyWindow: null,
  stableUserIds: true,
  stableMessageIds: true,
  quotas: [],
  pauseMs: null,
  inlineReplyMs: null,
  pulls: false,
};

export const SENT: SendResult = { kind: 'sent', messageId: null };

/** An outbox with what a test wants to see of it. */
export interface Stand {
  outbox: Outbox;
  clock: FixedClock;
  log: PassThrough;
  /** What arrived, `channel chat text`, in order. */
  heard: string[];
  /** Opens a channel; `answer` says what becomes of each message. */
  open(name: string, more?: Partial<Capabilities>, answer?: (message: Outgoing) => SendResult | null): void;
  queue(...items: (Partial<OutboxItem> & { key: string })[]): Promise<string[]>;
  /** Lets the time pass; all that falls due on the way leaves at its own moment. Gives those moments. */
  until(iso: string): Promise<string[]>;
  row(key: string): Promise<OutboxRow>;
  states(): Promise<Record<string, string>>;
}

export function createStand(
  storage: Storage,
  more: Partial<OutboxParts> & { calendar?: () => Calendar } = {},
): Stand {
  const clock = fixedClock(NOW);
  const lines = new PassThrough();
  const calendar = createCalendar();
  const parts = { storage, clock, log: createLog({ level: 'info', to: lines }), calendar: () => calendar };
  const outbox = createOutbox({ ...parts, ...more });
  const heard: string[] = [];
  return {
    outbox,
    clock,
    log: lines,
    heard,
    open(name, capabilities = {}, answer = () => SENT) {
      const send = (message: Outgoing): Promise<SendResult> => {
        const result = answer(message);
        if (result === null) return new Promise(() => undefined);
        if (result.kind === 'sent') heard.push(`${name} ${message.chat} ${message.text}`);
        return Promise.resolve(result);
      };
      outbox.open({ name, send }, { ...FREE, ...capabilities });
    },
    queue: (...items) =>
      storage.transaction((db) => enqueue(db, storage.kind, items.map(itemOf), clock.now())),
    async until(iso) {
      const moments: string[] = [];
      const end = Date.parse(iso);
      for (let next = await outbox.flush(); next !== null && next.getTime() <= end; ) {
        clock.set(next.toISOString());
        moments.push(next.toISOString());
        next = await outbox.flush();
      }
      clock.set(iso);
      await outbox.flush();
      return moments;
    },
    row: (key) =>
      storage.db.selectFrom('outbox').selectAll().where('key', '=', key).executeTakeFirstOrThrow(),
    async states() {
      const rows = await storage.db.selectFrom('outbox').select(['key', 'state']).orderBy('seq').execute();
      return Object.fromEntries(rows.map(({ key, state }) => [key, state]));
    },
  };
}

/** A reminder to the person `p1` that says its own key. */
function itemOf(item: Partial<OutboxItem> & { key: string }): OutboxItem {
  return {
    to: { person: 'p1' },
    lane: 'reminder',
    about: 'report-step',
    text: item.key,
    options: [],
    ...item,
  };
}

/** A person with an account on each of some channels, the last heard from first; his chat is called like him. */
export async function addPerson(
  storage: Storage,
  id: string,
  channels: readonly string[] = ['fake'],
): Promise<void> {
  await addPersons(storage, [id], channels);
}

/** Many of them. */
export async function addPersons(
  { db }: Pick<Storage, 'db'>,
  ids: readonly string[],
  channels: readonly string[] = ['fake'],
): Promise<void> {
  const region = '县/镇/村';
  await ensureRegion(db, region);
  const person = { role: 'cadre', region, household_id: null, active: 1, created_at: NOW } as const;
  const seenAt = (index: number) => new Date(Date.parse(NOW) - index * 1000).toISOString();
  for (let from = 0; from < ids.length; from += 500) {
    const some = ids.slice(from, from + 500);
    await insertPersons(
      db,
      some.map((id) => ({ ...person, id, name: id })),
    );
    const accounts = some.flatMap((id) =>
      channels.map((channel, index) => ({
        id: `${id}-${channel}`,
        person_id: id,
        channel,
        platform_user_id: id,
        chat: id,
        bound_at: NOW,
        last_seen_at: seenAt(index),
        dead_at: null,
        preferred: 0,
      })),
    );
    if (accounts.length > 0) await db.insertInto('accounts').values(accounts).execute();
  }
}
