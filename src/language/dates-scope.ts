import type { PartOfDay } from './dates-clock.ts';
import type { Day, Days } from './dates-day.ts';

/** What a wording is resolved against. */
export interface Scope {
  today: Day;
  /** Minute of the day. */
  minute: number;
  /** Which way a day without a year lies. */
  direction: 'past' | 'future';
  /** Whether the words around it say so, or it is only taken to be so. */
  told: boolean;
  /** The words are about a plan or an order. */
  planned: boolean;
  /** The end of a range, or the next day of a list, lies on this day or after it. */
  after: Day | null;
}

/** A wording that names a day or a span, not yet resolved. */
export interface Wording {
  end: number;
  days(scope: Scope): Days | null;
  /** A day whose month or year has to be taken from what stands before it, where something does. */
  open?: boolean;
  /** The part of the day that the wording itself tells: 今晚, 明早. */
  part?: PartOfDay;
  /** A time of day that the wording itself tells (半小时后), in minutes. */
  minute?: (scope: Scope) => number;
  /** Words that stand between the day and a clock time were read to its end already. */
  clock?: { from: number; to: number | null };
}

/** Reads the wording that begins at an index, or null. */
export type Reader = (plain: string, at: number) => Wording | null;

/**
 * Among the days that recur with an index (a year, a month, a week), the nearest that has begun, the nearest that is
 * not over, or the first after the day before it in a range. `here` is the index of today.
 */
export function nearest(
  scope: Scope,
  here: number,
  candidate: (index: number) => Days | null,
  reach = 12,
): Days | null {
  const { today, after } = scope;
  if (after !== null)
    return firstWhere(here - reach, here + reach, 1, candidate, (days) => days.from >= after);
  if (scope.direction === 'past')
    return firstWhere(here + 1, here - reach, -1, candidate, (days) => days.from <= today);
  return firstWhere(here - 1, here + reach, 1, candidate, (days) => days.to >= today);
}

function firstWhere(
  first: number,
  last: number,
  step: 1 | -1,
  candidate: (index: number) => Days | null,
  fits: (days: Days) => boolean,
): Days | null {
  for (let index = first; step > 0 ? index <= last : index >= last; index += step) {
    const days = candidate(index);
    if (days && fits(days)) return days;
  }
  return null;
}

/** A span that is going on: up to today as it is told, from today on where a plan is told. */
export function upToToday(scope: Scope, days: Days): Days {
  if (scope.today < days.from || scope.today > days.to) return days;
  return scope.planned ? { from: scope.today, to: days.to } : { from: days.from, to: scope.today };
}

/** One day as a span. */
export function oneDay(day: Day | null): Days | null {
  return day === null ? null : { from: day, to: day };
}

/** What a sticky pattern finds at an index. */
export function eat(plain: string, at: number, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(plain);
}

export const MONTH = '(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?!\\d)';
export const DATE =
  '(?:3[01]|[12]\\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|十[一二三四五六七八九]?|[一二三四五六七八九])(?!\\d)';
export const CONNECTOR = '(?:到|至|-{1,2}|~{1,2})';

const DIGITS = '〇一二三四五六七八九';

/** 二十一 → 21, 廿三 → 23, 十 → 10, 09 → 9 */
export function smallNumber(written: string): number {
  if (/^\d+$/.test(written)) return Number(written);
  const spelt = written.replace('廿', '二十').replace('卅', '三十');
  const [tens, ones] = spelt.includes('十') ? spelt.split('十') : [null, spelt];
  const digit = (char: string | undefined): number =>
    Math.max(0, DIGITS.indexOf(char === undefined || char === '' ? '〇' : char === '两' ? '二' : char));
  return (tens === null ? 0 : tens === '' ? 10 : digit(tens) * 10) + digit(ones);
}
