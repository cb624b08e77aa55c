import { type FoundDate, findDates } from '../../language/language.ts';
import type { Days } from '../reading.ts';

/** A day or span named in the message. */
export type When = FoundDate;

const SCHOOL = /学|念|读|辍|班|书|课|校/;
/** The words for no particular day: 前几天, 最近. */
const VAGUE =
  /^(?:前几天|前两天|前些天|这几天|这两天|最近|近来|近日|近期|近几天|刚才|刚刚|方才|刚|这阵子|前阵子|前一阵|这些天|过几天|过两天|现在|目前|当时|往年|这会儿?|前段时间|这段时间|过段时间|未来|将来|以前|今后|平时)/;

/**
 * Every day that can date a change: not the 初一 of 初一就不读了, not 前几天, not the 今年 of 今年70岁, not how long
 * something has lasted (欠了三个月, 住了半个月院).
 */
export function findWhen(text: string, at: Date): When[] {
  return findDates(text, at).filter((date) => {
    if (VAGUE.test(date.text)) return false;
    const before = text.slice(Math.max(0, date.start - 6), date.start);
    const after = text.slice(date.end, date.end + 12);
    if (/^初[一二三]$/.test(date.text) && isGrade(before, after)) return false;
    if (
      /^(?:今年|到今年|现在|虚岁)/.test(date.text) &&
      /^(?:已经?|都|才|刚|正好|虚岁|周岁|整)*[\d一二三四五六七八九十]+(?:多)?(?:岁|周岁|了$)/.test(after)
    )
      return false;
    return true;
  });
}

function isGrade(before: string, after: string): boolean {
  if (/(?:打|从|自|大年|农历|阴历|月)$/.test(before))
    return (
      /^(?:就)?(?:不念|不读|辍|退)/.test(after) ||
      (/从$/.test(before) && /^(?:就)?(?:不|辍|退|没)/.test(after))
    );
  return (
    /(?:上|念|读|升|进|考|到|在|才|刚)(?:了|到|完|上|入)?$/.test(before) ||
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

function days(date: When): number {
  const length = (Date.parse(date.to) - Date.parse(date.from)) / 86_400_000;
  return length <= 0 ? 0 : length <= 31 ? 1 : 2;
}

export function spanOf(date: When): Days | null {
  return date.from === date.to ? null : { from: date.from, to: date.to };
}
