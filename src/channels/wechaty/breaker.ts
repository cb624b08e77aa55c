import type { SendResult } from '../channel.ts';
import { REFUSED_REASON, TOO_OFTEN_REASON } from './outcome.ts';

/** Stops everything that leaves after WeChat has said “too often”, or after one refusal upon another. */
export interface Breaker {
  /** Milliseconds for which nothing may be tried; 0 where it may. */
  waitMs(): number;
  /** To be told of every result; gives the one to pass on. */
  after(result: SendResult): SendResult;
}

const FIRST_MS = 30 * 60_000;
const LONGEST_MS = 24 * 60 * 60_000;
const REFUSALS = 5;

/**
 * The first break is half an hour, and each that follows without a success in between twice as long: an account that
 * goes on sending while WeChat refuses gets banned.
 */
export function createBreaker(now: () => Date): Breaker {
  let until = 0;
  let length = FIRST_MS;
  let refusals = 0;

  const waitMs = (): number => Math.max(0, until - now().getTime());

  return {
    waitMs,
    after(result) {
      if (result.kind === 'sent') {
        refusals = 0;
        length = FIRST_MS;
        return result;
      }
      const tooOften = result.reason === TOO_OFTEN_REASON;
      if (result.reason === REFUSED_REASON) refusals += 1;
      if (!tooOften && refusals < REFUSALS) return result;
      // Several may have been on their way when it broke: they count once.
      if (waitMs() === 0) {
        until = now().getTime() + length;
        length = Math.min(length * 2, LONGEST_MS);
      }
      refusals = 0;
      return { kind: 'later', afterMs: waitMs(), scope: 'channel', reason: result.reason };
    },
  };
}
