import type { Clock } from '../clock/clock.ts';
import type { Inbox } from '../conversation/conversation.ts';
import type { Log } from '../log/log.ts';
import type { Storage } from '../storage/storage.ts';
import type { WebConfig } from './web/web.ts';

/** One way for words to get in and out. It hands in messages and shows replies; it never words one itself. */
export interface Channel {
  /** As in THE list; stands in every stored message. */
  readonly name: string;
  /** Begins to take messages in. Throws an Error with a Chinese sentence for the operator when it cannot. */
  start(): Promise<void>;
  /** Takes nothing more in and returns in finite time, whoever is still connected. */
  stop(): Promise<void>;
}

/** What a platform allows; whoever composes a reply or paces a sending asks here, never by the channel's name. */
export interface Capabilities {
  /** The longest text of one message, in characters, that people may send and we may send. */
  textLimit: number;
  /** How many buttons may stand under a reply; 0 where the text's own numbers have to do. */
  buttons: number;
  /** A message that the platform delivers again carries the same id. */
  stableMessageIds: boolean;
  /** Several persons may be in one chat. */
  groups: boolean;
  /** We may write to a person who has not just written to us. */
  mayBegin: boolean;
}

/** All that a channel may be built from. */
export interface ChannelParts {
  inbox: Inbox;
  storage: Storage;
  clock: Clock;
  log: Log;
  config: { web: WebConfig };
}

/** A line of THE list. */
export interface ChannelKind<Made extends Channel = Channel> {
  readonly name: string;
  readonly capabilities: Capabilities;
  create(parts: ChannelParts): Made;
}
