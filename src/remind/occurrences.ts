import { addDays, type Calendar, type WorkingDay } from '../calendar/calendar.ts';
import type { DutyDay, Rhythm } from '../policies/policies.ts';
import { earlierOf, lastDayOf, weekdayOf } from './days.ts';

/** One time that something is due. */
export interface Occurrence {
  /** Names it within its rule, such as `2026-03` or `2026Q1`: what is planned twice is planned once. */
  period: string;
  /** Local date. */
  dueOn: string;
}

export interface Occurrences {
  times: Occurrence[];
  /** A year without a table, whose times are not among them. */
  missing: string | null;
}

/** Every time between two days, both of them included, in order. */
export function occurrencesBetween(
  rhythm: Rhythm,
  from: string,
  to: string,
  calendar: Calendar,
): Occurrences {
  const times: Occurrence[] = [];
  let missing: string | null = null;
  for (const wanted of candidates(rhythm, from, to)) {
    const day = wanted.day();
    // Only a time that may lie within the days asked for needs its year's table.
    if (!day.ok) {
      if (wanted.month.to >= from && wanted.month.from <= to) missing ??= day.year;
      continue;
    }
    if (day.day >= from && day.day <= to) times.push({ period: wanted.period, dueOn: day.day });
  }
  return { times: times.sort((a, b) => a.dueOn.localeCompare(b.dueOn)), missing };

  function* candidates(
    rhythm: Rhythm,
    from: string,
    to: string,
  ): Generator<{ period: string; month: { from: string; to: string }; day: () => WorkingDay }> {
    if (rhythm.kind === 'once') {
      yield {
        period: rhythm.on,
        month: { from: rhythm.on, to: rhythm.on },
        day: () => ({ ok: true, day: rhythm.on }),
      };
      return;
    }
    if (rhythm.kind === 'daily' || rhythm.kind === 'weekly') {
      yield* days(rhythm, from, to);
      return;
    }
    for (const [year, month] of monthsBetween(from, to)) {
      const span = { from: `${year}-${pad(month)}-01`, to: lastDayOf(year, month) };
      const of = (day: DutyDay) => () => dayIn(day, year, month, calendar);
      switch (rhythm.kind) {
        case 'monthly':
          for (const [index, day] of rhythm.days.entries())
            yield {
              period: `${year}-${pad(month)}${rhythm.days.length > 1 ? `#${index + 1}` : ''}`,
              month: span,
              day: of(day),
            };
          break;
        case 'quarterly':
          if (((month - 1) % 3) + 1 === rhythm.month)
            yield { period: `${year}Q${Math.ceil(month / 3)}`, month: span, day: of(rhythm.day) };
          break;
        case 'yearly':
          if (rhythm.months.includes(month))
            yield { period: `${year}-${pad(month)}`, month: span, day: of(rhythm.day) };
          break;
      }
    }
  }

  function* days(
    rhythm: Extract<Rhythm, { kind: 'daily' | 'weekly' }>,
    from: string,
    to: string,
  ): Generator<{ period: string; month: { from: string; to: string }; day: () => WorkingDay }> {
    for (let day = from; day <= to; day = addDays(day, 1)) {
      const here = day;
      const month = { from: here, to: here };
      if (rhythm.kind === 'weekly') {
        if (rhythm.weekdays.includes(weekdayOf(here)))
          yield { period: here, month, day: () => ({ ok: true, day: here }) };
        continue;
      }
      const works = calendar.isWorkingDay(here);
      if (works === null) yield { period: here, month, day: () => ({ ok: false, year: here.slice(0, 4) }) };
      else if (works) yield { period: here, month, day: () => ({ ok: true, day: here }) };
    }
  }
}

/** The next times from a day on, at most `count` of them and none later than `until` or two years on. */
export function nextOccurrences(
  rhythm: Rhythm,
  from: string,
  count: number,
  calendar: Calendar,
  until: string | null = null,
): Occurrences {
  const furthest = addDays(from, 760);
  const end = until !== null && until < furthest ? until : furthest;
  const times: Occurrence[] = [];
  for (let start = from; start <= end && times.length < count; ) {
    const last = addDays(start, 30);
    const stop = earlierOf(last, end);
    const found = occurrencesBetween(rhythm, start, stop, calendar);
    times.push(...found.times);
    if (found.missing !== null) return { times: times.slice(0, count), missing: found.missing };
    start = addDays(stop, 1);
  }
  return { times: times.slice(0, count), missing: null };
}

/** That day of a month; a day that the month lacks is its last. */
function dayIn(day: DutyDay, year: number, month: number, calendar: Calendar): WorkingDay {
  const last = lastDayOf(year, month);
  switch (day.kind) {
    case 'date':
      return {
        ok: true,
        day: `${year}-${pad(month)}-${pad(Math.min(day.day, Number(last.slice(8, 10))))}`,
      };
    case 'last-day':
      return { ok: true, day: last };
    case 'first-working-day':
      return calendar.workingDayFrom(`${year}-${pad(month)}-01`);
    case 'last-working-day':
      return calendar.workingDayUntil(last);
  }
}

/** The months that two days span, with one on either side: the last working day of a month may lie in the one before. */
function monthsBetween(from: string, to: string): [number, number][] {
  const months: [number, number][] = [];
  const first = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1;
  const last = Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - 1;
  for (let month = first - 1; month <= last + 1; month++)
    months.push([Math.floor(month / 12), (month % 12) + 1]);
  return months;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
