import { describe, expect, it } from 'vitest';
import { findNumbers } from '../../src/language/numbers.ts';
import { figureAt } from '../../src/language/numbers-figure.ts';
import { shareAt } from '../../src/language/numbers-share.ts';
import { viewOf } from '../../src/language/numbers-view.ts';
import { counterAt } from '../../src/language/numbers-words.ts';

/** As one line: the text, the value or low–high, ~ where it is not exact, the unit. */
function read(text: string): string {
  return findNumbers(text)
    .map(({ text: written, value, low, high, exact, unit }) =>
      [written, `${value ?? `${low}–${high}`}${exact === false ? '~' : ''}`, unit ?? ''].join(' ').trim(),
    )
    .join(' | ');
}

describe('counted things', () => {
  it.each([
    ['25只', '25 25 只'],
    ['养了25只羊', '25 25 只'],
    ['三五只羊', '三五 3–5 只'],
    ['十来头牛', '十来 10~ 头'],
    ['10来只', '10来 10~ 只'],
    ['十多只', '十多 10~ 只'],
    ['百十来人', '百十来 100~ 人'],
    ['上百人', '百 100~ 人'],
    ['二十几个', '二十几 20–30 个'],
    ['好几十', '好几十 10–100'],
    ['五六个', '五六 5–6 个'],
    ['四五十只', '四五十 40–50 只'],
    ['二三十亩', '二三十 20–30 亩'],
    ['十一二岁', '十一二 11–12 岁'],
    ['3只到5只', '3只到5 3–5 只'],
    ['三到五亩', '三到五 3–5 亩'],
    ['25-30斤', '25-30 25–30 斤'],
    ['三千五百斤', '三千五百 3500 斤'],
    ['一千二百斤', '一千二百 1200 斤'],
    ['1,200斤', '1,200 1200 斤'],
    ['二百多斤', '二百多 200~ 斤'],
    ['80岁', '80 80 岁'],
    ['三十八度', '三十八 38 度'],
    ['精神三级', '三 3 级'],
    ['三组', '三 3 组'],
    ['3组', '3 3 组'],
    ['7口人', '7 7 口'],
    ['4个人', '4 4 人'],
    ['三间房', '三 3 间'],
    ['一头牛', '一 1 头'],
    ['俩娃', '俩 2 个'],
    ['三个月', '三 3 月'],
    ['两个多月', '两 2~ 月'],
    ['三天', '三 3 天'],
    ['5kg', '5 5 kg'],
    ['0.5亩', '0.5 0.5 亩'],
    ['329万人', '329万 3290000 人'],
    ['17只羊1头牛', '17 17 只 | 1 1 头'],
    ['２５　只', '２５ 25 只'],
    ['贰拾只', '贰拾 20 只'],
    ['廿三只', '廿三 23 只'],
    ['大概30亩', '30 30~ 亩'],
    ['三点五亩', '三点五 3.5 亩'],
  ])('%s → %s', (text, numbers) => expect(read(text)).toBe(numbers));
});

describe('halves and smaller units', () => {
  it.each([
    ['三亩半', '三亩半 3.5 亩'],
    ['12亩半地', '12亩半 12.5 亩'],
    ['一亩二分地', '一亩二分 1.2 亩'],
    ['两斤半', '两斤半 2.5 斤'],
    ['一斤三两', '一斤三两 1.3 斤'],
    ['半亩', '半 0.5 亩'],
    ['半个月', '半 0.5 月'],
    ['一个半月', '一个半 1.5 月'],
    ['一年半', '一年半 1.5 年'],
    ['三岁半', '三岁半 3.5 岁'],
    ['1米7', '1米7 1.7 米'],
    ['一米七五', '一米七五 1.75 米'],
    ['36度5', '36度5 36.5 度'],
  ])('%s → %s', (text, numbers) => expect(read(text)).toBe(numbers));
});

describe('shares', () => {
  it.each([
    ['百分之三十', '百分之三十 30 %'],
    ['百分之零点五', '百分之零点五 0.5 %'],
    ['30%', '30% 30 %'],
    ['３０％', '３０％ 30 %'],
    ['4.75%', '4.75% 4.75 %'],
    ['20个百分点', '20个百分点 20 %'],
    ['三成', '三成 30 %'],
    ['两成半', '两成半 25 %'],
    ['三成五', '三成五 35 %'],
    ['八九成', '八九成 80–90 %'],
    ['百分之七八十', '百分之七八十 70–80 %'],
    ['30%-50%', '30%-50% 30–50 %'],
    ['千分之五', '千分之五 5 ‰'],
    ['四分之一', '四分之一 0.25'],
    ['三分之二', '三分之二 0.6667'],
    ['2/3', '2/3 0.6667'],
    ['一半', '一半 0.5'],
  ])('%s → %s', (text, numbers) => expect(read(text)).toBe(numbers));
});

describe('no numbers', () => {
  it.each([
    '一起去',
    '一定要',
    '一样',
    '一点',
    '一直',
    '一家人',
    '一二三',
    '王五家',
    '李四他妈',
    '第三组',
    '第3',
    '初三',
    '高三学生',
    '十分高兴',
    '千万别去',
    '百姓',
    '五保户',
    '八成是真的',
    '13700001122',
    '152727196001011234',
    '0477-1234567',
    '三轮车',
    '每年3月',
    '每个月10号',
    '3号楼',
    '哪一年',
    '半夜',
    '几个',
    '蒙K12345',
    '',
    '一',
    '几',
    '半',
  ])('%s', (text) => expect(read(text)).toBe(''));
});

it('skips the number of a list item', () => {
  expect(read('1、隆大有\n2、卖牛3头')).toBe('3 3 头');
});

it('tells where each stands in the text as given', () => {
  const text = '腊月二十卖了三五只羊，得了两千来块';
  const taken = [
    { text: '腊月二十', start: 0, end: 4 },
    { text: '两千来块', start: 13, end: 17 },
  ];
  expect(findNumbers(text, taken)).toEqual([{ text: '三五', start: 6, end: 8, low: 3, high: 5, unit: '只' }]);
});

describe('the parts', () => {
  it('figures', () => {
    const range = (text: string): unknown => [figureAt(text, 0)?.low, figureAt(text, 0)?.high];
    expect(range('两万三')).toEqual([23000, 23000]);
    expect(range('25万〇3百')).toEqual([250300, 250300]);
    expect(range('三五百')).toEqual([300, 500]);
    expect(range('两万五六')).toEqual([25000, 26000]);
    expect(range('几百')).toEqual([100, 1000]);
    expect(range('十几')).toEqual([10, 20]);
    expect(range('一点二万')).toEqual([12000, 12000]);
    expect(range('2w')).toEqual([20000, 20000]);
    expect(figureAt('百十', 0)).toMatchObject({ low: 100, exact: false });
    expect(figureAt('羊', 0)).toBeNull();
  });

  it('shares, counting words, spellings', () => {
    expect(shareAt('四分之一', 0)).toMatchObject({ low: 0.25, unit: null });
    expect(shareAt('三只', 0)).toBeNull();
    expect(counterAt('25只羊', 2)).toBe('只');
    expect(counterAt('三个月', 1)).toBe('个月');
    expect(counterAt('一家人', 1)).toBeNull();
    expect(viewOf('２５ 只').plain).toBe('25只');
    expect(viewOf('1,200元').plain).toBe('1200元');
    expect(viewOf('贰仟 三组').plain).toBe('二千 三组');
  });
});
