import { type Calendar, isOpen, nextOpen, type OpenHours } from '../calendar/calendar.ts';
import type { Hours } from './item.ts';

/** When each kind of hours is, in China. */
export type HoursTable = Readonly<Record<Hours, OpenHours>>;

export const HOURS: HoursTable = {
  any: null,
  daytime: { from: '07:30', until: '20:30', workingDays: false },
  workday: { from: '07:30', until: '20:30', workingDays: true },
  working: { from: '08:30', until: '17:30', workingDays: true },
};

/** Where people come and read for themselves nobody is disturbed. */
export const ALWAYS: HoursTable = { any: null, daytime: null, workday: null, working: null };

export const ALL_HOURS: readonly Hours[] = ['any', 'daytime', 'workday', 'working'];

/** The kinds of hours that it is now, and the year whose table is missing to tell. */
export function hoursOpen(
  table: HoursTable,
  at: Date,
  calendar: Calendar,
): { open: Hours[]; missing: string | null } {
  const open = ALL_HOURS.filter((hours) => isOpen(table[hours], at, calendar) === true);
  const next = nextOpen(table.working, at, calendar);
  return { open, missing: next.ok ? null : next.year };
}

/** The first moment from `at` on that lies in those hours; null where the table of its year is missing. */
export function nextIn(table: HoursTable, hours: Hours, at: Date, calendar: Calendar): Date | null {
  const next = nextOpen(table[hours], at, calendar);
  return next.ok ? next.at : null;
}
