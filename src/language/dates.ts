import { type Clock, clockAt, partAt } from './dates-clock.ts';
import { type Days, dayOf, isoOf, momentIn, mondayOf } from './dates-day.ts';
import { directionAround } from './dates-direction.ts';
import { readDuration, readSameTime } from './dates-duration.ts';
import { readFestival } from './dates-festival.ts';
import { readLunarDay, readLunarMonth } from './dates-moon.ts';
import { readDayWord, readWeek } from './dates-near.ts';
import { readMonthFromNow, readThird, readYearPart } from './dates-parts.ts';
import { CONNECTOR, eat, oneDay, type Reader, type Scope, type Wording } from './dates-scope.ts';
import { readDay, readFigures, readMonth } from './dates-solar.ts';
import type { Span } from './numbers-span.ts';
import { viewOf } from './numbers-view.ts';

/** A day or a span of days named in a text. */
export interface FoundDate extends Span {
  /** ISO days in China; equal for one day. */
  from: string;
  to: string;
  /** HH:MM where a time of day is told; 24:00 is midnight at the end of the day. */
  time?: string;
  /** The end of a span of time (9点到11点). */
  timeTo?: string;
  /** How the days lie to the day on which it is said. */
  direction: 'past' | 'present' | 'future';
}

/** `future`: take days without a year to be still to come (true) or past (false), whatever the words say. */
export interface DateOptions {
  future?: boolean;
}

/** Where two wordings are equally long, the first of these wins. */
const READERS: readonly Reader[] = [
  readLunarMonth,
  readLunarDay,
  readMonth,
  readDay,
  readFigures,
  readYearPart,
  readMonthFromNow,
  readThird,
  readDayWord,
  readWeek,
  readDuration,
  readSameTime,
  readFestival,
];
/** Every character that a wording can begin with. */
const BEGINS =
  /[\d〇一二两三四五六七八九十半几廿卅数今昨明前后大去上本这同下头年来农阴旧老腊正冬寒闰初刚方夜周星礼最近过未接往再春夏秋入开暑岁月中元情妇植五六七八劳青母儿父建教国双平圣破龙端鬼重除小南北立雨惊清谷芒处白霜第首凌清早一晌午傍黄擦晚深差三]/;

/** 每周五, 每月15号: no day but many. */
const RECURRING = /(?:每|逐|隔)(?:一?个)?(?:月|年|周|季度|学期|天|日|晚|早)?的?$/;

/** The years 1000 to 9998. */
const FIRST_DAY = dayOf(1000, 1, 1) ?? 0;
const LAST_DAY = dayOf(9998, 12, 31) ?? 0;

interface Hit {
  start: number;
  end: number;
  wording: Wording;
  clock: Clock | null;
  /** Where only a time of day is told. */
  timeOnly: boolean;
}

/**
 * Every day and span named, in the order of the text. `at` is the moment of saying, as a Date or an ISO time.
 * With `at` 2026-03-18T09:30:00+08:00: findDates('腊月二十卖的') → 2026-02-07; findDates('上周三') → 2026-03-11;
 * findDates('9月下旬') → 2025-09-21 to 2025-09-30; findDates('20号要开会') → 2026-03-20; findDates('25只羊') → none
 */
export function findDates(text: string, at: Date | string, options: DateOptions = {}): FoundDate[] {
  const view = viewOf(text);
  const now = momentIn(at);
  const found: FoundDate[] = [];
  const { plain } = view;
  const hits = collect(plain);
  let last: { days: Days; end: number } | null = null;
  for (let index = 0; index < hits.length; index++) {
    const first = hits[index];
    if (!first) continue;
    const told =
      options.future === undefined
        ? directionAround(plain, first.start, first.end)
        : { side: options.future ? ('future' as const) : ('past' as const), planned: options.future };
    const scope: Scope = {
      ...now,
      direction: told?.side ?? 'past',
      told: told !== null,
      planned: told?.planned ?? false,
      after: null,
    };
    const listed = last && first.wording.open && isList(plain, last.end, first.start) ? last.days.to : null;
    let days = daysOf(first, { ...scope, after: listed });
    if (!days || !inCalendar(days)) continue;
    let end = first;
    const next = hits[index + 1];
    if (next && isRange(plain, first.end, next.start)) {
      const until = daysOf(next, { ...scope, after: next.timeOnly ? null : days.from });
      if (until && until.to >= days.from && inCalendar(until)) {
        days = { from: days.from, to: until.to };
        end = next;
        index += 1;
      }
    }
    const open = eat(plain, end.end, /(?:到|至)(?:现在|目前|今(?!天|日|年|晚|早))|(?:起|开始)至今/y);
    const stop = open && days.from <= now.today ? end.end + open[0].length : end.end;
    if (open && days.from <= now.today) days = { from: days.from, to: now.today };
    last = { days, end: stop };
    const [start, finish] = [view.startOf(first.start), view.endOf(stop)];
    found.push({
      text: text.slice(start, finish),
      start,
      end: finish,
      from: isoOf(days.from),
      to: isoOf(days.to),
      ...timesOf(first, end, scope),
      direction: sideOf(days, now.today),
    });
  }
  return found;
}

/** Goes through the text once; at each place the longest wording wins. */
function collect(plain: string): Hit[] {
  const hits: Hit[] = [];
  for (let i = 0; i < plain.length; ) {
    const hit = BEGINS.test(plain.charAt(i)) ? hitAt(plain, i) : null;
    if (hit && !RECURRING.test(plain.slice(Math.max(0, i - 5), i))) hits.push(hit);
    i = hit ? hit.end : i + 1;
  }
  return hits;
}

function hitAt(plain: string, i: number): Hit | null {
  let best: Wording | null = null;
  for (const read of READERS) {
    const wording = read(plain, i);
    if (wording && wording.end > (best?.end ?? i)) best = wording;
  }
  if (!best) {
    const clock = clockAt(plain, i, null, false);
    return (
      clock && {
        start: i,
        end: clock.end,
        wording: { end: clock.end, days: () => null },
        clock,
        timeOnly: true,
      }
    );
  }
  const weekday = eat(plain, best.end, /\s?\(?(?:周|星期|礼拜)([一二三四五六日天])\)?/y);
  const named = weekday !== null && /[日号\d]$/.test(plain.slice(i, best.end));
  const base = named ? best.end + weekday[0].length : best.end;
  if (named) best = onWeekday(best, '一二三四五六日'.indexOf((weekday[1] ?? '').replace('天', '日')));
  const gap = eat(plain, base, /(?:的|,| |t(?=\d))?(?:大概|大约|约|差不多)?/y)?.[0].length ?? 0;
  const clock = clockAt(plain, base + gap, best.part ?? null, true);
  const part = clock ? null : partAt(plain, base);
  // 昨天下午 is one expression; 3月18号晚饭 is not.
  const end = clock?.end ?? (part && part.end - base >= 2 ? part.end : base);
  return { start: i, end, wording: best, clock, timeOnly: false };
}

/** 3月20日（周五）: of the past and the coming such day, the one that falls on the weekday told. */
function onWeekday(wording: Wording, weekday: number): Wording {
  const days = (scope: Scope): Days | null => {
    const told = wording.days(scope);
    const other = wording.days({ ...scope, direction: scope.direction === 'past' ? 'future' : 'past' });
    const falls = (found: Days | null): boolean =>
      found !== null && found.from - mondayOf(found.from) === weekday;
    return !falls(told) && falls(other) ? other : told;
  };
  return { ...wording, days };
}

function daysOf(hit: Hit, scope: Scope): Days | null {
  if (!hit.timeOnly) return hit.wording.days(scope);
  const begins = hit.clock?.from ?? 0;
  if (scope.told && scope.direction === 'past' && begins > scope.minute) return oneDay(scope.today - 1);
  if (scope.told && scope.direction === 'future' && (hit.clock?.to ?? begins) < scope.minute)
    return oneDay(scope.today + 1);
  return oneDay(scope.today);
}

function isRange(plain: string, end: number, start: number): boolean {
  return start - end <= 4 && new RegExp(`^(?:起|开始)?${CONNECTOR}$`).test(plain.slice(end, start));
}

/** 9月10号、11号和13号: the month goes on. */
function isList(plain: string, end: number, start: number): boolean {
  return /^(?:、|,|和|与|及)$/.test(plain.slice(end, start));
}

function timesOf(first: Hit, last: Hit, scope: Scope): { time?: string; timeTo?: string } {
  const from = first.clock?.from ?? first.wording.minute?.(scope) ?? null;
  const to = first === last ? (first.clock?.to ?? null) : (last.clock?.from ?? null);
  return {
    ...(from === null ? {} : { time: hhmm(from) }),
    ...(from === null || to === null ? {} : { timeTo: hhmm(to) }),
  };
}

function hhmm(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** 720268年前 lies before all calendars. */
function inCalendar(days: Days): boolean {
  return days.from >= FIRST_DAY && days.to <= LAST_DAY;
}

function sideOf(days: Days, today: number): FoundDate['direction'] {
  if (days.to < today) return 'past';
  return days.from > today ? 'future' : 'present';
}
