import { addMonths, type Day, type Days, monthDays, partsOf } from './dates-day.ts';
import { eat, oneDay, type Reader, type Scope, type Wording } from './dates-scope.ts';
import { figureAt } from './numbers-figure.ts';

const UNIT =
  '(天|日(?!子|常|均)|周(?!岁|年)|个?(?:半)?(?:多|来)?(?:星期|礼拜|月|季度|小时|钟头)|年|小时|钟头|分钟|刻钟)';
const AGO = new RegExp(
  `${UNIT}(半)?(?:多)?(?:(之前|以前|前(?![面边天年几后期途进头列]|两|三))|(之后|以后|过后|后(?![来天年边面悔头半期])))`,
  'y',
);
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
    return past
      ? { from: shift(scope.today, within[1] ?? '', figure.low, -1), to: scope.today }
      : { from: scope.today, to: shift(scope.today, within[1] ?? '', figure.low, 1) };
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
    if (
      lead === '过' &&
      (amount < 3 || /[了后的]/.test(plain.charAt(end)) || /[不再年月天经]/.test(plain.charAt(at - 2)))
    )
      return null;
    return { end, days: (scope) => oneDay(shift(scope.today, unit[1] ?? '', amount, 1)) };
  }
  const back = /近|过去/.test(lead);
  const tail = eat(plain, end, /以来|来|间|里/y)?.[0].length ?? 0;
  return {
    end: end + tail,
    days: (scope) =>
      back
        ? { from: shift(scope.today, unit[1] ?? '', amount, -1), to: scope.today }
        : { from: scope.today, to: shift(scope.today, unit[1] ?? '', amount, 1) },
  };
}

function distance(
  end: number,
  unit: string,
  half: boolean,
  figure: { low: number; high: number },
  sign: 1 | -1,
): Wording {
  const extra = half || (unit.includes('半') && /小时|钟/.test(unit)) ? 0.5 : 0;
  if (/小时|钟/.test(unit)) {
    const minutes = (scope: Scope): number =>
      scope.minute +
      sign * Math.round((figure.low + extra) * (unit.includes('刻') ? 15 : unit.includes('分') ? 1 : 60));
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
      const ends = [
        shift(scope.today, unit, low + extra, sign),
        shift(scope.today, unit, high + extra, sign),
      ];
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

const SAME_TIME =
  /(大前年|前年|去年|明年|上个月|上月|下个月|下月)的?(?:这个?时候|这会儿|这一?天|今天|今日|这时)/y;
const MONTHS_AWAY: Record<string, number> = {
  大前年: -36,
  前年: -24,
  去年: -12,
  明年: 12,
  上个月: -1,
  上月: -1,
  下个月: 1,
  下月: 1,
};

/** 去年这时候, 上个月今天 */
export const readSameTime: Reader = (plain, at) => {
  const found = eat(plain, at, SAME_TIME);
  if (!found) return null;
  const months = MONTHS_AWAY[found[1] ?? ''] ?? 0;
  return { end: at + found[0].length, days: (scope) => oneDay(addMonths(scope.today, months)) };
};
