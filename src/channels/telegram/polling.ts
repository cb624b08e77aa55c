import type { Api } from 'grammy';
import type { Log } from '../../log/log.ts';
import type { Intake } from './intake.ts';
import { troubleOf } from './outcome.ts';
import { pauseAfter } from './pause.ts';
import { UPDATES_WANTED } from './read-update.ts';
import { TELEGRAM } from './settings.ts';

/**
 * Asks for messages, keeps them, and only then asks for the next, which tells the platform to forget these. (grammY's
 * runner asks on while it still works: what it holds when the process dies is lost.)
 */
export async function pollUntilStopped(parts: {
  api: Api;
  intake: Intake;
  log: Log;
  pollMs: number;
  retryMs: number;
  stopped: AbortSignal;
}): Promise<void> {
  const { api, intake, log, pollMs, retryMs, stopped } = parts;
  let offset = 0;
  let failures = 0;
  while (!stopped.aborted) {
    try {
      const updates = await api.getUpdates({
        offset,
        limit: 100,
        timeout: Math.ceil(pollMs / 1000),
        allowed_updates: UPDATES_WANTED,
      });
      // Not kept, not forgotten: the platform hands them over again at the next start.
      if (stopped.aborted) return;
      await intake.keep(updates);
      offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
      failures = 0;
    } catch (error) {
      if (stopped.aborted) return;
      const trouble = troubleOf(error);
      failures += 1;
      log.warn(
        { channel: TELEGRAM, reason: trouble.reason, failures },
        'no messages could be fetched or kept',
      );
      await pauseAfter(trouble, { failures, retryMs, stopped });
    }
  }
}
