import { normalise } from '../language/language.ts';
import type { Knowledge } from '../policies/policies.ts';

/** One spelling, and dialect and mistypings rewritten to standard words: the form in which texts are compared. */
export function standardiser(knowledge: Knowledge): (text: string) => string {
  return (text) => knowledge.glossary.rewrite(normalise(text));
}
