import { findDates, numeralValue } from '../../language/language.ts';
import type { Pieces } from './pieces.ts';

const N = '(?:\\d{1,3}|[一二两三四五六七八九十]{1,3})';
const SPAN = `(?:${N}\\s*个?(?:天|日|周|星期|礼拜)|当天|当日|到期(?:当天|那天)|那天)`;
const ADVANCE = new RegExp(
  `[,，、]?\\s*(?:请)?(?:到期前|提前)\\s*[:：]?\\s*(${SPAN}(?:\\s*(?:、|,|，|和|及|跟|还有)\\s*(?:提前)?${SPAN})*)\\s*(?:各|都|分别|每次)?(?:再)?(?:提醒|通知|催)?(?:一下|(?:一|1)[次遍])?`,
);

/** 提前7天、3天、当天 → 7, 3, 0; takes it out of the text. Null where none is told. */
export function takeAdvance(pieces: Pieces): number[] | null {
  const found = pieces.take(ADVANCE);
  if (found === null) return null;
  const days = [...(found[1] ?? '').matchAll(new RegExp(SPAN, 'g'))].map(([span]) => daysOf(span));
  return [...new Set(days)].sort((a, b) => b - a);
}

function daysOf(span: string): number {
  const [, count = '', unit = ''] = new RegExp(`^(${N})\\s*个?(天|日|周|星期|礼拜)$`).exec(span) ?? [];
  if (unit === '') return 0;
  return Math.round((numeralValue(count) ?? 0) * (/天|日/.test(unit) ? 1 : 7));
}

/** 到12月止, 到6月30日为止; the last day of it. */
export function takeUntil(pieces: Pieces, at: Date): { until: string } | { fault: string } | null {
  const found = pieces.take(/[,，、]?\s*(?:一直|直)?(?:到|至)([^,，。;；\n]{1,12}?)(?:为止|止|结束)/);
  if (found === null) return null;
  const [date] = findDates(found[1] ?? '', at, { future: true });
  return date === undefined
    ? { fault: `“到${found[1] ?? ''}止”的日子没看懂，例如“到12月止”“到2027年6月30日止”。` }
    : { until: date.to };
}

const HOURS: readonly (readonly [RegExp, string])[] = [
  [/(?:上午|早上|早晨|一早|一上班)/, '09:00'],
  [/中午/, '12:00'],
  [/(?:下午|午后)/, '15:00'],
];

/** 上午9点 → 09:00; 下午 → 15:00; takes it out of the text. Reminders leave in office hours. */
export function takeTime(pieces: Pieces, at: Date): { time: string } | { fault: string } | null {
  const found = findDates(pieces.left, at).find(({ time }) => time !== undefined);
  if (found?.time !== undefined) {
    pieces.cut(found.start, found.end);
    return within(found.time);
  }
  if (pieces.take(/(?:晚上|夜里|半夜|凌晨)/) !== null) return { fault: NIGHT };
  for (const [pattern, time] of HOURS) if (pieces.take(pattern) !== null) return { time };
  return null;
}

/**
 * 明天下午3点开会: when what is to be done happens, at whatever hour, with the words for it. Null where the time is that
 * of the reminder: 明天上午9点提醒…
 */
export function takeEventTime(pieces: Pieces, at: Date): { time: string; said: string } | null {
  const found = findDates(pieces.left, at).find(({ time }) => time !== undefined);
  if (found?.time === undefined) return null;
  const after = pieces.left.slice(found.end);
  if (/^(?:钟|整)?[\s,，]*(?:请|帮我|再|就)?(?:提醒|通知|叫|催)/.test(after)) return null;
  const before = /^(?:钟|整)?(?:以前|之前|前)/.exec(after)?.[0] ?? '';
  pieces.cut(found.start, found.end + before.length);
  return { time: found.time, said: `${found.text}${before}` };
}

const NIGHT = '提醒只在工作日8:30到17:30发，请换个时间，例如“上午9点”。';

function within(time: string): { time: string } | { fault: string } {
  return time >= '08:30' && time <= '17:30' ? { time } : { fault: NIGHT };
}
