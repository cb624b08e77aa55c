import type { Clock } from '../clock/clock.ts';
import type { Capabilities, Outgoing, Sender } from '../outbox/outbox.ts';
import { outboxRow, type Storage } from '../storage/storage.ts';
import { REPLAY } from './replay-book.ts';

/** One message that the bot sent. */
export interface Sent {
  at: string;
  to: string;
  text: string;
  options: readonly string[];
  in: string | null;
  about: string;
}

/** Group chats are kept apart from private ones, whatever a script calls them. */
export const GROUP = 'group:';

/** Whatever is sent arrives as it is, one after the other. */
export const replayCapabilities: Capabilities = {
  text: { limit: 1_000_000, unit: 'characters' },
  buttons: 100,
  pictures: { in: true, out: true },
  groups: true,
  mayBegin: true,
  replyWindow: null,
  stableUserIds: true,
  stableMessageIds: true,
  quotas: [],
  pauseMs: { min: 0, max: 0 },
  inlineReplyMs: null,
  pulls: false,
};

/** Tells each message as it leaves. `senderOf`: who in a chat is answered by the reply of that key. */
export function createReplayChannel(parts: {
  storage: Storage;
  clock: Clock;
  senderOf: (key: string) => string | undefined;
  tell: (sent: Sent) => void;
}): Sender {
  const { storage, clock, senderOf, tell } = parts;
  return {
    name: REPLAY,
    async send({ id, chat, text, options }: Outgoing) {
      const row = await outboxRow(storage.db, id);
      if (row === undefined) return { kind: 'never', reason: 'no such message' };
      tell({
        at: chinaTime(clock.now()),
        to: senderOf(row.key) ?? row.person_id ?? chat,
        text,
        options,
        in: chat.startsWith(GROUP) ? chat.slice(GROUP.length) : null,
        about: row.about,
      });
      return { kind: 'sent', messageId: id };
    },
  };
}

/** `2026-03-18T09:30:00+08:00`: as the lines in are written. */
function chinaTime(at: Date): string {
  return `${new Date(at.getTime() + 8 * 60 * 60_000).toISOString().slice(0, 19)}+08:00`;
}
