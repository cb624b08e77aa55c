import { type Amount, amountAt } from './numbers-amount.ts';
import { figureAt } from './numbers-figure.ts';

/** A percentage or a fraction. */
export interface Share {
  end: number;
  low: number;
  high: number;
  /** % or ‰; null for a fraction. */
  unit: string | null;
}

const TENTHS =
  /成(?!本|功|立|员|果|交|绩|了|为|年|人|家|片|群|天|份|就|活|熟|品|婚|都|长|语|套|型|分)([半一二三四五六七八九])?/y;

/**
 * The percentage or fraction that begins at `i`, or null.
 * 百分之三十, 30%, 30个百分点 → 30 %; 三成五 → 35 %; 八九成 → 80–90 %; 百分之七八十 → 70–80 %; 四分之一, 1/4 → 0.25; 一半 → 0.5
 */
export function shareAt(plain: string, i: number): Share | null {
  const char = plain.charAt(i);
  if (plain.startsWith('百分之', i)) return perHundred(plain, i + 3, '%');
  if (plain.startsWith('千分之', i)) return perHundred(plain, i + 3, '‰');
  if (char === '一' && plain.startsWith('一半', i)) return { end: i + 2, low: 0.5, high: 0.5, unit: null };
  const slash = /(\d{1,3})\/(\d{1,3})(?![\d/])/y;
  slash.lastIndex = i;
  const written = slash.exec(plain);
  if (written && Number(written[2]) > Number(written[1]))
    return fraction(i + written[0].length, Number(written[1]), Number(written[2]));
  const amount = amountAt(plain, i);
  return amount ? afterAmount(plain, amount) : null;
}

function perHundred(plain: string, at: number, unit: string): Share | null {
  const amount = amountAt(plain, at);
  return amount ? { end: amount.end, low: amount.low, high: amount.high, unit } : null;
}

function afterAmount(plain: string, amount: Amount): Share | null {
  const { low, high, end } = amount;
  const percent = /\s?(?:%|个百分点|个点(?!儿))/y;
  percent.lastIndex = end;
  const sign = percent.exec(plain)?.[0];
  if (sign !== undefined) return { end: end + sign.length, low, high, unit: '%' };
  if (plain.startsWith('分之', end)) {
    const over = figureAt(plain, end + 2);
    return over && low > 0 ? fraction(over.end, over.low, low) : null;
  }
  TENTHS.lastIndex = end;
  const tenths = TENTHS.exec(plain);
  if (!tenths || high > 10) return null;
  // 八成是病了: very likely, and no figure.
  if (amount.single && /^是|^得/.test(plain.slice(end + 1, end + 2)) && low === 8) return null;
  const half = tenths[1] === undefined ? 0 : tenths[1] === '半' ? 5 : (figureAt(tenths[1], 0)?.low ?? 0);
  return { end: end + tenths[0].length, low: low * 10 + half, high: high * 10 + half, unit: '%' };
}

function fraction(end: number, over: number, under: number): Share {
  const value = Math.round((over / under) * 1e4) / 1e4;
  return { end, low: value, high: value, unit: null };
}
