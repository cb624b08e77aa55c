import type { Context } from 'hono';
import type { StoredReply } from '../../conversation/conversation.ts';
import { addressOf } from './address.ts';
import { createBuckets } from './buckets.ts';
import { toLines } from './lines.ts';
import type { MessageBody, Refusal } from './message-body.ts';
import { type Exchange, WEB, type WebParts } from './parts.ts';
import { createPassing } from './passing.ts';
import { BUSY, tooFast } from './wording.ts';

/** Takes messages in, at a bearable pace, and sees to it that each gets its reply. */
export interface Intake {
  /** Null, or why this visitor has to wait. */
  pace(c: Context, chat: string): Refusal | null;
  /** The same for messages with pictures, which weigh more. */
  paceOfUploads(c: Context, chat: string): Refusal | null;
  /** Keeps the message; then it may be acknowledged. The reply is worked out afterwards. Gives the id it has now. */
  accept(chat: string, message: MessageBody): Promise<string | Refusal>;
  /** What was said in a chat and answered, and must not be kept there. */
  passing(chat: string): Exchange[];
  /** Waits for the reply, without a guarantee that there is one: what fails here is settled later. */
  replied(id: string): Promise<void>;
  /** Waits for all that is under way. */
  rest(): Promise<void>;
}

// A whole village may come from one address.
const PER_CHAT_AND_MINUTE = 20;
const PER_ADDRESS_AND_MINUTE = 300;
const UPLOADS_PER_CHAT_AND_MINUTE = 10;
const UPLOADS_PER_ADDRESS_AND_MINUTE = 60;

/** `ring`: told of a chat that has something new to show. */
export function createIntake({ inbox, clock, log, config }: WebParts, ring: (chat: string) => void): Intake {
  const passing = createPassing(clock);
  const chats = createBuckets(clock, PER_CHAT_AND_MINUTE);
  const addresses = createBuckets(clock, PER_ADDRESS_AND_MINUTE);
  const uploadsOfChats = createBuckets(clock, UPLOADS_PER_CHAT_AND_MINUTE);
  const uploadsOfAddresses = createBuckets(clock, UPLOADS_PER_ADDRESS_AND_MINUTE);
  const underWay = new Map<string, Promise<void>>();

  function settle(id: string, chat: string, said: MessageBody): void {
    const work = inbox
      .settle(id)
      .then((reply) => {
        if (reply === null || reply.chat !== '') return;
        passing.add(chat, exchangeOf(said, reply, clock.now().toISOString()));
        ring(chat);
      })
      // The message is kept: the page's next try, the chat's next message or the next start settles it.
      .catch((error: unknown) => log.error({ err: error, id, channel: WEB }, 'reply could not be worked out'))
      .finally(() => {
        if (underWay.get(id) === work) underWay.delete(id);
      });
    underWay.set(id, work);
  }

  return {
    pace: (c, chat) => slowed(chats.take(chat) || addresses.take(addressOf(c, config.trustProxy ?? false))),
    paceOfUploads: (c, chat) =>
      slowed(uploadsOfChats.take(chat) || uploadsOfAddresses.take(addressOf(c, config.trustProxy ?? false))),
    passing: passing.of,
    async accept(chat, said) {
      try {
        const { id: messageId, text, files: attachments = [] } = said;
        const receivedAt = clock.now().toISOString();
        const message = { channel: WEB, chat, sender: chat, messageId, text, attachments, receivedAt };
        const { id } = await inbox.accept(message);
        // One that comes again may never have been settled; where it was, this finds the reply and does nothing.
        settle(id, chat, said);
        return id;
      } catch (error) {
        log.error({ err: error, channel: WEB }, 'message could not be kept');
        return { status: 503, error: 'not-kept', say: BUSY, retryAfter: 5 };
      }
    },
    replied: (id) => underWay.get(id) ?? Promise.resolve(),
    rest: () => Promise.all(underWay.values()).then(() => undefined),
  };
}

/** Its place in the feed is none: the cursor stays where it is. */
function exchangeOf(
  { id: messageId, text }: MessageBody,
  { id, text: answer, options }: Pick<StoredReply, 'id' | 'text' | 'options'>,
  at: string,
): Exchange {
  const labels = options.map(({ label }) => ({ label }));
  const reply = { id, seq: 0, lines: toLines(answer, labels), options: labels, files: [] };
  return { messageId, text, files: [], at, reply };
}

function slowed(seconds: number): Refusal | null {
  return seconds === 0
    ? null
    : { status: 429, error: 'too-fast', say: tooFast(seconds), retryAfter: seconds };
}
