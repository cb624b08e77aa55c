import { findNumerals, soundOf } from '../language/language.ts';

/** What one stretch of text is known by: characters in ones and twos, how the twos sound, and the numbers in it. */
export interface Features {
  /** Single characters, Latin words, numbers (`#25`). */
  ones: string[];
  /** Neighbouring characters. */
  twos: string[];
  /** For each of `twos`, its toneless sound, as `~di bao`. */
  sounds: string[];
}

const CHINESE = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const SMALL_FIGURE = /(?<![\d.+])(?:[1-9]|10)(?=[\u3400-\u9fff])/g;
const RUN = /[\u3400-\u9fff]+|\d+(?:\.\d+)?(?:\+\d+)?%?|[a-z]+/g;

/** The features of a standardised text; punctuation and blanks part the words. */
export function featuresOf(text: string): Features {
  const ones: string[] = [];
  const twos: string[] = [];
  const sounds: string[] = [];
  // 3网 is 三网, and 8项 is 八项: a small figure beside a character is read as people write it out.
  const written = text.replace(SMALL_FIGURE, (figure) => CHINESE[Number(figure)] ?? figure);
  for (const [run] of written.matchAll(RUN)) {
    if (!/[\u3400-\u9fff]/.test(run)) {
      // A Latin word or a figure is as telling as a pair of characters.
      ones.push(run);
      if (/[a-z+]/.test(run)) {
        twos.push(run);
        sounds.push(run);
      }
      continue;
    }
    const chars = [...run];
    for (let i = 0; i < chars.length; i++) {
      const char = chars[i] ?? '';
      ones.push(char);
      const next = chars[i + 1];
      if (next === undefined) continue;
      twos.push(char + next);
      sounds.push(`~${soundOf(char)} ${soundOf(next)}`);
    }
  }
  for (const numeral of findNumerals(text)) {
    if (numeral.low === numeral.high && numeral.low >= 2) ones.push(`#${numeral.low}`);
  }
  return { ones, twos, sounds };
}
