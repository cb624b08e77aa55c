import type { Stage } from './policy.ts';

/** Heads, persons or pieces that a person told, as told. */
export interface ToldCount {
  value: number;
  measure: string;
  /** What is counted, where it is named: 羊, 牛, 娃. */
  thing: string | null;
  /** Already paid out for: 今年补过 18 只. */
  already: boolean;
}

/** Pupils or students at one stage. */
export interface ToldStage {
  stage: Stage;
  count: number;
  /** How many years at this stage, where each stage has its own: 幼儿园三年小学六年. */
  years: number | null;
}

/** The figures that a person told, read out of his message; nothing in it is a guess. */
export interface Told {
  counts: ToldCount[];
  stages: ToldStage[];
  /** People of the household or the group asked about. */
  persons: number | null;
  /** Kinds of animals named, with or without a number. */
  things: string[];
  /** Yuan. */
  money: number[];
  /** Larger figures without any unit; yuan where a rule needs a sum and none was marked as money. */
  bare: number[];
  /** Percent; a 基准 rate first. */
  rates: number[];
  /** How many years the sum is to run. */
  years: number | null;
  /** Calendar years named. */
  calendarYears: number[];
  /** Which end of a range is asked for. */
  bound: 'least' | 'most' | null;
  /** Which side of a bill is asked about. */
  side: '报销' | '自付' | null;
  /** Speaks of the most that can be had: 卖到封顶, 按最高比例. */
  toCap: boolean;
  /** Asks by how much more, not how much then. */
  more: boolean;
  /** Of the sums told, what is owed or used already: 已经贷过三万. */
  used: number[];
  /** Of the persons told, those who do not meet the condition: 有五个只签了半年. */
  excluded: number;
  /** Square metres that were built or are wished for. */
  area: number | null;
  /** Years that were paid already. */
  usedYears: number | null;
  /** Adds to what was said before: 再加上一头牛呢. */
  adds: boolean;
  /** One stage after the other, 今年高三明年大学, so that the sums are not to be added. */
  inTurn: boolean;
  /** Asks for everything together. */
  total: boolean;
}

export const NOTHING_TOLD: Told = {
  counts: [],
  stages: [],
  persons: null,
  things: [],
  money: [],
  bare: [],
  rates: [],
  years: null,
  calendarYears: [],
  bound: null,
  side: null,
  toCap: false,
  more: false,
  used: [],
  excluded: 0,
  area: null,
  usedYears: null,
  adds: false,
  inTurn: false,
  total: false,
};
