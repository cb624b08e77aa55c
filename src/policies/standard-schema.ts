import { z } from 'zod';
import {
  date,
  listOf,
  notInList,
  number,
  oneOf,
  strictRecord,
  text,
  wrongShape,
} from '../data-files/data-files.ts';
import { STAGES } from './policy.ts';
import type { Standard } from './standard.ts';

const dated = { 起: date(), 止: date('长期'), 依据: text('五(一)1') };

const yes = oneOf(['是', '否']).optional();

const perUnit = strictRecord({
  ...dated,
  算法: z.literal('按数量'),
  物: text('羊'),
  量词: text('只'),
  每单位元: number('100'),
  上限数量: number('20').optional(),
  上限范围: oneOf(['每户每年', '每人每年', '每户', '每人']).optional(),
});
const byStage = strictRecord({
  ...dated,
  算法: z.literal('按学段'),
  学段: listOf(strictRecord({ 学段: oneOf(STAGES), 元: number('2500') })),
  周期: oneOf(['每年', '每月', '每学期', '一次']),
});
const perPerson = strictRecord({
  ...dated,
  算法: z.literal('按人数'),
  每人元: number('2000'),
  周期: oneOf(['每年', '每月', '每学期', '一次']),
  最多年数: number('2').optional(),
  至多: yes,
});
const rate = strictRecord({
  ...dated,
  算法: z.literal('按比例'),
  基数: text('医疗费用'),
  结果: oneOf(['报销', '自付', '补贴']),
  比例下限: number('80').optional(),
  比例上限: number('90').optional(),
});
const raise = strictRecord({
  ...dated,
  算法: z.literal('按提高'),
  指标: text('报销比例'),
  提高百分点: number('10').optional(),
  增幅: number('6').optional(),
  不超过: number('95').optional(),
});
const loan = strictRecord({
  ...dated,
  算法: z.literal('贷款'),
  最高元: number('50000').optional(),
  最长年: number('3').optional(),
  贴息: oneOf(['全额', '不贴']).optional(),
  利率: text('人民银行同期基准利率').optional(),
});
const perArea = strictRecord({ ...dated, 算法: z.literal('按面积'), 每人平方米: number('25') });
const byYear = strictRecord({
  ...dated,
  算法: z.literal('分年'),
  指标: text('脱贫人口'),
  单位: text('万人'),
  分年: listOf(strictRecord({ 年: number('2016'), 值: number('50') })),
  可相加: yes,
});

const ALGORITHMS = ['按数量', '按学段', '按人数', '按比例', '按提高', '贷款', '按面积', '分年'];

/** One dated rule as the clerk writes it (标准), turned into what the calculator takes. */
export const standardSchema = z
  .discriminatedUnion('算法', [perUnit, byStage, perPerson, rate, raise, loan, perArea, byYear], {
    error: ({ code, input }) => {
      if (code !== 'invalid_union') return wrongShape(input, '几行“名称: 内容”');
      const written = typeof input === 'object' && input !== null && '算法' in input ? input.算法 : undefined;
      return typeof written === 'string'
        ? notInList(written, ALGORITHMS)
        : wrongShape(written, `下面这些词之一：${ALGORITHMS.join('、')}`);
    },
  })
  .transform((raw, ctx): Standard => {
    const when = { from: raw.起, to: raw.止 === '长期' ? null : raw.止, clause: raw.依据 };
    switch (raw.算法) {
      case '按数量':
        return {
          ...when,
          rule: 'per-unit',
          thing: raw.物,
          measure: raw.量词,
          each: raw.每单位元,
          cap: raw.上限数量 ?? null,
          capScope: raw.上限范围 ?? null,
        };
      case '按学段':
        return {
          ...when,
          rule: 'by-stage',
          stages: raw.学段.map((row) => ({ stage: row.学段, amount: row.元 })),
          period: raw.周期,
        };
      case '按人数':
        return {
          ...when,
          rule: 'per-person',
          each: raw.每人元,
          period: raw.周期,
          maxYears: raw.最多年数 ?? null,
          upTo: raw.至多 === '是',
        };
      case '按比例':
        if (raw.比例下限 === undefined && raw.比例上限 === undefined) {
          ctx.addIssue({ code: 'custom', message: '“比例下限”“比例上限”至少要写一个。' });
        }
        return {
          ...when,
          rule: 'rate',
          base: raw.基数,
          result: raw.结果,
          atLeast: raw.比例下限 ?? null,
          atMost: raw.比例上限 ?? null,
        };
      case '按提高':
        if (raw.提高百分点 === undefined && raw.增幅 === undefined) {
          ctx.addIssue({ code: 'custom', message: '“提高百分点”“增幅”要写一个。' });
        }
        return {
          ...when,
          rule: 'raise',
          indicator: raw.指标,
          points: raw.提高百分点 ?? null,
          growth: raw.增幅 ?? null,
          notOver: raw.不超过 ?? null,
        };
      case '贷款':
        return {
          ...when,
          rule: 'loan',
          max: raw.最高元 ?? null,
          maxYears: raw.最长年 ?? null,
          interestPaid: raw.贴息 === '全额',
          rateNote: raw.利率 ?? null,
        };
      case '按面积':
        return { ...when, rule: 'per-area', each: raw.每人平方米 };
      case '分年':
        return {
          ...when,
          rule: 'by-year',
          indicator: raw.指标,
          unit: raw.单位,
          years: raw.分年.map((row) => ({ year: row.年, value: row.值 })),
          addable: raw.可相加 === '是',
        };
    }
  });
