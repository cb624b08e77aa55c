export type { Citation, Option, Reply, ReplyKind } from '../answer/answer.ts';

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
