import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { scrubLine } from './scrub.ts';

/** The operator's log: one JSON object per line. */
export type Log = Logger;

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

export interface LogOptions {
  level: LogLevel;
  /** Where the lines go; stderr when left out, because stdout belongs to the command line's answers. */
  to?: DestinationStream;
}

/** Makes the log. Each finished line goes through the scrubber, so children, errors and bindings are covered too. */
export function createLog(options: LogOptions): Log {
  return pino(
    { level: options.level, base: null, hooks: { streamWrite: scrubLine } },
    // Written at once, so that the last lines before a crash are there.
    options.to ?? destination({ dest: 2, sync: true }),
  );
}
