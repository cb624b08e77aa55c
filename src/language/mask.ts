const DIGIT = '[0-9０-９]';
const CHECK = '[0-9０-９XxＸｘ]';
const GAP = '[ \\t\\u00a0\\u3000-]{1,2}';

const SHAPES = [
  // Written in one: second-generation ids (17 digits and a digit or X), bank cards (16 to 19), old ids (15).
  // Longer runs are two numbers pushed together or a slip of the finger, and hide one all the same.
  `${DIGIT}{15,}(?:[XxＸｘ]|${GAP}[XxＸｘ](?![A-Za-z]))?`,
  // A card or an id in groups of four.
  `${DIGIT}{4}(?:${GAP}${DIGIT}{4}){3}(?:${GAP}${DIGIT}{0,2}${CHECK})?`,
  // An id read out as area, birthday, serial: 6 8 4 or 6 4 4 4.
  `${DIGIT}{6}${GAP}${DIGIT}{4}(?:${GAP})?${DIGIT}{4}${GAP}${DIGIT}{3}${CHECK}`,
];
const PRIVATE_NUMBER = new RegExp(`(?<!${DIGIT})(?:${SHAPES.join('|')})(?!${DIGIT})`, 'gu');

const HIDDEN_BETWEEN_DIGITS = new RegExp(`(?<=${DIGIT})[\\u200b-\\u200f\\u2060\\ufeff]+(?=${CHECK})`, 'gu');
const FOUR_YEARS = new RegExp(`^(?:(?:19|20)[0-9]{2}(?:${GAP}|$)){4}$`, 'u');

/**
 * Masks identity numbers and bank-card numbers, also in full-width digits or groups: the first 3 and the last 2
 * digits stay, each other digit becomes a star, gaps stay where they are. Everything else is given back
 * unchanged, but for invisible characters between digits, which are dropped because they would hide a number.
 */
export function maskNumbers(text: string): string {
  const joined = text.replace(HIDDEN_BETWEEN_DIGITS, '');
  return joined.replace(PRIVATE_NUMBER, (found) => (FOUR_YEARS.test(found) ? found : maskOne(found)));
}

const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g;

/** Hides the middle of mobile numbers: 13812345678 → 138****5678. For what is kept after a message has been worked on. */
export function maskPhones(text: string): string {
  return text.replace(MOBILE, (found) => `${found.slice(0, 3)}****${found.slice(-4)}`);
}

function maskOne(found: string): string {
  const isDigit = new RegExp(CHECK, 'u');
  const characters = [...found];
  const total = characters.filter((character) => isDigit.test(character)).length;
  let seen = 0;
  return characters
    .map((character) => {
      if (!isDigit.test(character)) return character;
      seen += 1;
      return seen <= 3 || seen > total - 2 ? character : '*';
    })
    .join('');
}
