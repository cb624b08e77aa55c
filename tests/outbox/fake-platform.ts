import type { Outgoing, Sender, SendResult } from '../../src/outbox/outbox.ts';

interface Settings {
  /** So many messages in any second; one more is refused with a time to wait. */
  perSecond: number;
  /** A number between 0 and 1 that decides a message's fate. */
  random: () => number;
  /** Milliseconds; the computer's, or a test's. */
  now: () => number;
}

/** What the platform saw. */
export interface FakePlatform extends Sender {
  /** When each message arrived, and for whom. */
  readonly arrived: { at: number; chat: string; text: string }[];
  /** How often it was given more than it allows, or something for a chat that was to wait. */
  readonly broken: string[];
  /** How often each of those was tried to whom nothing can be sent. */
  readonly refused: Map<string, number>;
}

const LATENCY_MS = 40;
const CHAT_WAIT_MS = 3000;

/** A platform with a limit per second that hangs up on 5 % (half of it after taking the message), and asks 1 % to wait. */
export function createFakePlatform({ perSecond, random, now }: Settings): FakePlatform {
  const times: number[] = [];
  const waits = new Map<string, number>();
  const answers = new Map<number, Promise<void>>();
  /** What came at one moment is answered at one moment: a timer for each would take a test minutes. */
  function answered(at: number): Promise<void> {
    const known = answers.get(at);
    if (known !== undefined) return known;
    answers.clear();
    const fresh = new Promise<void>((resolve) => setTimeout(resolve, LATENCY_MS));
    answers.set(at, fresh);
    return fresh;
  }
  const platform: FakePlatform = {
    name: 'fake',
    arrived: [],
    broken: [],
    refused: new Map(),
    async send({ chat, text }: Outgoing): Promise<SendResult> {
      const at = now();
      while ((times[0] ?? at) <= at - 1000) times.shift();
      if (times.length >= perSecond) {
        platform.broken.push(`${times.length + 1} within a second at ${at}`);
        return { kind: 'later', afterMs: 5000, scope: 'channel', reason: '429' };
      }
      times.push(at);
      if ((waits.get(chat) ?? 0) > at) platform.broken.push(`${chat} was to wait`);
      await answered(at);
      if (chat.endsWith('00')) {
        platform.refused.set(chat, (platform.refused.get(chat) ?? 0) + 1);
        return { kind: 'never', reason: '400' };
      }
      const fate = random();
      if (fate < 0.01) {
        waits.set(chat, now() + CHAT_WAIT_MS);
        return { kind: 'later', afterMs: CHAT_WAIT_MS, scope: 'chat', reason: '429' };
      }
      if (fate < 0.035) return new Promise(() => undefined);
      platform.arrived.push({ at, chat, text });
      return fate < 0.06 ? new Promise(() => undefined) : { kind: 'sent', messageId: null };
    },
  };
  return platform;
}
