import type { Clock } from '../../clock/clock.ts';

/** Lets each key through so many times a minute, with as many at once after a rest. */
export interface Buckets {
  /** Takes one; gives 0, or how many seconds to wait where none is left. */
  take(key: string): number;
}

// Beyond this the key that was used longest ago is forgotten: nobody may fill the memory with made-up names.
const KEYS = 10_000;

export function createBuckets(clock: Clock, perMinute: number): Buckets {
  const perMillisecond = perMinute / 60_000;
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(key) {
      const now = clock.now().getTime();
      const before = buckets.get(key) ?? { left: perMinute, at: now };
      const rested = Math.max(0, now - before.at);
      const left = Math.min(perMinute, before.left + rested * perMillisecond);
      buckets.delete(key);
      buckets.set(key, { left: left < 1 ? left : left - 1, at: now });
      if (buckets.size > KEYS) forgetOldest(buckets);
      return left < 1 ? Math.max(1, Math.ceil((1 - left) / perMillisecond / 1000)) : 0;
    },
  };
}

function forgetOldest(buckets: Map<string, unknown>): void {
  const oldest = buckets.keys().next();
  if (!oldest.done) buckets.delete(oldest.value);
}
