import type { Aspect, HouseholdCategory, Knowledge, Policy, Told } from '../policies/policies.ts';
import { compute, officeFor, pathsUp, standingOf } from '../policies/policies.ts';
import { linesFor } from './lines.ts';
import { Ranking, type Ranked } from './ranking.ts';
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
  /** `also`: a second entry that fits nearly as well, to be told in one line. */
  | { kind: 'policy'; policy: Policy; also: Policy | null; score: number }
  | { kind: 'choices'; policies: Policy[] }
  /** Another place has it and this one has not, or nobody has it; `near` are the local entries most alike. */
  | { kind: 'silent'; near: Policy[]; best: Policy | null }
  | { kind: 'nothing'; score: number };

export interface Answerer {
  find(asked: Asked): Finding;
  /** Like `find` but over all places: is there anything at all, and where? */
  findAnywhere(asked: Asked): Ranked[];
  answer(policy: Policy, asked: Asked, also?: Policy | null): Reply;
  choices(policies: readonly Policy[]): Reply;
  silent(asked: Asked, finding: Extract<Finding, { kind: 'silent' }>): Reply;
  office(asked: Asked, policy: Policy | null): string;
  /** Ids of the documents that bind a place, its own first. */
  documentsOf(region: string): string[];
}

/** Below this a match is chance. Tuned on tests/evaluation, see tests/evaluation/README.md. */
const LEAST = 0.16;
/** How much a better match in another place's document speaks for the own documents being silent. */
const ELSEWHERE_SHARE = 0.25;
/** Two matches nearer than this, and not sure by themselves, are put to the person. */
const TIE = 0.008;
const SURE = 0.5;
/** How near to the best a rule that can be computed may lie, to be taken for the question. */
const COMPUTABLE_WITHIN = 0.12;
/** A second entry with this share of the best score is told as well. */
const ALSO_SHARE = 0.72;
const MOST_CHOICES = 4;

export function createAnswerer(knowledge: Knowledge): Answerer {
  const standard = standardiser(knowledge);
  const ranking = new Ranking(knowledge, standard);
  const documentsOf = (region: string): string[] =>
    pathsUp(region).flatMap((path) => [...knowledge.documents.values()].filter((document) => document.region === path).map((document) => document.id));
  const office = (asked: Asked, policy: Policy | null): string =>
    officeFor(knowledge.regions, asked.region, policy?.category ?? null) ?? DEFAULT_OFFICE;

  const siblingsOf = (policy: Policy): Policy[] => knowledge.policies.filter((other) => other.id !== policy.id && sameClause(other, policy));

  /** Among nearly equal entries the one whose rule can work with the figures told. */
  function computable(local: readonly Ranked[], asked: Asked): Ranked | null {
    const best = local[0];
    const figures = asked.told.counts.length + asked.told.stages.length + asked.told.money.length + asked.told.rates.length;
    if (!best || (figures === 0 && asked.told.persons === null && !asked.told.total)) return null;
    const within = local.filter((match) => best.score - match.score < COMPUTABLE_WITHIN);
    return within.find((match) => compute([match.policy, ...siblingsOf(match.policy)], asked.told, asked.asOf) !== null) ?? null;
  }

  return {
    documentsOf,
    office,
    findAnywhere: (asked) => ranking.rank(asked, () => true, 5).filter((match) => match.score >= LEAST),

    find(asked) {
      const own = new Set(asked.region === null ? [] : documentsOf(asked.region));
      const local = ranking.rank(asked, (policy) => own.has(policy.document), 6);
      const [best, second] = local;
      const elsewhere = ranking.rank(asked, (policy) => !own.has(policy.document), 1)[0];
      const near = local.filter((match) => match.score >= LEAST).slice(0, 2).map((match) => match.policy);
      const lead = Math.max(0, (elsewhere?.score ?? 0) - (best?.score ?? 0));
      if (!best || best.score - ELSEWHERE_SHARE * lead < LEAST) {
        if (elsewhere && elsewhere.score >= LEAST) return { kind: 'silent', near, best: elsewhere.policy };
        return { kind: 'nothing', score: best?.score ?? 0 };
      }
      if (second && best.score < SURE && best.score - second.score < TIE && !sameClause(best.policy, second.policy)) {
        const close = local.filter((match) => best.score - match.score < TIE * 3).slice(0, MOST_CHOICES);
        return { kind: 'choices', policies: close.map((match) => match.policy) };
      }
      const chosen = computable(local, asked) ?? best;
      const other = local.find((match) => match !== chosen && match.policy.answer !== chosen.policy.answer);
      const also = other && other.score >= chosen.score * ALSO_SHARE ? other.policy : null;
      return { kind: 'policy', policy: chosen.policy, also, score: chosen.score };
    },

    answer(policy, asked, also = null) {
      const document = knowledge.documents.get(policy.document);
      if (!document) throw new Error(`policy ${policy.id} names the unknown document ${policy.document}`);
      const turnTo = office(asked, policy);
      const siblings = siblingsOf(policy);
      const body = linesFor({ policy, also, siblings, document, asked, office: turnTo, standard });
      const status = standingOf(document, asked.asOf);
      const standing = standingLine(status, document, turnTo);
      const clauses = [...new Set([...body.clauses, ...policy.clauses, ...(body.also?.clauses ?? [])])];
      return {
        kind: 'answer',
        text: [...(standing ? [standing] : []), ...body.lines, sourceLine(document, [...new Set([...policy.clauses, ...(body.also?.clauses.slice(0, 1) ?? [])])])].join('\n'),
        options: [],
        citations: clauses.map((clause) => ({ document: policy.document, clause })),
        policies: [...new Set([policy.id, ...body.policies, ...(body.also ? [body.also.id] : [])])],
        amount: body.amount,
        status,
      };
    },

    choices(policies) {
      const options = policies.map((policy) => ({
        label: policy.name,
        citations: policy.clauses.map((clause) => ({ document: policy.document, clause })),
      }));
      return { ...plainReply('choices', choicesText(options.map((option) => option.label))), options, policies: policies.map((policy) => policy.id) };
    },

    silent(asked, finding) {
      const place = asked.region?.split('/').at(-1) ?? '';
      return plainReply('unknown', silentLine(place, office(asked, finding.best), finding.near));
    },
  };
}

/** Entries of one clause rest on the same words; which of them answers is no wrong answer. */
function sameClause(a: Policy, b: Policy): boolean {
  return a.document === b.document && a.clauses[0] === b.clauses[0];
}
