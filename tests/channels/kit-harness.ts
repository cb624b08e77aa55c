import type { Channel, ChannelParts } from '../../src/channels/channel.ts';
import type { Capabilities } from '../../src/outbox/outbox.ts';

/** What a person does on the platform. Names are plain words; the harness turns them into the platform's own ids. */
export interface Said {
  /** The platform's message; handed in twice under one id, it is one message that the platform delivers twice. */
  id: string;
  person: string;
  /** Left out: the person's private chat with the bot. */
  group?: string;
  /** In a group: does the message address the bot, in the platform's own way? The text comes without the address. */
  mention?: boolean;
  text: string;
  picture?: Uint8Array;
  /** The platform cannot hand the picture out. */
  pictureGone?: boolean;
}

/** A message that the platform took from the bot and showed to somebody. */
export interface Heard {
  /** The person of a private chat, or the group. */
  chat: string;
  text: string;
  /** The words on the buttons. */
  options: readonly string[];
  picture: Uint8Array | null;
}

/** How the platform fails at the next message that it is given. */
export type Fault =
  /** Too many messages; the platform names the time to wait. */
  | { kind: 'rateLimited'; afterMs: number }
  /** That person does not want us any more. */
  | { kind: 'forbidden' }
  /** The platform says that it is broken, and has not taken the message. */
  | { kind: 'serverError' }
  /** It takes the message, and the line breaks before it says so. */
  | { kind: 'hangUp' }
  /** It takes the message and never says a word. */
  | { kind: 'noAnswer' }
  /** HTTP says 200, the body says that this message is refused. */
  | { kind: 'errorInside200' };

/** What a platform may have no way of; the reason stands in the title of the case that is left out. */
export type Lack = Fault['kind'] | 'press' | 'redelivery' | 'pictureGone' | 'check';

/** One platform with its people, played by us. */
export interface Platform {
  /** Makes the channel that talks to this platform, with time limits that suit a test. Called once per start. */
  create(parts: Omit<ChannelParts, 'settings'>): Channel;
  /** After the channel's start: where a platform that calls us finds it. */
  connect(channel: Channel): Promise<void>;
  /** The channel is gone; what is said meanwhile is kept, or lost, as the platform does it. */
  disconnect(): Promise<void>;
  /** Resolves when the platform has handed the message over, or keeps it for the bot to fetch. */
  say(said: Said): Promise<void>;
  /** Presses a button under a message that was heard. */
  press(id: string, person: string, heard: Heard, label: string): Promise<void>;
  /** What was shown so far, in order. */
  heard(): readonly Heard[];
  /** The platform's id of a chat, for a sending that answers nobody. */
  chatOf(name: string): string;
  /** The next message meets this. */
  fail(fault: Fault): void;
  /**
   * Cuts the line between the platform and us, both ways, with all that is on it. What people say meanwhile the
   * platform keeps. Left out where the platform does not.
   */
  drop?(): void;
  restore?(): Promise<void>;
  /** Nothing answers at all any more. May be called twice. */
  close(): Promise<void>;
}

/** What a channel brings along to be tested by the kit. */
export interface ChannelHarness {
  readonly capabilities: Capabilities;
  readonly lacks: Partial<Record<Lack, string>>;
  /** Words that may never stand in the log, such as the token. */
  readonly secrets: readonly string[];
  openPlatform(): Promise<Platform>;
}
