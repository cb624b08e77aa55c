/** Reading Chinese text: one spelling, numbers, sounds. Pure; knows nothing of policies or people. */
export { clausesOf, normalise, READ_LIMIT } from './normalise.ts';
export { findNumerals, type Numeral, numeralValue } from './numerals.ts';
export { soundOf } from './sound.ts';
