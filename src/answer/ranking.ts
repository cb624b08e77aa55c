import { clausesOf } from '../language/language.ts';
import type { Aspect, Knowledge, OutsideMatter, Policy, Told } from '../policies/policies.ts';
import { type Entry, type Match, SearchIndex, type Stretch, TUNING, type Tuning } from './search-index.ts';

/** A policy with how well it fits a question. */
export interface Ranked {
  policy: Policy;
  score: number;
  coverage: number;
  likeness: number;
  /** Share of the question's rarer pairs that the entry has, 0 to 1. */
  explained: number;
}

/** What fits a question: in the documents of the place, in those of other places, and outside all of them. */
export interface RankingResult {
  own: Ranked[];
  elsewhere: Ranked[];
  outside: { matter: OutsideMatter; score: number } | null;
}

/** Of the own documents a good choice is looked at closely; of the rest only what could outdo them. */
const LOOKED_AT = [24, 8, 8];
const OWN = 0;
const ELSEWHERE = 1;
const OUTSIDE = 2;

/** What of a question the ranking goes by. */
export interface RankedQuestion {
  standard: string;
  context: string | null;
  aspects: readonly Aspect[];
  told: Told;
  /** ISO day. */
  asOf: string;
}

const NAME_WEIGHT = 2.5;
const TEXT_WEIGHT = 1;
const PART_WEIGHT = 0.92;
const YEAR_AGREES = 0.06;
const YEAR_DIFFERS = 0.15;
const YEAR_NOW = 0.015;
const NOT_MEANT = 0.3;
const ASPECT_TOLD = 0.02;

/** Ranks the policies of a knowledge base against questions. Built once per version. */
export class Ranking {
  readonly #policies: Policy[];
  readonly #documentIds: string[];
  /** For each policy, the position of its document. */
  readonly #documentOf: Int32Array;
  /** Entries behind the policies: matters that no document holds. */
  readonly #outside: OutsideMatter[];
  readonly #years: number[][];
  readonly #index: SearchIndex;
  readonly #notMeant: Map<string, Set<string>>;

  constructor(knowledge: Knowledge, standard: (text: string) => string, tuning: Tuning = TUNING) {
    this.#policies = knowledge.policies;
    this.#documentIds = [...knowledge.documents.keys()];
    const numbers = new Map(this.#documentIds.map((id, index) => [id, index]));
    this.#documentOf = Int32Array.from(knowledge.policies, (policy) => numbers.get(policy.document) ?? -1);
    this.#outside = knowledge.outside;
    this.#years = knowledge.policies.map((policy) =>
      [...policy.name.matchAll(/20\d{2}/g)].map((match) => Number(match[0])),
    );
    this.#notMeant = new Map(
      knowledge.policies.map((policy) => [
        policy.id,
        new Set(policy.notMeant.map((row) => standard(row.phrase))),
      ]),
    );
    const policies = knowledge.policies.map((policy): Entry => {
      const titles =
        knowledge.documents
          .get(policy.document)
          ?.clauses.filter((clause) => policy.clauses.includes(clause.ref)) ?? [];
      return {
        fields: [
          { text: standard([policy.name, ...policy.aliases].join('。')), weight: NAME_WEIGHT },
          {
            text: standard(
              [policy.answer, ...policy.points, ...Object.values(policy.details).flat()].join('。'),
            ),
            weight: TEXT_WEIGHT,
          },
          { text: standard(titles.map((clause) => clause.title).join('。')), weight: TEXT_WEIGHT },
        ],
        phrases: [
          policy.name,
          ...policy.aliases,
          ...policy.phrases,
          ...policy.examples.map((example) => example.question),
        ].map(standard),
      };
    });
    const outside = knowledge.outside.map(
      (matter): Entry => ({
        fields: [{ text: standard(matter.name), weight: NAME_WEIGHT }],
        phrases: [matter.name, ...matter.phrases].map(standard),
      }),
    );
    this.#index = new SearchIndex([...policies, ...outside], tuning);
  }

  /**
   * The policies of the documents given and those of all others, each best first.
   * `context` is what the person said before, for a question that does not stand by itself.
   */
  rank(question: RankedQuestion, own: ReadonlySet<string>): RankingResult {
    const isOwn = Uint8Array.from(this.#documentIds, (id) => Number(own.has(id)));
    const groupOf = (entry: number): number => {
      const document = this.#documentOf[entry];
      return document === undefined ? OUTSIDE : isOwn[document] === 1 ? OWN : ELSEWHERE;
    };
    const groups = this.#index.search(stretchesOf(question.standard, question.context), groupOf, LOOKED_AT);
    const ranked = (group: number): Ranked[] =>
      (groups[group] ?? [])
        .flatMap((match) => this.#ranked(match, question))
        .sort((a, b) => b.score - a.score);
    const [best] = groups[OUTSIDE] ?? [];
    const matter = best && this.#outside[best.entry - this.#policies.length];
    return {
      own: ranked(OWN),
      elsewhere: ranked(ELSEWHERE),
      outside: best && matter ? { matter, score: best.score } : null,
    };
  }

  #ranked(match: Match, question: RankedQuestion): Ranked[] {
    const policy = this.#policies[match.entry];
    if (!policy) return [];
    let score =
      match.score +
      yearAgreement(
        this.#years[match.entry] ?? [],
        question.told.calendarYears,
        Number(question.asOf.slice(0, 4)),
      );
    score += aspectAgreement(policy, question.aspects);
    if (this.#notMeant.get(policy.id)?.has(question.standard)) score -= NOT_MEANT;
    return [
      { policy, score, coverage: match.coverage, likeness: match.likeness, explained: match.explained },
    ];
  }
}

/** An entry that tells the side that was asked for is the likelier one. */
function aspectAgreement(policy: Policy, aspects: readonly Aspect[]): number {
  const [aspect] = aspects;
  if (aspect === undefined || aspect === 'what') return 0;
  if (aspect === 'amount')
    return policy.standards.length > 0 || policy.figures.some((figure) => figure.unit.includes('元'))
      ? ASPECT_TOLD
      : 0;
  return policy.details[aspect] ? ASPECT_TOLD : 0;
}

/** A policy of one year is not the answer for another. */
function yearAgreement(own: readonly number[], asked: readonly number[], now: number): number {
  if (own.length === 0) return 0;
  if (asked.length > 0) return own.some((year) => asked.includes(year)) ? YEAR_AGREES : -YEAR_DIFFERS;
  return own.includes(now) ? YEAR_NOW : 0;
}

/** At most so many parts of a message are looked at by themselves: those that ask, and the last ones. */
const MOST_PARTS = 10;

function tellingParts(parts: string[]): string[] {
  if (parts.length <= MOST_PARTS) return parts;
  const asking = parts.slice(0, -MOST_PARTS / 2).filter((part) => ASKS.test(part));
  return [...asking.slice(-MOST_PARTS / 2), ...parts.slice(-MOST_PARTS / 2)];
}

const ASKS = /多少|怎么|什么|哪|几|谁|有没有|吗|不$|没$|呢/;

/** The whole, its parts and neighbouring parts: in a long story one part holds the question. */
function stretchesOf(text: string, context: string | null): Stretch[] {
  const parts = tellingParts(clausesOf(text));
  const stretches: Stretch[] = [{ text, weight: 1 }];
  if (parts.length > 1) {
    parts.forEach((part, index) => {
      const asks = index === parts.length - 1 || ASKS.test(part);
      stretches.push({ text: part, weight: asks ? PART_WEIGHT : PART_WEIGHT - 0.12 });
      const next = parts[index + 1];
      // Two parts together are the whole.
      if (next !== undefined && parts.length > 2)
        stretches.push({ text: `${part} ${next}`, weight: PART_WEIGHT });
    });
  }
  if (context !== null) stretches.push({ text: `${context} ${text}`, weight: PART_WEIGHT });
  return stretches;
}
