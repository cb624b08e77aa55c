import { momentOf as at, localTime } from '../calendar/calendar.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How many days lie from one ISO day to another. */
export function daysFrom(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
}

/** The last day of a month; months beyond 12 belong to the next year. */
export function lastDayOf(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The moment HH:MM of a day in China, as UTC ISO time. */
export function momentOf(day: string, time: string): string {
  return at(day, time).toISOString();
}

/** The time of day in China, HH:MM. */
export function timeOf(moment: Date): string {
  return localTime(moment).time;
}

/** `2026-11-05` → `2026Q4` */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** The first and the last day of the quarter in which a day lies. */
export function quarterDays(day: string): { from: string; to: string } {
  const year = Number(day.slice(0, 4));
  const last = Math.ceil(Number(day.slice(5, 7)) / 3) * 3;
  return { from: `${year}-${String(last - 2).padStart(2, '0')}-01`, to: lastDayOf(year, last) };
}

/** 1 is Monday. */
export function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** Of two ISO days the one that comes first. */
export function earlierOf(a: string, b: string): string {
  if (a < b) return a;
  return b;
}

/** Of two ISO days the one that comes last. */
export function laterOf(a: string, b: string): string {
  if (a > b) return a;
  return b;
}
