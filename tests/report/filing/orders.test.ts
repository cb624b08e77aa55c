import { describe, expect, it } from 'vitest';
import { isYes, readOrder, readPicks } from '../../../src/report/filing/orders.ts';

const at = (number: number, village: string | null = null) => ({ village, number });

describe('orders', () => {
  it.each([
    ['待审', { kind: 'pending' }],
    ['看 12', { kind: 'show', targets: [at(12)] }],
    ['看12号', { kind: 'show', targets: [at(12)] }],
    ['通过 12 13 15', { kind: 'pass', targets: [at(12), at(13), at(15)], looked: '' }],
    ['通过12、13', { kind: 'pass', targets: [at(12), at(13)], looked: '' }],
    ['通过 12 12', { kind: 'pass', targets: [at(12)], looked: '' }],
    ['通过 示范嘎查12', { kind: 'pass', targets: [at(12, '示范嘎查')], looked: '' }],
    ['通过 河西12', { kind: 'pass', targets: [at(12, '河西')], looked: '' }],
    ['通过 全部', { kind: 'pass-all' }],
    ['退回 14 缺医院发票', { kind: 'return', targets: [at(14)], reason: '缺医院发票' }],
    ['退回14,缺3月的发票', { kind: 'return', targets: [at(14)], reason: '缺3月的发票' }],
    ['驳回 14 没有这回事', { kind: 'reject', targets: [at(14)], reason: '没有这回事' }],
    ['撤回 5', { kind: 'withdraw', targets: [at(5)] }],
    ['重报 14 金额改成八千', { kind: 'redo', targets: [at(14)], rest: '金额改成八千' }],
    ['异议 3 他家有楼', { kind: 'object', targets: [at(3)], text: '他家有楼', anonymous: false }],
    ['匿名异议 3 他家有楼', { kind: 'object', targets: [at(3)], text: '他家有楼', anonymous: true }],
    ['答复 异议 2 不成立 是他弟弟的', { kind: 'answer', targets: [at(2)], text: '不成立 是他弟弟的' }],
    ['答复异议2 成立', { kind: 'answer', targets: [at(2)], text: '成立' }],
    ['公示', { kind: 'notices' }],
    ['取消', { kind: 'cancel' }],
  ])('%s', (text, order) => {
    expect(readOrder(text)).toEqual(order);
  });

  it.each([
    '通过考试了',
    '看病花了八千',
    '看看低保多少钱',
    '退回来的钱呢',
    '三组王建国媳妇住院了',
    '公示多少天',
    '撤回来',
  ])('%s is none', (text) => {
    expect(readOrder(text)).toBeNull();
  });

  it('a yes is a whole message', () => {
    for (const text of ['对', '是的', '没错', '确认', '好的。', '对!']) expect(isYes(text)).toBe(true);
    for (const text of ['对了他家还有', '不对', '是三组', '好像不对']) expect(isYes(text)).toBe(false);
  });

  it('picks of a list', () => {
    expect(readPicks('1对 2不对,是四组', 2)).toEqual([
      { index: 0, said: '对' },
      { index: 1, said: '不对,是四组' },
    ]);
    expect(readPicks('3对', 2)).toBeNull();
    expect(readPicks('对', 2)).toBeNull();
  });
});
