import { createDoorbell, type Doorbell } from './doorbell.ts';

/** The pages that are listening now. */
export interface OpenPages {
  /** A bell for one more page; null when there are too many altogether, or none is let in any more. */
  enter(chat: string): Doorbell | null;
  leave(chat: string, bell: Doorbell): void;
  /** Tells every page of a chat that there is something new. */
  ring(chat: string): void;
  /** Ends all, and lets nobody in from now on. */
  close(): void;
  readonly count: number;
}

// A browser opens six connections to one address at most; one has to be left for sending.
const PER_CHAT = 5;
const ALTOGETHER = 2000;

export function createOpenPages(): OpenPages {
  const chats = new Map<string, Set<Doorbell>>();
  let count = 0;
  let closed = false;

  function leave(chat: string, bell: Doorbell): void {
    const bells = chats.get(chat);
    if (bells?.delete(bell)) count -= 1;
    if (bells?.size === 0) chats.delete(chat);
  }

  return {
    get count() {
      return count;
    },
    enter(chat) {
      if (closed) return null;
      const bells = chats.get(chat) ?? new Set();
      const [oldest] = bells;
      // The oldest gives way: it may be a phone that lost its network without a word.
      if (bells.size >= PER_CHAT && oldest !== undefined) {
        oldest.shut();
        leave(chat, oldest);
      } else if (count >= ALTOGETHER) {
        return null;
      }
      const bell = createDoorbell();
      chats.set(chat, bells.add(bell));
      count += 1;
      return bell;
    },
    leave,
    ring(chat) {
      for (const bell of chats.get(chat) ?? []) bell.ring();
    },
    close() {
      closed = true;
      for (const bells of chats.values()) for (const bell of bells) bell.shut();
    },
  };
}
