import type { Calendar } from '../calendar/calendar.ts';
import { type Db, firstQueued, nextLapses, retriesOf } from '../storage/storage.ts';
import { ALL_HOURS, type HoursTable, nextIn } from './hours.ts';
import { LANES } from './sending.ts';

interface Asked {
  calendar: Calendar;
  hours: HoursTable;
  /** Moments that are not later than this are not meant. */
  after: Date;
}

/** The first moment at which something of a channel may leave by its time and hours; limits apart. '' for what has none yet. */
export async function nextOfChannel(
  db: Db,
  channel: string,
  { calendar, hours, after }: Asked,
): Promise<number | null> {
  const times: number[] = [];
  const add = (kind: (typeof ALL_HOURS)[number], from: string): void => {
    const at = new Date(Math.max(Date.parse(from), after.getTime()));
    const next = nextIn(hours, kind, at, calendar);
    if (next !== null && next > after) times.push(next.getTime());
  };
  for (const lane of LANES) {
    for (const kind of ALL_HOURS) {
      const first = await firstQueued(db, { channel, lane, hours: kind });
      if (first === null) continue;
      add(kind, first);
      // The first may be waiting for its chat or a limit; the next one need not.
      const next = await firstQueued(db, { channel, lane, hours: kind }, after.toISOString());
      if (next !== null) add(kind, next);
    }
  }
  for (const retry of await retriesOf(db, channel, after.toISOString())) add(retry.hours, retry.retry_at);
  return times.length === 0 ? null : Math.min(...times);
}

/** The first moment at which a sender is taken for dead, or something is of no use any more. */
export async function nextLapse(db: Db, after: Date): Promise<number | null> {
  const { lease, expiry } = await nextLapses(db);
  const times = [lease, expiry].flatMap((time) => (time === null ? [] : [Date.parse(time)]));
  const later = times.filter((time) => time > after.getTime());
  return later.length === 0 ? null : Math.min(...later);
}
