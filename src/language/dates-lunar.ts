import { LunarYear, SolarTerm } from 'tyme4ts';
import { type Day, type Days, dayOf, partsOf } from './dates-day.ts';

/** One month of the lunar calendar. */
export interface LunarMonth {
  /** The lunar year, numbered like the solar year that its first month begins in. */
  year: number;
  month: number;
  leap: boolean;
  from: Day;
  to: Day;
}

const years = new Map<number, readonly LunarMonth[]>();
const terms = new Map<string, Day | null>();

/** The twelve or thirteen months of a lunar year, in order. */
export function lunarYear(year: number): readonly LunarMonth[] {
  const known = years.get(year);
  if (known) return known;
  const months = LunarYear.fromYear(year)
    .getMonths()
    .map((month): LunarMonth => {
      const first = month.getFirstDay().getSolarDay();
      const from = dayOf(first.getYear(), first.getMonth(), first.getDay()) ?? 0;
      return {
        year,
        month: month.getMonth(),
        leap: month.isLeap(),
        from,
        to: from + month.getDayCount() - 1,
      };
    });
  years.set(year, months);
  return months;
}

/** The lunar year that a day lies in: from one Spring Festival to the eve of the next. */
export function lunarYearOf(day: Day): number {
  const { year } = partsOf(day);
  return day < (lunarYear(year)[0]?.from ?? 0) ? year - 1 : year;
}

/** A month of a lunar year; null where that year has no such leap month. */
export function lunarMonth(year: number, month: number, leap: boolean): LunarMonth | null {
  return lunarYear(year).find((candidate) => candidate.month === month && candidate.leap === leap) ?? null;
}

/** A day of a lunar month. 腊月三十 is New Year's Eve also in the years in which that month has 29 days. */
export function lunarDay(month: LunarMonth, date: number): Days | null {
  const day = month.from + date - 1;
  if (day <= month.to) return { from: day, to: day };
  return month.month === 12 && date === 30 ? { from: month.to, to: month.to } : null;
}

/** The day of a solar term (清明, 冬至) in a solar year. */
export function solarTerm(year: number, name: string): Day | null {
  const key = `${year}${name}`;
  const known = terms.get(key);
  if (known !== undefined) return known;
  // The library begins its year of terms with the winter solstice of the year before.
  const first = SolarTerm.NAMES.indexOf(name);
  let found: Day | null = null;
  for (const termYear of [year, year + 1]) {
    const solar = SolarTerm.fromIndex(termYear, first).getSolarDay();
    if (solar.getYear() === year) found = dayOf(year, solar.getMonth(), solar.getDay());
  }
  terms.set(key, found);
  return found;
}

/** Names of the 24 solar terms. */
export const SOLAR_TERMS: readonly string[] = SolarTerm.NAMES;
