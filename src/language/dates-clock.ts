import { CONNECTOR, eat, smallNumber } from './dates-scope.ts';

export type PartOfDay = 'dawn' | 'morning' | 'noon' | 'afternoon' | 'night';

/** A time of day, or a span of it, in minutes; 1440 is midnight at the end of the day. */
export interface Clock {
  end: number;
  from: number;
  to: number | null;
}

const PARTS: [RegExp, PartOfDay][] = [
  [/凌晨|后半夜|五更/y, 'dawn'],
  [/大清早|清早|清晨|一大早|大早上|早上|早晨|早起|上午|前晌|一早|早/y, 'morning'],
  [/中午|晌午|正午/y, 'noon'],
  [/下午|午后|后晌|傍晚|黄昏|擦黑/y, 'afternoon'],
  [/晚上|晚间|夜里|夜间|夜晚|黑夜|半夜|深夜|午夜|前半夜|晚|夜/y, 'night'],
];
const HOUR = '(?:2[0-4]|1\\d|0?\\d|二十[一二三四]?|十[一二三四五六七八九]?|[〇一二两三四五六七八九])';
const MINUTE = '(?:[1-5]\\d|0\\d|[二三四五]?十[一二三四五六七八九]?|〇[一二三四五六七八九])';
const DIGITAL = /(2[0-4]|1\d|0?\d):([0-5]\d)(?::[0-5]\d)?(?![\d:])/y;
const SPOKEN = new RegExp(
  `(${HOUR})(点钟?|时(?![候间期常不代节刻]))(?:(整)|(半)|([一二两三])刻(?:钟)?|过([一二三四五六七八九]|${MINUTE})分|差([一二三四五六七八九]|${MINUTE}|一刻)(?:分|钟)?|(${MINUTE})(?!\\d|[.元块斤亩个只头人万千百%])分?(?:钟)?(?:\\d{1,2}秒)?|([一二三四五六七八九\\d])分)?`,
  'y',
);
const LACKING = new RegExp(`差(一刻|[一二三四五六七八九]|${MINUTE})(?:分|钟)?(?:钟|到)?(${HOUR})点`, 'y');
const HOURS = new RegExp(`(${HOUR})${CONNECTOR}(?=${HOUR}(?:点|时(?![候间期])))`, 'y');
/** 三点意见, 两点要求. */
const NOT_A_CLOCK =
  /^(?:意见|要求|建议|问题|希望|原因|理由|说明|体会|经验|事|小|不|儿|也|头|点|五|六|七|八|九|[一二三四\d](?:[亩斤万千个%元块米倍吨度]|$))/;
/** What makes a bare 三点 a time where no day and no part of the day stands before it. */
const CLOCK_AFTER =
  /^(?:$|[^\u4e00-\u9fff\d%]|开|集|左右|多|之?前|以前|之?后|以后|到|至|出|准|在|来|去|上|下|放|散|起|睡|吃|结|接|送|截|报|回|发|的|见|钟|走|就|才|我|他|组|领|体检|培|停)/;

/** Which part of the day is named at an index, and where its name ends. */
export function partAt(plain: string, at: number): { end: number; part: PartOfDay } | null {
  for (const [pattern, part] of PARTS) {
    const found = eat(plain, at, pattern);
    if (found) return { end: at + found[0].length, part };
  }
  return null;
}

/**
 * The time of day that begins at an index, or null. `known` is the part of the day that stands before it already
 * (今晚), `sure` is set where a day stands right before it. 上午9点 → 540; 下午三点半 → 930; 三点差五分 → 175;
 * 晚上8点一刻 → 1215; 9点到11点 → 540 to 660; 晚上12点 → 1440. An hour without a part of the day is taken as said.
 */
export function clockAt(plain: string, at: number, known: PartOfDay | null, sure: boolean): Clock | null {
  const named = partAt(plain, at);
  const part = named?.part ?? known;
  // 早一点, 晚一点: a bit earlier, a bit later.
  if (named && named.end === at + 1 && /^一点/.test(plain.slice(named.end, named.end + 2))) return null;
  const begin = named && /[ ,]/.test(plain.charAt(named.end)) ? named.end + 1 : (named?.end ?? at);
  if (!named && /[\d.:〇一二三四五六七八九十百千第有几]/.test(plain.charAt(at - 1))) return null;
  const hours = eat(plain, begin, HOURS);
  if (hours) {
    const second = timeAt(plain, begin + hours[0].length, part, true);
    if (second) {
      const from = withPart(smallHour(hours[1] ?? '') * 60, part);
      return { end: second.end, from, to: laterThan(from, second.minutes) };
    }
  }
  const first = timeAt(plain, begin, part, sure || part !== null);
  if (!first) return null;
  const dash = eat(plain, first.end, new RegExp(CONNECTOR, 'y'));
  const secondAt = dash ? first.end + dash[0].length : 0;
  const secondPart = dash ? partAt(plain, secondAt) : null;
  const second = dash ? timeAt(plain, secondPart?.end ?? secondAt, secondPart?.part ?? null, true) : null;
  if (!second) return { end: first.end, from: first.minutes, to: null };
  return { end: second.end, from: first.minutes, to: laterThan(first.minutes, second.minutes) };
}

/** 下午2点到4点: the second hour lies after the first. */
function laterThan(from: number, to: number): number {
  return to <= from && to + 720 > from && to < 720 ? to + 720 : to;
}

function timeAt(
  plain: string,
  at: number,
  part: PartOfDay | null,
  sure: boolean,
): { end: number; minutes: number } | null {
  const digital = eat(plain, at, DIGITAL);
  if (digital) {
    const minutes = withPart(Number(digital[1]) * 60 + Number(digital[2]), part);
    return minutes > 1440 ? null : { end: at + digital[0].length, minutes };
  }
  const lacking = eat(plain, at, LACKING);
  if (lacking)
    return {
      end: at + lacking[0].length,
      minutes: withPart(smallHour(lacking[2] ?? '') * 60 - minuteOf(lacking[1] ?? ''), part),
    };
  const spoken = eat(plain, at, SPOKEN);
  if (!spoken) return null;
  const [word, hour = '', mark, whole, half, quarters, past, lack, minute, digit] = spoken;
  const end = at + word.length;
  const detailed = whole ?? half ?? quarters ?? past ?? lack ?? minute ?? digit;
  if (detailed === undefined && !isClock(plain, at, end, hour, mark === '点钟', sure)) return null;
  const extra = half
    ? 30
    : quarters
      ? smallNumber(quarters.replace('两', '二')) * 15
      : lack
        ? -minuteOf(lack)
        : minuteOf(past ?? minute ?? digit ?? '〇');
  const minutes = withPart(smallHour(hour) * 60 + extra, part);
  return minutes < 0 || minutes > 1440 ? null : { end, minutes };
}

function isClock(
  plain: string,
  at: number,
  end: number,
  hour: string,
  marked: boolean,
  sure: boolean,
): boolean {
  if (marked) return true;
  const after = plain.slice(end, end + 3);
  if (NOT_A_CLOCK.test(after) || /^\d/.test(after)) return false;
  if (sure) return true;
  // 有一点, 早一点, 差一点.
  if (hour === '一' || plain.charAt(end - 1) === '时') return false;
  return CLOCK_AFTER.test(after) && !/[有这几好快慢早晚多少高低大小重轻差]/.test(plain.charAt(at - 1));
}

function smallHour(written: string): number {
  return written === '〇' ? 0 : smallNumber(written.replace('两', '二'));
}

function minuteOf(written: string): number {
  return written === '一刻' ? 15 : smallNumber(written.length > 1 ? written.replace('〇', '') : written);
}

/** 下午3 → 15, 晚上8 → 20, 晚上12 → 24, 中午1 → 13, 凌晨12 → 0 */
function withPart(minutes: number, part: PartOfDay | null): number {
  if (part === 'dawn') return minutes >= 720 && minutes < 780 ? minutes - 720 : minutes;
  if (part === 'noon') return minutes < 240 ? minutes + 720 : minutes;
  if (part === 'afternoon') return minutes < 720 ? minutes + 720 : minutes;
  if (part !== 'night') return minutes;
  if (minutes >= 720 && minutes < 780) return minutes + 720 > 1440 ? minutes - 720 : 1440;
  return minutes >= 300 && minutes < 720 ? minutes + 720 : minutes;
}
