import type { Calendar } from '../calendar/calendar.ts';
import type { Log } from '../log/log.ts';
import {
  type FollowUp,
  type FollowUpWord,
  followUpFor,
  type Knowledge,
  pathsUp,
} from '../policies/policies.ts';
import type { Book } from '../register/register.ts';
import type { Db } from '../storage/storage.ts';
import { readStaff, type Staff } from './staff.ts';

/** What reminding is built from. */
export interface DutyParts {
  /** As it is now: the clerk may have changed it since. */
  knowledge(): Knowledge;
  /** Told what the operator has to mend. */
  log?: Log;
}

/** One moment of reminding, with all that is asked of it again and again. */
export interface Tick {
  db: Db;
  book: Book;
  /** UTC ISO time. */
  now: string;
  /** Local date. */
  today: string;
  calendar: Calendar;
  knowledge: Knowledge;
  log: Log | null;
  /** Years whose table of working days was asked for and is not there. */
  missing: Set<string>;
  staff(): Promise<Staff>;
  /** How a kind of duty is followed up in a place. */
  follow(kind: FollowUpWord, region: string): FollowUp;
}

/** Nobody has set anything: reminded once more, and then left to whoever looks at the list. */
const UNSET: Omit<FollowUp, 'kind'> = {
  within: 5,
  advance: [0],
  again: 1,
  township: null,
  county: null,
  list: null,
  acknowledged: 2,
  isExample: true,
};

export function tickAt(
  parts: DutyParts,
  { db, book, at, asOf }: { db: Db; book: Book; at: Date; asOf: string },
): Tick {
  const knowledge = parts.knowledge();
  const follows = new Map<string, FollowUp>();
  let staff: Promise<Staff> | null = null;
  return {
    db,
    book,
    now: at.toISOString(),
    today: asOf,
    calendar: knowledge.calendar,
    knowledge,
    log: parts.log ?? null,
    missing: new Set(),
    staff: () => {
      staff ??= readStaff(db);
      return staff;
    },
    follow(kind, region) {
      const key = `${kind}:${region}`;
      const known = follows.get(key) ?? {
        ...(followUpFor(knowledge.duties, pathsUp(region), kind) ?? { kind, ...UNSET }),
      };
      follows.set(key, known);
      return known;
    },
  };
}
