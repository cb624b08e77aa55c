import { z } from 'zod';
import {
  aliases,
  date,
  listOf,
  notInList,
  number,
  oneOf,
  strictRecord,
  text,
  textOrList,
  wrongShape,
} from '../data-files/data-files.ts';
import {
  type Aspect,
  CATEGORIES,
  CONDITION_KINDS,
  HOUSEHOLD_CATEGORIES,
  type Policy,
  type PolicyDocument,
} from './policy.ts';
import { standardSchema } from './standard-schema.ts';

/** The clerk's word for each aspect, and the program's. */
export const ASPECT_KEYS = {
  金额: 'amount',
  对象: 'who',
  办法: 'how',
  时间: 'when',
  地点: 'where',
  材料: 'papers',
  主管: 'lead',
  变化: 'changed',
} as const satisfies Record<string, Aspect>;

const id = z
  .string({ error: (issue) => wrongShape(issue.input, '小写字母、数字和短横线，例如 hangjin-sheep-sale') })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: (issue) => `写的是“${issue.input}”，编号只用小写字母、数字和短横线，例如 hangjin-sheep-sale。`,
  });

const clause = () =>
  text('五(一)1').refine((ref) => /^[一二三四五六七八九十]+(\([一二三四五六七八九十]+\))?(\d+)?$/.test(ref), {
    error: (issue) => `写的是“${issue.input}”，条款要写成 五(一)1 这样（英文括号，不写顿号）。`,
  });

const condition = strictRecord({
  种类: oneOf(CONDITION_KINDS),
  是: listOf(text()).optional(),
  至少: number('60').optional(),
  至多: number('16').optional(),
  说: text('要年满60岁'),
}).transform((raw, ctx) => {
  if (raw.种类 === '户类别') {
    raw.是?.forEach((value, index) => {
      if (!HOUSEHOLD_CATEGORIES.some((known) => known === value)) {
        ctx.addIssue({
          code: 'custom',
          message: notInList(value, HOUSEHOLD_CATEGORIES),
          path: ['是', index],
        });
      }
    });
  }
  return {
    kind: raw.种类,
    anyOf: raw.是 ?? [],
    atLeast: raw.至少 ?? null,
    atMost: raw.至多 ?? null,
    says: raw.说,
  };
});

const example = strictRecord({
  问: text('30只羊出栏补多少'),
  日期: date().optional(),
  地区: text('杭锦旗').optional(),
  金额: number('2000').optional(),
  要有: listOf(text()).default([]),
}).transform((raw) => ({
  question: raw.问,
  asOf: raw.日期 ?? null,
  region: raw.地区 ?? null,
  amount: raw.金额 ?? null,
  contains: raw.要有,
}));

/** One file of policy-kb/policies. */
export const policySchema = strictRecord({
  编号: id,
  名称: text('肉羊出栏补贴'),
  别名: aliases(),
  类别: oneOf(CATEGORIES),
  文件: text('hangjin-2021'),
  条款: listOf(clause()),
  答: text('肉羊出栏一只补100元。'),
  要点: textOrList()
    .refine((points) => points.length <= 3, {
      error: ({ input }) => `写了 ${Array.isArray(input) ? input.length : 0} 条，最多写三条。`,
    })
    .default([]),
  对象: textOrList().optional(),
  办法: textOrList().optional(),
  时间: textOrList().optional(),
  地点: textOrList().optional(),
  材料: textOrList().optional(),
  主管: textOrList().optional(),
  变化: textOrList().optional(),
  没写: listOf(oneOf(['金额', '对象', '办法', '时间', '地点', '材料', '主管'])).default([]),
  数目: listOf(strictRecord({ 说明: text('每只补贴'), 值: number('100'), 单位: text('元') })).default([]),
  标准: listOf(standardSchema).default([]),
  条件: listOf(condition).default([]),
  说法: listOf(text(), 10),
  不是这个意思: listOf(strictRecord({ 说: text(), 应是: text() })).default([]),
  试问: listOf(example, 2),
}).transform((raw): Policy => {
  const details: Policy['details'] = {};
  for (const [key, aspect] of [
    ['对象', 'who'],
    ['办法', 'how'],
    ['时间', 'when'],
    ['地点', 'where'],
    ['材料', 'papers'],
    ['主管', 'lead'],
    ['变化', 'changed'],
  ] as const) {
    const lines = raw[key];
    if (lines && lines.length > 0) details[aspect] = lines;
  }
  return {
    id: raw.编号,
    name: raw.名称,
    aliases: raw.别名,
    category: raw.类别,
    document: raw.文件,
    clauses: raw.条款,
    answer: raw.答,
    points: raw.要点,
    details,
    unstated: raw.没写.map((key) => ASPECT_KEYS[key]),
    figures: raw.数目.map((row) => ({ label: row.说明, value: row.值, unit: row.单位 })),
    standards: raw.标准,
    conditions: raw.条件,
    phrases: raw.说法,
    notMeant: raw.不是这个意思.map((row) => ({ phrase: row.说, policy: row.应是 })),
    examples: raw.试问,
  };
});

/** One file of policy-kb/documents. */
export const documentSchema = strictRecord({
  编号: id,
  名称: text('杭锦旗……实施方案'),
  简称: text('杭锦旗2021年衔接方案'),
  文号: text('没有写'),
  发文: text('杭锦旗'),
  地区: text('内蒙古自治区/鄂尔多斯市/杭锦旗'),
  起: date(),
  止: date('没有写'),
  政策期到: date().optional(),
  说明: text().optional(),
  条目: listOf(strictRecord({ 条款: clause(), 标题: text('产业激励'), 负责: text('省农业厅').optional() })),
}).transform(
  (raw): PolicyDocument => ({
    id: raw.编号,
    title: raw.名称,
    shortTitle: raw.简称,
    number: raw.文号 === '没有写' ? null : raw.文号,
    issuer: raw.发文,
    region: raw.地区,
    from: raw.起,
    to: raw.止 === '没有写' ? null : raw.止,
    periodTo: raw.政策期到 ?? null,
    note: raw.说明 ?? null,
    clauses: raw.条目.map((row) => ({ ref: row.条款, title: row.标题, lead: row.负责 ?? null })),
  }),
);
