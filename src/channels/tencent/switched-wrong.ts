import type { Channel } from '../channel.ts';

/** A channel of which half the settings are there: it says so, and takes and sends nothing. */
export function switchedWrong(name: string, say: string): Channel {
  return {
    name,
    start: () => Promise.reject(new Error(say)),
    stop: () => Promise.resolve(),
    send: () => Promise.resolve({ kind: 'later', afterMs: null, scope: 'channel', reason: 'not set up' }),
    check: () => Promise.resolve({ ok: false, say }),
  };
}
