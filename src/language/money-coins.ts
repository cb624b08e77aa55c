import type { Amount } from './numbers-amount.ts';
import { counterAt } from './numbers-words.ts';

const CN = '一二两三四五六七八九';
const DIGIT = `[${CN}\\d]`;
const DIMES = new RegExp(`[〇0]?(${DIGIT}{1,2})(?:毛|角)(?:钱)?`, 'y');
const CENTS = new RegExp(`[〇0]?(${DIGIT}{1,2})分(?:钱)?`, 'y');
/** 一块三一斤: what follows the coins is what it is the price of. */
const EACH = '一(?:公?斤|只|个|头|袋|箱|亩|捆|棵|株|把|条|担|张|枚|盒|桶)';
const LAST_DIGIT = new RegExp(`(${DIGIT})(?!(?!${EACH})${DIGIT}|[.十百千万点%])(?:钱)?`, 'y');

/**
 * The yuan of a figure with its coins, where `unitEnd` is the index after 块, 元, 毛 or 分.
 * 三块五 → 3.5; 3块5毛2 → 3.52; 一百二十块零五毛 → 120.5; 块半 → half more; 两毛 → 0.2; 5分钱 → 0.05
 */
export function coinsAfter(plain: string, unitEnd: number, amount: Amount): { value: number; end: number } {
  const unit = plain.slice(amount.end, unitEnd);
  if (unit.includes('分')) return { value: amount.low / 100, end: unitEnd };
  if (/[毛角]/.test(unit)) {
    const more = centsOrDigit(plain, unitEnd);
    return { value: amount.low / 10 + (more?.digits ?? 0) / 100, end: more?.end ?? unitEnd };
  }
  if (/钱|整/.test(unit)) return { value: amount.low, end: unitEnd };
  if (plain.charAt(unitEnd) === '半' && counterAt(plain, unitEnd + 1) === null)
    return { value: amount.low + 0.5, end: unitEnd + 1 };
  const dimes = match(DIMES, plain, unitEnd);
  if (dimes) {
    const more = centsOrDigit(plain, dimes.end);
    return { value: amount.low + dimes.digits / 10 + (more?.digits ?? 0) / 100, end: more?.end ?? dimes.end };
  }
  const cents = match(CENTS, plain, unitEnd);
  if (cents) return { value: amount.low + cents.digits / 100, end: cents.end };
  const tenth = unit.endsWith('块') ? lastDigit(plain, unitEnd) : null;
  return tenth
    ? { value: amount.low + tenth.digits / 10, end: tenth.end }
    : { value: amount.low, end: unitEnd };
}

function centsOrDigit(plain: string, at: number): { digits: number; end: number } | null {
  return match(CENTS, plain, at) ?? lastDigit(plain, at);
}

/** The 五 of 三块五; not the 2 of 50块2个, which counts. */
function lastDigit(plain: string, at: number): { digits: number; end: number } | null {
  const found = match(LAST_DIGIT, plain, at);
  if (!found) return null;
  const counter = counterAt(plain, found.end);
  // 3块2一斤 is a price, 3块2斤 too little to tell; 50块两个 and 8块三斤 count.
  return counter !== null && !/^[块元]/.test(counter) ? null : found;
}

function match(pattern: RegExp, plain: string, at: number): { digits: number; end: number } | null {
  pattern.lastIndex = at;
  const found = pattern.exec(plain);
  if (!found?.[1]) return null;
  const digits = Number(
    [...found[1]]
      .map((char) =>
        char === '两' ? 2 : char >= '0' && char <= '9' ? char : CN.replace('两', '').indexOf(char) + 1,
      )
      .join(''),
  );
  return { digits, end: pattern.lastIndex };
}
