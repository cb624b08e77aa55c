import type { Hono } from 'hono';
import type { Clock } from '../../clock/clock.ts';
import type { FileAsker, Incoming, Option, StoredReply } from '../../conversation/conversation.ts';
import type { Log } from '../../log/log.ts';
import type { OpenFile } from '../../register/register.ts';
import type { Outgoing } from '../channel.ts';
import type { Operations } from './health.ts';
import type { Line } from './lines.ts';

/** The channel's name in THE list. */
export const WEB = 'web';

export interface WebConfig {
  /** `127.0.0.1` for this computer only, `0.0.0.0` for the whole network. */
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Signs the cookie by which a visitor is known again; whoever has it can read every chat. */
  secret: string;
  /** The place the page speaks of, e.g. 杭锦旗. */
  regionName: string;
  /** Where that is, e.g. 内蒙古自治区/鄂尔多斯市/杭锦旗. */
  regionPath: string;
  /** The address people type where a proxy stands in front, e.g. https://cunkou.example.cn. */
  publicUrl?: string;
  /** True only behind a proxy of ours that sets X-Forwarded-For; else anybody could name any address. */
  trustProxy?: boolean;
  /** What a channel has a platform call over HTTP: served under `/hooks/NAME`. Null: there is nothing. */
  hooksOf?: (channel: string) => Hono | null;
  /** The sites that may show the chat inside their own pages, as origins; left out: none. */
  widgetSites?: readonly string[];
  /** What a monitor may ask; left out: only whether it lives. */
  operations?: Operations;
}

/** What the web chat needs of the conversation. */
export interface WebInbox {
  /** Keeps the message; one that comes again is kept once. */
  accept(incoming: Incoming): Promise<{ id: string; duplicate: boolean }>;
  /** Works the reply out, or finds it. Its `chat` is empty where nothing may tell any more whose it is. */
  settle(id: string): Promise<Pick<StoredReply, 'id' | 'chat' | 'text' | 'options'> | null>;
  /** A kept picture or file; null where this account may not have it, or there is none. */
  openFile(id: string, by: FileAsker): Promise<OpenFile | null>;
  onReply(listener: (reply: { channel: string; chat: string }) => void): () => void;
}

/** A picture or file as the page shows it. */
export interface WebFile {
  /** Null where only its name was kept. */
  id: string | null;
  name: string;
  /** `picture`: every browser can show it. */
  shown: 'picture' | 'link';
}

/** A reply or a notice as the page shows it. */
export interface WebReply {
  id: string;
  /** Its place among the replies, or among the notices. */
  seq: number;
  lines: Line[];
  options: Pick<Option, 'label'>[];
  files: WebFile[];
}

/** What a person said and what was replied. */
export interface Exchange {
  /** The id that the page gave the message. */
  messageId: string;
  text: string;
  /** What came with it. */
  files: WebFile[];
  /** UTC ISO time. */
  at: string;
  /** Null while it is being worked on. */
  reply: WebReply | null;
}

/** What the bot said without being asked. */
export interface WebNotice {
  notice: WebReply;
  /** UTC ISO time. */
  at: string;
}

/** The page's unit, in the history and in the stream. */
export type Entry = Exchange | WebNotice;

/** How far a page has seen: the last reply and the last notice. Each grows by itself, so that neither is lost. */
export interface Cursor {
  reply: number;
  notice: number;
}

/** What the web chat reads of what is stored. */
export interface WebFeed {
  /** A chat's last exchanges and notices, oldest of them first. */
  history(chat: string, limit: number): Promise<Entry[]>;
  /** What stands behind the cursor, oldest first, with the cursor behind each; at most `limit` of either kind. */
  after(chat: string, cursor: Cursor, limit: number): Promise<{ entry: Entry; cursor: Cursor }[]>;
  /** Is the visitor bound to a person? Only then are his pictures kept. */
  isKnown(chat: string): Promise<boolean>;
  /** Puts a message where its chat reads it; once, however often it is handed in. */
  post(message: Outgoing, at: Date): Promise<void>;
  /** The cursor of a chat's last reply and notice; 0 where there is none. */
  latest(chat: string): Promise<Cursor>;
}

/** Times that tests shorten, in milliseconds. */
export interface WebTiming {
  /** A sign of life to a page, so that proxies keep the line and a missed wake-up is made good. */
  heartbeat: number;
  /** A stream ends after this; a reader that vanished without a word is not noticed otherwise. */
  lifetime: number;
  /** What a stream that ends, and `stop`, leave to the other side before the lines are cut. */
  grace: number;
}

export interface WebParts {
  inbox: WebInbox;
  feed: WebFeed;
  clock: Clock;
  log: Log;
  config: WebConfig;
  timing?: Partial<WebTiming>;
}
