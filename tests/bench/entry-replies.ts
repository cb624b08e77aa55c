import { plainReply, type Reply } from '../../src/answer/reply.ts';
import { type Knowledge, standingOf } from '../../src/policies/policies.ts';
import { faults } from '../evaluation/judge.ts';
import type { Found, Question } from './contender.ts';

/** How many cases are right as a whole, and how many were answered falsely. */
export interface Whole {
  right: number;
  /** Answers that say the wrong thing; a wrong “I do not know” is not among them. */
  wrongAnswers: number;
}

/** What a search by itself can say: the found entry's answer and points, with its clauses and how its document stands. */
export function entryReply(knowledge: Knowledge, found: Found | null, asOf: string): Reply {
  const policy = knowledge.policies.find((candidate) => candidate.id === found?.policy);
  const document = policy && knowledge.documents.get(policy.document);
  if (!policy || !document) return UNKNOWN;
  return {
    kind: 'answer',
    text: [policy.answer, ...policy.points].join('\n'),
    options: [],
    citations: policy.clauses.map((clause) => ({ document: document.id, clause })),
    policies: [policy.id],
    amount: null,
    status: standingOf(document, asOf),
  };
}

const UNKNOWN = plainReply('unknown', '不知道');

/** How a score is read for a message of some length: as it is, or per character, or between the two. */
const LENGTH_POWERS = [0, 0.5, 1];

/**
 * Judges a search's finds as replies. Below a least score it says that it does not know; that least score is the one
 * with the most right cases on these very questions, so no search could choose a better one.
 */
export function judgeEntries(
  knowledge: Knowledge,
  questions: readonly Question[],
  finds: readonly (Found | null)[],
): Whole {
  const rows = questions.map(({ case: { gold }, asOf, text }, index): Row => {
    const found = finds[index] ?? null;
    return {
      score: found?.score ?? 0,
      length: Math.max(1, text.length),
      answers: found !== null,
      rightAsAnswer: found !== null && faults(gold, entryReply(knowledge, found, asOf)).length === 0,
      rightAsUnknown: faults(gold, UNKNOWN).length === 0,
    };
  });
  return LENGTH_POWERS.map((power) =>
    bestLeast(rows.map((row) => ({ ...row, score: row.score / row.length ** power }))),
  ).reduce((best, next) => (isBetter(next, best) ? next : best));
}

interface Row {
  score: number;
  length: number;
  answers: boolean;
  rightAsAnswer: boolean;
  rightAsUnknown: boolean;
}

function bestLeast(rows: readonly Row[]): Whole {
  const sorted = [...rows].sort((a, b) => a.score - b.score);
  let right = rows.filter((row) => (row.answers ? row.rightAsAnswer : row.rightAsUnknown)).length;
  let wrongAnswers = rows.filter((row) => row.answers && !row.rightAsAnswer).length;
  let best = { right, wrongAnswers };
  // One question after the other falls silent, the least sure first.
  sorted.forEach((row, index) => {
    if (!row.answers) return;
    right += Number(row.rightAsUnknown) - Number(row.rightAsAnswer);
    wrongAnswers -= Number(!row.rightAsAnswer);
    const next = sorted[index + 1]?.score ?? Number.POSITIVE_INFINITY;
    if (next > row.score && isBetter({ right, wrongAnswers }, best)) best = { right, wrongAnswers };
  });
  return best;
}

function isBetter(a: Whole, b: Whole): boolean {
  return a.right > b.right || (a.right === b.right && a.wrongAnswers < b.wrongAnswers);
}
