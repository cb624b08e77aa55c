import type { Clock } from '../../clock/clock.ts';

const PER_MINUTE = 20;
const MINUTE_MS = 60_000;

/**
 * The platform takes 20 messages a minute in a group. Private chats, which know no such limit, have ids that are no
 * negative numbers; the outbox does not know that, and its quotas hold for every chat.
 */
export function createGroupPace(clock: Clock): {
  /** Counts one message and gives 0, or gives the milliseconds to wait. */
  take(chat: string): number;
} {
  const sent = new Map<string, number[]>();
  return {
    take(chat) {
      if (!chat.startsWith('-')) return 0;
      const now = clock.now().getTime();
      const lately = (sent.get(chat) ?? []).filter((at) => at > now - MINUTE_MS && at <= now);
      const [first] = lately;
      const wait = lately.length < PER_MINUTE || first === undefined ? 0 : first + MINUTE_MS - now;
      sent.set(chat, wait === 0 ? [...lately, now] : lately);
      return wait;
    },
  };
}
