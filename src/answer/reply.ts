import type { Standing } from '../policies/policies.ts';

/** Where a figure or a sentence stands: the document's id and the clause as policy-kb/README.md names clauses. */
export interface Citation {
  document: string;
  clause: string;
}

/** What kind of reply it is; the words are those of the command-line contract. */
export type ReplyKind = 'answer' | 'choices' | 'question' | 'unknown' | 'other';

/** One of at most five numbered choices under a reply. */
export interface Option {
  label: string;
  citations: Citation[];
}

/** One reply; `text` is all that a person sees on a platform with no buttons. */
export interface Reply {
  kind: ReplyKind;
  text: string;
  options: Option[];
  citations: Citation[];
  policies: string[];
  /** Yuan, when the question asked for a sum that can be computed. */
  amount: number | null;
  status: Standing | null;
}

/** A reply that is only words. */
export function plainReply(kind: ReplyKind, text: string): Reply {
  return { kind, text, options: [], citations: [], policies: [], amount: null, status: null };
}
