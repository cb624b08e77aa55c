import type { Hono } from 'hono';
import type { Clock } from '../clock/clock.ts';
import type { Inbox } from '../conversation/conversation.ts';
import type { Log } from '../log/log.ts';
import type { Capabilities, Outgoing, SendResult } from '../outbox/outbox.ts';
import type { Db, Storage } from '../storage/storage.ts';
import type { OfficialAccountSettings } from './official-account/settings.ts';
import type { TelegramConfig } from './telegram/settings.ts';
import type { WebConfig } from './web/web.ts';
import type { WechatySettings } from './wechaty/settings.ts';
import type { WecomSettings } from './wecom/settings.ts';

export type { Capabilities, Outgoing, SendResult } from '../outbox/outbox.ts';

/** One way for words to get in and out. It hands in messages and sends what it is given; it never words one itself. */
export interface Channel {
  /** As in THE list; stands in every stored message. */
  readonly name: string;
  /** Begins to take messages in. Throws an Error with a Chinese sentence for the operator when it cannot. */
  start(): Promise<void>;
  /** Takes nothing more in and returns in finite time, whoever is still connected. */
  stop(): Promise<void>;
  /** Sends one message to one chat. Never throws: what goes wrong is a value. */
  send(message: Outgoing): Promise<SendResult>;
  /**
   * Where `mayBegin` is false and the reply window is shut: may this chat be written to all the same, by consent? Asked
   * within a transaction, so that it may look through `db` alone.
   */
  mayBeginIn?(db: Db, chat: string): Promise<boolean>;
  /** What the platform calls over HTTP; served under `/hooks/NAME` of the one web server. */
  readonly hooks?: Hono;
  /** Is it logged in and can the platform be reached? For `cunkou doctor` and the console; changes nothing. */
  check?(): Promise<ChannelCheck>;
}

/** What the operator is told of a channel. */
export interface ChannelCheck {
  ok: boolean;
  /** A Chinese sentence: how it stands, and what to do where it does not. */
  say: string;
}

/** All that a channel may be built from. */
export interface ChannelParts<Settings = unknown> {
  inbox: Inbox;
  storage: Storage;
  clock: Clock;
  log: Log;
  /** The channel's own part of the configuration. */
  settings: Settings;
  /** A reply that a platform takes in its own request is claimed here, so that nobody else sends it. */
  replies: InlineReplies;
}

/** For channels with `inlineReplyMs`: a reply goes out in the platform's own request, or by `send`, never by both. */
export interface InlineReplies {
  /** Claims the reply to an accepted message. Null: it is being sent, or was. */
  claim(incomingId: string): Promise<Outgoing | null>;
  /** What became of a claimed one. */
  settle(outgoing: Outgoing, result: SendResult): Promise<void>;
}

/** A line of THE list. */
export interface ChannelKind<Made extends Channel = Channel, Settings = unknown> {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Where they depend on the settings: what this installation is allowed. Left out: `capabilities`. */
  capabilitiesFor?(settings: Settings): Capabilities;
  create(parts: ChannelParts<Settings>): Made;
}

/** What the configuration gives each channel; a channel whose part is null is off. */
export interface ChannelSettings {
  web: WebConfig;
  telegram?: TelegramConfig | null;
  wecom?: WecomSettings | null;
  'wecom-robot'?: WecomSettings | null;
  'official-account'?: OfficialAccountSettings | null;
  wechaty?: WechatySettings | null;
}
