import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compute, NOTHING_TOLD, type Policy, type Standard, type Told } from '../../src/policies/policies.ts';

const DAY = '2022-05-01';
const dated = { from: '2021-01-01', to: null, clause: '五(一)1' };

function policy(id: string, name: string, standards: Standard[]): Policy {
  return {
    id,
    name,
    aliases: [],
    category: '产业',
    document: 'd',
    clauses: ['五(一)1'],
    answer: name,
    points: [],
    details: {},
    unstated: [],
    figures: [],
    standards,
    conditions: [],
    phrases: [],
    notMeant: [],
    examples: [],
  };
}

function told(part: Partial<Told>): Told {
  return { ...NOTHING_TOLD, ...part };
}

const count = (value: number, thing: string | null, measure = '只', already = false) => ({
  value,
  measure,
  thing,
  already,
});

const sheep = policy('sheep', '肉羊', [
  { ...dated, rule: 'per-unit', thing: '羊', measure: '只', each: 100, cap: 20, capScope: '每户每年' },
]);
const cattle = policy('cattle', '肉牛', [
  { ...dated, rule: 'per-unit', thing: '牛', measure: '头', each: 1000, cap: 2, capScope: '每户每年' },
]);

describe('per head, with a cap', () => {
  it('counts up to the cap and says so', () => {
    const result = compute([sheep], told({ counts: [count(25, '羊')] }), DAY);
    expect(result?.amount).toBe(2000);
    expect(result?.lines[0]).toBe('25只羊能补2000元：每户每年最多补20只，按20只 × 100元 = 2000元。');
  });

  it('adds up several kinds, and names what is not covered', () => {
    const counts = [count(17, '羊'), count(1, '牛', '头'), count(6, '骆驼', '峰')];
    const result = compute([sheep, cattle], told({ counts }), DAY);
    expect(result?.amount).toBe(2700);
    expect(result?.lines.at(-1)).toBe('骆驼不在补贴里：文件只写了羊、牛。');
  });

  it('takes off what was paid before', () => {
    const result = compute([sheep], told({ counts: [count(18, '羊', '只', true), count(5, null)] }), DAY);
    expect(result?.amount).toBe(200);
  });

  it('says that nothing is left instead of 0 × 100', () => {
    const result = compute([sheep], told({ counts: [count(20, '羊', '只', true), count(5, '羊')] }), DAY);
    expect(result?.amount).toBe(0);
    expect(result?.lines[0]).toBe('不能再补了：每户每年最多补20只，已经补满20只。');
  });

  it('computes nothing before the first and after the last day of the rule', () => {
    const ended = policy('x', '羊', [
      {
        ...dated,
        to: '2021-12-31',
        rule: 'per-unit',
        thing: '羊',
        measure: '只',
        each: 1,
        cap: null,
        capScope: null,
      },
    ]);
    const asked = told({ counts: [count(3, '羊')] });
    expect(compute([ended], asked, '2020-12-31')).toBeNull();
    expect(compute([ended], asked, '2022-01-01')).toBeNull();
    expect(compute([ended], asked, '2021-12-31')?.amount).toBe(3);
  });

  it('never pays more than the cap, never less for more heads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 40 }), (now, before) => {
        const counts = [count(now, '羊'), ...(before > 0 ? [count(before, '羊', '只', true)] : [])];
        const amount = compute([sheep], told({ counts }), DAY)?.amount ?? -1;
        const more =
          compute([sheep], told({ counts: [count(now + 1, '羊'), ...counts.slice(1)] }), DAY)?.amount ?? -1;
        expect(amount).toBe(100 * Math.min(now, Math.max(0, 20 - before)));
        expect(more).toBeGreaterThanOrEqual(amount);
      }),
    );
  });
});

describe('by school stage and by person', () => {
  const school = policy('school', '生活补贴', [
    {
      ...dated,
      rule: 'by-stage',
      stages: [
        { stage: '初中', amount: 2800 },
        { stage: '高中', amount: 3000 },
        { stage: '本科', amount: 4000 },
      ],
      period: '每年',
    },
  ]);
  const aid = policy('aid', '中职生活补助', [
    { ...dated, rule: 'per-person', each: 2000, period: '每年', maxYears: 2, upTo: false },
  ]);

  it.each([
    ['one', told({ stages: [{ stage: '高中', count: 1, years: null }] }), 3000],
    [
      'two',
      told({
        stages: [
          { stage: '高中', count: 1, years: null },
          { stage: '本科', count: 1, years: null },
        ],
      }),
      7000,
    ],
    ['three years', told({ stages: [{ stage: '高中', count: 1, years: null }], years: 3 }), 9000],
    ['twins', told({ stages: [{ stage: '初中', count: 2, years: null }] }), 5600],
  ])('by stage: %s', (_name, asked, amount) => {
    expect(compute([school], asked, DAY)?.amount).toBe(amount);
  });

  it('names a stage that the document leaves out', () => {
    const asked = told({
      stages: [
        { stage: '初中', count: 1, years: null },
        { stage: '幼儿园', count: 1, years: null },
      ],
    });
    expect(compute([school], asked, DAY)?.lines.at(-1)).toBe('幼儿园阶段文件没有写。');
    expect(compute([school], told({ stages: [{ stage: '幼儿园', count: 1, years: null }] }), DAY)).toBeNull();
  });

  it.each([
    ['four children, a year', told({ persons: 4, years: 1 }), 8000],
    ['both years', told({ persons: 1, years: 2 }), 4000],
    ['not past the limit', told({ persons: 1, years: 5 }), 4000],
    ['one year had already', told({ usedYears: 1 }), 2000],
    ['of six, one does not qualify', told({ persons: 6, excluded: 1, years: 1 }), 10_000],
  ])('per person: %s', (_name, asked, amount) => {
    expect(compute([aid], asked, DAY)?.amount).toBe(amount);
  });

  it('asks for no sum where nothing was told', () => {
    expect(compute([aid], NOTHING_TOLD, DAY)).toBeNull();
    expect(compute([school], NOTHING_TOLD, DAY)).toBeNull();
  });
});

describe('shares of a bill', () => {
  const refund = policy('refund', '报销', [
    { ...dated, rule: 'rate', base: '医疗费用', result: '报销', atLeast: 80, atMost: null },
  ]);
  const wage = policy('wage', '岗位补贴', [
    { ...dated, rule: 'rate', base: '最低工资', result: '补贴', atLeast: 30, atMost: 50 },
  ]);

  it('bounds the other side of the bill from the opposite end', () => {
    expect(compute([refund], told({ money: [10_000] }), DAY)).toMatchObject({ amount: 8000 });
    const own = compute([refund], told({ money: [10_000], side: '自付' }), DAY);
    expect(own?.amount).toBe(2000);
    expect(own?.lines[0]).toContain('最多自己掏2000元');
  });

  it('both sides add up to the bill', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (bill) => {
        const back = compute([refund], told({ money: [bill] }), DAY)?.amount ?? 0;
        const own = compute([refund], told({ money: [bill], side: '自付' }), DAY)?.amount ?? 0;
        expect(back + own).toBeCloseTo(bill, 1);
      }),
    );
  });

  it('gives a range no single sum, unless one end is asked for', () => {
    expect(compute([wage], told({ money: [1480] }), DAY)?.amount).toBeNull();
    expect(compute([wage], told({ money: [1480], bound: 'most' }), DAY)?.amount).toBe(740);
    expect(compute([wage], told({ money: [1480], bound: 'least', persons: 3 }), DAY)?.amount).toBe(1332);
  });
});

describe('loans, raises, areas, years', () => {
  const loan = policy('loan', '小额信贷', [
    { ...dated, rule: 'loan', max: 50_000, maxYears: 3, interestPaid: true, rateNote: null },
  ]);
  const raise = policy('raise', '低保标准', [
    { ...dated, rule: 'raise', indicator: '低保标准', points: null, growth: 6, notOver: null },
  ]);
  const points = policy('points', '大病保险', [
    { ...dated, rule: 'raise', indicator: '报销比例', points: 10, growth: null, notOver: 95 },
  ]);
  const area = policy('area', '搬迁房', [{ ...dated, rule: 'per-area', each: 25 }]);
  const years = policy('years', '脱贫人口', [
    {
      ...dated,
      rule: 'by-year',
      indicator: '脱贫人口',
      unit: '万人',
      addable: true,
      years: [
        { year: 2016, value: 50 },
        { year: 2017, value: 56 },
        { year: 2018, value: 55 },
      ],
    },
  ]);

  it('interest = principal × rate × years, within the limits', () => {
    expect(compute([loan], told({ money: [30_000], rates: [4.75], years: 2 }), DAY)?.amount).toBe(2850);
    expect(compute([loan], told({ money: [80_000] }), DAY)?.lines[0]).toBe(
      '80000元超过了上限，最多能贷50000元。',
    );
    expect(compute([loan], told({ years: 5 }), DAY)?.lines[0]).toBe('期限最长3年，贷不了5年。');
    expect(compute([loan], told({ used: [30_000] }), DAY)?.amount).toBe(20_000);
  });

  it('raises by a share, and tells the difference when that is asked', () => {
    expect(compute([raise], told({ bare: [4000] }), DAY)?.amount).toBe(4240);
    expect(compute([raise], told({ bare: [4000], more: true }), DAY)?.amount).toBe(240);
  });

  it('raises by points up to the ceiling', () => {
    expect(compute([points], told({ rates: [60] }), DAY)?.lines[0]).toContain('现在70%');
    expect(compute([points], told({ rates: [90] }), DAY)?.lines[0]).toContain('现在95%');
    expect(compute([points], told({ money: [30_000], rates: [60] }), DAY)?.amount).toBe(21_000);
  });

  it('measures houses by heads', () => {
    expect(compute([area], told({ persons: 4 }), DAY)).toMatchObject({
      amount: null,
      lines: ['4个人最多100平方米：4 × 每人25平方米。'],
    });
    expect(compute([area], told({ persons: 4, area: 130 }), DAY)?.lines[0]).toBe('130平方米超了30平方米。');
  });

  it('adds up the years asked for, and those between them', () => {
    expect(compute([years], told({ calendarYears: [2016, 2018], total: true }), DAY)?.lines[0]).toBe(
      '脱贫人口一共161万人：2016年50万人、2017年56万人、2018年55万人。',
    );
    expect(compute([years], told({ calendarYears: [2017] }), DAY)?.lines[0]).toBe('脱贫人口：2017年56万人。');
    expect(compute([years], NOTHING_TOLD, DAY)).toBeNull();
  });
});
