import { formatProblem } from '../data-files/data-files.ts';
import type { Log } from '../log/log.ts';
import { type DataLoad, loadTurnData } from './data.ts';
import type { TurnData } from './turn.ts';

/** The data in service: replaced as a whole when the files change and are right, kept when they are not. */
export interface LiveData {
  current(): TurnData;
  /** Looks at the files now; true where a new version went into service. */
  refresh(): boolean;
  stop(): void;
}

/**
 * Loads the data and, with `everyMs`, looks at the files again and again. Throws an Error that lists every mistake
 * where the first load is not right: there is then no good version to stay with.
 */
export function createLiveData(options: {
  root: string;
  defaultRegion: string | null;
  log: Log;
  everyMs: number | null;
  /** A cheap sign that changes when a file does. */
  fingerprint: (root: string) => string;
  onChange?: (data: TurnData) => void;
}): LiveData {
  const { root, defaultRegion, log, fingerprint } = options;
  let seen = fingerprint(root);
  const first = loadTurnData(root, defaultRegion);
  if (!first.data) throw new Error(`数据有错，不能启动：\n${first.problems.map(formatProblem).join('\n')}`);
  let current = first.data;

  function refresh(): boolean {
    const now = fingerprint(root);
    if (now === seen) return false;
    seen = now;
    const load = tryLoad();
    if (load === null) return false;
    if (!load.data) {
      // The clerk is in the middle of a change, or made a mistake: what was right goes on answering.
      log.warn({ problems: load.problems.map(formatProblem) }, 'the data files have mistakes; the last good version stays in service');
      return false;
    }
    if (load.data.knowledge.version === current.knowledge.version) return false;
    current = load.data;
    log.info({ version: current.knowledge.version, policies: current.knowledge.policies.length }, 'a new version of the data is in service');
    options.onChange?.(current);
    return true;
  }

  function tryLoad(): DataLoad | null {
    try {
      return loadTurnData(root, defaultRegion);
    } catch (error) {
      log.error({ err: error }, 'the data files could not be read; the last good version stays in service');
      return null;
    }
  }

  const timer = options.everyMs === null ? null : setInterval(refresh, options.everyMs);
  timer?.unref();
  return { current: () => current, refresh, stop: () => timer && clearInterval(timer) };
}
