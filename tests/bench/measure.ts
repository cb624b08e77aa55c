import type { Policy } from '../../src/policies/policies.ts';
import type { Contender, Question } from './contender.ts';
import { isUnder } from './questions.ts';

/** What one contender did. */
export interface Result {
  name: string;
  note: string;
  right: number;
  total: number;
  p50: number;
  p99: number;
  max: number;
  buildMs: number;
}

/** Timed passes per question; the middle one counts, so that a neighbour on the same machine decides nothing. */
const PASSES = 5;

/** Asks everything once to warm up and to see what is right, then times `PASSES` more passes. */
export async function measure(
  contender: Contender,
  questions: readonly Question[],
  policies: readonly Policy[],
): Promise<Result> {
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  let right = 0;
  for (const question of questions) {
    const policy = byId.get((await contender.find(question)) ?? '');
    if (policy && isRight(policy, question)) right += 1;
  }
  const times = questions.map((): number[] => []);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [index, question] of questions.entries()) {
      const began = performance.now();
      const found = contender.find(question);
      if (found instanceof Promise) await found;
      times[index]?.push(performance.now() - began);
    }
  }
  const middle = times.map(median).sort((a, b) => a - b);
  const { name, note, buildMs } = contender;
  return {
    name,
    note,
    right,
    total: questions.length,
    p50: middle[middle.length >> 1] ?? 0,
    p99: middle[Math.floor(middle.length * 0.99)] ?? 0,
    max: middle.at(-1) ?? 0,
    buildMs,
  };
}

function isRight(policy: Policy, { gold }: Question): boolean {
  const { document } = policy;
  return policy.clauses.some((clause) => gold.some((row) => isUnder({ document, clause }, row)));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
