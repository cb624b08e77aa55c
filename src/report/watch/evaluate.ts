import { addDays } from '../../calendar/calendar.ts';
import { CHANGE_KINDS, type WarningRule } from '../../policies/policies.ts';
import type { FiledKind } from '../filing/filing.ts';

/** A filed report as the warnings look at it. */
export interface WatchedEvent {
  reportId: string;
  number: number;
  kind: FiledKind;
  /** ISO day in China. */
  day: string;
  amount: number | null;
  stage: string | null;
  note: string | null;
}

/** What is known of a household's yearly income; null: nothing was reported. */
export interface KnownIncome {
  year: number;
  yuan: number;
}

/** A rule that a new report has met, with what it was met by. */
export interface Hit {
  rule: WarningRule;
  /** The reports that count, oldest first; the new one among them. */
  by: WatchedEvent[];
  /** The sum of `by`, where the rule looks at sums. */
  sum: number | null;
  percent: number | null;
  income: KnownIncome | null;
}

/** The rules that `fresh` meets together with the household's other reports. Pure. */
export function evaluate(
  rules: readonly WarningRule[],
  fresh: WatchedEvent,
  others: readonly WatchedEvent[],
  income: KnownIncome | null,
): Hit[] {
  return rules.flatMap((rule) => {
    if (!isOf(rule, fresh)) return [];
    const hit = meets(rule, fresh, others, income);
    return hit === null ? [] : [hit];
  });
}

function meets(
  rule: WarningRule,
  fresh: WatchedEvent,
  others: readonly WatchedEvent[],
  income: KnownIncome | null,
): Hit | null {
  const { test } = rule;
  if (test.kind === 'event') return { rule, by: [fresh], sum: null, percent: null, income: null };
  const first = addDays(fresh.day, -test.days);
  const last = addDays(fresh.day, test.days);
  // A report that comes in late still stands beside what happened after it.
  const by = [
    ...others.filter((event) => isOf(rule, event) && event.day >= first && event.day <= last),
    fresh,
  ].sort((a, b) => a.day.localeCompare(b.day) || a.number - b.number);
  if (test.kind === 'times')
    return by.length >= test.times ? { rule, by, sum: null, percent: null, income: null } : null;
  const paid = by.filter(({ amount }) => amount !== null);
  const sum = Math.round(paid.reduce((total, { amount }) => total + (amount ?? 0), 0) * 100) / 100;
  if (test.kind === 'sum')
    return sum >= test.yuan && fresh.amount !== null
      ? { rule, by: paid, sum, percent: null, income: null }
      : null;
  // A share of an income of which nothing is known is no share.
  if (income === null || income.yuan <= 0 || fresh.amount === null) return null;
  if (sum * 100 < income.yuan * test.percent) return null;
  const percent = Math.round((sum / income.yuan) * 1000) / 10;
  return { rule, by: paid, sum, percent, income };
}

function isOf(rule: WarningRule, event: WatchedEvent): boolean {
  if (!rule.changes.some((word) => CHANGE_KINDS[word] === event.kind)) return false;
  // A stage that nobody told is looked into rather than passed over.
  if (rule.stages.length > 0 && event.stage !== null && !rule.stages.some((stage) => stage === event.stage))
    return false;
  return rule.words.length === 0 || rule.words.some((word) => event.note?.includes(word));
}
