import { type Days, monthDays, partsOf } from './dates-day.ts';
import { eat, nearest, type Reader, smallNumber, upToToday } from './dates-scope.ts';
import { afterOf, thirdOf, yearly } from './dates-solar.ts';
import { yearAt } from './dates-year.ts';

interface Part {
  end: number;
  of(year: number): Days;
}

const QUARTER = /(?:第)?([一二三四1-4])个?季度/y;
const FIRST_QUARTERS = /(?:前|头)([二两三23])个?季度/y;
const FIRST_MONTHS = /(?:前|头)([一二两三四五六七八九十]+|\d{1,2})个月/y;

/** Parts of a year that need no year before them. The months counted from January; 冬天 reaches into the next year. */
const NAMED: [RegExp, number, number][] = [
  [/上半年/y, 1, 6],
  [/下半年/y, 7, 6],
  [/年初(?![一二三四五六七八九十])/y, 1, 2],
  [/年(?:底|末|终(?!奖|总))|岁末/y, 11, 2],
  [/(?<![一几去今明前后多\d十])年中(?![学秋考专])/y, 6, 2],
  [/开春|入春|春头上/y, 2, 3],
  [/春(?:天|季|上|里|日里)(?!学期)/y, 3, 3],
  [/入夏/y, 5, 1],
  [/夏(?:天|季|上|里)/y, 6, 3],
  [/暑假/y, 7, 2],
  [/入秋/y, 8, 1],
  [/秋(?:天|季|上|里|后)(?!学期)/y, 9, 3],
  [/入冬/y, 11, 1],
  [/冬(?:天|季|上|里)/y, 12, 3],
];
/** Parts that need one: 去年春, 今年初, 2025年底. */
const AFTER_YEAR: [RegExp, number, number][] = [
  [/初(?![一二三四五六七八九十中级])/y, 1, 2],
  [/(?:底|末)/y, 11, 2],
  [/春(?![节分天季上里])/y, 3, 3],
  [/夏(?![至天季上里])/y, 6, 3],
  [/秋(?![分天季上里])/y, 9, 3],
  [/冬(?![至天季上里月])/y, 12, 3],
];

/** 去年, 2025年, 今年春天, 上半年, 年底, 第三季度, 冬天, 今年前五个月 */
export const readYearPart: Reader = (plain, at) => {
  const year = yearAt(plain, at);
  const begin = year ? afterOf(plain, year.end) : at;
  const part = partAt(plain, begin) ?? (year ? partAfterYear(plain, begin) : null);
  if (part) return { end: part.end, days: yearly(year, part.of) };
  if (!year || (year.short && !isShortYear(plain, at, year.end))) return null;
  return {
    end: year.end,
    days: (scope) => {
      const whole = monthDays(year.of(scope), 1, 12);
      return year.offset === 0 ? upToToday(scope, whole) : whole;
    },
  };
};

/** 到20年, 19年修的路: a year, where 20年了 and 干了20年 are a time of that length. */
function isShortYear(plain: string, at: number, end: number): boolean {
  if (
    !/[12]\d/.test(plain.slice(at, at + 2)) ||
    /^[了来多级期以内半纪轮龄工有零前后没不一个间]/.test(plain.charAt(end))
  )
    return false;
  return (
    /(?:^|[^\u4e00-\u9fff\da-z.]|[到至从自])$/.test(plain.slice(Math.max(0, at - 1), at)) &&
    end < plain.length
  );
}

function partAt(plain: string, at: number): Part | null {
  if (/[每一几]/.test(plain.charAt(at - 1)) && plain.charAt(at) === '年') return null;
  const quarter = eat(plain, at, QUARTER);
  if (quarter) {
    const first = (smallNumber(quarter[1] ?? '') - 1) * 3 + 1;
    return { end: at + quarter[0].length, of: (year) => monthDays(year, first, 3) };
  }
  const quarters = eat(plain, at, FIRST_QUARTERS);
  if (quarters)
    return {
      end: at + quarters[0].length,
      of: (year) => monthDays(year, 1, smallNumber((quarters[1] ?? '').replace('两', '二')) * 3),
    };
  return named(plain, at, NAMED);
}

function partAfterYear(plain: string, at: number): Part | null {
  const months = eat(plain, at, FIRST_MONTHS);
  const count = smallNumber((months?.[1] ?? '').replace('两', '二'));
  if (months && count >= 1 && count <= 12)
    return { end: at + months[0].length, of: (year) => monthDays(year, 1, count) };
  return named(plain, at, AFTER_YEAR);
}

function named(plain: string, at: number, list: readonly [RegExp, number, number][]): Part | null {
  for (const [pattern, month, count] of list) {
    const found = eat(plain, at, pattern);
    if (found) return { end: at + found[0].length, of: (year) => monthDays(year, month, count) };
  }
  return null;
}

const MONTH_WORD = /(上上个?|上个?|这个?|本|下下个?|下个?|同)(月|季度)(?!经|饼|亮|供)/y;
const IN_MONTH =
  /(3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])(?:日|号)/y;
const THIRD = /(上旬|中旬|下旬|初(?![一二三四五六七八九十])|中(?!学|秋|考)|底|末)/y;
const OFFSET: Record<string, number> = { 上上: -2, 上: -1, 这: 0, 本: 0, 同: 0, 下: 1, 下下: 2 };

/** 上个月, 上月15号, 本月底, 下个月中旬, 上个季度 */
export const readMonthFromNow: Reader = (plain, at) => {
  if (
    /[以之线马路桌树地船车网身晚早]/.test(plain.charAt(at - 1)) &&
    plain.charAt(at) === '上' &&
    !/上个/.test(plain.slice(at, at + 2))
  )
    return null;
  const found = eat(plain, at, MONTH_WORD);
  if (!found) return null;
  const [word, prefix = '', unit] = found;
  const offset = OFFSET[prefix.replace('个', '')] ?? 0;
  const end = at + word.length;
  if (unit === '季度') {
    return {
      end,
      days: (scope) => {
        const { year, month } = partsOf(scope.today);
        const whole = monthDays(year, Math.floor((month - 1) / 3) * 3 + 1 + offset * 3, 3);
        return offset === 0 ? upToToday(scope, whole) : whole;
      },
    };
  }
  const monthOf = (today: number): Days => {
    const { year, month } = partsOf(today);
    return monthDays(year, month + offset);
  };
  const begin = afterOf(plain, end);
  const date = eat(plain, begin, IN_MONTH);
  if (date) {
    const day = smallNumber(date[1] ?? '') - 1;
    return {
      end: begin + date[0].length,
      days: (scope) => {
        const month = monthOf(scope.today);
        return month.from + day > month.to ? null : { from: month.from + day, to: month.from + day };
      },
    };
  }
  const third = eat(plain, begin, THIRD)?.[1];
  if (third) return { end: begin + third.length, days: (scope) => thirdOf(monthOf(scope.today), third) };
  return {
    end,
    days: (scope) => (offset === 0 ? upToToday(scope, monthOf(scope.today)) : monthOf(scope.today)),
  };
};

const THIRD_ALONE = /(上旬|中旬|下旬|月(?:初(?![一二三四五六七八九十])|中(?![学秋考])|底|末))/y;

/** 上旬, 月底, 月初 without a month: of the nearest month. */
export const readThird: Reader = (plain, at) => {
  const word = eat(plain, at, THIRD_ALONE)?.[1];
  if (!word || /[\d一二三四五六七八九十个每腊正冬满]/.test(plain.charAt(at - 1))) return null;
  return {
    end: at + word.length,
    days: (scope) => {
      const { year, month } = partsOf(scope.after ?? scope.today);
      return nearest(scope, year * 12 + month - 1, (index) =>
        thirdOf(monthDays(Math.floor(index / 12), (index % 12) + 1), word.replace(/^月/, '')),
      );
    },
  };
};
