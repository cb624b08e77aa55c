import { type Features, FeatureTable, UNKNOWN } from './features.ts';
import { PlaceTable } from './place-table.ts';

/** What is searched: an entry with its texts, weighed by where they stand. */
export interface Entry {
  /** Names, then what a reply says; each with its weight. */
  fields: { text: string; weight: number }[];
  /** Whole sentences in which people ask for it. */
  phrases: string[];
}

/** One entry's match with a question. */
export interface Match {
  /** Position of the entry in the list that the index was built from. */
  entry: number;
  /** Share of the whole question's telling features that the entry explains, 0 to 1. */
  coverage: number;
  /** Likeness of the best stretch to the entry's nearest phrase, 0 to 1. */
  likeness: number;
  /** Share of the question's rarer pairs that the entry has at all, by characters or by sound, 0 to 1. */
  explained: number;
  /** What the ranking goes by. */
  score: number;
}

/** A stretch of the question with its weight: the asking part of a long story counts more. */
export interface Stretch {
  text: string;
  weight: number;
}

/** The numbers that the ranking turns on; tuned on tests/evaluation. */
export interface Tuning {
  /** Saturation and length of BM25. */
  k1: number;
  b: number;
  /** A single character, beside a pair. */
  one: number;
  /** A pair that only sounds alike, beside the same pair. */
  sound: number;
  /** A phrase's words in the bag of the entry. */
  phrase: number;
  /** A feature that nothing in the knowledge base has, beside the rarest that something has. */
  unknown: number;
  /** Likeness to phrases, beside coverage by the bag. */
  likeness: number;
  /** A stretch lighter than this (in idf) counts less. */
  fullMass: number;
  /** How much the coverage of the whole question adds. */
  whole: number;
  /** Share of the second-nearest phrases in the likeness. */
  second: number;
}

export const TUNING: Tuning = {
  k1: 1.2,
  b: 0.4,
  one: 0.35,
  sound: 0.55,
  phrase: 1.6,
  unknown: 0.55,
  likeness: 0.6,
  fullMass: 30,
  whole: 0.3,
  second: 0.25,
};

/** An entry's features with their added-up weights. */
interface Bag {
  places: Int32Array;
  weights: Float32Array;
  length: number;
}

/** A text as features with weights; `norm` counts unknown features too. */
interface Vector {
  ids: Int32Array;
  values: Float32Array;
  norm: number;
}

/** A feature of more than this share of the entries is not looked up. */
const COMMON = 0.7;
const NO_MARK = -2;
/** A pair with less idf than this stands in a good part of all entries and explains nothing. */
const RARE = 1.2;

/** An entry's phrases as unit vectors end to end. */
interface Phrases {
  ids: Int32Array;
  values: Float32Array;
  /** Where each phrase ends. */
  ends: Int32Array;
}

/** A stretch as it is scored. */
interface Weighed {
  features: Features;
  /** Coverage by entry. */
  of: Float32Array;
  factor: number;
}

/**
 * Finds entries by characters, by sound and by likeness to known ways of asking.
 * Word segmentation is not needed: two neighbouring characters carry a Chinese word, and dialect is rewritten before.
 */
export class SearchIndex {
  readonly #tuning: Tuning;
  readonly #table = new FeatureTable();
  /** From a feature to its place in the arrays below. */
  readonly #places = new PlaceTable();
  /** Postings of all features end to end: those of place p lie from `#starts[p]` to `#starts[p + 1]`. */
  readonly #starts: Int32Array;
  readonly #entries: Int32Array;
  readonly #weights: Float32Array;
  readonly #idfs: Float32Array;
  readonly #phrases: string[][];
  /** The same as vectors, made when an entry is first looked at: most entries are never asked about in one run. */
  readonly #vectors: (Phrases | undefined)[] = [];
  readonly #maxIdf: number;
  readonly #scores: Float64Array;
  /** The last pair whose characters an entry had, so that its sound does not count again. */
  readonly #markedAt: Int32Array;
  readonly #scratch: Float32Array;
  #mark = 0;

  constructor(entries: readonly Entry[], tuning: Tuning = TUNING) {
    this.#tuning = tuning;
    this.#scores = new Float64Array(entries.length);
    this.#markedAt = new Int32Array(entries.length).fill(-1);
    this.#maxIdf = Math.log(1 + entries.length);
    const bags = this.#bagsOf(entries);
    this.#starts = new Int32Array(this.#places.size + 1);
    this.#idfs = new Float32Array(this.#places.size);
    const total = this.#count(bags);
    this.#entries = new Int32Array(total);
    this.#weights = new Float32Array(total);
    this.#fill(bags);
    this.#scratch = new Float32Array(this.#places.size);
    this.#phrases = entries.map((entry) => entry.phrases);
  }

  /**
   * The best matches of each group, best first. The first stretch is the whole question.
   * @param groupOf the number of an entry's group; an entry of no group is not found
   * @param sizes how many entries of each group are looked at closely
   */
  search(
    stretches: readonly Stretch[],
    groupOf: (entry: number) => number,
    sizes: readonly number[],
  ): Match[][] {
    const { fullMass } = this.#tuning;
    const read = stretches.map((stretch) => ({
      ...stretch,
      features: this.#table.read(stretch.text, false),
    }));
    const coverages = read.map((stretch) => this.#coverage(stretch.features));
    const full = Math.min(fullMass, coverages[0]?.mass ?? 0);
    const weighed = read.map(({ features, weight }, index): Weighed => {
      const coverage = coverages[index] ?? { of: new Float32Array(0), mass: 0 };
      return {
        features,
        of: coverage.of,
        factor: full === 0 ? 0 : weight * Math.min(1, coverage.mass / full),
      };
    });
    const shortlists = this.#shortlists(weighed, groupOf, sizes);
    const matches = this.#score(weighed, shortlists.flat());
    return shortlists.map((list) =>
      list.flatMap((entry) => matches.get(entry) ?? []).sort((a, b) => b.score - a.score),
    );
  }

  /** Coverage and likeness of each entry over all stretches; the best stretch speaks for the entry. */
  #score(weighed: readonly Weighed[], entries: readonly number[]): Map<number, Match> {
    const { likeness: likenessShare, whole } = this.#tuning;
    const matches = new Map<number, Match>();
    for (const { features, of, factor } of weighed) {
      const vector = this.#vectorOf(features);
      for (let i = 0; i < vector.ids.length; i++) this.#scratch[vector.ids[i] ?? 0] = vector.values[i] ?? 0;
      for (const entry of entries) {
        const covered = (of[entry] ?? 0) * (1 - likenessShare);
        const before = matches.get(entry);
        // Even the likest phrase could not make this stretch the better one.
        if (before && factor * (covered + likenessShare) <= before.score) continue;
        const likeness = this.#likeness(entry, vector.norm);
        const score = factor * ((of[entry] ?? 0) * (1 - likenessShare) + likeness * likenessShare);
        const match = matches.get(entry);
        if (match && score <= match.score) continue;
        matches.set(entry, {
          entry,
          coverage: weighed[0]?.of[entry] ?? 0,
          likeness: likeness * factor,
          explained: 0,
          score,
        });
      }
      for (const id of vector.ids) this.#scratch[id] = 0;
    }
    const explained = this.#explained(weighed[0]?.features, new Set(entries));
    for (const match of matches.values()) {
      match.score = match.score * (1 - whole) + match.coverage * whole;
      match.explained = explained.get(match.entry) ?? 0;
    }
    return matches;
  }

  /** For each entry the idf of the question's rarer pairs that it has, as a share of all of them. */
  #explained(features: Features | undefined, entries: ReadonlySet<number>): Map<number, number> {
    const held = new Map<number, number>();
    const seen = new Set<number>();
    let all = 0;
    features?.twos.forEach((two, index) => {
      const places = [this.#placeOf(two), this.#placeOf(features.sounds[index] ?? UNKNOWN)].filter(
        (place) => place !== UNKNOWN,
      );
      const worth = this.#idf(places[0] ?? UNKNOWN);
      if (worth < RARE || (two !== UNKNOWN && seen.has(two))) return;
      seen.add(two);
      all += worth;
      const having = new Set<number>();
      for (const place of places) {
        for (let i = this.#starts[place] ?? 0; i < (this.#starts[place + 1] ?? 0); i++) {
          const entry = this.#entries[i] ?? 0;
          if (entries.has(entry)) having.add(entry);
        }
      }
      for (const entry of having) held.set(entry, (held.get(entry) ?? 0) + worth);
    });
    return new Map([...held].map(([entry, worth]) => [entry, all === 0 ? 0 : worth / all]));
  }

  /** The entries of each group that any stretch speaks for most. */
  #shortlists(
    weighed: readonly Weighed[],
    groupOf: (entry: number) => number,
    sizes: readonly number[],
  ): number[][] {
    const best = new Float32Array(this.#scores.length);
    for (const { of, factor } of weighed) {
      for (let entry = 0; entry < best.length; entry++) {
        const value = (of[entry] ?? 0) * factor;
        if (value > (best[entry] ?? 0)) best[entry] = value;
      }
    }
    const lists: number[][] = sizes.map(() => []);
    for (let entry = 0; entry < best.length; entry++) {
      const value = best[entry] ?? 0;
      if (value === 0) continue;
      const group = groupOf(entry);
      const list = lists[group];
      const size = sizes[group] ?? 0;
      if (!list || (list.length === size && value <= (best[list[size - 1] ?? 0] ?? 0))) continue;
      let at = Math.min(list.length, size - 1);
      while (at > 0 && (best[list[at - 1] ?? 0] ?? 0) < value) {
        list[at] = list[at - 1] ?? 0;
        at -= 1;
      }
      list[at] = entry;
    }
    return lists;
  }

  /** Each entry's features with their weights added up, numbered by their place. */
  #bagsOf(entries: readonly Entry[]): Bag[] {
    // One array for all entries instead of a map for each: half a million small maps' entries are what made the start slow.
    const weights: number[] = [];
    const lastEntry: number[] = [];
    return entries.map((text, entry) => {
      const touched: number[] = [];
      let length = 0;
      const add = (features: Features, weight: number): void => {
        for (const keys of [features.ones, features.twos, features.sounds]) {
          for (const key of keys) {
            if (key === UNKNOWN) continue;
            let place = this.#places.get(key);
            if (place === UNKNOWN) place = this.#places.add(key);
            if (lastEntry[place] !== entry) {
              lastEntry[place] = entry;
              weights[place] = 0;
              touched.push(place);
            }
            weights[place] = (weights[place] ?? 0) + weight;
          }
        }
        length += features.twos.length * weight;
      };
      for (const field of text.fields) add(this.#table.read(field.text, true), field.weight);
      for (const phrase of text.phrases) add(this.#table.read(phrase, true), this.#tuning.phrase);
      return {
        places: Int32Array.from(touched),
        weights: Float32Array.from(touched, (place) => weights[place] ?? 0),
        length,
      };
    });
  }

  /** Lays out the postings: how many entries have each feature, and what that makes the feature worth. Returns how many there are. */
  #count(bags: readonly Bag[]): number {
    for (const bag of bags)
      for (const place of bag.places) this.#starts[place + 1] = (this.#starts[place + 1] ?? 0) + 1;
    for (let place = 0; place < this.#idfs.length; place++) {
      const held = this.#starts[place + 1] ?? 0;
      this.#idfs[place] = Math.log(1 + (bags.length - held + 0.5) / (held + 0.5));
      this.#starts[place + 1] = (this.#starts[place] ?? 0) + held;
    }
    return this.#starts[this.#idfs.length] ?? 0;
  }

  /** Fills the postings with saturated, length-normalised weights. */
  #fill(bags: readonly Bag[]): void {
    const { k1, b } = this.#tuning;
    const mean = bags.reduce((sum, bag) => sum + bag.length, 0) / Math.max(1, bags.length);
    const next = this.#starts.slice();
    bags.forEach((bag, entry) => {
      const lengthNorm = 1 - b + (b * bag.length) / mean;
      for (let i = 0; i < bag.places.length; i++) {
        const place = bag.places[i] ?? 0;
        const tf = bag.weights[i] ?? 0;
        const at = next[place] ?? 0;
        this.#entries[at] = entry;
        this.#weights[at] = tf / (tf + k1 * lengthNorm);
        next[place] = at + 1;
      }
    });
  }

  #placeOf(feature: number): number {
    return feature === UNKNOWN ? UNKNOWN : this.#places.get(feature);
  }

  #idf(place: number): number {
    return place === UNKNOWN ? this.#maxIdf * this.#tuning.unknown : (this.#idfs[place] ?? 0);
  }

  /** For each entry the share of the question's features that it explains; `mass`: what those weigh together. */
  #coverage(features: Features): { of: Float32Array; mass: number } {
    const { one, sound: soundWeight } = this.#tuning;
    const scores = this.#scores.fill(0);
    const common = scores.length * COMMON;
    let mass = 0;
    const give = (place: number, weight: number, unless: number, mark: number): void => {
      if (place === UNKNOWN) return;
      const start = this.#starts[place] ?? 0;
      const end = this.#starts[place + 1] ?? 0;
      // What nearly every entry has tells none of them apart, and costs the most to add up.
      if (end - start > common) return;
      const worth = weight * (this.#idfs[place] ?? 0);
      for (let i = start; i < end; i++) {
        const entry = this.#entries[i] ?? 0;
        if (this.#markedAt[entry] === unless) continue;
        if (mark !== NO_MARK) this.#markedAt[entry] = mark;
        scores[entry] = (scores[entry] ?? 0) + worth * (this.#weights[i] ?? 0);
      }
    };
    const seen = new Set<number>();
    for (const single of features.ones) {
      if (single !== UNKNOWN && seen.has(single)) continue;
      seen.add(single);
      const place = this.#placeOf(single);
      mass += one * this.#idf(place);
      give(place, one, NO_MARK, NO_MARK);
    }
    features.twos.forEach((two, index) => {
      const sound = features.sounds[index] ?? UNKNOWN;
      // A pair is known by its characters, or where those are unknown by its sound; each counts once.
      const key = two !== UNKNOWN ? two : sound;
      if (key !== UNKNOWN && seen.has(key)) return;
      seen.add(key);
      const place = this.#placeOf(two);
      const soundPlace = this.#placeOf(sound);
      mass +=
        place === UNKNOWN && soundPlace !== UNKNOWN ? this.#idf(soundPlace) * soundWeight : this.#idf(place);
      const mark = ++this.#mark;
      give(place, 1, NO_MARK, mark);
      give(soundPlace, soundWeight, mark, NO_MARK);
    });
    const of = new Float32Array(scores.length);
    if (mass > 0) for (let entry = 0; entry < of.length; entry++) of[entry] = (scores[entry] ?? 0) / mass;
    return { of, mass };
  }

  #vectorOf(features: Features): Vector {
    const { one, sound } = this.#tuning;
    const values = new Map<number, number>();
    let square = 0;
    const put = (feature: number, weight: number): void => {
      const place = this.#placeOf(feature);
      if (place !== UNKNOWN && values.has(place)) return;
      const value = weight * this.#idf(place);
      square += value * value;
      if (place !== UNKNOWN) values.set(place, value);
    };
    for (const key of features.ones) put(key, one);
    for (const key of features.twos) put(key, 1);
    for (const key of features.sounds) put(key, sound);
    return {
      ids: Int32Array.from(values.keys()),
      values: Float32Array.from(values.values()),
      norm: Math.sqrt(square),
    };
  }

  #phrasesOf(entry: number): Phrases {
    const known = this.#vectors[entry];
    if (known) return known;
    const vectors = (this.#phrases[entry] ?? []).map((phrase) =>
      this.#vectorOf(this.#table.read(phrase, false)),
    );
    const size = vectors.reduce((sum, vector) => sum + vector.ids.length, 0);
    const made: Phrases = {
      ids: new Int32Array(size),
      values: new Float32Array(size),
      ends: new Int32Array(vectors.length),
    };
    let at = 0;
    vectors.forEach(({ ids, values, norm }, index) => {
      for (let i = 0; i < ids.length; i++, at++) {
        made.ids[at] = ids[i] ?? 0;
        made.values[at] = (values[i] ?? 0) / norm;
      }
      made.ends[index] = at;
    });
    this.#vectors[entry] = made;
    return made;
  }

  /** Cosine of the stretch in `#scratch` with the entry's nearest phrases. */
  #likeness(entry: number, norm: number): number {
    const { ids, values, ends } = this.#phrasesOf(entry);
    const scratch = this.#scratch;
    let first = 0;
    let second = 0;
    let at = 0;
    for (let phrase = 0; phrase < ends.length; phrase++) {
      const end = ends[phrase] ?? 0;
      let dot = 0;
      for (; at < end; at++) dot += (values[at] as number) * (scratch[ids[at] as number] as number);
      if (dot > first) {
        second = first;
        first = dot;
      } else if (dot > second) second = dot;
    }
    if (norm === 0) return 0;
    return (first * (1 - this.#tuning.second) + second * this.#tuning.second) / norm;
  }
}
