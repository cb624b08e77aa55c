import { addMonths, type Day, type Days, mondayOf, monthDays, partsOf } from './dates-day.ts';
import type { PartOfDay } from './dates-clock.ts';
import { eat, nearest, oneDay, type Reader, type Scope, upToToday, type Wording } from './dates-scope.ts';
import { figureAt } from './numbers-figure.ts';
import { followsSurname } from './numbers-words.ts';

const DAY_WORDS = /(大大前|大前|前|昨|今|明|大大后|大后|后)(天|日|儿个?|个(?!月|星|礼|季|周|学|年|小|半))/y;
const PART_WORDS = /(前|昨|今|明|后)(晚上|晚|夜里|夜|早上|早晨|早|晨|上午|下午|中午|晌午|后晌)/y;
const OFFSET: Record<string, number> = { 大大前: -4, 大前: -3, 前: -2, 昨: -1, 今: 0, 明: 1, 后: 2, 大后: 3, 大大后: 4 };

/** 今天, 昨儿个, 大前天, 后天, 今早, 昨晚, 刚才, 夜儿个 */
export const readDayWord: Reader = (plain, at) => {
  const before = plain.charAt(at - 1);
  const now = eat(plain, at, /刚才|方才/y);
  if (now) return { end: at + now[0].length, days: (scope) => oneDay(scope.today) };
  const dialect = eat(plain, at, /夜儿个|夜里个|夜个/y);
  if (dialect) return { end: at + dialect[0].length, days: (scope) => oneDay(scope.today - 1) };
  const part = eat(plain, at, PART_WORDS);
  const day = part ?? eat(plain, at, DAY_WORDS);
  if (!day) return null;
  // 以后天天, 三年前日子; 说明天气.
  if (/[以之先]/.test(before) || (/^[前后]$/.test(day[1] ?? '') && /[\d一二两三四五六七八九十半几年月天周]/.test(before))) return null;
  if (/^[明后前今]天$/.test(day[0]) && (/[说声证]/.test(before) || (/^后天$/.test(day[0]) && /先/.test(before))) && plain.charAt(at + 2) === '气') return null;
  const offset = OFFSET[day[1] ?? ''] ?? 0;
  const told = part ? partOf(day[2] ?? '') : null;
  return { end: at + day[0].length, days: (scope) => oneDay(scope.today + offset), ...(told ? { part: told } : {}) };
};

function partOf(word: string): PartOfDay {
  if (/晚|夜/.test(word)) return 'night';
  if (/下午|后晌/.test(word)) return 'afternoon';
  return /中午|晌午/.test(word) ? 'noon' : 'morning';
}

const WEEK = /((?:上上|上|这|本|下下|下)(?:一?个)?)?(周|星期|礼拜)(?:([一二三四五六日天])|(末))?/y;

/** 上周三, 上上周, 本周五, 这个星期天, 下周, 周末, 礼拜天 */
export const readWeek: Reader = (plain, at) => {
  const found = eat(plain, at, WEEK);
  if (!found) return null;
  const [word, prefix, , weekday, end] = found;
  const after = at + word.length;
  if (prefix === undefined && (!(weekday || end) || isName(plain, at, after, word) || /[\d一二两三四五六七八九十几半每个整多]/.test(plain.charAt(at - 1)))) return null;
  if (prefix === undefined && end && /(?:每个|每)$/.test(plain.slice(Math.max(0, at - 2), at))) return null;
  if (/^(?:岁|年|期|边|围|折|转|密|到|全|济|一会)/.test(plain.slice(after, after + 1)) && !weekday && !end && word.endsWith('周')) return null;
  const first = weekday ? '一二三四五六日'.indexOf(weekday === '天' ? '日' : weekday) : end ? 5 : 0;
  const last = weekday ? first : 6;
  const week = (index: number, today: Day): Days => ({ from: mondayOf(today) + index * 7 + first, to: mondayOf(today) + index * 7 + last });
  if (prefix === undefined) return { end: after, open: true, days: (scope) => nearest(scope, 0, (index) => week(index, scope.after ?? scope.today)) };
  const offset = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 }[prefix.replace(/一?个/, '')] ?? 0;
  const whole = !weekday && !end && offset === 0;
  return { end: after, days: (scope) => (whole ? upToToday(scope, week(0, scope.today)) : week(offset, scope.today)) };
};

/** 三组周三毛家, 周天成他妈: a man of the surname 周. */
function isName(plain: string, at: number, end: number, word: string): boolean {
  if (!word.startsWith('周')) return false;
  const rest = plain.slice(end, end + 3);
  const relation = /^.?(?:家|他|她|媳|儿|女|爷|奶|爸|妈|娘|爹|叔|婶|嫂|哥|老)/;
  return /[组社队屯户:叫]$/.test(plain.slice(Math.max(0, at - 1), at)) && relation.test(rest) && !/^[他她我你俺咱家回来到去上下把在又就晚早夜儿女]/.test(rest);
}

const UNIT = '(天|日(?!子|常|均)|周(?!岁|年)|个?(?:半)?(?:多|来)?(?:星期|礼拜|月|季度|小时|钟头)|年|小时|钟头|分钟|刻钟)';
const AGO = new RegExp(`${UNIT}(半)?(?:多)?(?:(之前|以前|前(?![面边天年几后期途进头列]|两|三))|(之后|以后|过后|后(?![来天年边面悔头半期])))`, 'y');
const WITHIN = new RegExp(`${UNIT}(半)?(?:之内|以内|内(?![蒙科部容]))`, 'y');
const PLAIN_UNIT = new RegExp(`${UNIT}(半)?`, 'y');

/** 三天前, 半个月前, 两年后, 半小时后, 20天内, 最近三个月, 未来一周, 再过五天 */
export const readDuration: Reader = (plain, at) => {
  const lead = eat(plain, at, /(最近|近|过去|未来|今后|接下来|往后|再过|过)(?:的|这)?/y);
  if (lead) return afterLead(plain, at + lead[0].length, lead[1] ?? '');
  if (/[\d.第一二三四五六七八九十百千每前后头]/.test(plain.charAt(at - 1))) return null;
  const figure = figureAt(plain, at);
  if (!figure) return null;
  const ago = eat(plain, figure.end, AGO);
  if (ago) {
    const [word, unit = '', half, , later] = ago;
    // 20日前交 is a deadline: the day, not the distance.
    if (unit === '日' && /\d/.test(plain.charAt(at))) return null;
    return distance(figure.end + word.length, unit, half !== undefined, figure, later === undefined ? -1 : 1);
  }
  const within = eat(plain, figure.end, WITHIN);
  if (!within || figure.low !== figure.high || (within[1] === '日' && figure.low > 31)) return null;
  const reach = (scope: Scope): Days => {
    const past = scope.told && scope.direction === 'past';
    return past ? { from: shift(scope.today, within[1] ?? '', figure.low, -1), to: scope.today } : { from: scope.today, to: shift(scope.today, within[1] ?? '', figure.low, 1) };
  };
  return /小时|钟/.test(within[1] ?? '') ? null : { end: figure.end + within[0].length, days: reach };
};

function afterLead(plain: string, at: number, lead: string): Wording | null {
  const figure = figureAt(plain, at);
  const unit = figure ? eat(plain, figure.end, PLAIN_UNIT) : null;
  if (!figure || !unit || figure.low !== figure.high || /小时|钟/.test(unit[1] ?? '')) return null;
  const end = figure.end + unit[0].length;
  const amount = figure.low + (unit[2] ? 0.5 : 0);
  if (lead === '过' || lead === '再过') {
    // 过两天 names no day; 过了三天 tells what has been.
    if (lead === '过' && (amount < 3 || /[了后的]/.test(plain.charAt(end)) || /[不再年月天经]/.test(plain.charAt(at - 2)))) return null;
    return { end, days: (scope) => oneDay(shift(scope.today, unit[1] ?? '', amount, 1)) };
  }
  const back = /近|过去/.test(lead);
  const tail = eat(plain, end, /以来|来|间|里/y)?.[0].length ?? 0;
  return {
    end: end + tail,
    days: (scope) => (back ? { from: shift(scope.today, unit[1] ?? '', amount, -1), to: scope.today } : { from: scope.today, to: shift(scope.today, unit[1] ?? '', amount, 1) }),
  };
}

function distance(end: number, unit: string, half: boolean, figure: { low: number; high: number }, sign: 1 | -1): Wording {
  const extra = half ? 0.5 : 0;
  if (/小时|钟/.test(unit)) {
    const minutes = (scope: Scope): number => scope.minute + sign * Math.round((figure.low + extra) * (unit.includes('刻') ? 15 : unit.includes('分') ? 1 : 60));
    return {
      end,
      days: (scope) => oneDay(scope.today + Math.floor(minutes(scope) / 1440)),
      minute: (scope) => ((minutes(scope) % 1440) + 1440) % 1440,
    };
  }
  const { low, high } = figure;
  return {
    end,
    days: (scope) => {
      const { year } = partsOf(scope.today);
      // 三年前 is as coarse as 前年: the calendar year.
      if (unit === '年' && extra === 0 && Number.isInteger(low)) {
        const [first, last] = sign < 0 ? [year - high, year - low] : [year + low, year + high];
        return { from: monthDays(first, 1).from, to: monthDays(last, 12).to };
      }
      const ends = [shift(scope.today, unit, low + extra, sign), shift(scope.today, unit, high + extra, sign)];
      return { from: Math.min(...ends), to: Math.max(...ends) };
    },
  };
}

/** Half a month is 15 days. */
function shift(day: Day, unit: string, amount: number, sign: 1 | -1): Day {
  const value = unit.includes('半') ? amount + 0.5 : amount;
  if (/天|日/.test(unit)) return day + sign * Math.round(value);
  if (/周|星期|礼拜/.test(unit)) return day + sign * Math.round(value * 7);
  const months = value * (unit.includes('年') ? 12 : unit.includes('季') ? 3 : 1);
  const whole = Math.floor(months);
  return addMonths(day, sign * whole) + sign * Math.round((months - whole) * 30);
}

const SAME_TIME = /(大前年|前年|去年|明年|上个月|上月|下个月|下月)的?(?:这个?时候|这会儿|这一?天|今天|今日|这时)/y;
const MONTHS_AWAY: Record<string, number> = { 大前年: -36, 前年: -24, 去年: -12, 明年: 12, 上个月: -1, 上月: -1, 下个月: 1, 下月: 1 };

/** 去年这时候, 上个月今天 */
export const readSameTime: Reader = (plain, at) => {
  const found = eat(plain, at, SAME_TIME);
  if (!found) return null;
  const months = MONTHS_AWAY[found[1] ?? ''] ?? 0;
  return { end: at + found[0].length, days: (scope) => oneDay(addMonths(scope.today, months)) };
};

/** Whether a hit at `at` would be part of a name. */
export function isInName(plain: string, at: number): boolean {
  return followsSurname(plain, at);
}
