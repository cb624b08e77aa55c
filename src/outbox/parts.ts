import type { Calendar } from '../calendar/calendar.ts';
import type { Clock } from '../clock/clock.ts';
import type { Log } from '../log/log.ts';
import type { Db, Storage } from '../storage/storage.ts';
import type { HoursTable } from './hours.ts';
import type { Pace } from './pace.ts';
import type { Capabilities, Outgoing, OutgoingFile, SendResult } from './sending.ts';

/** What the outbox asks of a channel. */
export interface Sender {
  readonly name: string;
  send(message: Outgoing): Promise<SendResult>;
  /** May it begin in this chat, though its capabilities let it begin in none? */
  mayBeginIn?(db: Db, chat: string): Promise<boolean>;
}

/** What the outbox is built from. */
export interface OutboxParts {
  storage: Storage;
  clock: Clock;
  log: Log;
  /** As it is now: the clerk may have added a year. */
  calendar: () => Calendar;
  /** The content of a kept file; null where it is gone. */
  loadFile?: (id: string) => Promise<OutgoingFile | null>;
  hours?: HoursTable;
  /** Between 0 and 1. */
  random?: () => number;
  timing?: Partial<OutboxTiming>;
}

/** In milliseconds. */
export interface OutboxTiming {
  /** A sending that takes longer has an unknown outcome. */
  sendMs: number;
  /** A process that has not settled a sending by then is taken for dead. */
  leaseMs: number;
  /** A sending that takes longer holds up nobody else's turn. */
  slowMs: number;
  /** How long a channel that fails again and again is left alone at first, and at most. */
  breakMs: number;
  longestBreakMs: number;
  /** Longest sleep of a channel: what another process has written is seen then at the latest. */
  sleepMs: number;
}

export const TIMING: OutboxTiming = {
  sendMs: 30_000,
  leaseMs: 40_000,
  slowMs: 1000,
  breakMs: 30_000,
  longestBreakMs: 600_000,
  sleepMs: 60_000,
};

/** One channel as the outbox sends by it. */
export interface Line {
  sender: Sender;
  capabilities: Capabilities;
  pace: Pace;
  /** Whether what was handed over before this process began is counted. */
  loaded: boolean;
  /** The last place in the order of sends that has been looked at. */
  seenSeq: number;
  /** What this process has under way there. */
  underWay: Set<UnderWay>;
  /** Failures of the channel in a row. */
  failures: number;
  /** Milliseconds since 1970 until which it is left alone; 0: it is not. */
  brokenUntil: number;
}

export interface UnderWay {
  chat: string;
  /** Milliseconds since 1970. */
  began: number;
}

/** At once by one process and channel: with 100 ms for each, more than any platform takes. */
export const AT_ONCE = 32;
