/** Who goes first when a channel is busy. */
export const LANES = ['reply', 'reminder', 'broadcast'] as const;
export type Lane = (typeof LANES)[number];

/** A picture or file on its way out. */
export interface OutgoingFile {
  name: string;
  /** Such as `image/jpeg`. */
  mime: string;
  bytes: Uint8Array;
}

/** One message on its way to one chat; its text is within the channel's limit. */
export interface Outgoing {
  /** Stays the same over all tries: a platform that takes a key of the sender's can refuse the second copy. */
  id: string;
  chat: string;
  text: string;
  /** Words to press. Where a channel has no buttons, the text says what to answer. */
  options: readonly string[];
  picture: OutgoingFile | null;
  /** The platform's own id of the message that it answers; null where it answers none. */
  inReplyTo: string | null;
  lane: Lane;
}

/** What became of a sending; never an exception. `reason` is for the operator, without personal data. */
export type SendResult =
  /** `messageId`: the platform's own, where it tells one. */
  | { kind: 'sent'; messageId: string | null }
  /** Surely not sent; may be tried again after `afterMs`, the platform's own time where it names one. `scope`: what has to wait. */
  | { kind: 'later'; afterMs: number | null; scope: 'chat' | 'channel'; reason: string }
  /** This message can be sent to nobody, or never to that chat; another may. */
  | { kind: 'never'; reason: string }
  /** That account can be reached no more: it blocked us, or is gone. */
  | { kind: 'blocked'; reason: string }
  /** The line broke after it had left: it may have arrived. */
  | { kind: 'unknown'; reason: string };

/** So many messages in any stretch of so many milliseconds. */
export interface Quota {
  per: 'channel' | 'chat';
  messages: number;
  ms: number;
  /** Left out: all lanes count and wait together. */
  lanes?: readonly Lane[];
}

/** What a platform allows, as data; whoever composes or paces a sending asks here, never by the channel's name. */
export interface Capabilities {
  /** The longest text of one message. `characters` are UTF-16 units, as platforms count them; `bytes` are UTF-8. */
  text: { limit: number; unit: 'characters' | 'bytes' };
  /** How many buttons may stand under a message; 0 where words in the text have to do. */
  buttons: number;
  pictures: { in: boolean; out: boolean };
  /** Several persons may be in one chat. */
  groups: boolean;
  /** We may write to a person who has not just written to us. */
  mayBegin: boolean;
  /** Where it is limited: how long after a person's last message, and how many messages, we may write to him. */
  replyWindow: { ms: number; messages: number } | null;
  /** A person keeps his id there. */
  stableUserIds: boolean;
  /** A message that the platform delivers again carries the same id. */
  stableMessageIds: boolean;
  quotas: readonly Quota[];
  /** A random pause before each message, where a steady machine's pace gets an account banned. */
  pauseMs: { min: number; max: number } | null;
  /** So long a reply may be handed back in the platform's own request; until then nobody else sends it. Null: never. */
  inlineReplyMs: number | null;
  /** The person comes and reads what is kept for him; replies are read from there and need no sending. */
  pulls: boolean;
}
