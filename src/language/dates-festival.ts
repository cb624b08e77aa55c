import { type Day, dayOf, mondayOf, partsOf } from './dates-day.ts';
import { lunarDay, lunarMonth, lunarYearOf, SOLAR_TERMS, solarTerm } from './dates-lunar.ts';
import { eat, nearest, oneDay, type Reader, type Scope } from './dates-scope.ts';
import { afterOf } from './dates-solar.ts';
import { yearAt } from './dates-year.ts';
import { followsSurname } from './numbers-words.ts';

/** A festival: its name, and its day in a year. `lunar` years end with the eve of Spring Festival. */
interface Festival {
  name: RegExp;
  day(year: number): Day | null;
  /** The year is the lunar one (除夕, 腊八, 小年). */
  lunar?: boolean;
}

/** What follows a number word that is a festival only then: 十一那天, not 十一只. */
const AS_DAY = '(?=那天|当天|那会|前后|期间|假期|长假|放假|黄金周|前一天|过后|之前|之后|以前|以后)';
const solar =
  (month: number, date: number) =>
  (year: number): Day | null =>
    dayOf(year, month, date);
const lunar =
  (month: number, date: number) =>
  (year: number): Day | null => {
    const found = year > 1800 && year < 2200 ? lunarMonth(year, month, false) : null;
    return found ? (lunarDay(found, date)?.from ?? null) : null;
  };
/** The nth Sunday of a month. */
const sunday =
  (month: number, nth: number) =>
  (year: number): Day | null => {
    const first = dayOf(year, month, 1) ?? 0;
    const monday = mondayOf(first);
    return monday + 6 + (nth - 1) * 7;
  };

const FESTIVALS: Festival[] = [
  { name: /元旦(?:节|那天)?/y, day: solar(1, 1) },
  { name: /情人节/y, day: solar(2, 14) },
  {
    name: new RegExp(`(?:三八|3\\.?8)(?:国际)?(?:劳动)?(?:妇女节|节)|妇女节|三八${AS_DAY}`, 'y'),
    day: solar(3, 8),
  },
  { name: /植树节/y, day: solar(3, 12) },
  { name: /(?:五一|5\.?1)(?:国际)?(?:劳动节|节)|五一|劳动节/y, day: solar(5, 1) },
  { name: /(?:五四)?青年节/y, day: solar(5, 4) },
  { name: /母亲节/y, day: sunday(5, 2) },
  { name: /(?:六一|6\.?1)(?:国际)?(?:儿童节|节)|六一|儿童节/y, day: solar(6, 1) },
  { name: /父亲节/y, day: sunday(6, 3) },
  { name: new RegExp(`(?:七一)?建党节|七一${AS_DAY}`, 'y'), day: solar(7, 1) },
  { name: new RegExp(`(?:八一)?建军节|八一${AS_DAY}`, 'y'), day: solar(8, 1) },
  { name: /教师节/y, day: solar(9, 10) },
  { name: new RegExp(`十一国庆节?|国庆节?|十一${AS_DAY}`, 'y'), day: solar(10, 1) },
  { name: /双十一|双11/y, day: solar(11, 11) },
  { name: /平安夜/y, day: solar(12, 24) },
  { name: /圣诞节?/y, day: solar(12, 25) },
  { name: /春节|大年初一|年初一/y, day: lunar(1, 1) },
  { name: /大?年初二/y, day: lunar(1, 2) },
  { name: /大?年初三/y, day: lunar(1, 3) },
  { name: /大?年初四/y, day: lunar(1, 4) },
  { name: /大?年初五|破五/y, day: lunar(1, 5) },
  { name: /大?年初六/y, day: lunar(1, 6) },
  { name: /大?年初七/y, day: lunar(1, 7) },
  { name: /大?年初八/y, day: lunar(1, 8) },
  { name: /大?年初九/y, day: lunar(1, 9) },
  { name: /大?年初十/y, day: lunar(1, 10) },
  { name: /元宵节?/y, day: lunar(1, 15) },
  { name: /龙抬头|二月二(?=那天|当天|龙)/y, day: lunar(2, 2) },
  { name: /(?:五月)?(?:端午节?|端阳节?)/y, day: lunar(5, 5) },
  { name: /七夕节?/y, day: lunar(7, 7) },
  { name: /中元节|鬼节/y, day: lunar(7, 15) },
  { name: /(?:八月)?中秋节?/y, day: lunar(8, 15) },
  { name: /(?:九九|九月)?重阳节?/y, day: lunar(9, 9) },
  { name: /腊八节?(?!粥|蒜|醋|豆)/y, day: lunar(12, 8), lunar: true },
  { name: /南方小年/y, day: lunar(12, 24), lunar: true },
  { name: /(?:北方)?小年(?!轻|纪|龄|糕)夜?/y, day: lunar(12, 23), lunar: true },
  { name: /除夕夜?|大年夜|(?:大年|年)(?:三十|30)/y, day: lunar(12, 30), lunar: true },
];

/** Terms that are also words for the weather, or names: only with a sign that the day is meant. */
const WEATHER = new Set(['雨水', '大雪', '小雪', '小满', '白露', '大寒', '小寒', '大暑', '小暑', '霜降']);
const TERM = new RegExp(`(${SOLAR_TERMS.join('|')})(节气|节(?!约|省))?`, 'y');
const TERM_SIGN = /^(?:那天|当天|这天|前后|时节|节气|前一天|过后|以后|之后)/;
const NO_DAY_AFTER =
  /^(?:村|镇|乡|街|路|广场|大街|小区|社区|组(?!织)|队|山|河|湖|桥|大道|超市|饭店|幼儿园|小学|中学|粥|粽|团子|红旗|渠|林场|农场|水库|嘎查)/;
const BESIDE = /的?(?:(前一天|头一天|前夕)|(第二天|后一天|次日))/y;

/** 国庆, 五一, 去年中秋, 清明, 除夕, 今年冬至, 国庆节前一天. Names of people and places are none. */
export const readFestival: Reader = (plain, at) => {
  const year = yearAt(plain, at);
  const begin = year ? afterOf(plain, year.end) : at;
  const found = festivalAt(plain, begin, year !== null);
  if (!found) return null;
  if (
    !year &&
    (followsSurname(plain, begin) || /[\d〇一二三四五六七八九十百千万第]/.test(plain.charAt(begin - 1)))
  )
    return null;
  if (NO_DAY_AFTER.test(plain.slice(found.end, found.end + 3)) || isCounted(plain, begin, found.end))
    return null;
  const beside = eat(plain, found.end, BESIDE);
  const shift = beside ? (beside[1] ? -1 : 1) : 0;
  const inYear = (index: number): { from: Day; to: Day } | null => {
    const day = found.day(index);
    return oneDay(day === null ? null : day + shift);
  };
  return {
    end: found.end + (beside?.[0].length ?? 0),
    days: (scope: Scope) => {
      if (!year) return nearest(scope, partsOf(scope.after ?? scope.today).year, inYear, 4);
      if (!found.lunar) return inYear(year.of(scope));
      // 去年腊八 is that of last year's 腊月; 2025年除夕 is the one that the calendar of 2025 shows.
      return inYear(year.offset === null ? year.of(scope) - 1 : lunarYearOf(scope.today) + year.offset);
    },
  };
};

/** 五一 in 五一二三, 六一 before a unit: figures. */
function isCounted(plain: string, begin: number, end: number): boolean {
  return (
    /^[五六]一$/.test(plain.slice(begin, end)) &&
    /[\d〇一二三四五六七八九十百千万亿月号日个只头口斤亩元块点组]/.test(plain.charAt(end))
  );
}

function festivalAt(
  plain: string,
  at: number,
  withYear: boolean,
): { end: number; day(year: number): Day | null; lunar: boolean } | null {
  for (const { name, day, lunar: lunarYear } of FESTIVALS) {
    const found = eat(plain, at, name);
    if (found) return { end: at + found[0].replace(/那天$/, '').length, day, lunar: lunarYear ?? false };
  }
  const term = eat(plain, at, TERM);
  if (!term) return null;
  const [word, name = '', mark] = term;
  const end = at + word.length;
  if (
    WEATHER.has(name) &&
    !mark &&
    !withYear &&
    !TERM_SIGN.test(plain.slice(end, end + 3)) &&
    !/过了$|节气$/.test(plain.slice(Math.max(0, at - 2), at))
  )
    return null;
  return { end, day: (year) => solarTerm(year, name), lunar: false };
}
