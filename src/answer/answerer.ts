import { clausesOf } from '../language/language.ts';
import type {
  Aspect,
  HouseholdCategory,
  Knowledge,
  OutsideMatter,
  Policy,
  Standing,
  Told,
} from '../policies/policies.ts';
import { type Computed, compute, officeFor, pathsUp, ruleDay, standingOf } from '../policies/policies.ts';
import { alsoTouched } from './also.ts';
import { linesFor } from './lines.ts';
import { type Ranked, Ranking } from './ranking.ts';
import { plainReply, type Reply } from './reply.ts';
import { standardiser } from './standard-text.ts';
import { choicesText, DEFAULT_OFFICE, silentLine, sourceLine, standingLine } from './wording.ts';

/** A question as it was understood. */
export interface Asked {
  /** Normalised and with dialect rewritten. */
  standard: string;
  /** The same of what the person said before, where this question does not stand by itself. */
  context: string | null;
  aspects: readonly Aspect[];
  told: Told;
  /** The household's category, where it is known. */
  category: HouseholdCategory | null;
  /** Path of the place, or null. */
  region: string | null;
  /** ISO day. */
  asOf: string;
}

/** What the knowledge base holds for a question. */
export type Finding =
  /** `also`: entries that the question touches as well, to be told in a line each. */
  | { kind: 'policy'; policy: Policy; also: Policy[]; score: number }
  | { kind: 'choices'; policies: Policy[] }
  /** Another place has it and this one has not, or nobody has it; `near` are the local entries most alike. */
  | { kind: 'silent'; near: Policy[]; best: Policy | null }
  /** A matter of life that no document holds. */
  | { kind: 'outside'; matter: OutsideMatter }
  | { kind: 'nothing'; score: number };

export interface Answerer {
  find(asked: Asked): Finding;
  /** Like `find` but over all places: is there anything at all, and where? */
  findAnywhere(asked: Asked): Ranked[];
  /** Of the matters that no document holds, the one that is asked about rather than any policy; null where there is none. */
  findOutside(asked: Asked): OutsideMatter | null;
  answer(policy: Policy, asked: Asked, also?: readonly Policy[]): Reply;
  /** The policy whose rule works with the figures told: this one, or one of its clause; null where none does. */
  computing(policy: Policy, asked: Asked): Policy | null;
  choices(policies: readonly Policy[]): Reply;
  silent(asked: Asked, finding: Extract<Finding, { kind: 'silent' }>): Reply;
  office(asked: Asked, policy: Policy | null): string;
  /** Ids of the documents that bind a place, its own first. */
  documentsOf(region: string): string[];
}

/** Below this a match is chance: for a short question, and for a long story, most of which no entry can explain. Tuned on tests/evaluation, see its README. */
const LEAST = 0.16;
const LEAST_OF_STORY = 0.1;
const SHORT = 20;
const STORY = 60;
/** How much a better match in another place's document speaks for the own documents being silent. */
const ELSEWHERE_SHARE = 0.2;
/** A sure match in another place's document that is so much better: it is that place's matter that is asked about. */
const SURE = 0.5;
const FAR_BETTER = 0.17;
/** An entry of the same kind of matter that fits so well speaks of it. */
const FITS_AT_ALL = 0.3;
/** A matter outside the documents must fit at least so well. */
const SURE_OUTSIDE = 0.25;
/** A bare keyword is put to the person when this many entries have that share of the best score. */
const CHOICE_SHARE = 0.8;
const MOST_CHOICES = 5;
/** So like one of its names that the entry itself was asked for. */
const NAMED = 0.85;
/** An entry of the same kind with this share of the best score is taken for the question when its rule can use the figures told. */
const COMPUTABLE_SHARE = 0.6;
/** A part of a message that is asked by itself: its least length, and how well its entry must fit. */
const MIN_PART = 5;
const SURE_PART = 0.35;
/** What an entry loses that says nothing of the animal that the question is about. */
const STRANGE_THING = 0.08;

export function createAnswerer(knowledge: Knowledge): Answerer {
  const standard = standardiser(knowledge);
  const ranking = new Ranking(knowledge, standard);
  const documentsOf = (region: string): string[] =>
    pathsUp(region).flatMap((path) =>
      [...knowledge.documents.values()]
        .filter((document) => document.region === path)
        .map((document) => document.id),
    );
  const office = (asked: Asked, policy: Policy | null): string =>
    officeFor(knowledge.regions, asked.region, policy?.category ?? null) ?? DEFAULT_OFFICE;

  const families = new Map<string, Policy[]>();
  const familyOf = (policy: Policy): string => `${policy.document} ${policy.clauses[0]}`;
  for (const policy of knowledge.policies)
    families.set(familyOf(policy), [...(families.get(familyOf(policy)) ?? []), policy]);
  const siblingsOf = (policy: Policy): Policy[] =>
    (families.get(familyOf(policy)) ?? []).filter((other) => other.id !== policy.id);

  const computedFor = (policy: Policy, asked: Asked): Computed | null => {
    const document = knowledge.documents.get(policy.document);
    return document
      ? compute([policy, ...siblingsOf(policy)], asked.told, ruleDay(document, asked.asOf))
      : null;
  };

  /** Among nearly equal entries the one whose rule can work with the figures told. */
  function computable(local: readonly Ranked[], asked: Asked): Ranked | null {
    const best = local[0];
    const { told } = asked;
    const figures =
      told.counts.length + told.stages.length + told.money.length + told.bare.length + told.rates.length;
    if (!best || (figures === 0 && told.persons === null && !told.total)) return null;
    const within = local.filter(
      (match) =>
        match.score >= best.score * COMPUTABLE_SHARE && match.policy.category === best.policy.category,
    );
    const computed = within.flatMap((match) => {
      const result = computedFor(match.policy, asked);
      return result ? [{ match, own: result.policies.includes(match.policy.id) }] : [];
    });
    const named = computed.find(({ match }) =>
      match.policy.standards.some(
        (rule) =>
          rule.rule === 'rate' && told.rates.some((rate) => rate === rule.atLeast || rate === rule.atMost),
      ),
    );
    return (named ?? computed.find(({ own }) => own) ?? computed[0])?.match ?? null;
  }

  /** 后果是什么，归谁抓: the best entry of each part that asks for something by itself. */
  function secondQuestions(asked: Asked, own: ReadonlySet<string>, chosen: Ranked): Ranked[] {
    const parts = clausesOf(asked.standard.slice(0, 200)).filter(
      (part) => part.length >= MIN_PART && /什么|怎么|多少|哪|几|谁|有没有|吗$|不$/.test(part),
    );
    if (parts.length < 2) return [];
    return parts.flatMap((part) => {
      const [best] = ranking.rank({ ...asked, standard: part, context: null }, own).own;
      return best && best.policy !== chosen.policy && best.score >= SURE_PART
        ? [{ ...best, score: chosen.score }]
        : [];
    });
  }

  return {
    documentsOf,
    office,
    computing(policy, asked) {
      const computed = computedFor(policy, asked);
      if (!computed || computed.policies.includes(policy.id)) return computed && policy;
      return siblingsOf(policy).find((other) => computed.policies.includes(other.id)) ?? policy;
    },
    findOutside(asked) {
      const { elsewhere, outside } = ranking.rank(asked, new Set());
      return outside && outside.score >= SURE_OUTSIDE && outside.score > (elsewhere[0]?.score ?? 0)
        ? outside.matter
        : null;
    },
    findAnywhere: (asked) =>
      ranking
        .rank(asked, new Set())
        .elsewhere.slice(0, 5)
        .filter((match) => match.score >= leastFor(asked.standard)),

    find(asked) {
      const own = new Set(asked.region === null ? [] : documentsOf(asked.region));
      const ranked = ranking.rank(asked, own);
      const local = ranked.own
        .slice(0, 6)
        .map((match) => ({
          ...match,
          score: match.score - (isStrange(match.policy, asked.told.things) ? STRANGE_THING : 0),
        }))
        .sort((a, b) => b.score - a.score);
      const [best] = local;
      const [elsewhere] = ranked.elsewhere;
      const { outside } = ranked;
      if (
        outside &&
        outside.score >= SURE_OUTSIDE &&
        outside.score > Math.max(best?.score ?? 0, elsewhere?.score ?? 0)
      )
        return { kind: 'outside', matter: outside.matter };
      const least = leastFor(asked.standard);
      const near = local
        .filter((match) => match.score >= least)
        .slice(0, 2)
        .map((match) => match.policy);
      const lead = Math.max(0, (elsewhere?.score ?? 0) - (best?.score ?? 0));
      const otherPlace = best && elsewhere ? isOtherPlaces(best, elsewhere) : false;
      if (!best || otherPlace || best.score - ELSEWHERE_SHARE * lead < least) {
        // A chance likeness elsewhere names no office.
        if (elsewhere && elsewhere.score >= least)
          return { kind: 'silent', near, best: elsewhere.score >= SURE_PART ? elsewhere.policy : null };
        return { kind: 'nothing', score: best?.score ?? 0 };
      }
      if (isVague(asked.standard) && best.likeness < NAMED) {
        const close = local
          .filter((match) => match.score >= best.score * CHOICE_SHARE)
          .slice(0, MOST_CHOICES);
        if (close.length > 2) return { kind: 'choices', policies: close.map((match) => match.policy) };
      }
      const chosen = computable(local, asked) ?? best;
      const also = alsoTouched(
        chosen,
        [...secondQuestions(asked, own, chosen), ...local],
        asked.standard,
        standard,
      );
      return { kind: 'policy', policy: chosen.policy, also, score: chosen.score };
    },

    answer(policy, asked, also = []) {
      const document = knowledge.documents.get(policy.document);
      if (!document) throw new Error(`policy ${policy.id} names the unknown document ${policy.document}`);
      const turnTo = office(asked, policy);
      const siblings = siblingsOf(policy);
      const body = linesFor({ policy, also, siblings, document, asked, office: turnTo, standard });
      const status = standingOf(document, asked.asOf);
      const standing = standingLine(status, document, turnTo);
      const clauses = [
        ...new Set([...body.clauses, ...policy.clauses, ...body.also.flatMap((other) => other.clauses)]),
      ];
      return {
        kind: 'answer',
        text: [
          ...withStanding(standing, status, body.lines),
          sourceLine(document, [
            ...new Set([...policy.clauses, ...body.also.flatMap((other) => other.clauses.slice(0, 1))]),
          ]),
        ].join('\n'),
        options: [],
        citations: clauses.map((clause) => ({ document: policy.document, clause })),
        policies: [...new Set([policy.id, ...body.policies, ...body.also.map((other) => other.id)])],
        amount: body.amount,
        status,
      };
    },

    choices(policies) {
      const options = policies.map((policy) => ({
        label: policy.name,
        citations: policy.clauses.map((clause) => ({ document: policy.document, clause })),
      }));
      return {
        ...plainReply('choices', choicesText(options.map((option) => option.label))),
        options,
        policies: policies.map((policy) => policy.id),
      };
    },

    silent(asked, finding) {
      const place = asked.region?.split('/').at(-1) ?? '';
      return plainReply('unknown', silentLine(place, office(asked, finding.best), finding.near));
    },
  };
}

/** What is past or not yet begun is said before the figure; what is only unclear, right after it. */
function withStanding(standing: string | null, status: Standing, lines: readonly string[]): string[] {
  if (standing === null) return [...lines];
  return status === 'unclear' ? [...lines.slice(0, 1), standing, ...lines.slice(1)] : [standing, ...lines];
}

/**
 * Is it another place's matter that is asked about? Where the own documents speak of the same kind of matter and fit at
 * all, they answer, even if it is only to say that they name no figure.
 */
function isOtherPlaces(best: Ranked, elsewhere: Ranked): boolean {
  if (elsewhere.score < SURE || elsewhere.score - best.score < FAR_BETTER) return false;
  return best.policy.category !== elsewhere.policy.category || best.score < FITS_AT_ALL;
}

/** Falls evenly from `LEAST` for a short question to `LEAST_OF_STORY` for a long one. */
function leastFor(question: string): number {
  const share = Math.min(1, Math.max(0, (question.length - SHORT) / (STORY - SHORT)));
  return LEAST + (LEAST_OF_STORY - LEAST) * share;
}

/** Speaks the entry of none of the animals that were named? */
function isStrange(policy: Policy, things: readonly string[]): boolean {
  const texts = [policy.name, policy.answer, ...policy.points, ...policy.phrases];
  return things.length > 0 && !things.some((thing) => texts.some((text) => text.includes(thing)));
}

/** A word or two without a question: 补贴, 养老. */
function isVague(standardText: string): boolean {
  return standardText.replace(/[^\u3400-\u9fff]/g, '').length <= 4;
}
