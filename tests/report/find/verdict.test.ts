import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assembleKnowledge,
  CHANGE_KINDS,
  HOUSEHOLD_CATEGORIES,
  readKnowledge,
  STAGES,
} from '../../../src/policies/policies.ts';
import type { ChangeFacts, HouseholdFacts } from '../../../src/report/find/facts.ts';
import { openPolicies, questionOf, type Verdict } from '../../../src/report/find/verdict.ts';
import {
  answerIn,
  benefitName,
  benefitNote,
  benefitPeriod,
  benefitWay,
  moneyWay,
} from '../../../src/report/find/ways.ts';
import { forCadre, forHousehold } from '../../../src/report/find/wording.ts';
import type { ChangeId } from '../../../src/report/reading.ts';

const knowledge = assembleKnowledge(readKnowledge(fileURLToPath(new URL('../../..', import.meta.url))));
const HANGJIN = '内蒙古自治区/鄂尔多斯市/杭锦旗/锡尼镇/甲嘎查';
const DAY = '2025-03-18';

const change = (told: Partial<ChangeFacts>): ChangeFacts => ({
  kind: 'illness',
  member: null,
  amount: null,
  count: null,
  unit: null,
  stage: null,
  note: null,
  words: null,
  ...told,
});
const household = (told: Partial<HouseholdFacts> = {}): HouseholdFacts => ({
  category: '脱贫户',
  members: 3,
  age: null,
  answers: new Map(),
  soldThisYear: () => 0,
  ...told,
});
const open = (
  told: Partial<ChangeFacts>,
  of: Partial<HouseholdFacts> = {},
  region = HANGJIN,
  day = DAY,
): Verdict[] => openPolicies(knowledge, region, change(told), household(of), day);
const verdict = (verdicts: readonly Verdict[], id: string): Verdict => {
  const found = verdicts.find(({ policy }) => policy.id === id);
  if (found === undefined) throw new Error(`${id} is not told`);
  return found;
};
const offices = { of: () => '旗里' };

describe('policies find people in 杭锦旗', () => {
  it('tells an illness with 80 %, 90 % and the emergency relief', () => {
    const found = open({ amount: 23000, note: '乳腺癌', words: '住院自己掏了两万三' });
    const serious = verdict(found, 'hangjin-serious-reimburse');
    expect(serious.kind).toBe('fits');
    expect(serious.figure?.line).toContain('至少报20700元（23000元 × 90%）');
    expect(serious.figure?.line).toContain('总费用不到230000元的就是没报够（23000元 ÷ 10%）');
    const chronic = verdict(found, 'hangjin-chronic-reimburse');
    expect(chronic.kind).toBe('unknown');
    expect(chronic.figure?.line).toContain('至少报18400元（23000元 × 80%）');
    expect(verdict(found, 'hangjin-emergency-relief')).toMatchObject({
      kind: 'unknown',
      question: { id: '享受脱贫政策' },
    });
  });

  it('asks whether it was a hospital stay where nobody said so, and takes 没住院 for a no', () => {
    expect(verdict(open({ note: '乳腺癌' }), 'hangjin-serious-reimburse').question?.id).toBe('大病住院');
    expect(verdict(open({ words: '高血压，没住院' }), 'hangjin-serious-reimburse')).toMatchObject({
      kind: 'fails',
      failed: { wants: '只管“是大病住院”的', is: '不是大病住院' },
    });
  });

  it('names the failed condition with both figures, and what may still help', () => {
    const found = open({ amount: 3000, words: '住院' }, { category: '一般户' });
    expect(verdict(found, 'hangjin-serious-reimburse')).toMatchObject({
      kind: 'fails',
      failed: { wants: expect.stringContaining('边缘易致贫户'), is: '登记的是一般户' },
    });
    const lines = forCadre(found, questionOf(found), offices).join('\n');
    expect(lines).toContain('他家登记的是一般户');
    expect(lines).toMatch(/1\. .*(?:应急救助防贫保障|一般户纳入边缘户)/);
    expect(forHousehold(found, '生病', offices)).not.toContain('一般户，');
  });

  it('tells a child in 高中 3000 a year, and every stage what the document says', () => {
    const found = verdict(open({ kind: 'enrolment', stage: '高中' }), 'hangjin-school-living-subsidy');
    expect(found).toMatchObject({ kind: 'fits', figure: { line: '高中一人每年3000元', amount: 3000 } });
    const first = verdict(open({ kind: 'enrolment', stage: '小学' }), 'hangjin-school-living-subsidy');
    expect(first.figure?.amount).toBe(2500);
  });

  it.each([
    [25, 0, 2000, '按20只算：20只 × 100元 = 2000元'],
    [12, 0, 1200, '12只 × 100元 = 1200元'],
    [5, 18, 200, '还剩2只：2只 × 100元 = 200元'],
    [5, 30, 0, '还剩0只：0只 × 100元 = 0元'],
  ])('%i sheep sold after %i give %i yuan', (count, before, amount, line) => {
    const found = open(
      { kind: 'production', count, unit: '只', note: '羊', words: `卖了${count}只羊` },
      { soldThisYear: () => before },
    );
    expect(verdict(found, 'hangjin-sheep-sale').figure).toMatchObject({ amount });
    expect(verdict(found, 'hangjin-sheep-sale').figure?.line).toContain(line);
  });

  it('does not pay for sheep that were bought, and asks where it is not said', () => {
    const sheep = { kind: 'production', count: 9, unit: '只', note: '羊' } as const;
    expect(verdict(open({ ...sheep, words: '买了9只羊' }), 'hangjin-sheep-sale').kind).toBe('fails');
    expect(verdict(open(sheep), 'hangjin-sheep-sale')).toMatchObject({
      kind: 'unknown',
      question: { id: '出栏' },
    });
    expect(open({ ...sheep, note: '羊毛' }).map(({ policy }) => policy.id)).not.toContain(
      'hangjin-sheep-sale',
    );
  });

  it('lets an age of the book decide, and leaves it open where the book has none', () => {
    const pension = { kind: 'benefit', note: '养老金' } as const;
    expect(verdict(open(pension, { age: 57 }), 'hangjin-pension-loan').failed?.is).toBe('现在57岁');
    expect(verdict(open(pension, { age: 61 }), 'hangjin-pension-loan').kind).toBe('fits');
    expect(verdict(open(pension), 'hangjin-pension-loan').kind).toBe('unknown');
  });
});

describe('other places', () => {
  it('says first that a document has expired', () => {
    const found = open({ words: '住院' }, {}, '江西省/赣州市/全南县/城厢镇/田心村', '2025-03-18');
    expect(forCadre(found, null, offices)[0]).toMatch(/^先说明：.*已经到期/);
    expect(forHousehold(found, '生病', offices)).toMatch(/^先说明：/);
  });

  it('computes 10 % of what one pays oneself, and a subsidy for some years', () => {
    const quannan = open({ amount: 5000, words: '住院' }, {}, '江西省/赣州市/全南县', '2017-05-01');
    expect(verdict(quannan, 'quannan-health-selfpay').figure?.line).toContain(
      '最多自己掏500元（5000元 × 10%）',
    );
    const shanxi = open({ kind: 'enrolment', stage: '中职' }, {}, '山西省/太原市', '2018-09-01');
    expect(verdict(shanxi, 'sx2-zhongzhi-living-aid').figure?.line).toContain('2000元 × 2年 = 4000元');
  });

  it('tells nothing where no document is kept', () => {
    expect(open({ words: '住院' }, {}, '北京市/某区')).toEqual([]);
  });
});

describe('whatever is reported', () => {
  const kinds = Object.values(CHANGE_KINDS) as ChangeId[];
  const regions = [HANGJIN, '示范县/甲乡', '江西省/赣州市/全南县', '辽宁省/朝阳市', '山西省/太原市'];
  const anyChange = fc.record({
    kind: fc.constantFrom(...kinds),
    member: fc.constantFrom(null, '户主', '儿子'),
    amount: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
    count: fc.option(fc.integer({ min: 0, max: 500 })),
    unit: fc.constantFrom(null, '只', '头', '亩', '斤'),
    stage: fc.constantFrom(null, ...STAGES),
    note: fc.constantFrom(null, '羊', '牛', '乳腺癌', 'D级', '养老金', '低保'),
    words: fc.constantFrom(null, '住院', '卖了', '没住院'),
  });
  const anyHousehold = fc.record({
    category: fc.constantFrom(null, ...HOUSEHOLD_CATEGORIES),
    members: fc.constantFrom(null, 0, 1, 4),
    age: fc.constantFrom(null, 10, 59, 60),
  });

  it('no other place is quoted, unknown is never a no, and only what fits or may fit has a figure', () => {
    fc.assert(
      fc.property(
        anyChange,
        anyHousehold,
        fc.constantFrom(...regions),
        fc.constantFrom('2016-06-01', '2018-09-01', '2021-09-01', '2026-03-18'),
        (told, of, region, day) => {
          const found = open(told, of, region, day);
          expect(new Set(found.map(({ policy }) => policy.id)).size).toBe(found.length);
          for (const one of found) {
            expect(region.startsWith(one.document.region)).toBe(true);
            expect(one.failed !== null).toBe(one.kind === 'fails');
            if (one.kind === 'fails') expect(one.figure).toBeNull();
            if (one.kind === 'fits') expect([one.question, one.toCheck]).toEqual([null, []]);
            if (one.kind === 'unknown') expect(one.question !== null || one.toCheck.length > 0).toBe(true);
          }
          const text = forCadre(found, questionOf(found), offices).join('\n');
          expect(text).not.toMatch(/null|undefined|NaN|Infinity/);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a question answered either way is not asked again', () => {
    fc.assert(
      fc.property(
        anyChange,
        anyHousehold,
        fc.constantFrom(...regions),
        fc.boolean(),
        (told, of, region, yes) => {
          const answers = new Map<string, boolean>();
          for (let asked = 0; asked < 12; asked++) {
            const question = questionOf(open(told, { ...of, answers }, region));
            if (question === null) return;
            expect(answers.has(question.id)).toBe(false);
            answers.set(question.id, yes);
          }
          throw new Error('asks for ever');
        },
      ),
    );
  });
});

describe('which way money went', () => {
  it.each([
    ['卖了25只羊得了2万', 'in'],
    ['买了3头牛花了2万', 'out'],
    ['把地租给老李，租金3000', 'in'],
    ['租了老李20亩地', 'out'],
    ['25只羊2万块', null],
    ['卖了5只羊，又买了3只', null],
    ['羊卖给买主了', 'in'],
  ])('%s → %s', (words, way) => expect(moneyWay(words)).toBe(way));

  it.each([
    ['低保批下来了，每月领300', 'granted'],
    ['低保被取消了', 'stopped'],
    ['低保停了', 'stopped'],
    ['高龄津贴还没到账', 'overdue'],
    ['养老金三个月没发', 'overdue'],
    ['低保没批下来', 'refused'],
    ['低保涨了50', 'raised'],
    ['低保提到每月600', 'raised-to'],
    ['低保', null],
  ])('%s → %s', (words, way) => expect(benefitWay(words)).toBe(way));

  it('keeps with a benefit what became of it, and finds the benefit alone again', () => {
    expect(benefitNote('低保', '三组王建国家低保给停了')).toBe('低保停了');
    expect(benefitNote('低保', '低保批下来了')).toBe('低保批下来了');
    expect(benefitNote('低保停了', '低保停了')).toBe('低保停了');
    expect(benefitNote('低保', '低保')).toBe('低保');
    for (const note of ['低保', '低保停了', '低保没按时发', '低保发了'])
      expect(benefitName(note)).toBe('低保');
  });

  it.each([
    ['是大病住院', '是大病住院', '不是大病住院', true],
    ['大病住院', '是大病住院', '不是大病住院', true],
    ['他家还享受脱贫政策', '还享受脱贫政策', '不享受脱贫政策', true],
    ['没有吃低保', '吃着低保', '没吃低保', false],
    ['不是', '是危房', '不是危房', null],
    ['住院花了多少', '是大病住院', '不是大病住院', null],
  ])('%s answers “%s or %s”: %s', (said, yes, no, answer) =>
    expect(answerIn(said, { yes, no })).toBe(answer),
  );

  it('a plain word answers only what was just asked', () => {
    expect(answerIn('不是', { yes: '是危房', no: '不是危房' }, true)).toBe(false);
    expect(answerIn('还享受', { yes: '还享受脱贫政策', no: '不享受脱贫政策' }, true)).toBe(true);
    expect(answerIn('对', { yes: '是危房', no: '不是危房' }, true)).toBeNull();
    expect(answerIn('是', { yes: '是收进来的钱', no: '是花出去的钱' }, true)).toBeNull();
  });

  it('tells monthly from once', () => {
    expect(benefitPeriod('每月领300')).toBe('monthly');
    expect(benefitPeriod('一次性给了2000')).toBe('once');
    expect(benefitPeriod('领了300')).toBeNull();
  });
});
