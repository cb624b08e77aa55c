import { computeByStage, computePerArea, computePerPerson } from './compute-people.ts';
import { computeLoan, computeRaise, computeRate } from './compute-share.ts';
import { computePerUnit } from './compute-units.ts';
import { computeByYear } from './compute-years.ts';
import type { Policy } from './policy.ts';
import type { Standard } from './standard.ts';
import { inForce } from './status.ts';
import type { Told } from './told.ts';

/** A sum with the way to it. */
export interface Computed {
  /** Yuan, or null where the result is no single sum of money. */
  amount: number | null;
  /** The arithmetic in words, the result first. */
  lines: string[];
  /** The policies whose rules were used. */
  policies: string[];
  /** The clauses of those rules. */
  clauses: string[];
}

/** A rule that holds on the day, with the policy it belongs to. */
export interface Rule<T extends Standard = Standard> {
  policy: Policy;
  standard: T;
}

/**
 * What the rules give for the figures told, on a day.
 * `policies`: the one asked about first, then those of the same clause, which share a combined question (羊 and 牛).
 * Null where the figures told are not those that a rule needs: never a default.
 */
export function compute(policies: readonly Policy[], told: Told, day: string): Computed | null {
  const [asked] = policies;
  if (!asked) return null;
  const rule = ruleOn(asked, day);
  const perUnit = policies.flatMap((policy) => {
    const found = ruleOn(policy, day);
    return found?.rule === 'per-unit' ? [{ policy, standard: found }] : [];
  });
  if (perUnit.length > 0 && (rule === null || rule.rule === 'per-unit')) return computePerUnit(perUnit, told);
  if (!rule) return null;
  switch (rule.rule) {
    case 'per-unit':
      return null;
    case 'by-stage':
      return computeByStage({ policy: asked, standard: rule }, told);
    case 'per-person':
      return computePerPerson({ policy: asked, standard: rule }, told);
    case 'per-area':
      return computePerArea({ policy: asked, standard: rule }, told);
    case 'rate':
      return computeRate({ policy: asked, standard: rule }, told);
    case 'raise':
      return computeRaise({ policy: asked, standard: rule }, told);
    case 'loan':
      return computeLoan({ policy: asked, standard: rule }, told);
    case 'by-year':
      return computeByYear({ policy: asked, standard: rule }, told);
  }
}

/** The rule of a policy that holds on a day. */
export function ruleOn(policy: Policy, day: string): Standard | null {
  return inForce(policy.standards, day);
}
