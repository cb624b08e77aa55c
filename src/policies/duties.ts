import { date, listOf, number, oneOf, strictRecord, text } from '../data-files/data-files.ts';

/** Which day of a month, or of the last month of a longer period. A day that the month lacks is its last. */
export type DutyDay =
  | { kind: 'date'; day: number }
  | { kind: 'last-day' }
  | { kind: 'first-working-day' }
  | { kind: 'last-working-day' };

/** How often something is due. `weekdays`: 1 is Monday. Several days of a month are several times. */
export type Rhythm =
  | { kind: 'daily' }
  | { kind: 'weekly'; weekdays: number[] }
  | { kind: 'monthly'; days: DutyDay[] }
  /** `month`: 1 to 3, counted within the quarter. */
  | { kind: 'quarterly'; month: number; day: DutyDay }
  | { kind: 'yearly'; months: number[]; day: DutyDay }
  | { kind: 'once'; on: string };

/** Whose duty it is: the office of the document's own place, each township below it, or each village. */
export type DutyWho = 'own' | 'townships' | 'villages';

/** Something that a document wants done again and again, or by a day. */
export interface DutyRule {
  id: string;
  what: string;
  clause: string;
  who: DutyWho;
  /** The department that the document names. */
  lead: string | null;
  rhythm: Rhythm;
  /** Days ahead of the last one on which it is reminded of; 0 is the day itself. */
  advance: number[];
  /** The document names the rhythm and not the day, or neither. */
  isExample: boolean;
}

/** What is followed up: duties of the calendar, and what follows from facts. */
export const FOLLOW_UPS = [
  '定期',
  '走访',
  '复核',
  '公示期满',
  '退回',
  '草稿',
  '家庭医生',
  '辍学',
  '房屋',
] as const;
export type FollowUpWord = (typeof FOLLOW_UPS)[number];

/** How one kind of duty is followed up; a step that is null is not taken. */
export interface FollowUp {
  kind: FollowUpWord;
  /** Working days from the fact to its last day, where the fact itself names none. */
  within: number | null;
  /** As in `DutyRule`. */
  advance: number[];
  /** Working days after the last day to the second reminder, and from each step to the next. */
  again: number | null;
  township: number | null;
  county: number | null;
  /** To the list on which a person decides. */
  list: number | null;
  /** Working days for which 收到 keeps the next reminder away. */
  acknowledged: number;
  isExample: boolean;
}

/** One file of policy-kb/duties. */
export interface Duties {
  /** Path of the place; null: everywhere that has no line of its own. */
  region: string | null;
  document: string;
  /** On which the file as a whole rests. */
  clause: string | null;
  rules: DutyRule[];
  followUps: FollowUp[];
}

export const EVERYWHERE = '全国';
const RHYTHMS = ['每月', '每季度', '每半年', '每年', '一次'] as const;
const WHO: Readonly<Record<string, DutyWho>> = { 本级: 'own', 各乡镇: 'townships', 各村: 'villages' };

interface RawRhythm {
  节奏: (typeof RHYTHMS)[number];
  月份?: number[] | undefined;
  哪天?: string | undefined;
  日期?: string | undefined;
}

/** 25日, 最后一天, 第一个工作日, 最后一个工作日; null for anything else. */
export function readDutyDay(written: string): DutyDay | null {
  const day = /^(\d{1,2})[日号]$/.exec(written)?.[1];
  if (day !== undefined) {
    return Number(day) >= 1 && Number(day) <= 31 ? { kind: 'date', day: Number(day) } : null;
  }
  if (written === '最后一天') return { kind: 'last-day' };
  if (written === '第一个工作日') return { kind: 'first-working-day' };
  return written === '最后一个工作日' ? { kind: 'last-working-day' } : null;
}

/** The rhythm, or what is missing or too much, with the line that it stands in. */
function rhythmOf(raw: RawRhythm): Rhythm | { wrong: string; key: string } {
  const { 节奏: rhythm, 月份: months, 哪天: written, 日期: on } = raw;
  if (rhythm === '一次') {
    if (written !== undefined) return { wrong: '“一次”的不写“哪天”，写“日期”。', key: '哪天' };
    return on === undefined
      ? { wrong: '“一次”的要写“日期”，例如 2018-12-31。', key: '节奏' }
      : { kind: 'once', on };
  }
  if (on !== undefined) return { wrong: '只有“一次”的才写“日期”，别的写“哪天”。', key: '日期' };
  if (written === undefined) return { wrong: `“${rhythm}”的要写“哪天”，例如 最后一个工作日。`, key: '节奏' };
  const day = readDutyDay(written);
  if (day === null)
    return {
      wrong: `写的是“${written}”，只能写：25日 这样的、最后一天、第一个工作日、最后一个工作日。`,
      key: '哪天',
    };
  if (rhythm === '每年') {
    if (months === undefined) return { wrong: '“每年”的要写“月份”，例如 12。', key: '节奏' };
    return { kind: 'yearly', months, day };
  }
  if (months !== undefined) return { wrong: '只有“每年”的才写“月份”。', key: '月份' };
  if (rhythm === '每月') return { kind: 'monthly', days: [day] };
  return rhythm === '每季度'
    ? { kind: 'quarterly', month: 3, day }
    : { kind: 'yearly', months: [6, 12], day };
}

const whole = (example: string, from: number, to: number) =>
  number(example).refine((value) => Number.isInteger(value) && value >= from && value <= to, {
    error: ({ input }) => `写的是“${String(input)}”，要写 ${from} 到 ${to} 的整数。`,
  });

const rule = strictRecord({
  编号: text('quannan-monthly-review'),
  办什么: text('调度本月脱贫攻坚进度'),
  条款: text('三(六)'),
  谁: oneOf(['本级', '各乡镇', '各村']),
  牵头: text('县精准扶贫办').optional(),
  节奏: oneOf(RHYTHMS),
  月份: listOf(whole('12', 1, 12)).optional(),
  哪天: text('最后一个工作日').optional(),
  日期: date().optional(),
  提前: listOf(whole('3', 0, 90)).default([0]),
  示例: oneOf(['是', '否']),
}).transform((raw, ctx): DutyRule => {
  const rhythm = rhythmOf(raw);
  if ('wrong' in rhythm) ctx.addIssue({ code: 'custom', message: rhythm.wrong, path: [rhythm.key] });
  return {
    id: raw.编号,
    what: raw.办什么,
    clause: raw.条款,
    who: WHO[raw.谁] ?? 'own',
    lead: raw.牵头 ?? null,
    rhythm: 'wrong' in rhythm ? { kind: 'daily' } : rhythm,
    advance: raw.提前,
    isExample: raw.示例 === '是',
  };
});

const followUp = strictRecord({
  种类: oneOf(FOLLOW_UPS),
  工作日: whole('5', 1, 250).optional(),
  提前: listOf(whole('3', 0, 90)).default([0]),
  再提醒: whole('1', 1, 60).optional(),
  乡镇: whole('2', 1, 60).optional(),
  县: whole('2', 1, 60).optional(),
  通报: whole('3', 1, 60).optional(),
  收到管: whole('2', 1, 60),
  示例: oneOf(['是', '否']),
}).transform(
  (raw): FollowUp => ({
    kind: raw.种类,
    within: raw.工作日 ?? null,
    advance: raw.提前,
    again: raw.再提醒 ?? null,
    township: raw.乡镇 ?? null,
    county: raw.县 ?? null,
    list: raw.通报 ?? null,
    acknowledged: raw.收到管,
    isExample: raw.示例 === '是',
  }),
);

/** One file of policy-kb/duties. */
export const dutiesSchema = strictRecord({
  地区: text('江西省/赣州市/全南县'),
  文件: text('quannan-2017'),
  说明: text().optional(),
  条款: text('四(四)1').optional(),
  规则: listOf(rule).default([]),
  跟办: listOf(followUp).default([]),
}).transform(
  (raw): Duties => ({
    region: raw.地区 === EVERYWHERE ? null : raw.地区,
    document: raw.文件,
    clause: raw.条款 ?? null,
    rules: raw.规则,
    followUps: raw.跟办,
  }),
);

/** How a kind of duty is followed up in a place: its own line, else the nearest one above; null where none is. */
export function followUpFor(
  duties: readonly Duties[],
  placesUp: readonly string[],
  kind: FollowUpWord,
): FollowUp | null {
  for (const region of [...placesUp, null]) {
    for (const file of duties) {
      const found = file.region === region ? file.followUps.find((line) => line.kind === kind) : undefined;
      if (found !== undefined) return found;
    }
  }
  return null;
}
