/** Where a figure or a sentence stands: the document's id and the clause as policy-kb/README.md names clauses. */
export interface Citation {
  document: string;
  clause: string;
}

/** One message of one person, as a channel hands it in. */
export interface Incoming {
  /** The channel's name in THE list, e.g. `web`. */
  channel: string;
  /** The platform's id of the chat; a private chat has one person, a group many. */
  chat: string;
  /** The platform's id of the message, unique within (channel, chat). */
  messageId: string;
  /** The platform's id of the person. */
  sender: string;
  text: string;
  /** UTC ISO time at which the channel took the message in. */
  receivedAt: string;
}

/** What kind of reply it is; the words are those of the command-line contract. */
export type ReplyKind = 'answer' | 'choices' | 'question' | 'unknown' | 'other';

/** How the policy stands on the day that was asked about. */
export type PolicyStatus = 'in_force' | 'expired' | 'not_yet' | 'unclear';

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
  status: PolicyStatus | null;
}
