import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTold } from '../../src/answer/answer.ts';

const TODAY = '2022-05-01';

describe('figures that a person tells', () => {
  it.each([
    ['我养了25只羊出栏能补多少钱', [[25, '羊', false]]],
    ['十一只羊出栏补多少', [[11, '羊', false]]],
    [
      '17只羊1头牛加一块能领多少',
      [
        [17, '羊', false],
        [1, '牛', false],
      ],
    ],
    ['我家今年统共卖了四十只羊', [[40, '羊', false]]],
    [
      '我卖了13只羊,还卖了6峰骆驼',
      [
        [13, '羊', false],
        [6, '骆驼', false],
      ],
    ],
    [
      '今年都补过18只羊了,又要卖5只',
      [
        [18, '羊', true],
        [5, null, false],
      ],
    ],
    ['家里有十来头牛', []],
    ['羊一户最多补几只', []],
  ])('counts: %s', (text, counts) => {
    expect(readTold(text, TODAY).counts.map((count) => [count.value, count.thing, count.already])).toEqual(
      counts,
    );
  });

  it.each([
    [
      '大的念初中,小的上幼儿园,一年总共多少',
      [
        ['初中', 1],
        ['幼儿园', 1],
      ],
    ],
    [
      '一个高三,一个大二,一年合计',
      [
        ['高中', 1],
        ['本科', 1],
      ],
    ],
    ['三个娃都念小学', [['小学', 3]]],
    ['老大在中专二年级 老二老三今年刚上中专', [['中职', 3]]],
    [
      '大的在呼市念大二,老二小学三年级,小的刚上幼儿园',
      [
        ['本科', 1],
        ['小学', 1],
        ['幼儿园', 1],
      ],
    ],
    ['低保今年会不会提高一点', []],
  ])('stages: %s', (text, stages) => {
    expect(readTold(text, TODAY).stages.map((row) => [row.stage, row.count])).toEqual(stages);
  });

  it.each([
    ['尘肺看病花了十二万', [120_000]],
    ['慢病一年花了2400块', [2400]],
    ['当地最低工资一千四百八', [1480]],
    ['25只羊', []],
    ['2019年修多少', []],
  ])('money: %s', (text, money) => {
    expect(readTold(text, TODAY).money).toEqual(money);
  });

  it('takes the base rate before the bank’s', () => {
    expect(readTold('信用社按6%放的三万贷款,基准4.35%', TODAY).rates).toEqual([4.35, 6]);
  });

  it.each([
    ['今年修多少路', [2022]],
    ['去年和前年', [2020, 2021]],
    ['18年和19年一共', [2018, 2019]],
    ['二〇二〇年', [2020]],
    ['16到18这三年', [2016, 2018]],
    ['三年一共', []],
  ])('years of the calendar: %s', (text, years) => {
    expect(readTold(text, TODAY).calendarYears).toEqual(years);
  });

  it.each([
    ['高中三年下来能领多少', 3],
    ['一年补多少', null],
    ['小学三年级补多少', null],
    ['两年财政贴的利息一共多少', 2],
  ])('span of years: %s', (text, years) => {
    expect(readTold(text, TODAY).years).toBe(years);
  });

  it('reads any number of sheep back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9999 }), (heads) => {
        expect(readTold(`我卖了${heads}只羊`, TODAY).counts).toEqual([
          { value: heads, measure: '只', thing: '羊', already: false },
        ]);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        readTold(text, TODAY);
      }),
    );
  });
});
