import type { Reply } from '../../src/conversation/conversation.ts';
import type { HouseholdCategory, Policy } from '../../src/policies/policies.ts';
import type { Case } from '../evaluation/judge.ts';

/** One case as every contender gets it. */
export interface Question {
  case: Case;
  /** The last message. */
  text: string;
  /** Path of the asker's place, or null where he has not told it. */
  region: string | null;
  category: HouseholdCategory | null;
  /** ISO day. */
  asOf: string;
  /** The documents that may be found: those that bind the place, or all where no place is told. */
  documents: ReadonlySet<string>;
  /** Can a search alone answer it? One message, a known place, and a clause as its only right answer. */
  isPlain: boolean;
}

/** The best policy with how sure the search is of it, in whatever measure. */
export interface Found {
  policy: string;
  score: number;
}

/** One way of finding the policy that a question is about. */
export interface Contender {
  name: string;
  /** What a reader of the table has to know. */
  note: string;
  buildMs: number;
  /** The best policy among those of the question's documents; null where there is none. */
  find(question: Question): Found | null | Promise<Found | null>;
  /**
   * What the whole reply is made of: `own` plays the case as one conversation; `entry` turns the found policy into a
   * reply where the search is sure enough of it; `none` is not judged as a reply.
   */
  replies: { by: 'own'; reply(question: Question): Reply } | { by: 'entry' } | { by: 'none' };
}

/** What the searches are built from. `rewrite`: what is done to each text before it is indexed or looked up. */
export interface PeerOptions {
  policies: readonly Policy[];
  name: string;
  note: string;
  rewrite?: (text: string) => string;
}

/** Times the making of something. */
export async function timed<T>(make: () => T | Promise<T>): Promise<{ made: T; ms: number }> {
  const began = performance.now();
  const made = await make();
  return { made, ms: performance.now() - began };
}
