/** Reading Chinese text: one spelling, numbers, money, days, sounds. Pure; knows nothing of policies or people. */
export { type FoundDate, findDates } from './dates.ts';
export { maskNumbers, maskPhones } from './mask.ts';
export { findMoney, type Money } from './money.ts';
export { clausesOf, normalise, READ_LIMIT } from './normalise.ts';
export { type Count, findNumbers } from './numbers.ts';
export { findNumerals, type Numeral, numeralValue } from './numerals.ts';
export { soundOf } from './sound.ts';
