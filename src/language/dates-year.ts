import { partsOf } from './dates-day.ts';
import { eat, type Scope } from './dates-scope.ts';

/** A year as written: fixed, or so many years from now. */
export interface YearWord {
  end: number;
  /** The solar year. */
  of(scope: Scope): number;
  /** Years from now; null for a fixed year. */
  offset: number | null;
  /** A year of two digits is one only before a month, a season or the like. */
  short: boolean;
}

const RELATIVE: Record<string, number> = {
  大前年: -3,
  前年: -2,
  去年: -1,
  上一年: -1,
  上年: -1,
  头年: -1,
  年时: -1,
  今年: 0,
  本年: 0,
  明年: 1,
  来年: 1,
  下一年: 1,
  后年: 2,
  大后年: 3,
};
const RELATIVE_WORD = new RegExp(`(?:${Object.keys(RELATIVE).join('|')})(?:度)?`, 'y');
const LONG = /((?:19|20)\d\d|[一二][〇九一二][〇一二三四五六七八九]{2})年(?:度)?/y;
const SHORT = /(\d\d|[〇一二三四五六七八九]{2})年/y;

/**
 * The year that begins at `at`, or null. Two digits mean the nearest such year, at most ten years ahead: 26年 → 2026, 98年 → 1998.
 */
export function yearAt(plain: string, at: number): YearWord | null {
  const relative = eat(plain, at, RELATIVE_WORD)?.[0];
  if (relative !== undefined) {
    const offset = RELATIVE[relative.replace('度', '')] ?? 0;
    if (/前年/.test(relative) && /[\d〇一二三四五六七八九十半几天月周多]/.test(plain.charAt(at - 1)))
      return null;
    return {
      end: at + relative.length,
      offset,
      short: false,
      of: (scope) => partsOf(scope.today).year + offset,
    };
  }
  if (/[\d〇一二三四五六七八九十百千万.第]/.test(plain.charAt(at - 1))) return null;
  const long = eat(plain, at, LONG);
  if (long) {
    const year = digitsOf(long[1] ?? '');
    return { end: at + long[0].length, offset: null, short: false, of: () => year };
  }
  const short = eat(plain, at, SHORT);
  if (!short) return null;
  const two = digitsOf(short[1] ?? '');
  return {
    end: at + short[0].length,
    offset: null,
    short: true,
    of: (scope) => fullYear(two, partsOf(scope.today).year),
  };
}

function digitsOf(written: string): number {
  return Number(
    [...written]
      .map((char) => ('〇一二三四五六七八九'.includes(char) ? '〇一二三四五六七八九'.indexOf(char) : char))
      .join(''),
  );
}

/** fullYear(26, 2026) → 2026; fullYear(98, 2026) → 1998 */
export function fullYear(two: number, now: number): number {
  const same = Math.floor(now / 100) * 100 + two;
  return same > now + 10 ? same - 100 : same;
}
