import { describe, expect, it } from 'vitest';
import { maskNumbers, maskPhones } from '../../src/language/mask.ts';

describe('numbers that are masked', () => {
  it.each([
    ['152727196001011234', '152*************34'],
    ['15272719600101123X', '152*************3X'],
    ['15272719600101123x', '152*************3x'],
    ['15272719600101123 X', '152*************3 X'],
    ['１５２７２７１９６００１０１１２３Ｘ', '１５２*************３Ｘ'],
    ['152727 19600101 1234', '152*** ******** **34'],
    ['152727 1960 0101 123X', '152*** **** **** **3X'],
    ['1527 2719 6001 0112 34', '152* **** **** **** 34'],
    ['6222021234567890', '622***********90'],
    ['6222021234567890123', '622**************23'],
    ['6222 0212 3456 7890', '622* **** **** **90'],
    ['6222-0212-3456-7890-123', '622*-****-****-****-*23'],
    ['６２２２　０２１２　３４５６　７８９０', '６２２*　****　****　**９０'],
    ['152727\u200b19600101\u200b1234', '152*************34'],
    ['152727600101123', '152**********23'],
  ])('%s', (number, masked) => {
    expect(maskNumbers(number)).toBe(masked);
    expect(maskNumbers(`我的身份证${number}，能领低保吗`)).toBe(`我的身份证${masked}，能领低保吗`);
  });

  it('masks several in one message', () => {
    expect(maskNumbers('身份证152727196001011234卡号6222021234567890123')).toBe(
      '身份证152*************34卡号622**************23',
    );
  });
});

describe('numbers that are left alone', () => {
  it.each([
    '我养了25只羊出栏能补多少钱',
    '电话13812345678',
    '2021 2022 2023 2024年的补贴',
    '2025-03-01到2025-12-31',
    '5000 3000 2000',
    '3.1415926',
    'AB12345678',
    '',
  ])('%s', (text) => {
    expect(maskNumbers(text)).toBe(text);
  });
});

it('is quick on long runs of digits and gaps', () => {
  const began = performance.now();
  for (const piece of ['1', '1 ', '1234 ', '1234  ', '123456 1234', '１\u200b']) {
    maskNumbers(piece.repeat(20_000 / piece.length));
  }
  expect(performance.now() - began).toBeLessThan(500);
});

describe('phones', () => {
  it('hides the middle of mobile numbers and leaves other figures', () => {
    expect(maskPhones('新号13812345678，旧的18800003344')).toBe('新号138****5678，旧的188****3344');
    expect(maskPhones('花了138元，2019年')).toBe('花了138元，2019年');
    expect(maskPhones('编号91381234567890')).toBe('编号91381234567890');
  });
});
