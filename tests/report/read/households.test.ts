import { describe, expect, test } from 'vitest';
import { parseMessage, type RosterEntry } from '../../../src/report/report.ts';

const AT = new Date('2026-05-20T09:00:00+08:00');

function heads(text: string, roster: readonly RosterEntry[] = []): (string | null)[][] {
  return parseMessage(text, AT, roster).reports.map(({ head, group, change }) => [
    head,
    group === null ? null : String(group),
    change,
  ]);
}

describe('a household is found', () => {
  test.each<[string, (string | null)[][]]>([
    ['程立新骑电瓶车摔的 没住院', [['程立新', null, 'accident']]],
    ['贺邵中风 不会说话了', [['贺邵', null, 'illness']]],
    ['那良屯黄有才阿妈上礼拜六脑梗住院', [['黄有才', null, 'illness']]],
    ['叶家屋场的刘福生上礼拜在东莞厂里遭裁了', [['刘福生', null, 'job_loss']]],
    ['兰州回来的马英才 户口落咱村了', [['马英才', null, 'move_in']]],
    ['余老四(余长水 4组)户口昨天迁走了', [['余长水', '4', 'move_out']]],
    ['邹家幺儿要去绵阳读大专 邹光明家的', [['邹光明', null, 'enrolment']]],
    ['水窖干了,六组岑家水都是马驮的,岑永福家', [['岑永福', '6', 'water']]],
    ['王淑芬手机换了 新号13804591122 六队的', [['王淑芬', '6', 'contact']]],
    ['正月初九三组邱观发的大女嫁到于都去了', [['邱观发', '3', 'move_out']]],
  ])('%s', (text, expected) => {
    expect(heads(text)).toEqual(expected);
  });

  test('by its sound, wherever it stands', () => {
    const roster = [
      { head: '逄立国', group: 2 },
      { head: '仇贵荣', group: 5 },
    ];
    expect(heads('大棚黄瓜卖了 逄丽国 八千斤', roster)).toEqual([['逄立国', '2', 'production']]);
    expect(heads('仇桂荣改电话了 15063407781', roster)).toEqual([['仇贵荣', '5', 'contact']]);
  });

  test('by his surname and his group', () => {
    const roster = [
      { head: '任有财', group: 2 },
      { head: '任改香', group: 1 },
    ];
    expect(heads('任婶 就是一队那个 她孙女去太原当护士了', roster)).toEqual([['任改香', '1', 'job_start']]);
    expect(heads('任婶 就是三队那个 她孙女去太原当护士了', roster)).toEqual([[null, '3', 'job_start']]);
  });
});

describe('what was told of all is told of each', () => {
  test('before the names', () => {
    const { reports } = parseMessage('六队大雨淹了 花生泡水 程留根30亩 程留柱18亩', AT, []);
    expect(reports.map(({ head, change, count }) => [head, change, count])).toEqual([
      ['程留根', 'disaster', 30],
      ['程留柱', 'disaster', 18],
    ]);
  });

  test('after the names', () => {
    const { reports } = parseMessage('三社 赵玉梅家15亩 赵玉兰家9亩 都绝收', AT, []);
    expect(reports.map(({ head, change, count }) => [head, change, count])).toEqual([
      ['赵玉梅', 'disaster', 15],
      ['赵玉兰', 'disaster', 9],
    ]);
  });

  test('with each one’s sum by his given name', () => {
    const { reports } = parseMessage('厂里欠薪 二组俞小满跟俞大满都没拿到钱 小满一万六 大满9800', AT, []);
    expect(reports.map(({ head, amount }) => [head, amount])).toEqual([
      ['俞小满', 16_000],
      ['俞大满', 9800],
    ]);
  });
});

describe('nobody is found where', () => {
  test.each([
    '高速路上车祸 堵了两个小时',
    '山洪冲了路',
    '何书记 明天检查危房改造',
    '有生病住院的户统计一下',
    '马丽说的那个雹灾是去年的事,早报过了',
    '去年承包了五垧地,秋天一卖才知道价掉成那样',
    '三组到四组的路冲断了',
    '二组李大勇的住院发票拿过来',
    '孙玉兰家羊没死,是隔壁村的',
  ])('%s', (text) => {
    expect(heads(text)).toEqual([]);
  });
});
