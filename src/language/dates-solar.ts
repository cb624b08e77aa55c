import { type Days, dayOf, monthDays, partsOf } from './dates-day.ts';
import {
  CONNECTOR,
  DATE,
  eat,
  MONTH,
  nearest,
  oneDay,
  type Reader,
  type Scope,
  smallNumber,
  type Wording,
} from './dates-scope.ts';
import { fullYear, type YearWord, yearAt } from './dates-year.ts';
import { counterAt, followsSurname } from './numbers-words.ts';

const MONTH_WORD = new RegExp(`(${MONTH})月(份)?`, 'y');
const MONTHS = new RegExp(`(${MONTH})(?:月份?)?${CONNECTOR}(${MONTH})月(?:份)?`, 'y');
const TWO_MONTHS =
  /(\d{1,2}(?=、)|[一二三四五六七八](?=[、二三四五六七八九]))、?(\d{1,2}|[二三四五六七八九])月份?(?![\d一二三四五六七八九十])/y;
const DAY_WORD = new RegExp(`(${DATE})(日|号)?`, 'y');
const DAYS = new RegExp(`(${DATE})(?:日|号)?${CONNECTOR}(${DATE})(?:日|号)`, 'y');
const TEN_DAYS = /(上旬|中旬|下旬|初(?![一二三四五六七八九十])|月?中旬|中(?![学秋考专心午])|底|末(?!日))/y;
const NOT_BEFORE = /[\d〇一二三四五六七八九十百千万第两几每.点/-]/;
/** 三月兰 blooms, 一月610 is a wage. */
const NOT_A_MONTH =
  /^(?:兰|红|花|梅|菊|亮|饼|嫂|娃|光|票|供|租|工资|薪|收入|多少|几|给|补|领|能|挣|要|发|拿|交|\d|[一二两三四五六七八九十几][百千十万])/;

/** The first to the last day of a third of a month: 上旬 1–10, 中旬 11–20, 下旬 21–end; 初 1–5, 中 11–20, 底 25–end. */
export function thirdOf(month: Days, word: string): Days {
  if (word.endsWith('上旬')) return { from: month.from, to: month.from + 9 };
  if (word.endsWith('下旬')) return { from: month.from + 20, to: month.to };
  if (word === '初') return { from: month.from, to: month.from + 4 };
  if (word === '底' || word === '末') return { from: month.from + 24, to: month.to };
  return { from: month.from + 10, to: month.from + 19 };
}

/** 2026年3月18日, 3月18号, 3月, 3月上旬, 26年3月, 3月5-8日, 1-5月, 去年10月 */
export const readMonth: Reader = (plain, at) => {
  const year = yearAt(plain, at);
  if (!year && NOT_BEFORE.test(plain.charAt(at - 1))) return null;
  const begin = year ? afterOf(plain, year.end) : at;
  const months = eat(plain, begin, MONTHS);
  if (months && !eat(plain, begin + months[0].length, DAY_WORD)) {
    const [first, last] = [smallNumber(months[1] ?? ''), smallNumber(months[2] ?? '')];
    const days = (y: number): Days => monthDays(y, first, ((last - first + 12) % 12) + 1);
    return { end: begin + months[0].length, days: yearly(year, days) };
  }
  const pair = eat(plain, begin, TWO_MONTHS);
  if (pair && smallNumber(pair[2] ?? '') - smallNumber(pair[1] ?? '') === 1) {
    return {
      end: begin + pair[0].length,
      days: yearly(year, (y) => monthDays(y, smallNumber(pair[1] ?? ''), 2)),
    };
  }
  const word = eat(plain, begin, MONTH_WORD);
  if (!word) return null;
  const month = smallNumber(word[1] ?? '');
  const end = begin + word[0].length;
  const inMonth = word[2] ? null : dayInMonth(plain, end, month, year);
  if (inMonth) return inMonth;
  const third = eat(plain, end, TEN_DAYS)?.[1];
  if (third)
    return { end: end + third.length, days: yearly(year, (y) => thirdOf(monthDays(y, month), third)) };
  if (!year && !word[2] && isNoMonth(plain, at, end, word[1] ?? '')) return null;
  const inside = eat(plain, end, /(?:里|间|内)(?![面头])/y) ? 1 : 0;
  return { end: end + inside, days: yearly(year, (y) => monthDays(y, month)) };
};

function isNoMonth(plain: string, at: number, end: number, written: string): boolean {
  if (/\d/.test(written))
    return /^(?:内|龄|大|嫂)/.test(plain.slice(end, end + 1)) && !/^内蒙/.test(plain.slice(end, end + 2));
  return (
    NOT_A_MONTH.test(plain.slice(end, end + 3)) ||
    (written === '一' && /[一每]$/.test(plain.slice(0, at).slice(-1))) ||
    followsSurname(plain, at)
  );
}

function dayInMonth(plain: string, at: number, month: number, year: YearWord | null): Wording | null {
  const pair = eat(plain, at, DAYS);
  if (pair) {
    const [first, last] = [smallNumber(pair[1] ?? ''), smallNumber(pair[2] ?? '')];
    const days = (y: number): Days | null => daysBetween(y, month, first, last);
    return { end: at + pair[0].length, days: yearly(year, days) };
  }
  const word = eat(plain, at, DAY_WORD);
  if (!word) return null;
  const end = at + word[0].length;
  if (!word[2] && isCounted(plain, end)) return null;
  const date = smallNumber(word[1] ?? '');
  return { end, days: yearly(year, (y) => oneDay(dayOf(y, month, date))) };
}

/** 3月5万元, 3月20斤: the figure after the month is no day. */
function isCounted(plain: string, end: number): boolean {
  return (
    /[.十百千万亿元块%点:\d]/.test(plain.charAt(end)) ||
    counterAt(plain, end) !== null ||
    /[多来余](?:只|头|个|斤|亩|人|块|元)/.test(plain.slice(end, end + 2))
  );
}

/** 18号, 18日, 5-8号 */
export const readDay: Reader = (plain, at) => {
  if (
    NOT_BEFORE.test(plain.charAt(at - 1)) ||
    /(?:电话|账号|编号|文号|证号|尾号|型号|门牌|卡号|手机|微信)$/.test(plain.slice(Math.max(0, at - 2), at))
  )
    return null;
  const pair = eat(plain, at, DAYS);
  if (pair && !isNoDay(plain, at, at + pair[0].length)) {
    const [first, last] = [smallNumber(pair[1] ?? ''), smallNumber(pair[2] ?? '')];
    return {
      end: at + pair[0].length,
      open: true,
      days: (scope) => byMonth(scope, (y, m) => daysBetween(y, m, first, last)),
    };
  }
  const word = eat(plain, at, DAY_WORD);
  if (!word?.[2] || isNoDay(plain, at, at + word[0].length)) return null;
  const date = smallNumber(word[1] ?? '');
  return {
    end: at + word[0].length,
    open: true,
    days: (scope) => byMonth(scope, (y, m) => oneDay(dayOf(y, m, date))),
  };
};

/** 3号楼, 1号文件; 住院5日, 共3日. */
function isNoDay(plain: string, at: number, end: number): boolean {
  if (plain.charAt(end - 1) === '号')
    return /^(?:楼|院|线|门|房|文件|车|机|店|地|井|棚|圈|公路|桥|码|召|称|线路|台|窗口|柜|厅|池|库|站|矿|坑|沟|渠|机组|病|选手|人物|通知书)/.test(
      plain.slice(end, end + 3),
    );
  return (
    /[了院过共满续休住个约有用近足]/.test(plain.charAt(at - 1)) ||
    /^(?:子|内|游|三餐|均|益|常|托|结|光|头|夜)/.test(plain.slice(end, end + 2))
  );
}

function byMonth(scope: Scope, days: (year: number, month: number) => Days | null): Days | null {
  const { year, month } = partsOf(scope.after ?? scope.today);
  return nearest(scope, year * 12 + month - 1, (index) => days(Math.floor(index / 12), (index % 12) + 1));
}

/** 28号到2号 ends in the next month. */
function daysBetween(year: number, month: number, first: number, last: number): Days | null {
  const from = dayOf(year, month, first);
  const to = last < first ? monthDays(year, month + 1).from + last - 1 : dayOf(year, month, last);
  return from === null || to === null ? null : { from, to };
}

/** Days of a year that is told, or of the nearest year. */
export function yearly(
  year: YearWord | null,
  days: (year: number) => Days | null,
): (scope: Scope) => Days | null {
  if (year) return (scope) => days(year.of(scope));
  return (scope) => nearest(scope, partsOf(scope.after ?? scope.today).year, days);
}

/** The index after 的, where it follows. */
export function afterOf(plain: string, end: number): number {
  return /[的 ]/.test(plain.charAt(end)) ? end + 1 : end;
}

const ISO = /((?:19|20)\d\d)([-/.])(1[0-2]|0?[1-9])[-/.](3[01]|[12]\d|0?[1-9])(?!\d)(?:日|号)?/y;
const COMPACT = /((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\da-z*])/y;
const ISO_MONTH = /((?:19|20)\d\d)[-/.](1[0-2]|0[1-9])(?![\d.%/-]|[元块万斤亩])/y;
const SHORT_ISO = /(\d\d)([-/.])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\d./-])/y;
const POINTED = /(1[0-2]|0?[1-9])([./·])(3[01]|[12]\d|0[1-9]|[1-9])(?![\d./·])(日|号)?/y;

/** 2026-03-18, 2026/3/18, 2026.3.18, 20260318, 2026-03, 3.18, 3/18, 6·30 */
export const readFigures: Reader = (plain, at) => {
  if (/[\da-z.*/:-]/.test(plain.charAt(at - 1))) return null;
  const full = eat(plain, at, ISO) ?? eat(plain, at, SHORT_ISO);
  if (full) {
    const [, year = '', , month = '', date = ''] = full;
    const days = (scope: Scope): Days | null =>
      oneDay(
        dayOf(
          year.length === 2 ? fullYear(Number(year), partsOf(scope.today).year) : Number(year),
          Number(month),
          Number(date),
        ),
      );
    return { end: at + full[0].length, days };
  }
  const compact = eat(plain, at, COMPACT);
  if (compact) {
    const day = oneDay(dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3])));
    return day && { end: at + compact[0].length, days: () => day };
  }
  const month = eat(plain, at, ISO_MONTH);
  if (month) return { end: at + month[0].length, days: () => monthDays(Number(month[1]), Number(month[2])) };
  const pointed = eat(plain, at, POINTED);
  return pointed && isPointedDay(plain, at, pointed)
    ? {
        end: at + pointed[0].length,
        days: yearly(null, (y) => oneDay(dayOf(y, Number(pointed[1]), Number(pointed[3])))),
      }
    : null;
};

/** 3.18 is a day where a clause begins with it or a word of time stands before it; 3.18元 and 0.5 are none. */
function isPointedDay(plain: string, at: number, found: RegExpExecArray): boolean {
  const [whole, , mark, date = '', named] = found;
  const end = at + whole.length;
  if (named || mark === '·') return true;
  if (date.length < 2 || isCounted(plain, end) || /[元块成倍折米]/.test(plain.charAt(end))) return false;
  // 3/18 could be a share, and 3/20 of something seldom is.
  if (mark === '/') return Number(date) > 12 || date.startsWith('0');
  return (
    /(?:^|[^\u4e00-\u9fffa-z\d%]|[从到至于在自是期间][:]?)$/.test(plain.slice(Math.max(0, at - 2), at)) &&
    /^(?:$|[\u4e00-\u9fff,\s~-])/.test(plain.slice(end, end + 1))
  );
}
