/** Tells the present moment. Everything that needs "now" or "today" gets a Clock or a date as an argument. */
export interface Clock {
  now(): Date;
}

/** A clock that stands still until it is told otherwise; for tests and for `--on`. */
export interface FixedClock extends Clock {
  /** Sets the moment. Throws RangeError when `iso` is no time. */
  set(iso: string): void;
  /** Moves the moment forward by so many milliseconds. */
  advance(milliseconds: number): void;
}

/** The computer's clock: the only place of the program where "now" is made. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands at `iso`. Throws RangeError when `iso` is no time. */
export function fixedClock(iso: string): FixedClock {
  let at = momentOf(iso);
  return {
    now: () => new Date(at),
    set: (next) => {
      at = momentOf(next);
    },
    advance: (milliseconds) => {
      at += milliseconds;
    },
  };
}

// China keeps one time everywhere and has no summer time.
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;

/** The ISO date (`2025-03-01`) that the calendar in China shows at `at`. Throws RangeError on an invalid Date. */
export function localDate(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

function momentOf(iso: string): number {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new RangeError(`not an ISO time: ${JSON.stringify(iso)}`);
  return at;
}
