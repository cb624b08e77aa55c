import {
  addExpected,
  type DatabaseKind,
  type Db,
  markClearing,
  moveRows,
  outboxRowsIn,
  replaceRow,
  rewriteRow,
  rowsWithoutAccount,
  setRunState,
} from '../storage/storage.ts';
import { enqueue } from './enqueue.ts';
import { toItem } from './row.ts';

/** Which messages: all of a run or duty, or single ones by key. */
export type Which = { run: string } | { keys: readonly string[] };

const MAY_STILL_LEAVE = ['queued', 'paused', 'no_account'] as const;

/**
 * What it was about is done: whatever has not left does not leave any more. What is being sent at this moment is not
 * tried again where it fails. Gives how many were taken back. `reason`: for the operator.
 */
export async function clear(db: Db, which: Which, reason: string, now: Date): Promise<number> {
  const at = now.toISOString();
  const cleared = await moveRows(db, which, { from: MAY_STILL_LEAVE, to: 'cleared', reason, at });
  await markClearing(db, which, reason);
  return cleared;
}

/** Holds a run. False where it was not open. */
export async function pauseRun(db: Db, run: string, now: Date): Promise<boolean> {
  const at = now.toISOString();
  if (!(await setRunState(db, run, { from: ['open'], to: 'paused', at }))) return false;
  await moveRows(db, { run }, { from: ['queued'], to: 'paused', reason: 'run paused', at });
  return true;
}

/** Lets a held run go on. False where it was not held. */
export async function resumeRun(db: Db, run: string, now: Date): Promise<boolean> {
  const at = now.toISOString();
  if (!(await setRunState(db, run, { from: ['paused'], to: 'open', at }))) return false;
  await moveRows(db, { run }, { from: ['paused'], to: 'queued', reason: null, at });
  return true;
}

/** Ends a run for good: what has not left is cleared. False where it was ended before, or never was. */
export async function cancelRun(db: Db, run: string, now: Date): Promise<boolean> {
  const at = now.toISOString();
  if (!(await setRunState(db, run, { from: ['open', 'paused'], to: 'cancelled', at }))) return false;
  await clear(db, { run }, 'run cancelled', now);
  return true;
}

const FAILED = ['failed', 'unknown'] as const;
const AT_ONCE = 100_000;

/**
 * Sends what failed in a run once more, and what may not have arrived: each as a row of its own, so that what became of
 * the first stays on record. `alsoUnknown`: left out, only what surely did not arrive. Gives how many.
 */
export async function resendFailed(
  db: Db,
  kind: DatabaseKind,
  { run, alsoUnknown = false }: { run: string; alsoUnknown?: boolean },
  now: Date,
): Promise<number> {
  const states = alsoUnknown ? FAILED : (['failed'] as const);
  const rows = await outboxRowsIn(db, { states, run, limit: AT_ONCE });
  for (const row of rows) {
    const item = { ...toItem(row), key: againKey(row.key), notBefore: null, expiresAt: null };
    const [taken] = await enqueue(db, kind, [item], now);
    if (taken === undefined) continue;
    await replaceRow(db, row.seq, taken);
    // It was counted for the run when it came the first time.
    await addExpected(db, [run], -1);
  }
  return rows.length;
}

/** `run:a:p1` → `run:a:p1~2` → `run:a:p1~3` */
function againKey(key: string): string {
  const [, first = key, n = '1'] = /^(.*)~(\d+)$/.exec(key) ?? [];
  return `${first}~${Number(n) + 1}`;
}

/**
 * What waited for a person while he had no account may leave now. `retell` gives the words for one that was written
 * earlier; null leaves them as they are. Gives how many.
 */
export async function releaseFor(
  db: Db,
  personId: string,
  now: Date,
  retell: (text: string, writtenAt: Date) => { text: string; options: readonly string[] } | null = () => null,
): Promise<number> {
  for (const row of await rowsWithoutAccount(db, personId)) {
    const told = retell(row.text, new Date(row.created_at));
    if (told === null) continue;
    // He is there at this moment, whatever the hour.
    const options = JSON.stringify(told.options);
    await rewriteRow(db, row.seq, { text: told.text, options, hours: 'any' });
  }
  const at = now.toISOString();
  return moveRows(db, { personId }, { from: ['no_account'], to: 'queued', reason: null, at });
}
