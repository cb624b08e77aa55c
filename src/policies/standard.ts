import type { Stage } from './policy.ts';

/** What every dated rule carries: the days between which it holds, and the clause that says so. */
interface Dated {
  /** First ISO day. */
  from: string;
  /** Last ISO day, or null for 长期 (until the document ends). */
  to: string | null;
  clause: string;
}

/** So much for each head or piece, perhaps only up to a number of them. */
export interface PerUnit extends Dated {
  rule: 'per-unit';
  thing: string;
  measure: string;
  /** Yuan for one. */
  each: number;
  cap: number | null;
  capScope: string | null;
}

/** So much per person, by school stage. */
export interface ByStage extends Dated {
  rule: 'by-stage';
  stages: { stage: Stage; amount: number }[];
  period: string;
}

/** So much per person, perhaps for a number of years. */
export interface PerPerson extends Dated {
  rule: 'per-person';
  each: number;
  period: string;
  maxYears: number | null;
  /** The sum is an upper bound. */
  upTo: boolean;
}

/** A share of some sum; percent. */
export interface Rate extends Dated {
  rule: 'rate';
  /** Of what: 医疗费用, 最低工资 … */
  base: string;
  result: '报销' | '自付' | '补贴';
  atLeast: number | null;
  atMost: number | null;
}

/** An indicator that is raised by points or by a share; percent. */
export interface Raise extends Dated {
  rule: 'raise';
  indicator: string;
  points: number | null;
  growth: number | null;
  notOver: number | null;
}

/** A loan: its limits, and whether the interest is paid for the borrower. */
export interface Loan extends Dated {
  rule: 'loan';
  /** Yuan. */
  max: number | null;
  maxYears: number | null;
  interestPaid: boolean;
  rateNote: string | null;
}

/** So many square metres per person. */
export interface PerArea extends Dated {
  rule: 'per-area';
  each: number;
}

/** A figure for each year. */
export interface ByYear extends Dated {
  rule: 'by-year';
  indicator: string;
  unit: string;
  years: { year: number; value: number }[];
  addable: boolean;
}

/** A dated rule by which a sum is computed. The words of the format, not expressions. */
export type Standard = PerUnit | ByStage | PerPerson | Rate | Raise | Loan | PerArea | ByYear;
