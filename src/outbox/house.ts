import {
  type Db,
  deleteSendsBefore,
  leasesOver,
  moveRows,
  type OutboxRow,
  type Storage,
  unlinkEnded,
} from '../storage/storage.ts';
import { ALL_HOURS } from './hours.ts';
import type { Line } from './parts.ts';
import { reach } from './reach.ts';
import { LANES } from './sending.ts';
import { settleOutcomes } from './settle.ts';
import { inTurn } from './turns.ts';

const AT_ONCE = 500;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer than any limit looks back. */
const SENDS_KEPT_MS = 40 * DAY_MS;

/** What a crash left in mid-air has an unknown outcome, once its process is surely dead. Gives how many there were. */
export async function recover(
  { transaction }: Storage,
  lines: ReadonlyMap<string, Line>,
  now: Date,
): Promise<number> {
  return transaction(async (db) => {
    const rows = await leasesOver(db, now.toISOString(), AT_ONCE);
    const result = { kind: 'unknown', reason: 'the process ended while it was being sent' } as const;
    const outcomes = rows.map((row) => ({ row, result }));
    if (outcomes.length > 0) await settleOutcomes(db, outcomes, lines, now);
    return rows.length;
  });
}

/** Ends what is of no use any more. Gives how many there were. */
export async function expire({ transaction }: Storage, now: Date): Promise<number> {
  const at = now.toISOString();
  const from = ['queued', 'paused', 'no_account'] as const;
  return transaction(async (db) => {
    const expired = await moveRows(db, { expiredBy: at }, { from, to: 'expired', reason: 'too late', at });
    if (expired > 0) await unlinkEnded(db);
    return expired;
  });
}

/**
 * Gives what is due, and has no account yet, the account that suits best, whatever the hour: the channel keeps to its
 * hours, and looks again when its turn comes. Gives true where there may be more.
 */
export async function place(storage: Storage, lines: ReadonlyMap<string, Line>, now: Date): Promise<boolean> {
  return storage.transaction(async (db) => {
    const rows = await withoutChannel(db, now);
    if (rows.length === 0) return false;
    await reach(db, storage.kind, rows, lines, now);
    return rows.length === AT_ONCE;
  });
}

async function withoutChannel(db: Db, now: Date): Promise<OutboxRow[]> {
  const rows: OutboxRow[] = [];
  for (const lane of LANES) {
    const stretch = {
      db,
      channel: '',
      lane,
      hours: ALL_HOURS,
      now: now.toISOString(),
      without: new Set<string>(),
    };
    for await (const row of inTurn(stretch)) {
      rows.push(row);
      if (rows.length === AT_ONCE) return rows;
    }
  }
  return rows;
}

/** Forgets what no limit looks back to any more. */
export async function forgetOldSends({ db }: Storage, now: Date): Promise<void> {
  await deleteSendsBefore(db, new Date(now.getTime() - SENDS_KEPT_MS).toISOString());
}
