import { expect, it } from 'vitest';
import { findNumerals, numeralValue } from '../../src/language/language.ts';

it.each([
  ['两万三', 23000],
  ['3万5', 35000],
  ['2w', 20000],
  ['一万零五百', 10500],
  ['二〇二一', 2021],
  ['廿三', 23],
  ['一千零五十', 1050],
  ['两百', 200],
])('%s → %d', (text, value) => expect(numeralValue(text)).toBe(value));

it('finds ranges and shares', () => {
  expect(findNumerals('三五只').map(({ low, high }) => [low, high])).toEqual([[3, 5]]);
  expect(findNumerals('报三成').map(({ low, percent }) => [low, percent])).toEqual([[30, true]]);
});
