import type { PolicyDocument } from './policy.ts';

/** How a document stands on a day; the words of the command-line contract. */
export type Standing = 'in_force' | 'expired' | 'not_yet' | 'unclear';

/** ISO dates compare as text. */
export function standingOf(document: PolicyDocument, day: string): Standing {
  if (day < document.from) return 'not_yet';
  if (document.to !== null) return day > document.to ? 'expired' : 'in_force';
  if (document.periodTo !== null && day > document.periodTo) return 'unclear';
  return 'in_force';
}

/**
 * The day whose rules a reply tells: the day asked about, or the nearest one on which the document holds. A reply for
 * a day outside the period says so first and then tells what the rule was; it is never shown as today's.
 */
export function ruleDay(document: PolicyDocument, day: string): string {
  if (day < document.from) return document.from;
  return document.to !== null && day > document.to ? document.to : day;
}

/** The dated rules that hold on a day; none before the first and none after the end, never the latest one instead. */
export function inForce<T extends { from: string; to: string | null }>(
  rules: readonly T[],
  day: string,
): T | null {
  const holding = rules.filter((rule) => rule.from <= day && (rule.to === null || day <= rule.to));
  return holding.at(-1) ?? null;
}
