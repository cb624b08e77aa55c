import { describe, expect, it } from 'vitest';
import {
  corrected,
  inYears,
  isOnlyFigures,
  leansBack,
  pickChoice,
} from '../../src/conversation/follow-up.ts';
import { NOTHING_TOLD } from '../../src/policies/policies.ts';

const last = {
  text: '我养了25只羊出栏能补多少钱',
  region: null,
  policy: 'hangjin-sheep-sale',
  aspects: [],
  told: { ...NOTHING_TOLD, counts: [{ value: 25, measure: '只', thing: '羊', already: false }] },
};

describe('picking a choice', () => {
  const labels = ['肉羊出栏补贴', '残疾人两项补贴', '学生生活补贴'];
  it.each([
    ['1', 0],
    ['一', 0],
    ['第一个', 0],
    ['选2', 1],
    ['②', 1],
    ['3.', 2],
    ['残疾人的', 1],
    ['羊', null],
    ['肉羊', 0],
    ['4', null],
    ['补贴', null],
    ['低保怎么办', null],
  ])('%s → %s', (text, index) => {
    expect(pickChoice(text, labels)).toBe(index);
  });
});

describe('leaning on what was said before', () => {
  it.each(['那25只呢', '30只', '那读高中呢', '一个高三,一个大二,一年合计', '那七个人呢'])(
    '%s holds figures only',
    (text) => {
      expect(isOnlyFigures(text)).toBe(true);
    },
  );

  it.each(['娃上高中有补贴吗', '低保怎么办', '健康扶贫呢', '那牛羊以外的呢'])('%s holds more', (text) => {
    expect(isOnlyFigures(text)).toBe(false);
  });

  it('knows a question that leans back', () => {
    expect(leansBack('健康扶贫呢')).toBe(true);
    expect(leansBack('低保怎么申请')).toBe(false);
  });

  it('corrects the animal and keeps the number', () => {
    const fixed = corrected('不是羊是牛', last);
    expect(fixed?.text).toBe('我养了25只牛出栏能补多少钱');
    expect(fixed?.counts).toEqual([{ value: 25, measure: '只', thing: '牛', already: false }]);
    expect(corrected('低保怎么办', last)).toBeNull();
  });

  it('does not grow without end', () => {
    let text = last.text;
    for (let i = 0; i < 20; i++)
      text = corrected(i % 2 === 0 ? '不是羊是牛羊牛' : '不是牛是羊牛羊', { ...last, text })?.text ?? '';
    expect(text.length).toBeLessThanOrEqual(200);
  });

  it('puts another year into the question', () => {
    expect(inYears('一八年要修多少公里农村公路', [2020])).toBe('2020年要修多少公里农村公路');
  });
});
