import type { Context } from 'hono';
import { addressOf } from './address.ts';
import { createBuckets } from './buckets.ts';
import type { MessageBody, Refusal } from './message-body.ts';
import { WEB, type WebParts } from './parts.ts';
import { BUSY, tooFast } from './wording.ts';

/** Takes messages in, at a bearable pace, and sees to it that each gets its reply. */
export interface Intake {
  /** Null, or why this visitor has to wait. */
  pace(c: Context, chat: string): Refusal | null;
  /** Keeps the message; then it may be acknowledged. The reply is worked out afterwards. Gives the id it has now. */
  accept(chat: string, message: MessageBody): Promise<string | Refusal>;
  /** Waits for the reply, without a guarantee that there is one: what fails here is settled later. */
  replied(id: string): Promise<void>;
  /** Waits for all that is under way. */
  rest(): Promise<void>;
}

// A whole village may come from one address.
const PER_CHAT_AND_MINUTE = 20;
const PER_ADDRESS_AND_MINUTE = 300;

export function createIntake({ inbox, clock, log, config }: WebParts): Intake {
  const chats = createBuckets(clock, PER_CHAT_AND_MINUTE);
  const addresses = createBuckets(clock, PER_ADDRESS_AND_MINUTE);
  const underWay = new Map<string, Promise<void>>();

  function settle(id: string): void {
    const work = inbox
      .settle(id)
      .then(() => undefined)
      // The message is kept: the page's next try, the chat's next message or the next start settles it.
      .catch((error: unknown) => log.error({ err: error, id, channel: WEB }, 'reply could not be worked out'))
      .finally(() => {
        if (underWay.get(id) === work) underWay.delete(id);
      });
    underWay.set(id, work);
  }

  return {
    pace(c, chat) {
      const seconds = chats.take(chat) || addresses.take(addressOf(c, config.trustProxy ?? false));
      return seconds === 0
        ? null
        : { status: 429, error: 'too-fast', say: tooFast(seconds), retryAfter: seconds };
    },
    async accept(chat, { id: messageId, text }) {
      try {
        const receivedAt = clock.now().toISOString();
        const { id } = await inbox.accept({ channel: WEB, chat, sender: chat, messageId, text, receivedAt });
        // One that comes again may never have been settled; where it was, this finds the reply and does nothing.
        settle(id);
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
