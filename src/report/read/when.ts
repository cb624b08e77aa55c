import { type FoundDate, findDates } from '../../language/language.ts';
import type { Days } from '../reading.ts';

/** A day or span named in the message. */
export type When = FoundDate;

const SCHOOL = /学|念|读|辍|班|书|课|校/;
/** The words for no particular day: 前几天, 最近. */
const VAGUE =
  /^(?:前几天|前两天|前些天|这几天|这两天|最近|近来|近日|近期|近几天|刚才|刚刚|方才|刚|这阵子|前阵子|前一阵|这些天|过几天|过两天|现在|目前|当时|往年|这会儿?|前段时间|这段时间|过段时间|未来|将来|以前|今后|平时)/;

/** What is to come is told with one of these. */
const PLAN =
  /要(?!求|紧|账|债)|准备|打算|计划|预计|预产|定于|定在|定的|即将|将(?!近|就)|快要|想(?=去|在|要|把)|会(?=在|去|来|搬|办)|下(?:个?月|周|个?星期|个?礼拜)|明[天年]|后天|等到?|才(?:能|去|走|办|搬|开)|开始(?=上班|上岗|去)|之前|截止|报到(?![的了过])/;
/** 今天赶集看见卜老疙瘩: the day on which it was heard. */
const ON_THE_WAY =
  /^(?:去|来|在|早上|上午|下午|我|路上)*(?:赶集|赶场|赶街|串门|碰(?:到|见)|遇(?:到|见|上)|看见|给领导报|报的事|来村部(?:说|讲|反映)|打电话(?:说|来|讲)|没(?:什么|啥)(?:大)?事)/;

/**
 * Every day that can date a change: not the 初一 of 初一就不读了, not 前几天, not the 今年 of 今年70岁, not how long
 * something has lasted (欠了三个月, 住了半个月院).
 */
export function findWhen(text: string, at: Date): When[] {
  // 收入七千二 腊月廿二: the blank parts the figure from the day.
  const parted = text.replace(/(?<=[一二两三四五六七八九十百千万\d])\s/g, ',');
  const past = findDates(parted, at, { future: false });
  return findDates(parted, at)
    .map((date, index) => asTold(text, date, past[index]))
    .filter((date) => {
      if (VAGUE.test(date.text)) return false;
      // 1.15一斤 is a price.
      if (/^\d+\.\d+$/.test(date.text) && /^(?:一|每|\/|元|块)/.test(text.slice(date.end))) return false;
      if (ON_THE_WAY.test(text.slice(date.end, date.end + 14))) return false;
      const before = text.slice(Math.max(0, date.start - 6), date.start);
      const after = text.slice(date.end, date.end + 12);
      if (/^初[一二三]$/.test(date.text) && isGrade(before, after, text.slice(date.end, date.end + 30)))
        return false;
      if (
        /^(?:今年|到今年|现在|虚岁)/.test(date.text) &&
        /^(?:已经?|都|才|刚|正好|虚岁|周岁|整)*[\d一二三四五六七八九十]+(?:多)?(?:岁|周岁|了$)/.test(after)
      )
        return false;
      return true;
    });
}

/** 通知书15号到的, 8月25日到账: told of what is past, unless a plan is told. */
function asTold(text: string, date: When, past: When | undefined): When {
  if (date.direction !== 'future' || past?.start !== date.start || past.from === date.from) return date;
  const clause = clauseAround(text, date.start, date.end);
  return PLAN.test(clause) ? date : past;
}

function clauseAround(text: string, from: number, to: number): string {
  const before = text.slice(Math.max(0, from - 20), from);
  const after = text.slice(to, to + 30);
  const start = Math.max(...[...',。;!?\n '].map((stop) => before.trimEnd().lastIndexOf(stop))) + 1;
  const end = after.trimStart().search(/[,。;!?\n ]/);
  return before.slice(start) + (end < 0 ? after : after.trimStart().slice(0, end));
}

function isGrade(before: string, after: string, rest: string): boolean {
  if (/(?:打|从|自|大年|农历|阴历|月)$/.test(before))
    return (
      /^(?:就)?(?:不念|不读|辍|退)/.test(after) ||
      (/从$/.test(before) && /^(?:就)?(?:不|辍|退|没)/.test(after))
    );
  return (
    /(?:上|念|读|升|进|考|到|在|才|刚)(?:了|到|完|上|入)?$/.test(before) ||
    (/(?:女|儿子|孩子|娃|崽|仔|孙子|丫头|小子|姑娘|妹|弟)(?:今年|正|刚)?$/.test(before) &&
      SCHOOL.test(rest)) ||
    SCHOOL.test(after) ||
    /^(?:就)?(?:不|没|辍|退|休)/.test(after)
  );
}

/** The day of a change out of those told with it: a day before a span, the first of its kind. */
export function chooseWhen(candidates: readonly When[]): When | null {
  let best: When | null = null;
  for (const date of candidates) if (best === null || days(date) < days(best)) best = date;
  return best;
}

/** 下个月出嫁,6月6号办事: the day within the span that was told first. */
export function narrowed(when: When | null, near: readonly When[]): When | null {
  if (!when || when.from === when.to) return when;
  for (const date of near) {
    if (date.from !== date.to) continue;
    // 6月6号 of the month that is told to come, not of last year.
    const day = when.direction === 'future' ? when.from.slice(0, 4) + date.from.slice(4) : date.from;
    if (day >= when.from && day <= when.to) return { ...date, from: day, to: day };
  }
  return when;
}

function days(date: When): number {
  const length = (Date.parse(date.to) - Date.parse(date.from)) / 86_400_000;
  return length <= 0 ? 0 : length <= 31 ? 1 : 2;
}

export function spanOf(date: When): Days | null {
  return date.from === date.to ? null : { from: date.from, to: date.to };
}
