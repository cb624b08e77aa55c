/** So many wrong codes of one account within so long, and it is refused for so long. */
const WRONG_TRIES = 5;
const WITHIN_MS = 10 * 60_000;
const REFUSED_MS = 30 * 60_000;

/** So many wrong codes of all accounts of a channel within `WITHIN_MS`: somebody tries codes under many names. */
export const CHANNEL_TRIES = 30;

/** How far back wrong codes are looked at. */
export const LOOK_BACK_MS = WITHIN_MS + REFUSED_MS;

/** From when on the channel's wrong codes count. */
export function channelSince(now: string): string {
  return new Date(Date.parse(now) - WITHIN_MS).toISOString();
}

/** Until when an account that sent wrong codes at these times is refused; null where it is not. */
export function refusedUntil(wrongAt: readonly string[], now: string): string | null {
  let until: number | null = null;
  for (let last = WRONG_TRIES - 1; last < wrongAt.length; last += 1) {
    const first = Date.parse(wrongAt[last - WRONG_TRIES + 1] ?? '');
    const at = Date.parse(wrongAt[last] ?? '');
    if (at - first <= WITHIN_MS) until = at + REFUSED_MS;
  }
  return until !== null && Date.parse(now) < until ? new Date(until).toISOString() : null;
}
