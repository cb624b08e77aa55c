/** One figure as written, before it is known whether it is money, a count or a date. */
export interface Figure {
  start: number;
  end: number;
  /** Equal to `high` for one figure. */
  low: number;
  high: number;
  /** False where the wording itself is loose: 十来, 万把, 百十. */
  exact: boolean;
  /** The unit the last digit stands in: 5千 → 1000, 3万 → 10000, 25 → 1. */
  scale: number;
  /** A single Chinese digit or 半, which is a number only before a counting word. */
  single: boolean;
  /** k or w was written, which people do for money. */
  shorthand: boolean;
}

/** The low and the high end. */
export type Range = readonly [number, number];

const DIGITS = '〇一二三四五六七八九';
export const SMALL: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
export const BIG: Record<string, number> = { 万: 1e4, 亿: 1e8 };

/** The value of one Chinese digit, or null. */
export function digitValue(char: string): number | null {
  if (char === '两') return 2;
  const value = DIGITS.indexOf(char);
  return char === '' || value < 0 ? null : value;
}

/** 三五 → 3–5, 七八 → 7–8, 两三 → 2–3; other pairs are none. */
export function intervalOf(first: string, second: string): Range | null {
  const low = digitValue(first);
  const high = digitValue(second);
  if (low === null || high === null || low === 0) return null;
  return high - low === 1 || (low === 3 && high === 5) ? [low, high] : null;
}
