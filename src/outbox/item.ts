import type { ChatKey } from '../storage/storage.ts';
import type { Lane } from './sending.ts';

/** When a message may leave: at any time; on any day by day; on working days by day, or in office hours. */
export type Hours = 'any' | 'daytime' | 'workday' | 'working';

/** What is to be sent to one person. */
export interface OutboxItem {
  /** Deterministic: a second item of the same key is not taken in, so that whatever runs twice sends once. */
  key: string;
  /** A person, at the account that suits best when it leaves; or one account alone. */
  to: { person: string } | { account: ChatKey; person: string | null };
  lane: Lane;
  /** The kind of message, one word in kebab-case; its rules of sending are looked up by it. */
  about: string;
  text: string;
  options: readonly string[];
  /** The id of a kept file. */
  picture?: string | null;
  /** The run or duty that it belongs to, for its sums, for pausing and taking back. */
  run?: string | null;
  /** UTC ISO time before which it does not leave. */
  notBefore?: string | null;
  /** UTC ISO time after which it is of no use. Left out: by its kind. */
  expiresAt?: string | null;
  /** Left out: by its kind. */
  hours?: Hours;
  /** Passes night, weekend and a person's own 退订. Left out: by its kind. */
  urgent?: boolean;
  /** The platform's own id of the message that it answers. */
  inReplyTo?: string | null;
  /** Once it is over, nothing may tell any more to whom it went. */
  unlink?: boolean;
}

/**
 * Where a row stands. `queued` and `sending` are under way, the others are ends; states never go back.
 * `cleared`: what it reminded of was done, or its run was cancelled. `muted`: the person does not want that kind.
 * `no_account`: kept until the person binds one. `unknown`: it left, and whether it arrived nobody knows.
 */
export const OUTBOX_STATES = [
  'queued',
  'paused',
  'sending',
  'no_account',
  'sent',
  'cleared',
  'muted',
  'expired',
  'failed',
  'unknown',
] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];
