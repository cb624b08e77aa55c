import { setTimeout as sleep } from 'node:timers/promises';
import type { Trouble } from './outcome.ts';

const DOUBLED_AT_MOST = 5;

/** Waits before another try: the platform's own time where it names one. Ends at once when stopped. */
export async function pauseAfter(
  trouble: Trouble,
  { failures, retryMs, stopped }: { failures: number; retryMs: number; stopped: AbortSignal },
): Promise<void> {
  const own = retryMs * 2 ** Math.min(failures - 1, DOUBLED_AT_MOST);
  await sleep(Math.max(own, trouble.retryAfter ?? 0), undefined, { signal: stopped }).catch(() => undefined);
}
