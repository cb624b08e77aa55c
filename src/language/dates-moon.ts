import { type Days, partsOf } from './dates-day.ts';
import { type LunarMonth, lunarDay, lunarMonth, lunarYear, lunarYearOf } from './dates-lunar.ts';
import { DATE, eat, MONTH, nearest, type Reader, type Scope, smallNumber } from './dates-scope.ts';
import { afterOf } from './dates-solar.ts';
import { type YearWord, yearAt } from './dates-year.ts';

const CALENDAR = /(?:农历|阴历|旧历|老历)(?:的)?/y;
const MONTH_WORD = new RegExp(`(闰)?(正|冬|腊|寒|${MONTH})月(?:里(?!面))?`, 'y');
const NEW_MOON_DAY = /初(十|[一二三四五六七八九]|10|[1-9](?!\d))/y;
const LUNAR_DAY = new RegExp(`(?:初(十|[一二三四五六七八九]|10|[1-9](?!\\d))|(${DATE}))(?:日|号)?`, 'y');
const TWENTIES = /廿([一二三四五六七八九])?/y;
const NAMED_MONTH: Record<string, number> = { 正: 1, 冬: 11, 腊: 12, 寒: 10 };
const COUNTED = /[.百千万亿元块%点:\d只头斤亩个口间组社队户匹人]/;

/** Festivals whose name beside 八月十五 makes it lunar. */
const BESIDE: [number, number, RegExp][] = [
  [1, 15, /元宵|灯节/],
  [2, 2, /龙抬头/],
  [5, 5, /端午|端阳/],
  [7, 7, /七夕|乞巧/],
  [7, 15, /中元|鬼节/],
  [8, 15, /中秋|团圆节|月饼/],
  [9, 9, /重阳|老人节/],
  [12, 8, /腊八/],
];

/**
 * 腊月二十, 农历八月十五, 正月初三, 闰六月初二, 五月廿二, 去年冬月, 2025年农历九月初九, 八月十五中秋节. A month and day
 * without any such sign (八月十五) are solar.
 */
export const readLunarMonth: Reader = (plain, at) => {
  if (/[\d〇一二三四五六七八九十百千第两几每]/.test(plain.charAt(at - 1))) return null;
  let year = yearAt(plain, at);
  let begin = year ? afterOf(plain, year.end) : at;
  const calendar = eat(plain, begin, CALENDAR);
  if (calendar) {
    begin += calendar[0].length;
    const inner = year ? null : yearAt(plain, begin);
    if (inner) {
      year = inner;
      begin = afterOf(plain, inner.end);
    }
  }
  const word = eat(plain, begin, MONTH_WORD);
  if (!word) return calendar ? dayAlone(plain, begin) : null;
  const [text, leap, written = ''] = word;
  const end = begin + text.length;
  const month = NAMED_MONTH[written] ?? smallNumber(written);
  const sure = calendar !== null || leap !== undefined || written in NAMED_MONTH;
  const day = eat(plain, end, LUNAR_DAY);
  const counted =
    day !== null &&
    day[2] !== undefined &&
    !/[日号]$/.test(day[0]) &&
    COUNTED.test(plain.charAt(end + day[0].length)) &&
    !plain.startsWith('元宵', end + day[0].length);
  if (day && !counted) {
    const date = smallNumber(day[1] ?? day[2] ?? '');
    const after = end + day[0].length;
    const lunarWord = day[1] !== undefined || /^廿/.test(day[2] ?? '');
    if (sure || lunarWord || isFestival(plain, begin, after, month, date)) {
      return {
        end: festivalEnd(plain, after, month, date),
        days: inLunarYears(year, month, leap !== undefined, (found) => lunarDay(found, date)),
      };
    }
  }
  if (!sure || (written === '寒' && !day)) return null;
  const third = eat(plain, end, /上旬|中旬|下旬|底|末/y)?.[0];
  return {
    end: end + (third?.length ?? 0),
    days: inLunarYears(year, month, leap !== undefined, (found) => thirdOf(found, third ?? null)),
  };
};

function thirdOf(month: LunarMonth, word: string | null): Days {
  if (word === '上旬') return { from: month.from, to: month.from + 9 };
  if (word === '中旬') return { from: month.from + 10, to: month.from + 19 };
  if (word === '下旬') return { from: month.from + 20, to: month.to };
  return word === null ? { from: month.from, to: month.to } : { from: month.from + 24, to: month.to };
}

/** 八月十五中秋节 is one expression. */
function festivalEnd(plain: string, after: number, month: number, date: number): number {
  const name = BESIDE.find(([m, d]) => m === month && d === date)?.[2];
  return (
    after +
    (name
      ? (new RegExp(`^(?:${name.source})节?(?![饼粥])`).exec(plain.slice(after, after + 5))?.[0].length ?? 0)
      : 0)
  );
}

function isFestival(plain: string, begin: number, end: number, month: number, date: number): boolean {
  const name = BESIDE.find(([m, d]) => m === month && d === date)?.[2];
  return name?.test(plain.slice(Math.max(0, begin - 6), end + 6)) ?? false;
}

/** Days of a lunar year that is told, or of the nearest one. */
export function inLunarYears(
  year: YearWord | null,
  month: number,
  leap: boolean,
  days: (month: LunarMonth) => Days | null,
): (scope: Scope) => Days | null {
  const inYear = (lunar: number): Days | null => {
    if (lunar < 1800 || lunar > 2200) return null;
    const found = lunarMonth(lunar, month, leap);
    return found ? days(found) : null;
  };
  return (scope) => {
    if (!year) return nearest(scope, partsOf(scope.after ?? scope.today).year, inYear, leap ? 45 : 4);
    if (year.offset === null) return inYear(year.of(scope));
    // The last two months of 去年 are those of the lunar year before this one; the others lie in the solar year named.
    return inYear(month >= 11 ? lunarYearOf(scope.today) + year.offset : year.of(scope));
  };
}

const SCHOOL = /上|读|念|学|班|辍|考|校|毕业|级|转|娃|数学|课/;

/** 初八, 廿二, 本月初八, 上个月初三: the nearest such day. 初一 to 初三 in talk of school are forms. */
export const readLunarDay: Reader = (plain, at) => {
  const lead = eat(plain, at, /(上个?|这个?|本|下个?)月(?=初[一二三四五六七八九十\d]|廿)/y);
  const begin = lead ? at + lead[0].length : at;
  if (!lead && /[\d月大年当最起原期]/.test(plain.charAt(at - 1))) return null;
  const found = dayAlone(plain, begin);
  if (!found || (!lead && isForm(plain, at, found.end))) return null;
  const offset = lead ? ({ 上: -1, 下: 1 }[(lead[1] ?? '').charAt(0)] ?? 0) : 0;
  if (offset === 0) return found;
  const date = dateAlone(plain, begin)?.date ?? 1;
  return {
    end: found.end,
    days: (scope) => {
      const months = monthsAround(scope.today);
      const here = months.findIndex((month) => scope.today >= month.from && scope.today <= month.to);
      const month = months[here + offset];
      return month ? lunarDay(month, date) : null;
    },
  };
};

/** 小子初一就不读了 is a form of school, 打初三起 is a day. */
function isForm(plain: string, at: number, end: number): boolean {
  if (/^[中级衷步]/.test(plain.charAt(end)) || /^家/.test(plain.slice(end, end + 1))) return true;
  if (!/^初[一二三123]$/.test(plain.slice(at, end))) return false;
  if (
    /(?:打|从|自|到|在|是)$/.test(plain.slice(Math.max(0, at - 1), at)) &&
    !/^(?:年级|[班的上])/.test(plain.slice(end, end + 1))
  )
    return false;
  if (/^(?:那天|这天|当天|起|早上|晚上|上午|下午|中午|夜里)/.test(plain.slice(end, end + 2))) return false;
  return (
    SCHOOL.test(plain.slice(Math.max(0, at - 8), at)) ||
    SCHOOL.test(plain.slice(end, end + 6)) ||
    /不读|没读/.test(plain.slice(end, end + 5))
  );
}

function dateAlone(plain: string, at: number): { end: number; date: number } | null {
  const early = eat(plain, at, NEW_MOON_DAY);
  if (early) return { end: at + early[0].length, date: smallNumber(early[1] ?? '') };
  const late = eat(plain, at, TWENTIES);
  return late ? { end: at + late[0].length, date: 20 + smallNumber(late[1] ?? '〇') } : null;
}

function dayAlone(
  plain: string,
  at: number,
): { end: number; open: boolean; days(scope: Scope): Days | null } | null {
  const found = dateAlone(plain, at);
  if (!found) return null;
  return {
    end: found.end,
    open: true,
    days: (scope) => {
      const months = monthsAround(scope.after ?? scope.today);
      const today = scope.after ?? scope.today;
      const here = months.findIndex((month) => today >= month.from && today <= month.to);
      return nearest(
        scope,
        here,
        (index) => {
          const month = months[index];
          return month && found.date <= month.to - month.from + 1 ? lunarDay(month, found.date) : null;
        },
        10,
      );
    },
  };
}

function monthsAround(day: number): LunarMonth[] {
  const year = lunarYearOf(day);
  return [...lunarYear(year - 1), ...lunarYear(year), ...lunarYear(year + 1)];
}
