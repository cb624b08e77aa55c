import { HOLIDAYS } from './holidays.ts';

export type WorkingDay = { ok: true; day: string } | { ok: false; year: string };

const DAY_MS = 24 * 60 * 60 * 1000;
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;

/** The ISO day so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days lie between two ISO days. */
export function daysBetween(a: string, b: string): number {
  return Math.abs(Date.parse(`${a}T00:00:00Z`) - Date.parse(`${b}T00:00:00Z`)) / DAY_MS;
}

/** Is it worked on? Null where that year has no table. */
export function isWorkingDay(day: string): boolean | null {
  const year = HOLIDAYS[day.slice(0, 4)];
  if (year === undefined) return null;
  if (year.worked.includes(day)) return true;
  if (year.off.some(([from, to]) => day >= from && day <= to)) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The last of `count` working days after `day`, which itself does not count. A year without a table is named. */
export function workingDaysAfter(day: string, count: number): WorkingDay {
  let last = day;
  for (let left = count; left > 0; ) {
    last = addDays(last, 1);
    const worked = isWorkingDay(last);
    if (worked === null) return { ok: false, year: last.slice(0, 4) };
    if (worked) left -= 1;
  }
  return { ok: true, day: last };
}

/** The moment at which a day in China is over, as UTC ISO time. */
export function endOfDay(day: string): string {
  return new Date(Date.parse(`${addDays(day, 1)}T00:00:00Z`) - SHANGHAI_OFFSET_MS).toISOString();
}
