import { findNumerals, soundOf } from '../language/language.ts';

const CHINESE = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const SMALL_FIGURE = /(?<![\d.+])(?:[1-9]|10)(?=[\u3400-\u9fff])/g;
const RUN = /[\u3400-\u9fff]+|\d+(?:\.\d+)?(?:\+\d+)?%?|[a-z]+/g;
const IS_CHINESE = /^[\u3400-\u9fff]/;

/** The stretches of a standardised text that carry matter: Chinese runs, Latin words, figures. Punctuation and blanks part them. */
function runsOf(text: string): string[] {
  // 3网 is 三网, and 8项 is 八项: a small figure beside a character is read as people write it out.
  return text.replace(SMALL_FIGURE, (figure) => CHINESE[Number(figure)] ?? figure).match(RUN) ?? [];
}

/** Neighbouring characters, and Latin words and figures as they are. Two characters carry a Chinese word. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const run of runsOf(text)) {
    if (!IS_CHINESE.test(run)) pairs.add(run);
    for (let i = 0; i + 1 < run.length; i++) pairs.add(run.slice(i, i + 2));
  }
  return pairs;
}

/**
 * What a text is known by, as small numbers: characters in ones and twos, how the twos sound, and the figures in it.
 * A feature that nothing known has is `UNKNOWN`.
 */
export interface Features {
  /** Single characters and Latin words; a figure as `#25` only where it is known. */
  ones: number[];
  twos: number[];
  /** For each of `twos`, its toneless sound. */
  sounds: number[];
}

export const UNKNOWN = -1;

const CHARS = 1 << 13;
const SOUNDS = 1 << 10;
const TWO = 1 << 26;
const SOUND = 1 << 27;

/** Numbers the characters, sounds and words of one knowledge base. */
export class FeatureTable {
  readonly #chars = new Map<string, number>();
  /** The number of each Chinese character by its code; 0 where it has none yet, else one more than the number. */
  readonly #byCode = new Uint16Array(1 << 16);
  readonly #sounds = new Map<string, number>();
  readonly #soundOfChar: number[] = [];

  /** Reads a text; with `learn` new characters and words get numbers. */
  read(text: string, learn: boolean): Features {
    const features: Features = { ones: [], twos: [], sounds: [] };
    for (const run of runsOf(text)) {
      if (IS_CHINESE.test(run)) this.#readRun(run, learn, features);
      else this.#readWord(run, learn, features);
    }
    if (!/[\d百千万十]/.test(text)) return features;
    for (const numeral of findNumerals(text)) {
      if (numeral.low !== numeral.high || numeral.low < 2) continue;
      const id = this.#number(`#${numeral.low}`, learn);
      // A number that nobody wrote down is a person's own figure and speaks against no entry.
      if (id !== UNKNOWN) features.ones.push(id);
    }
    return features;
  }

  #readRun(run: string, learn: boolean, features: Features): void {
    let before = UNKNOWN;
    let beforeSound = UNKNOWN;
    for (let i = 0; i < run.length; i++) {
      const char = run[i] ?? '';
      const code = run.charCodeAt(i);
      let id = (this.#byCode[code] ?? 0) - 1;
      if (id === UNKNOWN) {
        id = this.#number(char, learn);
        this.#byCode[code] = id + 1;
      }
      const sound =
        id === UNKNOWN ? (this.#sounds.get(soundOf(char)) ?? UNKNOWN) : (this.#soundOfChar[id] ?? UNKNOWN);
      features.ones.push(id);
      if (i > 0) {
        features.twos.push(before === UNKNOWN || id === UNKNOWN ? UNKNOWN : TWO + before * CHARS + id);
        features.sounds.push(
          beforeSound === UNKNOWN || sound === UNKNOWN ? UNKNOWN : SOUND + beforeSound * SOUNDS + sound,
        );
      }
      before = id;
      beforeSound = sound;
    }
  }

  /** A Latin word or a written figure is as telling as a pair of characters. */
  #readWord(run: string, learn: boolean, features: Features): void {
    const id = this.#number(run, learn);
    if (id === UNKNOWN && /^\d/.test(run)) return;
    features.ones.push(id);
    if (/[a-z+]/.test(run)) {
      features.twos.push(id === UNKNOWN ? UNKNOWN : TWO + id);
      features.sounds.push(UNKNOWN);
    }
  }

  #number(key: string, learn: boolean): number {
    const known = this.#chars.get(key);
    if (known !== undefined) return known;
    // Beyond the table's size a character stays unknown; the documents use some two thousand.
    if (!learn || this.#chars.size >= CHARS) return UNKNOWN;
    const id = this.#chars.size;
    this.#chars.set(key, id);
    if (IS_CHINESE.test(key)) {
      const sound = soundOf(key);
      const soundId = this.#sounds.get(sound) ?? this.#sounds.size;
      if (soundId < SOUNDS) this.#sounds.set(sound, soundId);
      this.#soundOfChar[id] = soundId < SOUNDS ? soundId : UNKNOWN;
    }
    return id;
  }
}
