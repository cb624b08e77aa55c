/** A day as the number of days since 1970-01-01; sums with it know no clock and no zone. */
export type Day = number;

/** From the first to the last day, both of them in it. */
export interface Days {
  from: Day;
  to: Day;
}

const MS_PER_DAY = 86_400_000;
// China keeps one time everywhere and has no summer time.
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;

/** The day and the minute of the day that clocks in China show. Throws RangeError where `at` is no time. */
export function momentIn(at: Date | string): { today: Day; minute: number } {
  const ms = (typeof at === 'string' ? Date.parse(at) : at.getTime()) + SHANGHAI_OFFSET_MS;
  if (Number.isNaN(ms)) throw new RangeError(`not an ISO time: ${JSON.stringify(at)}`);
  const today = Math.floor(ms / MS_PER_DAY);
  return { today, minute: Math.floor((ms - today * MS_PER_DAY) / 60_000) };
}

/** The day of year, month (1–12) and day, or null where the calendar has none (2月30日). */
export function dayOf(year: number, month: number, day: number): Day | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  if (year < 1000 || year > 9998 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  return at.getTime() / MS_PER_DAY;
}

/** isoOf(0) → 1970-01-01 */
export function isoOf(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Year, month (1–12) and day of the month. */
export function partsOf(day: Day): { year: number; month: number; date: number } {
  const at = new Date(day * MS_PER_DAY);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
}

/** The first to the last day of `count` months. `month` may lie outside 1–12. */
export function monthDays(year: number, month: number, count = 1): Days {
  return {
    from: Date.UTC(year, month - 1, 1) / MS_PER_DAY,
    to: Date.UTC(year, month - 1 + count, 1) / MS_PER_DAY - 1,
  };
}

/** So many months on or back; the 31st becomes the last day of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day);
  const target = monthDays(year, month + months);
  return Math.min(target.from + date - 1, target.to);
}

/** Monday of the week that the day lies in. */
export function mondayOf(day: Day): Day {
  return day - ((((day + 3) % 7) + 7) % 7);
}
