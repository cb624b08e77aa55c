import { findDates, numeralValue } from '../../language/language.ts';
import type { DutyDay, Rhythm } from '../../policies/policies.ts';
import * as words from '../wording.ts';
import type { Pieces } from './pieces.ts';

const N = '(?:\\d{1,2}|[一二两三四五六七八九十廿]{1,3})';
const LAST_WORKING = '最后(?:一|1)?个?工作日|末个?工作日';
const FIRST_WORKING = '第(?:一|1)个?工作日|首个?工作日';
const LAST_DAY = '最后(?:一|1)?天|月?末|月?底';
const DAY = `(?:${LAST_WORKING}|${FIRST_WORKING}|${LAST_DAY}|${N}(?:号|日)(?:(?:、|,|，|和|及|跟)${N}(?:号|日))*)`;
const WEEKDAYS = '[一二三四五六日天]';

/** What was found, or why what was meant cannot be taken; null where no rhythm is told. */
export type RhythmFound = { rhythm: Rhythm; isDayGiven: boolean } | { fault: string } | null;

/** 每月5号, 每季度最后一个工作日, 每周五, 每年6月和12月, 每半年, 12月20日; takes it out of the text. */
export function takeRhythm(pieces: Pieces, at: Date): RhythmFound {
  return (
    unknownRhythm(pieces) ??
    takeDaily(pieces) ??
    takeWeekly(pieces) ??
    takeMonthly(pieces) ??
    takeQuarterly(pieces) ??
    takeYearly(pieces) ??
    takeOnce(pieces, at)
  );
}

/** 每两周, 隔周, 每10天: said, but not among the rhythms; taken for a single time it would be lost. */
function unknownRhythm(pieces: Pieces): RhythmFound {
  const found = pieces.take(
    /(?:每(?:隔)?(?:[两二三四五六七八九十半]{1,3}|\d{1,3})个?(?:周|星期|礼拜|天|日|月(?!\d)|季度?|年(?!度))|每隔(?:一|1)?个?(?:周|星期|礼拜|天|日|月|季度?|年)|隔(?:一|1)?个?(?:周|星期|礼拜|天|月))(?<!每半年)/,
  );
  return found === null ? null : { fault: words.unknownRhythm(found[0]) };
}

function takeDaily(pieces: Pieces): RhythmFound {
  if (pieces.take(/每(?:个)?工作日|每天|每日|天天/) === null) return null;
  return { rhythm: { kind: 'daily' }, isDayGiven: true };
}

function takeWeekly(pieces: Pieces): RhythmFound {
  const found = pieces.take(
    new RegExp(
      `每(?:个)?(?:周|星期|礼拜)(${WEEKDAYS}(?:(?:、|,|，|和|及)?(?:周|星期|礼拜)?${WEEKDAYS}(?![月个次天]))*)?`,
    ),
  );
  if (found === null) return null;
  if (found[1] === undefined) return { fault: '每周的哪一天？例如“每周五下午3点”。' };
  const weekdays = [...found[1].matchAll(/[一二三四五六日天]/g)].map(
    ([day]) => '一二三四五六日'.indexOf(day.replace('天', '日')) + 1,
  );
  return { rhythm: { kind: 'weekly', weekdays: [...new Set(weekdays)].sort() }, isDayGiven: true };
}

function takeMonthly(pieces: Pieces): RhythmFound {
  const found = pieces.take(new RegExp(`(?:每个?月|逐月|按月)(?:的)?(初(?![一二三四五六七八九十])|${DAY})?`));
  if (found === null) return null;
  if (found[1] === undefined) return { fault: '每月的哪一天？例如“每月5号”“每月最后一个工作日”。' };
  const days = daysIn(found[1]);
  return 'fault' in days ? days : { rhythm: { kind: 'monthly', days: days.days }, isDayGiven: true };
}

function takeQuarterly(pieces: Pieces): RhythmFound {
  const found = pieces.take(
    new RegExp(`(?:每个?季度?|逐季|按季)(?:的)?(?:(第[一二三]个?月|首月|末月)(?:的)?)?(初|${DAY})?`),
  );
  if (found === null) return null;
  const month = found[1] === undefined ? null : monthInQuarter(found[1]);
  if (found[2] === undefined) {
    return {
      rhythm: { kind: 'quarterly', month: month ?? 3, day: { kind: 'last-working-day' } },
      isDayGiven: false,
    };
  }
  const days = daysIn(found[2]);
  if ('fault' in days) return days;
  const [day, second] = days.days;
  if (day === undefined || second !== undefined)
    return { fault: '每季度只能写一天，例如“每季度最后一个工作日”。' };
  if (day.kind === 'date' && month === null)
    return { fault: `是季度里的哪个月？例如“每季度第三个月${day.day}号”。` };
  const fallback = day.kind === 'first-working-day' ? 1 : 3;
  return { rhythm: { kind: 'quarterly', month: month ?? fallback, day }, isDayGiven: true };
}

function monthInQuarter(word: string): number {
  if (word === '首月') return 1;
  return word === '末月' ? 3 : '一二三'.indexOf(word.charAt(1)) + 1;
}

function takeYearly(pieces: Pieces): RhythmFound {
  const half = pieces.take(new RegExp(`(?:每半年|半年一次|一年两次)(?:的)?(${DAY})?`));
  if (half !== null) return inMonths([6, 12], half[1]);
  const found = pieces.take(
    new RegExp(`每年(?:的)?((?:${N}月(?:份)?(?:、|,|，|和|及)?)+|年?底|年?初)?(?:的)?(${DAY})?`),
  );
  if (found === null) return null;
  if (found[1] === undefined) return { fault: '每年的哪一天？例如“每年12月20日”“每年6月和12月”。' };
  const months = /底/.test(found[1])
    ? [12]
    : /初/.test(found[1])
      ? [1]
      : [...found[1].matchAll(new RegExp(`(${N})月`, 'g'))].map(([, month = '']) => numeralValue(month) ?? 0);
  const wrong = months.find((month) => month < 1 || month > 12);
  if (wrong !== undefined) return { fault: `没有${wrong}月，月份写1到12，例如“每年6月和12月”。` };
  return inMonths(
    [...new Set(months)].sort((a, b) => a - b),
    found[2],
  );
}

function inMonths(months: number[], written: string | undefined): RhythmFound {
  if (written === undefined)
    return { rhythm: { kind: 'yearly', months, day: { kind: 'last-working-day' } }, isDayGiven: false };
  const days = daysIn(written);
  if ('fault' in days) return days;
  const [day, second] = days.days;
  if (day === undefined || second !== undefined) return { fault: '每年的只能写一天，例如“每年12月20日”。' };
  return { rhythm: { kind: 'yearly', months, day }, isDayGiven: true };
}

function daysIn(written: string): { days: DutyDay[] } | { fault: string } {
  if (new RegExp(`^(?:${LAST_WORKING})$`).test(written)) return { days: [{ kind: 'last-working-day' }] };
  if (written === '初' || new RegExp(`^(?:${FIRST_WORKING})$`).test(written))
    return { days: [{ kind: 'first-working-day' }] };
  if (new RegExp(`^(?:${LAST_DAY})$`).test(written)) return { days: [{ kind: 'last-day' }] };
  const days = [...written.matchAll(new RegExp(`(${N})(?:号|日)`, 'g'))].map(
    ([, day = '']) => numeralValue(day) ?? 0,
  );
  const wrong = days.find((day) => day < 1 || day > 31);
  if (wrong !== undefined || days.length === 0)
    return { fault: `没有${wrong ?? written}号，日子写1到31号，例如“每月5号”。` };
  const distinct = [...new Set(days)].sort((a, b) => a - b);
  return { days: distinct.map((day) => ({ kind: 'date', day })) };
}

/** 12月20日前, 下周五: a day that is still to come. */
function takeOnce(pieces: Pieces, at: Date): RhythmFound {
  const [date] = findDates(pieces.left, at, { future: true }).filter(
    ({ text }) => !/^(?:上午|下午|早上|晚上|中午|\d{1,2}[点:：])/.test(text),
  );
  if (date === undefined) return null;
  const timeAt =
    date.time === undefined
      ? -1
      : date.text.search(/上午|下午|早上|中午|晚上|凌晨|傍晚|\d{1,2}(?:点|:)|[一二两三四五六七八九十]+点/);
  const end = timeAt > 0 ? date.start + timeAt : date.end;
  pieces.cut(date.start, end);
  return { rhythm: { kind: 'once', on: date.to }, isDayGiven: true };
}
