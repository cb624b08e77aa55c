import { type HouseholdReport, parseMessage } from '../../src/report/report.ts';

export const FIELDS = [
  'head',
  'group',
  'change',
  'member',
  'occurred_on',
  'span',
  'amount',
  'count',
  'unit',
  'stage',
  'phone',
  'note',
] as const;
type FieldName = (typeof FIELDS)[number];
type Gold = Partial<Record<FieldName, unknown>> & { note?: string[] };

/** One message with the right reading, in the words of the contract. */
export interface Case {
  id: string;
  text: string;
  sent_at: string;
  households?: { head: string; group: number }[];
  gold: { kind: 'report' | 'not_report'; reports: Gold[] };
}

export interface Verdict {
  id: string;
  text: string;
  /** Empty where the message is wholly right. */
  wrong: string[];
  fields: { field: FieldName; right: boolean }[];
  confused: string[];
  falseReport: boolean;
  ms: number;
}

export function readCases(jsonl: string): Case[] {
  return jsonl
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Case);
}

/** Reads one message and compares: each gold report with the reading that fits it best. */
export function judgeCase({ id, text, sent_at, households = [], gold }: Case): Verdict {
  const began = performance.now();
  const reading = parseMessage(text, new Date(sent_at), households);
  const ms = performance.now() - began;
  const verdict: Verdict = {
    id,
    text,
    wrong: [],
    fields: [],
    confused: [],
    falseReport: gold.kind === 'not_report' && reading.kind === 'report',
    ms,
  };
  if (reading.kind !== gold.kind) verdict.wrong.push(`read as ${reading.kind}`);
  if (gold.kind === 'not_report') return verdict;
  const rest = [...reading.reports];
  for (const want of gold.reports) {
    rest.sort((a, b) => cost(want, a) - cost(want, b));
    const got = rest.shift();
    for (const field of FIELDS) {
      if (!isAsked(want, field)) continue;
      const right = got !== undefined && matches(field, want, got);
      verdict.fields.push({ field, right });
      if (!right)
        verdict.wrong.push(
          `${field}: ${JSON.stringify(got ? told(got, field) : null)} instead of ${JSON.stringify(want[field])}`,
        );
    }
    if (got && got.change !== want.change) verdict.confused.push(`${want.change} → ${got.change}`);
  }
  if (rest.length > 0) verdict.wrong.push(`${rest.length} reports too many`);
  return verdict;
}

function cost(want: Gold, got: HouseholdReport): number {
  const off = FIELDS.filter((field) => isAsked(want, field) && !matches(field, want, got));
  return off.length + (off.includes('change') ? 5 : 0) + (off.includes('head') ? 2 : 0);
}

function isAsked(want: Gold, field: FieldName): boolean {
  return field === 'note' || field === 'span'
    ? want[field] !== undefined && want[field] !== null
    : field in want;
}

function matches(field: FieldName, want: Gold, got: HouseholdReport): boolean {
  const value = told(got, field);
  if (field === 'note') return want.note?.some((word) => String(value ?? '').includes(word)) ?? true;
  if (field === 'span') return JSON.stringify(value) === JSON.stringify(want.span);
  return value === (want[field] ?? null);
}

function told(report: HouseholdReport, field: FieldName): unknown {
  return field === 'occurred_on' ? report.occurredOn : report[field];
}
