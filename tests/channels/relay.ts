import type { Channel, InlineReplies } from '../../src/channels/channel.ts';
import type { Inbox, StoredReply } from '../../src/conversation/conversation.ts';
import type { Capabilities, Outgoing, SendResult } from '../../src/outbox/outbox.ts';

/** Sends each committed reply, in order within its chat, and again when the platform says so: an outbox without memory. */
export interface Relay {
  readonly replies: InlineReplies;
  /** What became of each sending, in order. */
  readonly results: SendResult[];
  start(channel: Channel): void;
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

const TRIES = 10;

export function createRelay(inbox: Inbox, capabilities: Capabilities): Relay {
  const results: SendResult[] = [];
  const lines = new Map<string, Promise<void>>();
  const waiting = new Map<string, { outgoing: Outgoing; timer: NodeJS.Timeout }>();
  let channel: Channel | null = null;
  let stopped = false;

  inbox.onReply((reply, to) => {
    const outgoing = outgoingOf(reply, to.messageId);
    if (capabilities.inlineReplyMs === null) return send(outgoing);
    const timer = setTimeout(() => {
      waiting.delete(reply.incomingId);
      send(outgoing);
    }, capabilities.inlineReplyMs);
    waiting.set(reply.incomingId, { outgoing, timer });
  });

  function send(outgoing: Outgoing): void {
    const before = lines.get(outgoing.chat) ?? Promise.resolve();
    lines.set(
      outgoing.chat,
      before.then(() => sendParts(outgoing)),
    );
  }

  async function sendParts(outgoing: Outgoing): Promise<void> {
    const parts = splitBySentence(outgoing.text, capabilities.text);
    for (const [at, text] of parts.entries()) {
      const last = at === parts.length - 1;
      await sendOne({
        ...outgoing,
        id: `${outgoing.id}-${at}`,
        text,
        options: last ? outgoing.options : [],
      });
    }
  }

  async function sendOne(outgoing: Outgoing): Promise<void> {
    for (let tries = 0; tries < TRIES && channel !== null && !stopped; tries += 1) {
      const result = await channel.send(outgoing);
      results.push(result);
      if (result.kind !== 'later') return;
      await new Promise((resolve) => setTimeout(resolve, result.afterMs ?? 50));
    }
  }

  return {
    results,
    replies: {
      claim(incomingId) {
        const kept = waiting.get(incomingId);
        if (kept) {
          waiting.delete(incomingId);
          clearTimeout(kept.timer);
          return Promise.resolve(kept.outgoing);
        }
        return Promise.resolve(null);
      },
      settle(outgoing, result) {
        results.push(result);
        if (result.kind !== 'sent') send(outgoing);
        return Promise.resolve();
      },
    },
    start(started) {
      channel = started;
    },
    async stop() {
      stopped = true;
      for (const { timer } of waiting.values()) clearTimeout(timer);
      await Promise.all(lines.values());
    },
  };
}

function outgoingOf(reply: StoredReply, messageId: string): Outgoing {
  return {
    id: reply.id,
    chat: reply.chat,
    text: reply.text,
    options: reply.options.map(({ label }) => label),
    picture: null,
    inReplyTo: messageId,
    lane: 'reply',
  };
}

function splitBySentence(text: string, { limit, unit }: Capabilities['text']): string[] {
  const sizeOf = (part: string) => (unit === 'bytes' ? Buffer.byteLength(part) : part.length);
  const parts = [''];
  for (const sentence of text.match(/[^。]*。|[^。]+$/g) ?? [text]) {
    const last = parts.at(-1) ?? '';
    if (sizeOf(last + sentence) <= limit) parts[parts.length - 1] = last + sentence;
    else parts.push(sentence);
  }
  return parts;
}
