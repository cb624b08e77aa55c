import { BIG, digitValue, type Figure, intervalOf, SMALL } from './numbers-digits.ts';
import { SumReader } from './numbers-sum.ts';

export type { Figure } from './numbers-digits.ts';

/** Bounded, so that a text of nothing but numerals is still read in one pass. */
const DIGIT_RUN = /[〇一二两三四五六七八九]{1,16}/y;

/**
 * The figure that begins at `start`, or null.
 * 两万三 → 23000; 3万5 → 35000; 25万〇3百 → 250300; 三五百 → 300–500; 两万五六 → 25000–26000; 几百 → 100–1000;
 * 十几 → 10–20; 一点二万 → 12000; 百十 → 100, loose; 2w → 20000
 */
export function figureAt(plain: string, start: number): Figure | null {
  return special(plain, start) ?? positional(plain, start);
}

/** 半, 百十, 千八百, 万儿八千, 万把: wordings that are no sums of units. */
function special(plain: string, start: number): Figure | null {
  const rest = plain.slice(start, start + 5);
  const numeralBefore = /[\d一二两三四五六七八九十百千万几数半]$/.test(
    plain.slice(Math.max(0, start - 1), start),
  );
  const base = { start, scale: 1, single: false, shorthand: false };
  if (numeralBefore) return null;
  const about = /^(百|千|万)(?:儿)?八(十|百|千)/.exec(rest);
  if (about) {
    const top = SMALL[about[1] ?? ''] ?? 1e4;
    const unit = SMALL[about[2] ?? ''] ?? 1;
    if (unit * 10 === top)
      return { ...base, end: start + about[0].length, low: unit * 8, high: top, exact: false };
  }
  if (/^百十(?![\d一二两三四五六七八九])/.test(rest))
    return { ...base, end: start + 2, low: 100, high: 100, exact: false };
  const loose = /^([十百千万])(?=把)/.exec(rest);
  if (loose) {
    const value = SMALL[loose[1] ?? ''] ?? 1e4;
    return { ...base, end: start + 2, low: value, high: value, exact: false, scale: value };
  }
  const half = /^半(万|亿)?/.exec(rest);
  if (half) {
    const value = 0.5 * (BIG[half[1] ?? ''] ?? 1);
    return {
      ...base,
      end: start + half[0].length,
      low: value,
      high: value,
      exact: true,
      scale: value * 2,
      single: !half[1],
    };
  }
  return null;
}

function positional(plain: string, start: number): Figure | null {
  DIGIT_RUN.lastIndex = start;
  const run = DIGIT_RUN.exec(plain)?.[0] ?? '';
  if (run.length > 1 && !startsSum(run)) return digitByDigit(plain, start, run);
  const reader = new SumReader(plain, start);
  return reader.read();
}

/** 三五, 两三, 七八 and 一百… are sums; 一二三 and 二〇二六 are digits one by one. */
function startsSum(run: string): boolean {
  return run.length === 2 && intervalOf(run.charAt(0), run.charAt(1)) !== null;
}

function digitByDigit(plain: string, start: number, run: string): Figure | null {
  // Without a nought, a run of digits is a name, a telephone number or counting out loud.
  if (
    !run.includes('〇') ||
    run.length > 6 ||
    run.startsWith('〇') ||
    /[十百千万亿]/.test(plain.charAt(start + run.length))
  )
    return null;
  const value = Number([...run].map((char) => digitValue(char)).join(''));
  return {
    start,
    end: start + run.length,
    low: value,
    high: value,
    exact: true,
    scale: 1,
    single: false,
    shorthand: false,
  };
}
