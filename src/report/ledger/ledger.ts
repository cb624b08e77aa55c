import { dayOf } from '../days.ts';
import type { FiledKind } from '../filing/filing.ts';
import { type BenefitWay, benefitName } from '../find/ways.ts';

/** One report as the ledger looks at it. */
export interface LedgerReport {
  id: string;
  number: number;
  kind: FiledKind;
  /** Still on its way through the review. */
  isPending: boolean;
  member: string | null;
  occurred_on: string | null;
  span_to: string | null;
  filed_at: string;
  /** Yuan. */
  amount: number | null;
  count: number | null;
  unit: string | null;
  stage: string | null;
  note: string | null;
  /** Production: which way the money went. */
  moneyWay: 'in' | 'out' | null;
  /** Benefit: what became of it; monthly or once. */
  benefitWay: BenefitWay | null;
  benefitPeriod: 'monthly' | 'once' | null;
}

/** `cost`: what was spent to earn, which lowers the net income; `spending`: what life cost, which does not. */
export type Side = 'income' | 'cost' | 'spending';

/** One sum of the year with the report that gives it. */
export interface LedgerLine {
  side: Side;
  report: LedgerReport;
  amount: number;
  /** The arithmetic where it is more than the sum told: 2400元 × 2个月. */
  trace: string | null;
}

/** Why a report gives no sum. */
export type GapReason =
  | 'no-amount'
  | 'no-day'
  | 'no-way'
  | 'no-benefit-way'
  | 'no-new-sum'
  | 'no-whole-month';

export interface Ledger {
  year: number;
  /** The last day that is counted. */
  until: string;
  lines: LedgerLine[];
  /** Reports that belong to the year and give no sum: told and not assumed. */
  gaps: { report: LedgerReport; reason: GapReason }[];
  /** Lost or not received: told, and neither income nor spending. */
  losses: { report: LedgerReport; amount: number }[];
  income: number;
  cost: number;
  spending: number;
  net: number;
  members: number;
  /** Null where nobody is known to live there. */
  perHead: number | null;
}

const SPENDING: ReadonlySet<FiledKind> = new Set(['illness', 'accident', 'enrolment', 'housing']);
const LOSSES: ReadonlySet<FiledKind> = new Set(['disaster', 'income_drop', 'unsold']);

/** The money book of a household for one year. Pure; only what was reported counts, nothing is filled in. */
export function ledgerOf(
  reports: readonly LedgerReport[],
  members: number,
  year: number,
  asOf: string,
): Ledger {
  const last = `${year}-12-31`;
  const until = asOf < last ? asOf : last;
  const ledger: Pick<Ledger, 'lines' | 'gaps' | 'losses'> = { lines: [], gaps: [], losses: [] };
  for (const report of reports) enter(ledger, report, reports, year, until);
  const total = (side: Side): number =>
    cents(ledger.lines.filter((line) => line.side === side).reduce((sum, { amount }) => sum + amount, 0));
  const [income, cost, spending] = [total('income'), total('cost'), total('spending')];
  const net = cents(income - cost);
  return {
    year,
    until,
    ...ledger,
    income,
    cost,
    spending,
    net,
    members,
    perHead: members > 0 ? net / members : null,
  };
}

type Entries = Pick<Ledger, 'lines' | 'gaps' | 'losses'>;

function enter(
  ledger: Entries,
  report: LedgerReport,
  reports: readonly LedgerReport[],
  year: number,
  until: string,
): void {
  if (report.kind === 'job_start') wages(ledger, report, reports, year, until);
  else if (report.kind === 'benefit') benefit(ledger, report, reports, year, until);
  else sum(ledger, report, year, until);
}

function sum(ledger: Entries, report: LedgerReport, year: number, until: string): void {
  const day = dayOf(report);
  if (Number(day.slice(0, 4)) !== year || day > until) return;
  if (LOSSES.has(report.kind)) {
    if (report.amount !== null) ledger.losses.push({ report, amount: report.amount });
    return;
  }
  const side = sideOf(report);
  if (side === null) return;
  if (report.amount === null) ledger.gaps.push({ report, reason: 'no-amount' });
  else if (side === 'unknown') ledger.gaps.push({ report, reason: 'no-way' });
  else ledger.lines.push({ side, report, amount: report.amount, trace: null });
}

function sideOf(report: LedgerReport): Side | 'unknown' | null {
  if (SPENDING.has(report.kind)) return 'spending';
  if (report.kind !== 'production') return null;
  if (report.moneyWay === null) return 'unknown';
  return report.moneyWay === 'in' ? 'income' : 'cost';
}

/** Wages: whole months from the first day of work to the day on which the work is reported to have ended. */
function wages(
  ledger: Entries,
  report: LedgerReport,
  reports: readonly LedgerReport[],
  year: number,
  until: string,
): void {
  const end = endOf(report, reports, (other) => other.kind === 'job_loss' || other.kind === 'job_start');
  monthly(ledger, report, year, until, end);
}

function benefit(
  ledger: Entries,
  report: LedgerReport,
  reports: readonly LedgerReport[],
  year: number,
  until: string,
): void {
  const { benefitWay: way } = report;
  if (way === 'stopped' || way === 'refused' || way === 'overdue') return;
  if (report.benefitPeriod === 'monthly' && (way === 'granted' || way === 'raised-to')) {
    const end = endOf(report, reports, (other) => endsBenefit(other, report));
    monthly(ledger, report, year, until, end);
    return;
  }
  const day = dayOf(report);
  if (Number(day.slice(0, 4)) !== year || day > until) return;
  if (report.amount === null) ledger.gaps.push({ report, reason: 'no-amount' });
  else if (way === null) ledger.gaps.push({ report, reason: 'no-benefit-way' });
  else if (way === 'raised') ledger.gaps.push({ report, reason: 'no-new-sum' });
  else ledger.lines.push({ side: 'income', report, amount: report.amount, trace: null });
}

/** The same benefit, stopped or with a new sum; one that is only late, or rose by a sum, goes on. */
function endsBenefit(other: LedgerReport, report: LedgerReport): boolean {
  if (other.kind !== 'benefit' || benefitName(other.note) !== benefitName(report.note)) return false;
  return other.benefitWay !== 'overdue' && other.benefitWay !== 'raised' && other.benefitWay !== 'refused';
}

/** The first later report about the same person that ends this one; the end of a day told as a span is its last day. */
function endOf(
  report: LedgerReport,
  reports: readonly LedgerReport[],
  ends: (other: LedgerReport) => boolean,
): string | null {
  const start = startOf(report);
  const later = reports
    .filter(
      (other) =>
        other.id !== report.id &&
        other.member === report.member &&
        ends(other) &&
        (start === null || dayOf(other) > start),
    )
    .map(dayOf);
  return later.sort()[0] ?? null;
}

/** From when it surely runs: where only a span is told, from its last day. */
function startOf(report: LedgerReport): string | null {
  return report.occurred_on === null ? null : (report.span_to ?? report.occurred_on);
}

function monthly(
  ledger: Entries,
  report: LedgerReport,
  year: number,
  until: string,
  end: string | null,
): void {
  const start = startOf(report);
  const first = `${year}-01-01`;
  if (start === null) {
    if (dayOf(report).startsWith(`${year}`)) ledger.gaps.push({ report, reason: 'no-day' });
    return;
  }
  const from = start > first ? start : first;
  const to = end !== null && end < until ? end : until;
  if (from > to) return;
  if (report.amount === null) {
    ledger.gaps.push({ report, reason: 'no-amount' });
    return;
  }
  const months = wholeMonths(from, to);
  if (months === 0) ledger.gaps.push({ report, reason: 'no-whole-month' });
  else
    ledger.lines.push({
      side: 'income',
      report,
      amount: cents(report.amount * months),
      trace: `${cents(report.amount)}元 × ${months}个月`,
    });
}

/** Whole months between two days, both counted: 1 January to 31 December are 12. */
export function wholeMonths(from: string, to: string): number {
  const after = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const [y1 = 0, m1 = 0, d1 = 0] = from.split('-').map(Number);
  const [y2 = 0, m2 = 0, d2 = 0] = after.split('-').map(Number);
  return Math.max(0, (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0));
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
