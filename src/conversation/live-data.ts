import { createLastGood, formatProblem } from '../data-files/data-files.ts';
import type { Log } from '../log/log.ts';
import { type DataLoad, loadTurnData } from './data.ts';
import type { TurnData } from './turn.ts';

/** The data in service: replaced as a whole when the files change and are right, kept when they are not. */
export interface LiveData {
  current(): TurnData;
  /** Looks at the files now; true where a new version went into service. */
  refresh(): boolean;
  /** Why the files as they are now are not in service, each with file and line; empty where they are. */
  mistakes(): readonly string[];
  stop(): void;
}

/**
 * Loads the data and, with `everyMs`, looks at the files again and again. What works on like that also keeps a copy of
 * the last good version and begins with it where the files have mistakes. Throws an Error that lists every mistake
 * where there is no good version to begin with, and for a one-off command always.
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
  const lastGood = options.everyMs === null ? null : createLastGood(root);
  let seen = fingerprint(root);
  let mistakes: string[] = [];
  let current = firstData();

  function firstData(): TurnData {
    const first = loadTurnData(root, defaultRegion);
    if (first.data) {
      keep(first.data);
      return first.data;
    }
    mistakes = mistakesOf(first);
    const kept = lastGood?.root() ?? null;
    const before = kept === null ? null : tryLoad(kept)?.data;
    if (!before) throw new Error(`数据有错，不能启动：\n${mistakes.join('\n')}`);
    const version = before.knowledge.version;
    log.error(
      { problems: mistakes, version },
      'the data files have mistakes; started with the last good version',
    );
    return before;
  }

  function keep(data: TurnData): void {
    try {
      lastGood?.keep(data.knowledge.version);
    } catch (error) {
      log.warn({ err: error }, 'the good version of the data could not be kept for the next start');
    }
  }

  function refresh(): boolean {
    const now = fingerprint(root);
    if (now === seen) return false;
    seen = now;
    const load = tryLoad(root);
    if (load === null) return false;
    if (!load.data) {
      // The clerk is in the middle of a change, or made a mistake: what was right goes on answering.
      mistakes = mistakesOf(load);
      log.warn(
        { problems: mistakes },
        'the data files have mistakes; the last good version stays in service',
      );
      return false;
    }
    mistakes = [];
    keep(load.data);
    if (load.data.knowledge.version === current.knowledge.version) return false;
    current = load.data;
    log.info(
      { version: current.knowledge.version, policies: current.knowledge.policies.length },
      'a new version of the data is in service',
    );
    options.onChange?.(current);
    return true;
  }

  function tryLoad(from: string): DataLoad | null {
    try {
      return loadTurnData(from, defaultRegion);
    } catch (error) {
      log.error({ err: error }, 'the data files could not be read; the last good version stays in service');
      return null;
    }
  }

  const timer = options.everyMs === null ? null : setInterval(refresh, options.everyMs);
  timer?.unref();
  return {
    current: () => current,
    refresh,
    mistakes: () => mistakes,
    stop: () => timer && clearInterval(timer),
  };
}

function mistakesOf({ problems }: DataLoad): string[] {
  return problems.filter(({ level }) => level === 'error').map(formatProblem);
}
