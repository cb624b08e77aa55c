import type { Knowledge, Policy } from '../../src/policies/policies.ts';
import { faults, isUnder } from '../evaluation/judge.ts';
import type { Contender, Found, Question } from './contender.ts';
import { judgeEntries, type Whole } from './entry-replies.ts';

/** What one contender did. */
export interface Result {
  name: string;
  note: string;
  /** All cases judged as whole replies; null where the contender makes none. */
  whole: Whole | null;
  cases: number;
  /** Plain questions whose first policy stands at a right clause. */
  firstRight: number;
  plain: number;
  p50: number;
  p99: number;
  max: number;
  buildMs: number;
}

/**
 * Asks everything once to warm up and to see what is right, then times more passes: the middle one of each question
 * counts, so that a neighbour on the same machine decides nothing.
 */
export async function measure(
  contender: Contender,
  questions: readonly Question[],
  knowledge: Knowledge,
  passes: number,
): Promise<Result> {
  const byId = new Map(knowledge.policies.map((policy) => [policy.id, policy]));
  const finds: (Found | null)[] = [];
  for (const question of questions) finds.push(await contender.find(question));
  const plain = questions.filter((question) => question.isPlain);
  const firstRight = questions.filter((question, index) => {
    const policy = byId.get(finds[index]?.policy ?? '');
    return question.isPlain && policy !== undefined && standsRight(policy, question);
  });
  const whole = wholeOf(contender, questions, knowledge, finds);
  const times = questions.map((): number[] => []);
  for (let pass = 0; pass < passes; pass++) {
    for (const [index, question] of questions.entries()) {
      const began = performance.now();
      const found = contender.find(question);
      if (found instanceof Promise) await found;
      times[index]?.push(performance.now() - began);
    }
  }
  const middle = times.map(median).sort((a, b) => a - b);
  return {
    name: contender.name,
    note: contender.note,
    whole,
    cases: questions.length,
    firstRight: firstRight.length,
    plain: plain.length,
    p50: middle[middle.length >> 1] ?? 0,
    p99: middle[Math.floor(middle.length * 0.99)] ?? 0,
    max: middle.at(-1) ?? 0,
    buildMs: contender.buildMs,
  };
}

function wholeOf(
  { replies }: Contender,
  questions: readonly Question[],
  knowledge: Knowledge,
  finds: readonly (Found | null)[],
): Whole | null {
  if (replies.by === 'none') return null;
  if (replies.by === 'entry') return judgeEntries(knowledge, questions, finds);
  const verdicts = questions.map((question) => {
    const reply = replies.reply(question);
    return { answers: reply.kind === 'answer', right: faults(question.case.gold, reply).length === 0 };
  });
  return {
    right: verdicts.filter(({ right }) => right).length,
    wrongAnswers: verdicts.filter(({ answers, right }) => answers && !right).length,
  };
}

function standsRight({ document, clauses }: Policy, { case: { gold } }: Question): boolean {
  return clauses.some((clause) => gold.clauses.some((row) => isUnder({ document, clause }, row)));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}
