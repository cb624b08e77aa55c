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

/**
 * Judges a search's finds as replies. Below a least score it says that it does not know; that least score is the one
 * with the most right cases on these very questions, so no search could choose a better one.
 */
export function judgeEntries(
  knowledge: Knowledge,
  questions: readonly Question[],
  finds: readonly (Found | null)[],
): Whole & { least: number } {
  const rows = questions.map(({ case: { gold }, asOf }, index) => {
    const found = finds[index] ?? null;
    return {
      score: found?.score ?? Number.NEGATIVE_INFINITY,
      answers: found !== null,
      rightAsAnswer: found !== null && faults(gold, entryReply(knowledge, found, asOf)).length === 0,
      rightAsUnknown: faults(gold, UNKNOWN).length === 0,
    };
  });
  const sorted = [...rows].sort((a, b) => a.score - b.score);
  let right = rows.filter((row) => (row.answers ? row.rightAsAnswer : row.rightAsUnknown)).length;
  let wrongAnswers = rows.filter((row) => row.answers && !row.rightAsAnswer).length;
  let best = { right, wrongAnswers, least: Number.NEGATIVE_INFINITY };
  // One question after the other falls silent, the least sure first.
  sorted.forEach((row, index) => {
    if (!row.answers) return;
    right += Number(row.rightAsUnknown) - Number(row.rightAsAnswer);
    wrongAnswers -= Number(!row.rightAsAnswer);
    const next = sorted[index + 1]?.score ?? Number.POSITIVE_INFINITY;
    const better = right > best.right || (right === best.right && wrongAnswers < best.wrongAnswers);
    if (next > row.score && better) best = { right, wrongAnswers, least: next };
  });
  return best;
}
