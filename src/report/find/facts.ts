import type { HouseholdCategory, Stage } from '../../policies/policies.ts';
import type { FiledKind } from '../filing/filing.ts';

/** What a report tells about the change; null: not told. */
export interface ChangeFacts {
  kind: FiledKind;
  member: string | null;
  /** Yuan. */
  amount: number | null;
  count: number | null;
  unit: string | null;
  stage: Stage | null;
  note: string | null;
  /** The sentence with which it was reported, where it is at hand. */
  words: string | null;
}

/** What the book and earlier reports tell about the household; null: not known, never a guess. */
export interface HouseholdFacts {
  category: HouseholdCategory | null;
  /** Living members. */
  members: number | null;
  /** Age in years of whom the report is about. */
  age: number | null;
  /** Answers given: the question's id → yes or no. */
  answers: ReadonlyMap<string, boolean>;
  /** Heads of such an animal that this year's earlier reports sold. */
  soldThisYear(thing: string): number;
}
