import { listOf, number, oneOf, strictRecord, text, textOrList } from '../data-files/data-files.ts';
import { CHANGE_WORDS, type ChangeWord } from './change-words.ts';
import { STAGES, type Stage } from './policy.ts';

/** What a rule looks at: sums of some days, their share of a year's income, events of some days, or one event. */
export type WarningTest =
  | { kind: 'sum'; days: number; yuan: number }
  | { kind: 'share'; days: number; percent: number }
  | { kind: 'times'; days: number; times: number }
  | { kind: 'event' };

/** One rule that puts a household on the watch list. */
export interface WarningRule {
  id: string;
  name: string;
  changes: ChangeWord[];
  stages: Stage[];
  /** Only changes whose note holds one of these words; empty: any. */
  words: string[];
  test: WarningTest;
  urgency: '急' | '一般';
  /** Working days within which somebody has to go there. */
  visitWithin: number;
  /** The figure is an example that the county has yet to set. */
  isExample: boolean;
}

/** The early-warning rules of a place and all below it. */
export interface Warnings {
  region: string;
  document: string;
  clause: string;
  rules: WarningRule[];
}

const LOOKS = ['累计金额', '占收入', '次数', '出现'] as const;

const rule = strictRecord({
  编号: text('medical-self-pay'),
  名称: text('自付医疗费大'),
  看: oneOf(LOOKS),
  变化: listOf(oneOf(CHANGE_WORDS)),
  学段: listOf(oneOf(STAGES)).default([]),
  说到: textOrList().default([]),
  天数: number('365').optional(),
  元: number('10000').optional(),
  百分比: number('30').optional(),
  次: number('2').optional(),
  紧急: oneOf(['急', '一般']),
  走访工作日: number('3'),
  示例: oneOf(['是', '否']),
}).transform((raw, ctx): WarningRule => {
  const test = testOf(raw);
  if (typeof test === 'string') ctx.addIssue({ code: 'custom', message: test });
  if (!Number.isInteger(raw.走访工作日) || raw.走访工作日 < 1)
    ctx.addIssue({
      code: 'custom',
      message: `写的是“${raw.走访工作日}”，要写 1 以上的整数。`,
      path: ['走访工作日'],
    });
  return {
    id: raw.编号,
    name: raw.名称,
    changes: raw.变化,
    stages: raw.学段,
    words: raw.说到,
    test: typeof test === 'string' ? { kind: 'event' } : test,
    urgency: raw.紧急,
    visitWithin: raw.走访工作日,
    isExample: raw.示例 === '是',
  };
});

interface RawTest {
  看: (typeof LOOKS)[number];
  天数?: number | undefined;
  元?: number | undefined;
  百分比?: number | undefined;
  次?: number | undefined;
}

/** The test, or what is missing. */
function testOf({ 看, 天数, 元, 百分比, 次 }: RawTest): WarningTest | string {
  switch (看) {
    case '累计金额':
      return 天数 === undefined || 元 === undefined
        ? '看“累计金额”的，要写“天数”和“元”。'
        : { kind: 'sum', days: 天数, yuan: 元 };
    case '占收入':
      return 天数 === undefined || 百分比 === undefined
        ? '看“占收入”的，要写“天数”和“百分比”。'
        : { kind: 'share', days: 天数, percent: 百分比 };
    case '次数':
      return 天数 === undefined || 次 === undefined
        ? '看“次数”的，要写“天数”和“次”。'
        : { kind: 'times', days: 天数, times: 次 };
    case '出现':
      return { kind: 'event' };
  }
}

/** One file of policy-kb/warnings. */
export const warningsSchema = strictRecord({
  地区: text('内蒙古自治区/鄂尔多斯市/杭锦旗'),
  文件: text('hangjin-2021'),
  条款: text('五(二)2'),
  说明: text().optional(),
  规则: listOf(rule),
}).transform(
  (raw): Warnings => ({ region: raw.地区, document: raw.文件, clause: raw.条款, rules: raw.规则 }),
);
