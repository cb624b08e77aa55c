import { randomBytes } from 'node:crypto';
import { type Clock, localDate } from './clock/clock.ts';
import {
  createDesk,
  createInbox,
  createLiveData,
  type Inbox,
  type LiveData,
  type StoredNotice,
} from './conversation/conversation.ts';
import { dataFingerprint } from './data-files/data-files.ts';
import type { Log } from './log/log.ts';
import { type Capabilities, createOutbox, type Outbox } from './outbox/outbox.ts';
import { createSecrets, openFile, type Secrets } from './register/register.ts';
import { createRemindJob, type RemindJob } from './remind/remind.ts';
import { createReportJob, type ReportJob } from './report/report.ts';
import { recordKnowledgeVersion, type Storage } from './storage/storage.ts';

/** The parts put together, without a channel. */
export interface App {
  inbox: Inbox;
  data: LiveData;
  /** Everything that leaves; a channel by which it is to leave is opened there. */
  outbox: Outbox;
  storage: Storage;
  secrets: Secrets;
  /** Queues what has fallen due by now with time alone; called again at the same moment it finds nothing more. */
  tick(): Promise<StoredNotice[]>;
  /** The first moment later than `after` at which `tick` will find something, or the outbox has something to send. */
  nextTick(after: Date): Promise<Date | null>;
  close(): Promise<void>;
}

/**
 * The only place where the parts meet. `reloadMs`: how often the data files are looked at; null for one-off commands.
 * `dataKey`: left out where nothing is kept. `report`: left out, the real jobs; given, it is the only one unless `remind`
 * is given too.
 */
export async function compose(parts: {
  root: string;
  storage: Storage;
  clock: Clock;
  log: Log;
  defaultRegion: string | null;
  reloadMs: number | null;
  dataKey?: string;
  report?: ReportJob;
  remind?: RemindJob;
  /** What the channels that are open allow, by name. Left out: nobody is written to. */
  capabilities?: ReadonlyMap<string, Capabilities>;
}): Promise<App> {
  const { root, storage, clock, log, defaultRegion, reloadMs } = parts;
  const record = (): Promise<void> => {
    const { knowledge } = data.current();
    return recordKnowledgeVersion(storage.db, {
      version: knowledge.version,
      policies: knowledge.policies.length,
      first_loaded_at: clock.now().toISOString(),
    });
  };
  const data = createLiveData({
    root,
    defaultRegion,
    log,
    everyMs: reloadMs,
    fingerprint: dataFingerprint,
    onChange: () => {
      record().catch((error: unknown) =>
        log.error({ err: error }, 'the new data version could not be recorded'),
      );
    },
  });
  await record();
  const secrets = createSecrets(parts.dataKey ?? randomBytes(32).toString('hex'));
  const report = parts.report ?? createReportJob({ log, knowledge: () => data.current().knowledge });
  const remind =
    parts.remind ??
    (parts.report === undefined ? createRemindJob({ log, knowledge: () => data.current().knowledge }) : null);
  const book = { kind: storage.kind, secrets };
  const inbox = createInbox({
    storage,
    clock,
    log,
    secrets,
    turn: createDesk({ data: () => data.current(), book, report, ...(remind === null ? {} : { remind }) }),
    knowledgeVersion: () => data.current().knowledge.version,
    capabilities: (channel) => parts.capabilities?.get(channel),
  });
  const outbox = createOutbox({
    storage,
    clock,
    log,
    calendar: () => data.current().knowledge.calendar,
    loadFile: (id) => openFile({ db: storage.db, secrets }, id),
  });
  inbox.onReply(() => outbox.wake());
  inbox.onNotice(() => outbox.wake());
  return {
    inbox,
    data,
    outbox,
    storage,
    secrets,
    async tick() {
      const at = clock.now();
      return inbox.notify(async (db) => {
        const due = { db, book: { ...book, db, now: at.toISOString() }, at, asOf: localDate(at) };
        const reported = await report.due(due);
        return [...reported, ...((await remind?.due(due)) ?? [])];
      });
    },
    async nextTick(after) {
      const reported = await report.nextDue(storage.db, after);
      const reminded = (await remind?.nextDue(storage.db, after)) ?? null;
      return earliest([reported, reminded, await outbox.next(after)]);
    },
    async close() {
      data.stop();
      await storage.close();
    },
  };
}

function earliest(times: readonly (Date | null)[]): Date | null {
  const known = times.flatMap((time) => (time === null ? [] : [time.getTime()]));
  return known.length === 0 ? null : new Date(Math.min(...known));
}
