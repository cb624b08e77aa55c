import type { SendResult } from '../channel.ts';
import type { Fault } from '../tencent/http.ts';
import { brokenAnswer, NOT_REACHED, refused } from './wording.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SHANGHAI_OFFSET_MS = 8 * 60 * MINUTE_MS;

/** The person has gone, or never was there. */
const GONE = new Set([40_003, 43_004, 43_019]);
/** The platform is busy; the token went out of use between two tries. */
const PASSING = new Set([-1, 40_001, 40_014, 42_001, 43_108, 50_005]);
/** Longer than the platform's 48 hours, or more than its 5 messages, since the person last wrote. */
const WINDOW_SHUT = new Set([45_015, 45_047]);

const WRITE_FIRST = 'the person has to write first';

/** The message is in order and the account too: it may go by another of the person's, or once he has written. */
export function windowShut(why: string): SendResult {
  return { kind: 'later', afterMs: null, scope: 'chat', reason: `${WRITE_FIRST}: ${why}` };
}

/** The person must write first: the message itself is in order. */
export function isWindowShut(fault: Fault): boolean {
  return fault.kind === 'errcode' && WINDOW_SHUT.has(fault.code);
}

/** What an answer of the platform means for the message. */
export function outcomeOf(fault: Fault, now: Date): SendResult {
  if (fault.kind === 'unknown') return { kind: 'unknown', reason: fault.reason };
  if (fault.kind === 'not-sent')
    return { kind: 'later', afterMs: null, scope: 'channel', reason: fault.reason };
  if (fault.kind === 'http') return outcomeOfStatus(fault);
  const reason = `errcode ${fault.code}`;
  // The day's quota comes back at midnight, of the log-in too.
  if (fault.code === 45_009) return { kind: 'later', afterMs: untilMidnight(now), scope: 'channel', reason };
  if (fault.code === 45_011 || fault.atLogIn)
    return { kind: 'later', afterMs: MINUTE_MS, scope: 'channel', reason };
  // So many of a lasting template a day for each person.
  if (fault.code === 40_038) return { kind: 'later', afterMs: untilMidnight(now), scope: 'chat', reason };
  if (GONE.has(fault.code)) return { kind: 'blocked', reason };
  if (PASSING.has(fault.code)) return { kind: 'later', afterMs: null, scope: 'channel', reason };
  if (isWindowShut(fault)) return { kind: 'never', reason: `${reason}: ${WRITE_FIRST}` };
  return { kind: 'never', reason: `${reason}：${adviceOn(fault)}` };
}

function outcomeOfStatus({ status, retryAfterMs }: Fault & { kind: 'http' }): SendResult {
  const reason = `HTTP ${status}`;
  // The gateway gave up waiting: what stands behind it may have gone on.
  if (status === 504) return { kind: 'unknown', reason };
  if (status === 429 || status >= 500)
    return { kind: 'later', afterMs: retryAfterMs, scope: 'channel', reason };
  return { kind: 'never', reason };
}

/** To the next midnight in China, and a minute, for no two clocks agree. */
function untilMidnight(now: Date): number {
  return DAY_MS - ((now.getTime() + SHANGHAI_OFFSET_MS) % DAY_MS) + MINUTE_MS;
}

/** What the operator is to do, in Chinese. */
export function adviceOn(fault: Fault): string {
  if (fault.kind === 'errcode')
    return refused(fault.code, /invalid ip\s*([\d.a-f:]+)/i.exec(fault.message)?.[1] ?? null);
  return fault.kind === 'http' ? brokenAnswer(fault.status) : NOT_REACHED;
}
