import type { SendResult } from '../channel.ts';
import type { Fault } from '../tencent/http.ts';
import { brokenAnswer, NOT_REACHED, refused } from './wording.ts';

const MINUTE_MS = 60_000;

/** The account is gone, or the app may not see it. */
const GONE = new Set([40_003, 43_004, 60_111, 81_013]);
/** Slow down: calls per minute, calls at once, messages of a robot, messages to one person. */
const TOO_OFTEN = new Set([45_009, 45_029, 45_033, 45_047]);
/** The platform is busy; the token went out of use between two tries. */
const PASSING = new Set([-1, 6000, 40_001, 40_014, 42_001, 50_001]);
/** Our address is not trusted: an office whose address changes loses no reminder while somebody enters the new one. */
const ADDRESS_NOT_TRUSTED = 60_020;

/** What an answer of the platform means for the message. */
export function outcomeOf(fault: Fault): SendResult {
  if (fault.kind === 'unknown') return { kind: 'unknown', reason: fault.reason };
  if (fault.kind === 'not-sent')
    return { kind: 'later', afterMs: null, scope: 'channel', reason: fault.reason };
  if (fault.kind === 'http') return outcomeOfStatus(fault);
  const reason = `errcode ${fault.code}`;
  // Nothing can leave until the operator has put it right; `check` tells him how.
  if (fault.atLogIn) return { kind: 'later', afterMs: MINUTE_MS, scope: 'channel', reason };
  if (GONE.has(fault.code)) return { kind: 'blocked', reason };
  if (TOO_OFTEN.has(fault.code)) return { kind: 'later', afterMs: MINUTE_MS, scope: 'channel', reason };
  if (PASSING.has(fault.code) || fault.code === ADDRESS_NOT_TRUSTED)
    return { kind: 'later', afterMs: null, scope: 'channel', reason };
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

/** What the operator is to do, in Chinese. */
export function adviceOn(fault: Fault): string {
  if (fault.kind === 'errcode')
    return refused(fault.code, /from ip:\s*([\d.a-f:]+)/i.exec(fault.message)?.[1] ?? null);
  return fault.kind === 'http' ? brokenAnswer(fault.status) : NOT_REACHED;
}
