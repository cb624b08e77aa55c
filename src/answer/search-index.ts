import { type Features, featuresOf } from './features.ts';

/** What is searched: an entry with its texts, weighed by where they stand. */
export interface Entry {
  id: string;
  /** Names, then what a reply says; each with its weight. */
  fields: { text: string; weight: number }[];
  /** Whole sentences in which people ask for it. */
  phrases: string[];
}

/** One entry's match with a question. */
export interface Match {
  /** Position of the entry in the list that the index was built from. */
  entry: number;
  /** Share of the question's telling features that the entry explains, 0 to 1. */
  coverage: number;
  /** Likeness to the entry's nearest phrase, 0 to 1. */
  likeness: number;
  /** What the ranking goes by. */
  score: number;
}

/** A stretch of the question with its weight: the asking part of a long story counts more. */
export interface Stretch {
  text: string;
  weight: number;
}

interface Posting {
  entries: number[];
  weights: number[];
  idf: number;
}

interface Phrase {
  vector: Map<number, number>;
  norm: number;
}

const K1 = 1.2;
const B = 0.4;
const ONE_WEIGHT = 0.35;
const SOUND_WEIGHT = 0.55;
const PHRASE_FIELD_WEIGHT = 1.6;
const UNKNOWN_SHARE = 0.55;
const SHORTLIST = 24;
const LIKENESS_SHARE = 0.75;

/**
 * Finds entries by characters, by sound and by likeness to known ways of asking.
 * Word segmentation is not needed: two neighbouring characters carry a Chinese word, and dialect is rewritten before.
 */
export class SearchIndex {
  readonly #ids = new Map<string, number>();
  readonly #postings: Posting[] = [];
  readonly #phrases: Phrase[][] = [];
  readonly #size: number;
  readonly #maxIdf: number;
  readonly #scores: Float64Array;
  readonly #stamps: Int32Array;
  #stamp = 0;

  constructor(entries: readonly Entry[]) {
    this.#size = entries.length;
    this.#scores = new Float64Array(entries.length);
    this.#stamps = new Int32Array(entries.length).fill(-1);
    const bags = entries.map((entry) => this.#bagOf(entry));
    const lengths = bags.map((bag) => bag.length);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
    bags.forEach((bag, index) => {
      const lengthNorm = 1 - B + (B * bag.length) / mean;
      for (const [feature, tf] of bag.counts) {
        const posting = this.#postings[feature];
        if (!posting) continue;
        posting.entries.push(index);
        posting.weights.push((tf * (K1 + 1)) / (tf + K1 * lengthNorm) / (K1 + 1));
      }
    });
    this.#maxIdf = Math.log(1 + this.#size);
    for (const posting of this.#postings) posting.idf = Math.log(1 + (this.#size - posting.entries.length + 0.5) / (posting.entries.length + 0.5));
    for (const entry of entries) this.#phrases.push(entry.phrases.map((phrase) => this.#phraseOf(phrase)));
  }

  /**
   * The best matches among the entries that `allow` lets through, best first.
   * `stretches` are the parts of the question; the first is the whole.
   */
  search(stretches: readonly Stretch[], allow: (entry: number) => boolean, limit = SHORTLIST): Match[] {
    const best = new Map<number, number>();
    for (const stretch of stretches) {
      const { mass, touched } = this.#accumulate(stretch.text);
      if (mass === 0) continue;
      for (const entry of touched) {
        if (!allow(entry)) continue;
        const coverage = ((this.#scores[entry] ?? 0) / mass) * stretch.weight;
        if (coverage > (best.get(entry) ?? 0)) best.set(entry, coverage);
      }
    }
    const shortlist = [...best].sort((a, b) => b[1] - a[1]).slice(0, SHORTLIST);
    const vectors = stretches.map((stretch) => ({ ...this.#phraseOf(stretch.text), weight: stretch.weight }));
    return shortlist
      .map(([entry, coverage]): Match => {
        const likeness = this.#likeness(entry, vectors);
        return { entry, coverage, likeness, score: coverage * (1 - LIKENESS_SHARE) + likeness * LIKENESS_SHARE };
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  }

  #feature(key: string, create: boolean): number {
    const known = this.#ids.get(key);
    if (known !== undefined || !create) return known ?? -1;
    const id = this.#postings.length;
    this.#ids.set(key, id);
    this.#postings.push({ entries: [], weights: [], idf: 0 });
    return id;
  }

  #bagOf(entry: Entry): { counts: Map<number, number>; length: number } {
    const counts = new Map<number, number>();
    let length = 0;
    const add = (features: Features, weight: number): void => {
      for (const key of [...features.ones, ...features.twos, ...new Set(features.sounds.map((sound) => `~${sound}`))]) {
        const id = this.#feature(key, true);
        counts.set(id, (counts.get(id) ?? 0) + weight);
      }
      length += features.twos.length * weight;
    };
    for (const field of entry.fields) add(featuresOf(field.text), field.weight);
    for (const phrase of entry.phrases) add(featuresOf(phrase), PHRASE_FIELD_WEIGHT);
    return { counts, length };
  }

  /** Adds up what the question's features give each entry, into `#scores`; returns the most that any could have got. */
  #accumulate(text: string): { mass: number; touched: number[] } {
    const features = featuresOf(text);
    const touched: number[] = [];
    const seen = new Set<number>();
    let mass = 0;
    const first = ++this.#stamp;
    const give = (id: number, weight: number, unless: number | null, mark: number | null): void => {
      const posting = this.#postings[id];
      if (!posting) return;
      for (let i = 0; i < posting.entries.length; i++) {
        const entry = posting.entries[i] ?? 0;
        if (!seen.has(entry)) {
          seen.add(entry);
          touched.push(entry);
          this.#scores[entry] = 0;
        }
        if (unless !== null && this.#stamps[entry] === unless) continue;
        if (mark !== null) this.#stamps[entry] = mark;
        this.#scores[entry] = (this.#scores[entry] ?? 0) + weight * posting.idf * (posting.weights[i] ?? 0);
      }
    };
    for (const key of new Set(features.ones)) {
      const id = this.#feature(key, false);
      // A number that nobody wrote down is a person's own figure and speaks against no entry.
      if (id < 0 && /^[#\d]/.test(key)) continue;
      mass += ONE_WEIGHT * (id < 0 ? this.#maxIdf * UNKNOWN_SHARE : (this.#postings[id]?.idf ?? 0));
      if (id >= 0) give(id, ONE_WEIGHT, null, null);
    }
    const done = new Set<string>();
    let mark = first;
    features.twos.forEach((two, index) => {
      if (done.has(two)) return;
      done.add(two);
      mark = ++this.#stamp;
      const id = this.#feature(two, false);
      const sound = this.#feature(`~${features.sounds[index]}`, false);
      if (id >= 0) mass += this.#postings[id]?.idf ?? 0;
      else mass += sound >= 0 ? (this.#postings[sound]?.idf ?? 0) * SOUND_WEIGHT : this.#maxIdf * UNKNOWN_SHARE;
      if (id >= 0) give(id, 1, null, mark);
      if (sound >= 0) give(sound, SOUND_WEIGHT, mark, null);
    });
    return { mass, touched };
  }

  #phraseOf(text: string): Phrase {
    const features = featuresOf(text);
    const vector = new Map<number, number>();
    let square = 0;
    const put = (key: string, weight: number): void => {
      const id = this.#feature(key, false);
      const idf = id < 0 ? this.#maxIdf * UNKNOWN_SHARE : (this.#postings[id]?.idf ?? 0);
      const value = weight * idf;
      if (id >= 0) {
        if (vector.has(id)) return;
        vector.set(id, value);
      }
      square += value * value;
    };
    for (const one of new Set(features.ones)) if (!/^[#\d]/.test(one)) put(one, ONE_WEIGHT);
    for (const two of new Set(features.twos)) put(two, 1);
    for (const sound of new Set(features.sounds)) put(`~${sound}`, SOUND_WEIGHT);
    return { vector, norm: Math.sqrt(square) };
  }

  #likeness(entry: number, stretches: readonly (Phrase & { weight: number })[]): number {
    let best = 0;
    for (const phrase of this.#phrases[entry] ?? []) {
      for (const stretch of stretches) {
        if (phrase.norm === 0 || stretch.norm === 0) continue;
        const [small, large] = phrase.vector.size < stretch.vector.size ? [phrase.vector, stretch.vector] : [stretch.vector, phrase.vector];
        let dot = 0;
        for (const [id, value] of small) dot += value * (large.get(id) ?? 0);
        const likeness = (dot / (phrase.norm * stretch.norm)) * stretch.weight;
        if (likeness > best) best = likeness;
      }
    }
    return best;
  }
}
