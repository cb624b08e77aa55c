import type { Attachment } from '../job/job.ts';
import type { Db, OpenQuestionReason } from '../storage/storage.ts';
import type { RefusedFile } from './incoming-files.ts';
import type { Reply } from './message.ts';
import type { OutgoingNotice } from './notices.ts';

/** One accepted message, as the turn gets it. */
export interface MessageInput {
  /** What the turn before left for this person in this chat; null at the first. */
  session: unknown;
  text: string;
  /** Local date of today. */
  asOf: string;
  /** When the message came in. */
  at: Date;
  /** The id under which it was accepted. */
  messageId: string;
  channel: string;
  chat: string;
  sender: string;
  /** Null in a private chat. */
  group: { addressed: boolean } | null;
  attachments: readonly Attachment[];
  /** What came with it and was not kept. */
  refused: readonly RefusedFile[];
}

/** What one message comes to. All of it is kept together, or nothing. */
export interface MessageResult {
  /** Plain JSON data. */
  session: unknown;
  /** Null: silence. */
  reply: Reply | null;
  /** The kind of message that the reply is, where `reply.kind` does not say it all. */
  about?: string;
  /** The ids of kept files that are shown with the reply. */
  files?: readonly string[];
  /** Set when the question belongs on the clerk's list. */
  openQuestion?: { region: string | null; reason: OpenQuestionReason };
  notices?: readonly OutgoingNotice[];
  /** Set where nothing that is kept may tell who sent the message. */
  anonymous?: boolean;
}

/** Works out what one message comes to. It writes through `db` alone, and may throw: then nothing is kept. */
export type Turn = (input: MessageInput, db: Db) => Promise<MessageResult>;
