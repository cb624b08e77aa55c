import { describe, expect, it } from 'vitest';
import { nextHead } from '../../src/register/head.ts';
import type { Member } from '../../src/register/household.ts';
import { isAdult, oldHeadTo, plainRelation, relationTo } from '../../src/register/kinship.ts';

const TODAY = '2026-03-18';
const kin = (relation: string, birth: string | null = null, sex: '男' | '女' | null = null) => ({
  relation,
  birth,
  sex,
});
const member = (name: string, relation: string, birth: string | null = null): Member => ({
  id: name,
  householdId: 'h',
  name,
  relation,
  sex: null,
  birth,
  idMasked: null,
  hasPhone: false,
  state: 'active',
});

describe('relations to another head', () => {
  it.each([
    ['妻子', '儿子', '儿子'],
    ['妻子', '父亲', '公公'],
    ['妻子', '岳母', '母亲'],
    ['丈夫', '公公', '父亲'],
    ['丈夫', '父亲', '岳父'],
    ['配偶', '父亲', '家人'],
    ['儿子', '妻子', '母亲'],
    ['儿子', '儿媳', '妻子'],
    ['儿子', '孙女', '女儿'],
    ['儿子', '父亲', '爷爷'],
    ['女儿', '女婿', '丈夫'],
    ['母亲', '妻子', '儿媳'],
    ['母亲', '儿子', '孙子'],
    ['侄子', '妻子', '家人'],
  ])('to the %s, who was the old head’s %s is %s', (head, relation, expected) => {
    const among = [kin(head), kin(relation)];
    expect(relationTo(kin(head), kin(relation), { sex: '男' }, among)).toBe(expected);
  });

  it('whose wife it is is not guessed where there are two sons', () => {
    const among = [kin('儿子'), kin('儿子'), kin('儿媳')];
    expect(relationTo(kin('儿子'), kin('儿媳'), { sex: '男' }, among)).toBe('家人');
    expect(relationTo(kin('儿子', '1990-01-01'), kin('儿子', '1995-01-01'), { sex: '男' }, among)).toBe(
      '弟弟',
    );
  });

  it('the old head is husband, father or son', () => {
    expect(oldHeadTo(kin('妻子'), { sex: null })).toBe('丈夫');
    expect(oldHeadTo(kin('儿子'), { sex: '女' })).toBe('母亲');
    expect(oldHeadTo(kin('儿子'), { sex: null })).toBe('家人');
    expect(oldHeadTo(kin('母亲'), { sex: '男' })).toBe('儿子');
  });

  it.each([
    ['长子', '儿子'],
    ['二女儿', '女儿'],
    ['媳妇', '妻子'],
    ['老伴', '配偶'],
    ['儿媳', '儿媳'],
  ])('%s is %s', (written, plain) => expect(plainRelation(written)).toBe(plain));
});

describe('the next head', () => {
  it('is the spouse', () => {
    const left = [member('王小军', '儿子', '1990-01-01'), member('刘翠莲', '妻子')];
    expect(nextHead(left, TODAY)?.name).toBe('刘翠莲');
  });
  it('else the eldest adult, where all births are known', () => {
    const left = [
      member('次子', '儿子', '1995-01-01'),
      member('长子', '儿子', '1990-01-01'),
      member('孙子', '孙子', '2015-01-01'),
    ];
    expect(nextHead(left, TODAY)?.name).toBe('长子');
  });
  it('the only adult among children', () => {
    expect(nextHead([member('母亲', '母亲'), member('儿子', '儿子', '2015-01-01')], TODAY)?.name).toBe(
      '母亲',
    );
  });
  it('whoever is left alone', () => {
    expect(nextHead([member('儿子', '儿子', '2015-01-01')], TODAY)).toBeNull();
    expect(nextHead([member('儿子', '儿子')], TODAY)?.name).toBe('儿子');
  });
  it('nobody where it is not certain', () => {
    expect(nextHead([member('甲', '儿子'), member('乙', '儿子')], TODAY)).toBeNull();
    expect(nextHead([member('甲', '儿子', '1990'), member('乙', '儿子', '1990')], TODAY)).toBeNull();
    expect(nextHead([], TODAY)).toBeNull();
  });
  it('18 years count to the day', () => {
    expect(isAdult(kin('儿子', '2008-03-18'), TODAY)).toBe(true);
    expect(isAdult(kin('儿子', '2008-03-19'), TODAY)).toBe(false);
    expect(isAdult(kin('儿子'), TODAY)).toBeNull();
  });
});
