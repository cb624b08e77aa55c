import type { Clock } from '../clock/clock.ts';
import type { Log } from '../log/log.ts';
import { type Bell, createBell } from './bell.ts';
import type { Claim, Claimed } from './claim.ts';
import type { Line } from './parts.ts';
import type { Outcome } from './settle.ts';

interface LoopParts {
  lines: ReadonlyMap<string, Line>;
  log: Log;
  clock: Clock;
  /** Longest sleep, in milliseconds. */
  sleepMs: number;
  keepHouse(now: Date): Promise<boolean>;
  claimFor(line: Line, now: Date): Promise<Claim>;
  send(line: Line, claimed: Claimed): Promise<Outcome>;
  settle(outcomes: readonly Outcome[]): Promise<void>;
  /** The first moment at which something of a channel may leave by its time and hours. */
  next(channel: string, after: Date): Promise<number | null>;
}

/** How long `stop` waits for what is under way; the rest is settled when its lease is over. */
const GRACE_MS = 5000;
const AFTER_TROUBLE_MS = 5000;
const GATHER_MS = 5;
/** While all places are taken by slow sendings, how soon they are counted again. */
const RECOUNT_MS = 500;

/** One loop for each channel and one for the house: a channel that is stuck holds nobody else up. */
export function createLoop(parts: LoopParts): { start(): void; stop(): Promise<void>; wake(): void } {
  const { lines, log, clock, sleepMs } = parts;
  const bells = new Map<string, Bell>();
  const running: Promise<void>[] = [];
  const underWay = new Set<Promise<void>>();
  let stopped = true;

  function wake(): void {
    for (const bell of bells.values()) bell.ring();
  }

  async function run(name: string, bell: Bell, step: () => Promise<number>): Promise<void> {
    while (!stopped) {
      let waitMs = AFTER_TROUBLE_MS;
      try {
        waitMs = await step();
      } catch (error) {
        log.error({ err: error, channel: name }, 'the outbox could not go on; tried again in a moment');
      }
      if (!stopped) await bell.sleep(Math.min(waitMs, sleepMs));
    }
  }

  async function keepHouse(): Promise<number> {
    const now = clock.now();
    if (await parts.keepHouse(now)) ringLines();
    const next = await parts.next('', now);
    return next === null ? sleepMs : next - clock.now().getTime();
  }

  function ringLines(): void {
    for (const name of lines.keys()) bells.get(name)?.ring();
  }

  /** Outcomes that come in while others are being written are written together. */
  function createSettling(bell: Bell): (outcome: Outcome) => void {
    let waiting: Outcome[] = [];
    let writing: Promise<void> | null = null;
    const write = async (): Promise<void> => {
      while (waiting.length > 0) {
        const outcomes = waiting;
        waiting = [];
        try {
          await parts.settle(outcomes);
        } catch (error) {
          // They stand as being sent until their lease is over; then their outcome is unknown.
          log.error({ err: error, outcomes: outcomes.length }, 'what was sent could not be written down');
        }
        // What goes on may go on by another channel.
        const moved = outcomes.some(({ result }) => result.kind !== 'sent' && result.kind !== 'never');
        if (moved) bells.get(HOUSE)?.ring();
        bell.ring();
      }
    };
    return (outcome) => {
      waiting.push(outcome);
      writing ??= write().finally(() => {
        writing = null;
      });
      track(writing);
    };
  }

  function track(work: Promise<void>): void {
    if (underWay.has(work)) return;
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }

  function lineStep(name: string, line: Line, bell: Bell): () => Promise<number> {
    const settled = createSettling(bell);
    let lastMs = 0;
    return async () => {
      // What becomes free within a moment is taken together: each look at the queue is a transaction.
      const sinceMs = performance.now() - lastMs;
      if (sinceMs < GATHER_MS) await new Promise((resolve) => setTimeout(resolve, GATHER_MS - sinceMs));
      lastMs = performance.now();
      const now = clock.now();
      const { claimed, again, closed, until } = await parts.claimFor(line, now);
      for (const one of claimed) track(parts.send(line, one).then(settled));
      if (again) return 0;
      const next = closed ? null : await parts.next(name, now);
      const times = [until, next, line.underWay.size > 0 ? now.getTime() + RECOUNT_MS : null];
      const first = Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
      return first - clock.now().getTime();
    };
  }

  return {
    wake,
    start() {
      if (!stopped) return;
      stopped = false;
      bells.set(HOUSE, createBell());
      for (const name of lines.keys()) bells.set(name, createBell());
      for (const [name, bell] of bells) {
        const line = lines.get(name);
        running.push(run(name, bell, line === undefined ? keepHouse : lineStep(name, line, bell)));
      }
    },
    async stop() {
      stopped = true;
      wake();
      await Promise.all(running.splice(0));
      let timer: NodeJS.Timeout | undefined;
      const grace = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, GRACE_MS);
      });
      const rest = async (): Promise<void> => {
        while (underWay.size > 0) await Promise.all(underWay);
      };
      await Promise.race([rest(), grace]);
      clearTimeout(timer);
      bells.clear();
    },
  };
}

/** The name of the loop that no channel has. */
const HOUSE = '';
