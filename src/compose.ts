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
import { createSecrets, type Secrets } from './register/register.ts';
import { createReportJob, type ReportJob } from './report/report.ts';
import { recordKnowledgeVersion, type Storage } from './storage/storage.ts';

/** The parts put together, without a channel. */
export interface App {
  inbox: Inbox;
  data: LiveData;
  storage: Storage;
  secrets: Secrets;
  /** Sends what has fallen due by now with time alone; called again at the same moment it finds nothing more. */
  tick(): Promise<StoredNotice[]>;
  /** The first moment later than `after` at which `tick` will find something. */
  nextTick(after: Date): Promise<Date | null>;
  close(): Promise<void>;
}

/**
 * The only place where the parts meet. `reloadMs`: how often the data files are looked at; null for one-off commands.
 * `dataKey`: left out where nothing is kept. `report`: left out, the real job.
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
  const book = { kind: storage.kind, secrets };
  const inbox = createInbox({
    storage,
    clock,
    log,
    turn: createDesk({ data: () => data.current(), book, report }),
    knowledgeVersion: () => data.current().knowledge.version,
  });
  return {
    inbox,
    data,
    storage,
    secrets,
    async tick() {
      const at = clock.now();
      return inbox.notify((db) =>
        report.due({ db, book: { ...book, db, now: at.toISOString() }, at, asOf: localDate(at) }),
      );
    },
    nextTick: (after) => report.nextDue(storage.db, after),
    async close() {
      data.stop();
      await storage.close();
    },
  };
}
