import type { Clock } from './clock/clock.ts';
import {
  createInbox,
  createLiveData,
  type Inbox,
  type LiveData,
  takeTurn,
} from './conversation/conversation.ts';
import { dataFingerprint } from './data-files/data-files.ts';
import type { Log } from './log/log.ts';
import { recordKnowledgeVersion, type Storage } from './storage/storage.ts';

/** The parts put together, without a channel. */
export interface App {
  inbox: Inbox;
  data: LiveData;
  storage: Storage;
  close(): Promise<void>;
}

/** The only place where the parts meet. `reloadMs`: how often the data files are looked at; null for one-off commands. */
export async function compose(parts: {
  root: string;
  storage: Storage;
  clock: Clock;
  log: Log;
  defaultRegion: string | null;
  reloadMs: number | null;
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
  const inbox = createInbox({
    storage,
    clock,
    log,
    turn: (input) => takeTurn(data.current(), input),
    knowledgeVersion: () => data.current().knowledge.version,
  });
  return {
    inbox,
    data,
    storage,
    async close() {
      data.stop();
      await storage.close();
    },
  };
}
