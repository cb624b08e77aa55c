import { addDays } from './days.ts';
import { type CalendarYear, libraryTables, tableOf, type YearTable } from './years.ts';

/** A day, or the year whose table is missing: it is never guessed. */
export type WorkingDay = { ok: true; day: string } | { ok: false; year: string };

/** A month `2026-03`, a quarter `2026-Q1`, a half `2026-H1` or a year `2026`. */
export type Period = string;

/** Which days are worked. Days are ISO days in China. */
export interface Calendar {
  /** Null where that year has no table. */
  isWorkingDay(day: string): boolean | null;
  /** The last of `count` working days after `day`, which itself does not count. */
  workingDaysAfter(day: string, count: number): WorkingDay;
  /** The first of `count` working days before `day`, which itself does not count. */
  workingDaysBefore(day: string, count: number): WorkingDay;
  /** `day` itself where it is worked, else the next that is. */
  workingDayFrom(day: string): WorkingDay;
  /** `day` itself where it is worked, else the last before it that is. */
  workingDayUntil(day: string): WorkingDay;
  firstWorkingDayOf(period: Period): WorkingDay;
  lastWorkingDayOf(period: Period): WorkingDay;
  /** The years with a table, in order. */
  readonly years: readonly string[];
}

/**
 * The working calendar: the years that the county's clerk has entered, over those that chinese-days knows. Throws
 * RangeError where a period is none.
 */
export function createCalendar(own: readonly CalendarYear[] = []): Calendar {
  const entered = new Map<string, YearTable>(own.map((year) => [year.year, tableOf(year)]));

  function isWorkingDay(day: string): boolean | null {
    const year = day.slice(0, 4);
    // The library's tables are read only where they are asked for.
    const table = entered.get(year) ?? libraryTables().get(year);
    if (table === undefined) return null;
    if (table.worked.has(day)) return true;
    if (table.off.has(day)) return false;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  }

  function count(from: string, days: number, step: 1 | -1): WorkingDay {
    let at = from;
    for (let left = days; left > 0; ) {
      at = addDays(at, step);
      const worked = isWorkingDay(at);
      if (worked === null) return { ok: false, year: at.slice(0, 4) };
      if (worked) left -= 1;
    }
    return { ok: true, day: at };
  }

  return {
    isWorkingDay,
    workingDaysAfter: (day, days) => count(day, days, 1),
    workingDaysBefore: (day, days) => count(day, days, -1),
    workingDayFrom: (day) => count(addDays(day, -1), 1, 1),
    workingDayUntil: (day) => count(addDays(day, 1), 1, -1),
    firstWorkingDayOf: (period) => count(addDays(endsOf(period).first, -1), 1, 1),
    lastWorkingDayOf: (period) => count(addDays(endsOf(period).last, 1), 1, -1),
    get years() {
      return [...new Set([...libraryTables().keys(), ...entered.keys()])].sort();
    },
  };
}

function endsOf(period: Period): { first: string; last: string } {
  const [, year, part = ''] = /^(\d{4})(?:-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$/.exec(period) ?? [];
  if (year === undefined) throw new RangeError(`not a month, quarter, half or year: ${period}`);
  const [from, months] = monthsOf(part);
  const first = `${year}-${String(from).padStart(2, '0')}-01`;
  // Day 0 of the month behind.
  const last = new Date(Date.UTC(Number(year), from - 1 + months, 0)).toISOString().slice(0, 10);
  return { first, last };
}

function monthsOf(part: string): [from: number, count: number] {
  if (part === '') return [1, 12];
  if (part.startsWith('Q')) return [(Number(part.slice(1)) - 1) * 3 + 1, 3];
  if (part.startsWith('H')) return [(Number(part.slice(1)) - 1) * 6 + 1, 6];
  return [Number(part), 1];
}
