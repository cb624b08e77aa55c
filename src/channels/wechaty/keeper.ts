import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Log } from '../../log/log.ts';
import { type BotSettings, type FromBot, fromBot, type ToBot } from './protocol.ts';

export interface Keeper {
  start(): void;
  /** Ends the process; by force where it does not go. */
  stop(): Promise<void>;
  /** False where there is no process that could take it. */
  tell(order: ToBot): boolean;
  /** For tests and the operator; null while none is running. */
  readonly pid: number | null;
}

/** In milliseconds. */
export interface KeeperTiming {
  /** The first wait before a process is started again; it doubles up to `backoffMax`. */
  backoff: number;
  backoffMax: number;
  /** Having lived so long, it is started again at once when it ends. */
  settled: number;
  /** No sign of life for so long: it hangs. */
  silence: number;
  /** What an orderly end is given. */
  grace: number;
}

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const MB = 1024 * 1024;

/**
 * Keeps the process that wechaty lives in: starts it, starts it again whenever it ends, hangs or grows too big. It
 * gets an environment and a folder of its own: no secret of ours, and wechaty's unencrypted store of contacts, which
 * lies under HOME, in one place that is readable by its owner alone.
 */
export function createKeeper(parts: {
  home: string;
  settings: BotSettings;
  memoryMb: number;
  timing: KeeperTiming;
  log: Log;
  /** What the process says, and `null` when it has ended. */
  heard: (event: FromBot | null) => void;
}): Keeper {
  const { home, settings, memoryMb, timing, log, heard } = parts;
  let child: ChildProcess | null = null;
  let stopping = false;
  let wait = timing.backoff;
  let again: NodeJS.Timeout | null = null;

  function start(): void {
    again = null;
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const born = performance.now();
    const running = fork(CHILD, [], {
      cwd: home,
      // WECHATY_LOG above `warn` writes tokens and messages, and swallows crashes.
      env: { HOME: home, WECHATY_LOG: 'warn', NODE_ENV: 'production' },
      execArgv: ['--import', TSX, `--max-old-space-size=${Math.floor(memoryMb * 0.7)}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = running;
    let wrote = 0;
    // What wechaty writes may hold names and messages: it is drained, and only its amount is told.
    for (const stream of [running.stdout, running.stderr])
      stream?.on('data', (data: Buffer) => {
        wrote += data.length;
      });
    let last = performance.now();
    const watch = setInterval(() => {
      if (performance.now() - last < timing.silence) return;
      log.warn({ channel: 'wechaty' }, 'the wechaty process hangs and is ended');
      running.kill('SIGKILL');
    }, timing.silence / 4);
    running.on('message', (sent) => {
      last = performance.now();
      const event = fromBot.safeParse(sent);
      if (!event.success) {
        log.warn({ channel: 'wechaty' }, 'the wechaty process said something that is not understood');
        return;
      }
      if (event.data.type !== 'beat') heard(event.data);
      else if (event.data.rss > memoryMb * MB) {
        log.warn(
          { channel: 'wechaty', mb: Math.round(event.data.rss / MB) },
          'the wechaty process is too big',
        );
        running.kill('SIGKILL');
      }
    });
    running.on('error', (error) =>
      log.error({ channel: 'wechaty', err: error }, 'wechaty could not be started'),
    );
    let ended = false;
    const onEnd = (code: number | null, signal: string | null): void => {
      if (ended) return;
      ended = true;
      clearInterval(watch);
      child = null;
      heard(null);
      if (stopping) return;
      wait =
        performance.now() - born > timing.settled ? timing.backoff : Math.min(wait * 2, timing.backoffMax);
      log.warn({ channel: 'wechaty', code, signal, wrote, againInMs: wait }, 'the wechaty process has ended');
      again = setTimeout(start, wait);
    };
    running.once('exit', onEnd);
    // A process that could not even be made has no exit.
    running.once('error', () => running.pid === undefined && onEnd(null, null));
    tell({ type: 'start', settings });
  }

  function tell(order: ToBot): boolean {
    if (child === null || !child.connected) return false;
    child.send(order, (error) => {
      if (error !== null) log.debug({ channel: 'wechaty' }, 'the wechaty process took no more orders');
    });
    return true;
  }

  return {
    start,
    tell,
    get pid() {
      return child?.pid ?? null;
    },
    async stop() {
      stopping = true;
      if (again !== null) clearTimeout(again);
      const running = child;
      if (running === null) return;
      const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
      tell({ type: 'stop' });
      const force = setTimeout(() => running.kill('SIGKILL'), timing.grace);
      await gone;
      clearTimeout(force);
    },
  };
}
