import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  matchName,
  matchNames,
  nameKey,
  shapeVariants,
  soundKey,
  soundKeys,
} from '../../src/register/names.ts';

describe('one spelling', () => {
  it.each([
    ['阿木古楞·巴特尔', '阿木古楞巴特尔'],
    [' 王 建国\u200b', '王建国'],
    ['王　建国', '王建国'],
  ])('%s → %s', (written, key) => expect(nameKey(written)).toBe(key));
});

describe('a typed name', () => {
  it.each([
    ['王建国', '王建国', 'exact'],
    ['阿木古楞.巴特尔', '阿木古楞·巴特尔', 'exact'],
    ['王建过', '王建国', 'sound'],
    ['汪建国', '王建国', 'sound'],
    ['李小兰', '李晓男', 'sound'],
    ['章秀英', '张秀英', 'sound'],
    ['臧秀英', '张秀英', 'sound'],
    ['陈满苍', '陈满仓', 'sound'],
    ['程满仓', '陈满仓', 'sound'],
    ['哈斯额而敦', '哈斯额尔敦', 'sound'],
    ['善玉喜', '单玉喜', 'sound'],
    ['谢文斌', '解文斌', 'sound'],
    ['求大山', '仇大山', 'sound'],
    ['欧阳春', '区阳春', 'sound'],
    ['扎干', '查干', 'sound'],
    ['常长河', '长长河', 'sound'],
    ['玉迟敬德', '尉迟敬德', 'sound'],
    ['官长河', '宫长河', 'shape'],
    ['干有才', '于有才', 'shape'],
    ['田友财', '田友材', 'sound'],
  ])('%s means %s by %s', (typed, inBook, how) => expect(matchName(typed, inBook)).toBe(how));

  it.each([
    ['王建国', '王建军'],
    ['王建国', '李建国'],
    ['王建国', '王国建'],
    ['王', '王建国'],
    ['', '王建国'],
    ['宫长河', '官长江'],
  ])('%s does not mean %s', (typed, inBook) => expect(matchName(typed, inBook)).toBeNull());
});

describe('a roster', () => {
  const roster = ['王建国', '王建国', '王见果', '宫长河', '官长河'];
  const find = (typed: string) => matchNames(typed, roster, (name) => name);

  it('gives the exact ones only, where there are any', () => {
    expect(find('王建国')).toEqual({ how: 'exact', found: ['王建国', '王建国'] });
    expect(find('官长河')).toEqual({ how: 'exact', found: ['官长河'] });
  });
  it('gives all that sound alike', () => expect(find('汪建国')?.found).toHaveLength(3));
  it('gives all that look alike', () =>
    expect(find('宦长河')).toEqual({ how: 'shape', found: ['宫长河', '官长河'] }));
  it('gives nothing where nothing fits', () => expect(find('赵铁柱')).toBeNull());
});

const name = fc
  .array(fc.constantFrom(...'王李张刘陈单解查区仇长乐朝行建国秀英文斌玉喜满仓哈斯额尔敦南宫'), {
    minLength: 2,
    maxLength: 5,
  })
  .map((chars) => chars.join(''));

it('is always found by its own spelling, and never throws', () => {
  fc.assert(
    fc.property(name, (own) => {
      expect(matchName(own, own)).toBe('exact');
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (a, b) => {
      matchName(a, b);
    }),
  );
});

it('is no text of any length', () => {
  expect(matchName('王'.repeat(100_000), '王建国')).toBeNull();
});

it('has its own sound among the ways in which it may be read, and few of them', () => {
  fc.assert(
    fc.property(name, (own) => {
      expect(soundKeys(own)).toContain(soundKey(own));
      expect(soundKeys(own).length).toBeLessThanOrEqual(17);
      expect(shapeVariants(own)).not.toContain(own);
    }),
  );
});

it('agrees in a list and in a pair', () => {
  fc.assert(
    fc.property(name, fc.array(name, { maxLength: 6 }), (typed, roster) => {
      const best = matchNames(typed, roster, (one) => one);
      const hows = roster.map((one) => matchName(typed, one));
      expect(best?.found ?? []).toEqual(roster.filter((_, at) => best !== null && hows[at] === best.how));
    }),
  );
});
