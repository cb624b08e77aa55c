import type { Attachment } from '../job/job.ts';

export type { Citation, Option, Reply, ReplyKind } from '../answer/answer.ts';
export type { Attachment } from '../job/job.ts';

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
  /** True in a chat where others listen. */
  group?: boolean;
  /** True where a message in a group addresses the bot; others are met with silence. */
  mention?: boolean;
  /** Pictures and files that came with the text, which may then be empty. */
  attachments?: readonly IncomingFile[];
}

/** A picture or file as a channel hands it in. */
export interface IncomingFile extends Pick<Attachment, 'kind' | 'name'> {
  /** Left out where the channel has only its name. */
  content?: { mime: string; bytes: Uint8Array };
}
