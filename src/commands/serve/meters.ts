import type { Channel } from '../../channels/channels.ts';
import type { Inbox } from '../../conversation/conversation.ts';
import type { Outgoing, SendResult } from '../../outbox/outbox.ts';
import { createCounter, createHistogram } from './metrics.ts';

/** Counts what goes in and out, standing between the channels and the rest. No label holds a person, a chat or a word. */
export interface Meters {
  /** The inbox as the channels get it. */
  around(inbox: Inbox): Inbox;
  /** A channel as the outbox gets it. */
  sending(channel: Channel): Required<Pick<Channel, 'name' | 'send' | 'mayBeginIn'>>;
  lines(): string[];
}

/** Group talk that is met with silence is never answered: what is noted of it must not pile up. */
const MOST_WAITING = 10_000;

export function createMeters(): Meters {
  const received = createCounter('cunkou_messages_received_total', 'Messages taken in, by channel.');
  const again = createCounter('cunkou_messages_repeated_total', 'Messages that a platform delivered again.');
  const replied = createHistogram(
    'cunkou_reply_seconds',
    'From a message that was taken in to its reply that is kept, by channel.',
  );
  const sent = createCounter('cunkou_sends_total', 'Sendings by channel and outcome.');
  const took = createHistogram('cunkou_send_seconds', 'How long a channel took to send, by channel.');
  /** When each message came, in milliseconds since the process began. */
  const waiting = new Map<string, number>();

  return {
    around(inbox) {
      inbox.onReply(({ incomingId, channel }) => {
        const began = waiting.get(incomingId);
        if (began !== undefined) replied.observe({ channel }, (performance.now() - began) / 1000);
        waiting.delete(incomingId);
      });
      return {
        ...inbox,
        async accept(incoming) {
          const began = performance.now();
          const accepted = await inbox.accept(incoming);
          const { channel } = incoming;
          if (accepted.duplicate) again.add({ channel });
          else {
            received.add({ channel });
            note(accepted.id, began);
          }
          return accepted;
        },
      };
    },
    sending(channel) {
      const { name } = channel;
      return {
        name,
        async send(message: Outgoing): Promise<SendResult> {
          const began = performance.now();
          const result = await channel.send(message);
          took.observe({ channel: name }, (performance.now() - began) / 1000);
          sent.add({ channel: name, result: result.kind });
          return result;
        },
        mayBeginIn: (db, chat) => channel.mayBeginIn?.(db, chat) ?? Promise.resolve(false),
      };
    },
    lines: () => [received, again, replied, sent, took].flatMap((metric) => metric.lines()),
  };

  function note(id: string, began: number): void {
    if (waiting.size >= MOST_WAITING) waiting.clear();
    waiting.set(id, began);
  }
}
