import type { OutboxRow, OutboxRowState } from '../storage/storage.ts';
import { rulesFor } from './kinds.ts';
import { passedOf } from './row.ts';
import type { SendResult } from './sending.ts';

/** What a sending changes in its row. */
export interface Fate {
  change: Partial<OutboxRow> & { state: OutboxRowState };
  /** The account that it went to can be reached no more. */
  endsAccount: boolean;
}

/** So often may nobody know whether a message arrived before it is left. */
const MOST_DOUBTS = 3;
/** So often in a row may an account fail before the person's next one is tried. */
const MOST_FAILURES = 3;
const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * What becomes of a row after it was handed to a platform; pure. `parts`: into how many its text is divided there.
 * A row that is queued again goes on where it stands; `retry_at` says when.
 */
export function afterSend(
  row: OutboxRow,
  result: SendResult,
  { now, parts }: { now: Date; parts: number },
): Fate {
  const kept = { endsAccount: false };
  switch (result.kind) {
    case 'sent':
      return { change: arrived(row, result.messageId, parts), ...kept };
    case 'later': {
      const failures = row.failures + (result.afterMs === null ? 1 : 0);
      if (failures >= MOST_FAILURES && row.fixed === 0) {
        return { change: again(row, elsewhere(row, result.reason)), ...kept };
      }
      const waitMs = result.afterMs ?? waitAfter(failures);
      const retry = { retry_at: later(now, waitMs), retry_scope: result.scope, reason: result.reason };
      return { change: again(row, { ...retry, failures }), ...kept };
    }
    case 'never':
      return { change: { state: 'failed', reason: result.reason }, ...kept };
    case 'blocked':
      return row.fixed === 1
        ? { change: { state: 'failed', reason: result.reason }, endsAccount: true }
        : { change: again(row, elsewhere(row, result.reason)), endsAccount: true };
    case 'unknown': {
      const doubts = row.doubts + 1;
      const repeats = rulesFor(row.about, row.lane).onUnknown === 'repeat' && doubts < MOST_DOUBTS;
      // What was taken back meanwhile may all the same have arrived: nobody says that it has not.
      if (!repeats || row.clearing !== null) {
        return { change: { state: 'unknown', reason: result.reason, doubts }, ...kept };
      }
      const retry = { retry_at: later(now, waitAfter(doubts)), retry_scope: 'chat' as const };
      return { change: again(row, { ...retry, reason: result.reason, doubts, repeating: 1 }), ...kept };
    }
  }
}

function arrived(row: OutboxRow, messageId: string | null, parts: number): Fate['change'] {
  const parts_sent = row.parts_sent + 1;
  const platform_message_id = row.platform_message_id ?? messageId;
  const common = {
    parts_sent,
    platform_message_id,
    failures: 0,
    repeating: 0,
    retry_at: null,
    retry_scope: null,
  };
  if (parts_sent >= parts) return { state: 'sent', reason: null, ...common };
  // Whoever has the first part gets the rest by the same way.
  return again(row, { ...common, fixed: 1, reason: `part ${parts_sent} of ${parts}` });
}

/** Queued once more, unless it was taken back meanwhile. */
function again(row: OutboxRow, change: Partial<OutboxRow>): Fate['change'] {
  if (row.clearing !== null) return { ...change, state: 'cleared', reason: row.clearing, retry_at: null };
  return { ...change, state: 'queued' };
}

/** That account is given up for this message, for the person's next. */
function elsewhere(row: OutboxRow, reason: string): Partial<OutboxRow> {
  const passed = JSON.stringify([...passedOf(row), row.channel]);
  return { passed, channel: '', chat: '', failures: 0, retry_at: null, retry_scope: null, reason };
}

function waitAfter(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
