import type { Amount } from './numbers-amount.ts';
import { figureAt } from './numbers-figure.ts';
import { counterAt, unitOf } from './numbers-words.ts';

/** A figure whose unit stands inside it. */
export interface Mixed {
  end: number;
  value: number;
  unit: string;
}

/** Units of length, weight and land that take a digit after them: 一米七, 两斤三, 三亩二. The smaller unit, and how many make one. */
const SMALLER: Record<string, { unit: string; per: number }> = {
  亩: { unit: '分', per: 10 },
  斤: { unit: '两', per: 10 },
  尺: { unit: '寸', per: 10 },
  丈: { unit: '尺', per: 10 },
  米: { unit: '米', per: 10 },
  度: { unit: '分', per: 10 },
};
const HALF = /半(?!天|夜|路|边|身|个|年|百|截|道|山|月)/y;

/**
 * The mixed figure that begins at `i`, or null.
 * 三亩半 → 3.5 亩; 一亩二分 → 1.2 亩; 一斤三两 → 1.3 斤; 1米75 → 1.75 米; 一个半月 → 1.5 月; 一年半 → 1.5 年
 */
export function mixedAt(plain: string, i: number): Mixed | null {
  const figure = figureAt(plain, i);
  if (!figure || figure.low !== figure.high || plain.charAt(i) === '半') return null;
  if (plain.startsWith('个半', figure.end)) return halfOf(plain, figure.end + 2, figure.low);
  const counter = counterAt(plain, figure.end);
  if (counter === null) return null;
  const at = figure.end + counter.length;
  HALF.lastIndex = at;
  if (HALF.test(plain) && counterAt(plain, at + 1) === null)
    return { end: at + 1, value: figure.low + 0.5, unit: unitOf(counter) };
  return lesser(plain, at, figure.low, counter);
}

/** The 月 of 一个半月. */
function halfOf(plain: string, at: number, whole: number): Mixed | null {
  const unit = /月|小时|钟头|星期|礼拜|学期|季度|人/y;
  unit.lastIndex = at;
  const found = unit.exec(plain)?.[0];
  return { end: at, value: whole + 0.5, unit: found ?? '个' };
}

function lesser(plain: string, at: number, whole: number, counter: string): Mixed | null {
  const smaller = SMALLER[counter];
  if (!smaller) return null;
  const digits = /[〇一二三四五六七八九]{1,2}|两|\d{1,2}/y;
  digits.lastIndex = at;
  const written = digits.exec(plain)?.[0];
  if (written === undefined || /[\d十百千万.]/.test(plain.charAt(at + written.length))) return null;
  const end = at + written.length;
  const value = Number(
    [...written]
      .map((char) => '〇一二三四五六七八九'.indexOf(char === '两' ? '二' : char))
      .map((digit, index) => (digit < 0 ? written.charAt(index) : digit))
      .join(''),
  );
  if (written.length === 1 && plain.startsWith(smaller.unit, end))
    return { end: end + 1, value: tenth(whole, value / smaller.per), unit: counter };
  // 三亩二 and 一米七五; 两斤三块 and 五亩三个 go on with another count.
  if (
    counterAt(plain, end) !== null ||
    plain.charAt(end) === '块' ||
    (written.length === 2 && counter !== '米')
  )
    return null;
  return { end, value: tenth(whole, value / 10 ** written.length), unit: counter };
}

function tenth(whole: number, part: number): number {
  return Math.round((whole + part) * 1e4) / 1e4;
}

/** 一 before these counts nothing: 一家三口, 一口气, 一辈子. */
const IDIOM =
  /一(?:家(?!企业|店|厂|公司|医院|超市|户)|口(?!井|锅|人|猪|棺|水窖)|块|两(?!天|个)|把(?!锄|镰|刀|伞|椅)|道|门心|面|代人|回事|号|天到晚|天天|年到头|年一|年比|条心|条龙|对一|次性|下|场空|顿饭工夫|分为|步步|层层|个劲|位难求|级|度|组织|期)/y;

/** Whether a lone Chinese digit or 半 counts something there. */
export function isMeasured(plain: string, amount: Amount, counter: string | null): boolean {
  if (plain.charAt(amount.start) === '半')
    return counter !== null && !/^半(?:夜|路|边|道|天云)/.test(plain.slice(amount.start, amount.start + 3));
  if (/[百千万亿]/.test(plain.charAt(amount.start)) && amount.end - amount.start === 1) {
    if (/[成上几数]/.test(plain.charAt(amount.start - 1)) && plain.charAt(amount.start - 1) !== '上')
      return false;
    return counter !== null || /[来多余]/.test(plain.charAt(amount.end));
  }
  IDIOM.lastIndex = amount.start;
  return counter !== null && !IDIOM.test(plain);
}
