import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answer, readAnswer } from '../../src/remind/answers/words.ts';

describe('answers with a word', () => {
  test.each<[string, Answer]>([
    ['收到', { kind: 'ack', numbers: [], all: false }],
    ['收到了', { kind: 'ack', numbers: [], all: false }],
    ['好的收到', { kind: 'ack', numbers: [], all: false }],
    ['知道了', { kind: 'ack', numbers: [], all: false }],
    ['收到 1 3', { kind: 'ack', numbers: [1, 3], all: false }],
    ['12号收到', { kind: 'ack', numbers: [12], all: false }],
    ['全部收到', { kind: 'ack', numbers: [], all: true }],
    ['都收到了', { kind: 'ack', numbers: [], all: true }],
    ['完成', { kind: 'done', numbers: [], note: '' }],
    ['办完了。', { kind: 'done', numbers: [], note: '' }],
    ['完成 2', { kind: 'done', numbers: [2], note: '' }],
    ['完成2，已经报送', { kind: 'done', numbers: [2], note: '已经报送' }],
    ['完成 1、3 都报了', { kind: 'done', numbers: [1, 3], note: '都报了' }],
    ['已走访 12户都看了', { kind: 'done', numbers: [], note: '12户都看了' }],
    ['2号办好了', { kind: 'done', numbers: [2], note: '' }],
    ['延期到25号', { kind: 'extend', number: null, rest: '到25号' }],
    ['延期 2 到25号 下雨', { kind: 'extend', number: 2, rest: '到25号 下雨' }],
    ['延三天', { kind: 'extend', number: null, rest: '三天' }],
    ['延期3天', { kind: 'extend', number: null, rest: '3天' }],
    ['申请延期到下周五', { kind: 'extend', number: null, rest: '到下周五' }],
    ['不是我负责', { kind: 'hand-back', number: null, reason: '' }],
    ['不归我管 3 归农牧办', { kind: 'hand-back', number: 3, reason: '归农牧办' }],
    ['我的待办', { kind: 'mine' }],
    ['待我定', { kind: 'asks' }],
    ['同意', { kind: 'grant', number: null }],
    ['同意 3', { kind: 'grant', number: 3 }],
    ['不同意 3 月底要汇总', { kind: 'refuse', number: 3, reason: '月底要汇总' }],
    ['转给 4 李四', { kind: 'pass-on', number: 4, name: '李四' }],
    ['转给李四', { kind: 'pass-on', number: null, name: '李四' }],
    ['通报名单', { kind: 'list' }],
    ['通报 1 3', { kind: 'verdict', named: true, numbers: [1, 3] }],
    ['不通报', { kind: 'verdict', named: false, numbers: [] }],
  ])('%s', (text, answer) => {
    expect(readAnswer(text)).toEqual(answer);
  });

  test.each([
    '对',
    '好的',
    '待办',
    '待审',
    '通过 12',
    '退回 14 缺医院发票',
    '走访 12 已解除 出院了',
    '三组王建国昨天卖了12只羊，收入一万二',
    '王建国家房子改造完成了',
    '收到补贴了没有',
    '收到的钱不对',
    '完成义务教育的孩子能补多少',
    '延长承包三十年有什么政策',
    '通报批评是什么意思',
    '同意书在哪里领',
    '我养了25只羊能补多少',
  ])('%s belongs to somebody else', (text) => {
    expect(readAnswer(text)).toBeNull();
  });

  test('never throws, and finds only numbers that were written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('收到', '完成', '延期', '不是我负责', '同意', '不同意', '转给', '通报', ''),
        fc.string({ maxLength: 20 }),
        (word, rest) => {
          const answer = readAnswer(`${word} ${rest}`);
          const numbers =
            answer === null
              ? []
              : 'numbers' in answer
                ? answer.numbers
                : 'number' in answer && answer.number !== null
                  ? [answer.number]
                  : [];
          for (const number of numbers)
            expect(`${word} ${rest}`.replace(/\b0+/g, '')).toContain(String(number || ''));
        },
      ),
      { numRuns: 500 },
    );
  });
});
