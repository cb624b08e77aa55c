import type { PartOfDay } from './dates-clock.ts';
import { type Day, type Days, mondayOf } from './dates-day.ts';
import { eat, nearest, oneDay, type Reader, upToToday } from './dates-scope.ts';

const DAY_WORDS = /(大大前|大前|前|昨|今|明|大大后|大后|后)(天|日|儿个?|个(?!月|星|礼|季|周|学|年|小|半))/y;
const PART_WORDS = /(前|昨|今|明|后)(晚上|晚|夜里|夜|早上|早晨|早|晨|上午|下午|中午|晌午|后晌)/y;
const OFFSET: Record<string, number> = {
  大大前: -4,
  大前: -3,
  前: -2,
  昨: -1,
  今: 0,
  明: 1,
  后: 2,
  大后: 3,
  大大后: 4,
};

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
  if (
    /[以之先]/.test(before) ||
    (/^[前后]$/.test(day[1] ?? '') && /[\d一二两三四五六七八九十半几年月天周]/.test(before))
  )
    return null;
  if (
    /^[明后前今]天$/.test(day[0]) &&
    (/[说声证]/.test(before) || (/^后天$/.test(day[0]) && /先/.test(before))) &&
    plain.charAt(at + 2) === '气'
  )
    return null;
  const offset = OFFSET[day[1] ?? ''] ?? 0;
  const told = part ? partOf(day[2] ?? '') : null;
  return {
    end: at + day[0].length,
    days: (scope) => oneDay(scope.today + offset),
    ...(told ? { part: told } : {}),
  };
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
  if (
    prefix === undefined &&
    (!(weekday || end) ||
      isName(plain, at, after, word) ||
      /[\d一二两三四五六七八九十几半每个整多]/.test(plain.charAt(at - 1)))
  )
    return null;
  if (prefix === undefined && end && /(?:每个|每)$/.test(plain.slice(Math.max(0, at - 2), at))) return null;
  if (
    /^(?:岁|年|期|边|围|折|转|密|到|全|济|一会)/.test(plain.slice(after, after + 1)) &&
    !weekday &&
    !end &&
    word.endsWith('周')
  )
    return null;
  const first = weekday ? '一二三四五六日'.indexOf(weekday === '天' ? '日' : weekday) : end ? 5 : 0;
  const last = weekday ? first : 6;
  const week = (index: number, today: Day): Days => ({
    from: mondayOf(today) + index * 7 + first,
    to: mondayOf(today) + index * 7 + last,
  });
  if (prefix === undefined)
    return {
      end: after,
      open: true,
      days: (scope) => nearest(scope, 0, (index) => week(index, scope.after ?? scope.today)),
    };
  const offset = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 }[prefix.replace(/一?个/, '')] ?? 0;
  const whole = !weekday && !end && offset === 0;
  return {
    end: after,
    days: (scope) => (whole ? upToToday(scope, week(0, scope.today)) : week(offset, scope.today)),
  };
};

/** 三组周三毛家, 周天成他妈: a man of the surname 周. */
function isName(plain: string, at: number, end: number, word: string): boolean {
  if (!word.startsWith('周')) return false;
  const rest = plain.slice(end, end + 3);
  const relation = /^.?(?:家|他|她|媳|儿|女|爷|奶|爸|妈|娘|爹|叔|婶|嫂|哥|老)/;
  return (
    /[组社队屯户:叫]$/.test(plain.slice(Math.max(0, at - 1), at)) &&
    relation.test(rest) &&
    !/^[他她我你俺咱家回来到去上下把在又就晚早夜儿女]/.test(rest)
  );
}
