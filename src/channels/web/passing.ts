import type { Clock } from '../../clock/clock.ts';
import type { Exchange } from './parts.ts';

/**
 * Exchanges that nothing kept may link to their chat, such as an anonymous objection: the page shows them while it is
 * open, and for a short time they are remembered here and nowhere else.
 */
export interface Passing {
  add(chat: string, exchange: Exchange): void;
  of(chat: string): Exchange[];
}

const FOR_MS = 15 * 60 * 1000;
// Nobody may fill the memory; what is forgotten early is only not shown a second time.
const CHATS = 1000;
const PER_CHAT = 5;

export function createPassing(clock: Clock): Passing {
  const chats = new Map<string, { until: number; exchange: Exchange }[]>();

  function still(chat: string): { until: number; exchange: Exchange }[] {
    const now = clock.now().getTime();
    return (chats.get(chat) ?? []).filter(({ until }) => until > now);
  }

  return {
    add(chat, exchange) {
      const others = still(chat).filter((one) => one.exchange.messageId !== exchange.messageId);
      chats.delete(chat);
      const until = clock.now().getTime() + FOR_MS;
      chats.set(chat, [...others, { until, exchange }].slice(-PER_CHAT));
      const oldest = chats.keys().next();
      if (chats.size > CHATS && !oldest.done) chats.delete(oldest.value);
    },
    of: (chat) => still(chat).map(({ exchange }) => exchange),
  };
}
