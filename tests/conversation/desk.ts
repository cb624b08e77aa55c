import { PassThrough } from 'node:stream';
import { fixedClock } from '../../src/clock/clock.ts';
import { createInbox, type Inbox } from '../../src/conversation/inbox.ts';
import type { Incoming } from '../../src/conversation/message.ts';
import type { Turn } from '../../src/conversation/message-turn.ts';
import type { StoredReply } from '../../src/conversation/stored-reply.ts';
import { createLog } from '../../src/log/log.ts';
import { repliesAfter, type Storage } from '../../src/storage/storage.ts';
import { echo } from './echo.ts';

/** An inbox with what a test wants to see of it. It is 2 March 2025 in China. */
export interface Desk {
  inbox: Inbox;
  /** What the listeners were told, in order. */
  told: StoredReply[];
  /** What was logged so far. */
  logged(): string;
  /** The texts of a chat's replies as they are stored. */
  stored(chat?: string): Promise<string[]>;
}

export function openDesk(storage: Storage, turn: Turn = echo()): Desk {
  const lines = new PassThrough();
  const inbox = createInbox({
    storage,
    turn,
    clock: fixedClock('2025-03-01T18:00:00Z'),
    log: createLog({ level: 'debug', to: lines }),
    knowledgeVersion: () => 'kb-1',
  });
  const told: StoredReply[] = [];
  inbox.onReply((reply) => told.push(reply));
  return {
    inbox,
    told,
    logged: () => String(lines.read() ?? ''),
    async stored(chat = 'c1') {
      const rows = await repliesAfter(storage.db, { channel: 'web', chat, afterSeq: 0, limit: 1000 });
      return rows.map(({ text }) => text);
    },
  };
}

let messages = 0;

/** A new message with an id of its own. */
export function say(text: string, more: Partial<Incoming> = {}): Incoming {
  messages += 1;
  return {
    channel: 'web',
    chat: 'c1',
    messageId: `m${messages}`,
    sender: 'p1',
    text,
    receivedAt: '2025-03-01T18:00:00.000Z',
    ...more,
  };
}
