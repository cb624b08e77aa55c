import { addDays, localTime, momentOf } from './days.ts';
import type { Calendar } from './working-days.ts';

/** Hours of each day, or of each working day: from `07:30` until before `20:30`, local time. Null: at any time. */
export type OpenHours = { from: string; until: string; workingDays: boolean } | null;

/** Is it within the hours at that moment? Null where that depends on a year without a table. */
export function isOpen(hours: OpenHours, at: Date, calendar: Calendar): boolean | null {
  if (hours === null) return true;
  const { day, time } = localTime(at);
  if (time < hours.from || time >= hours.until) return false;
  return hours.workingDays ? calendar.isWorkingDay(day) : true;
}

/** A moment, or the year whose table is missing. */
export type NextOpen = { ok: true; at: Date } | { ok: false; year: string };

/** The first moment from `at` on that is within the hours. */
export function nextOpen(hours: OpenHours, at: Date, calendar: Calendar): NextOpen {
  if (hours === null) return { ok: true, at };
  const { day, time } = localTime(at);
  const from = time < hours.until ? day : addDays(day, 1);
  const open = hours.workingDays ? calendar.workingDayFrom(from) : ({ ok: true, day: from } as const);
  if (!open.ok) return open;
  const opens = momentOf(open.day, hours.from);
  return { ok: true, at: opens > at ? opens : at };
}
