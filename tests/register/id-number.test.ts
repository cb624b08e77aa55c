import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter, readIdNumber } from '../../src/register/id-number.ts';
import { maskPhone, readPhone } from '../../src/register/phone.ts';

const TODAY = '2026-03-18';
const whole = (digits: string): string => digits + checkCharacter(digits);

/** An invented number of the area 152726. */
const WOMAN = whole('15272619680502302');

describe('an identity number', () => {
  it('tells birth and sex, and only its masked form shows', () => {
    const read = readIdNumber(` ${WOMAN.slice(0, 6)} ${WOMAN.slice(6)}`, TODAY);
    expect(read).toEqual({
      ok: true,
      id: { number: WOMAN, masked: `152*************${WOMAN.slice(-2)}`, birth: '1968-05-02', sex: '女' },
    });
  });

  it('may end in x, in full width as well', () => {
    const ending = Array.from({ length: 1000 }, (_, n) =>
      whole(`15272619680502${String(n).padStart(3, '0')}`),
    ).find((number) => number.endsWith('X'));
    expect(readIdNumber((ending ?? '').replace('X', 'ｘ'), TODAY).ok).toBe(true);
  });

  it.each([
    [`${WOMAN.slice(0, 17)}${WOMAN.endsWith('1') ? '2' : '1'}`, /最后一位对不上/],
    [whole('15272619680230302'), /1968-02-30 没有这一天/],
    [whole('15272620270502302'), /不可能/],
    [whole('15272618680502302'), /不可能/],
    ['152726680502302', /15 位的老号码/],
    ['1527261968050230', /现在是 16 位/],
    ['1.52726E+17', /科学计数法/],
    ['身份证在家里', /要 18 位/],
  ])('%s is refused with its reason', (written, reason) => {
    const read = readIdNumber(written, TODAY);
    expect(read.ok ? '' : read.reason).toMatch(reason);
  });

  it('with one digit changed is never taken', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const digit = (Number(WOMAN[place]) + shift) % 10;
        expect(readIdNumber(WOMAN.slice(0, place) + digit + WOMAN.slice(place + 1), TODAY).ok).toBe(false);
      }),
    );
  });
});

describe('a phone', () => {
  it.each([
    ['13812345678', '13812345678'],
    ['+86 138-1234 5678', '13812345678'],
    ['８６１３８１２３４５６７８', '13812345678'],
    ['0477-6621234', '04776621234'],
    ['6621234', '6621234'],
  ])('%s is read', (written, digits) => expect(readPhone(written)).toEqual({ ok: true, digits }));

  it.each(['1381234567', '12345678901', '138123456789', '没有', '1.38E+10'])('%s is refused', (written) =>
    expect(readPhone(written).ok).toBe(false),
  );

  it('shows its first three and last two digits', () => expect(maskPhone('13812345678')).toBe('138******78'));
});
