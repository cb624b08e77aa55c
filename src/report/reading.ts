/** What one message tells about households. The command line writes it out in the words of the contract. */

export type ChangeId =
  | 'illness'
  | 'disability'
  | 'accident'
  | 'disaster'
  | 'income_drop'
  | 'job_start'
  | 'job_loss'
  | 'enrolment'
  | 'dropout'
  | 'housing'
  | 'water'
  | 'birth'
  | 'death'
  | 'move_in'
  | 'move_out'
  | 'split'
  | 'production'
  | 'unsold'
  | 'benefit'
  | 'contact'
  | 'other';

export type Stage = '幼儿园' | '小学' | '初中' | '高中' | '中职' | '大专' | '本科' | '研究生';

/** One household of the village's roster. */
export interface RosterEntry {
  head: string;
  group: number | null;
}

export interface Days {
  /** ISO dates in China. */
  from: string;
  to: string;
}

/** A field that a report may still lack before it can be filed. */
export type Field = 'head' | 'member' | 'occurredOn' | 'amount' | 'count' | 'stage' | 'phone' | 'note';

/** One household change. */
export interface HouseholdReport {
  head: string | null;
  group: number | null;
  change: ChangeId;
  /** Relation to the head, a proper name, or null where it is about the household. */
  member: string | null;
  /** ISO date; the first day of `span` where only a span is told. */
  occurredOn: string | null;
  span: Days | null;
  amount: number | null;
  count: number | null;
  unit: string | null;
  stage: Stage | null;
  phone: string | null;
  note: string | null;
  missing: Field[];
}

export type Reading = { kind: 'report'; reports: HouseholdReport[] } | { kind: 'not_report'; reports: [] };
