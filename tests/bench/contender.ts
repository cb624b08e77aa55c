import type { HouseholdCategory } from '../../src/policies/policies.ts';

/** One question with the documents that bind the asker's place: the same for every contender. */
export interface Question {
  id: string;
  text: string;
  region: string;
  category: HouseholdCategory | null;
  /** ISO day. */
  asOf: string;
  documents: ReadonlySet<string>;
  gold: { document: string; clause: string }[];
}

/** One way of finding the policy that a question is about. */
export interface Contender {
  name: string;
  /** What a reader of the table has to know. */
  note: string;
  buildMs: number;
  /** Id of the first policy among those of the question's documents; null where it names none. */
  find(question: Question): string | null | Promise<string | null>;
}

/** Times the making of something. */
export async function timed<T>(make: () => T | Promise<T>): Promise<{ made: T; ms: number }> {
  const began = performance.now();
  const made = await make();
  return { made, ms: performance.now() - began };
}
