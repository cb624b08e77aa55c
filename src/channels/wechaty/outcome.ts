import type { SendResult } from '../channel.ts';

/** WeChat's word for “slow down”; wechat4u has only the number of the answer. */
const TOO_OFTEN = /频繁|\b120[1-5]\b|too (?:many|fast|frequent|often)|rate.?limit/i;
const LOGGED_OUT = /not logged in|must login|already ?logout|未登录|\b110[0-2]\b/i;
const NOT_A_FRIEND = /不是(?:他|她|对方|你)?.{0,4}好友|好友验证|朋友验证|拒收|拉黑|not (?:a )?friend/i;
const NEVER_LEFT = /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|No connection established|NO CLIENT|no grpc manager/i;
const MAY_HAVE_LEFT = /^(?:4|14) |UNAVAILABLE|DEADLINE_EXCEEDED|ECONNRESET|EPIPE|socket hang up|timeout/i;

/** By this reason a break is told from other waits. */
export const TOO_OFTEN_REASON = 'too often for WeChat';
/** One after the other, these mean that WeChat does not want the account to send. */
export const REFUSED_REASON = 'wechaty refused it';
const PAUSE_MS = 30 * 60_000;

/** What an exception of wechaty means for the message. Its text is looked at and never passed on: it may name people. */
export function outcomeOf(error: unknown): SendResult {
  const text = textOf(error);
  if (TOO_OFTEN.test(text))
    return { kind: 'later', afterMs: PAUSE_MS, scope: 'channel', reason: TOO_OFTEN_REASON };
  if (LOGGED_OUT.test(text))
    return { kind: 'later', afterMs: null, scope: 'channel', reason: 'not logged in' };
  if (NOT_A_FRIEND.test(text)) return { kind: 'blocked', reason: 'no longer a contact' };
  if (/unsupported|not supported/i.test(text))
    return { kind: 'never', reason: 'this puppet cannot send that' };
  if (NEVER_LEFT.test(text))
    return { kind: 'later', afterMs: null, scope: 'channel', reason: 'the gateway cannot be reached' };
  if (MAY_HAVE_LEFT.test(text)) return { kind: 'unknown', reason: 'the line to the gateway broke' };
  return { kind: 'later', afterMs: null, scope: 'chat', reason: REFUSED_REASON };
}

/** One word for the log: the status of gRPC, or the error's kind. */
export function wordFor(error: unknown): string {
  const status =
    /\b(?:\d+ )?(UNAUTHENTICATED|UNAVAILABLE|ALREADY_EXISTS|DEADLINE_EXCEEDED|INTERNAL|CANCELLED|UNKNOWN)\b/;
  return status.exec(textOf(error))?.[1] ?? (error instanceof Error ? error.name : typeof error);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const details = 'details' in error ? ` ${String(error.details)}` : '';
  return `${error.message}${details}`;
}
