import type { Policy } from '../policies/policies.ts';
import { pairsOf } from './features.ts';
import type { Ranked } from './ranking.ts';

const MOST = 2;
/** An entry with this share of the best score is told when it explains something that the best one does not. */
const SHARE = 0.7;
/** Entries of the same clause speak of the same matter and are told more readily. */
const SAME_CLAUSE_SHARE = 0.5;
/** So near that either may be meant. */
const TIED = 0.73;
/** The same for an entry of another kind of matter, which is noise sooner. */
const TIED_ACROSS = 0.85;
/** Pairs of the question that only this entry explains. */
const GAIN = 3;

/**
 * The entries beside the chosen one that the question touches: 入园率、巩固率各多少 asks for two entries at once,
 * and of two that fit equally well neither may be kept back.
 */
export function alsoTouched(
  chosen: Ranked,
  local: readonly Ranked[],
  question: string,
  standard: (text: string) => string,
): Policy[] {
  const asked = pairsOf(question);
  const told = pairsOf(standard(textOf(chosen.policy)));
  const also: Policy[] = [];
  for (const { policy, score } of local) {
    if (also.length === MOST) break;
    if (
      policy === chosen.policy ||
      policy.document !== chosen.policy.document ||
      policy.answer === chosen.policy.answer
    )
      continue;
    const sameClause = policy.clauses[0] === chosen.policy.clauses[0];
    if (score < chosen.score * (sameClause ? SAME_CLAUSE_SHARE : SHARE)) continue;
    const own = pairsOf(standard(textOf(policy)));
    const gain = [...own].filter((pair) => asked.has(pair) && !told.has(pair)).length;
    const near = policy.category === chosen.policy.category ? TIED : TIED_ACROSS;
    const tied = also.length === 0 && score >= chosen.score * near;
    if (gain < GAIN && !tied) continue;
    also.push(policy);
    for (const pair of own) told.add(pair);
  }
  return also;
}

/** The line of an entry that lies nearest to the question: its headline, unless a point is nearer. */
export function nearestLine(policy: Policy, question: string, standard: (text: string) => string): string {
  const asked = pairsOf(question);
  let best = policy.answer;
  let most = nearness(policy.answer, asked, standard);
  for (const point of policy.points) {
    const near = nearness(point, asked, standard);
    if (near > most) {
      best = point;
      most = near;
    }
  }
  return best;
}

/** How many pairs of the question a line holds. */
export function nearness(
  line: string,
  asked: ReadonlySet<string>,
  standard: (text: string) => string,
): number {
  return [...pairsOf(standard(line))].filter((pair) => asked.has(pair)).length;
}

function textOf(policy: Policy): string {
  return [policy.name, policy.answer, ...policy.points].join('。');
}
