import { countOutbox, type Db, expectedOfRuns, outboxRuns } from '../storage/storage.ts';
import { OUTBOX_STATES, type OutboxState } from './item.ts';

/** What became of messages. `balanced`: expected = sent + cleared + muted + expired + failed + those still under way. */
export interface Sums {
  /** How many were ever taken in. */
  expected: number;
  sent: number;
  cleared: number;
  muted: number;
  expired: number;
  /** With those of which nobody knows whether they arrived. */
  failed: number;
  /** Of `failed`: nobody knows whether they arrived. */
  unknown: number;
  /** Queued, paused, being sent, or without an account. */
  underWay: number;
  /** Of `underWay`: for want of an account. */
  withoutAccount: number;
  /** Of all: sent once more because nobody knew, with a mark. */
  repeated: number;
  balanced: boolean;
  byState: Record<OutboxState, number>;
}

/** The sums of one run or duty, of one kind of message, or of everything. */
export async function sumsOf(db: Db, which: { run?: string; about?: string } = {}): Promise<Sums> {
  const counts = await countOutbox(db, which);
  const byState = zeroes();
  let repeated = 0;
  let all = 0;
  let ofRuns = 0;
  for (const row of counts) {
    const rows = Number(row.rows);
    byState[row.state] += rows;
    repeated += Number(row.repeated);
    all += rows;
    if (row.run !== null) ofRuns += rows;
  }
  const noted = await notedFor(db, which);
  // What belongs to runs was counted when it was taken in: a row that got lost would show.
  const expected = noted === null ? all : noted + (which.run === undefined ? all - ofRuns : 0);
  const failed = byState.failed + byState.unknown;
  const underWay = byState.queued + byState.paused + byState.sending + byState.no_account;
  const { sent, cleared, muted, expired, unknown, no_account: withoutAccount } = byState;
  return {
    expected,
    sent,
    cleared,
    muted,
    expired,
    failed,
    unknown,
    underWay,
    withoutAccount,
    repeated,
    balanced: expected === sent + cleared + muted + expired + failed + underWay,
    byState,
  };
}

/** How many messages were noted for the runs in question; null where that cannot be told apart. */
async function notedFor(db: Db, { run, about }: { run?: string; about?: string }): Promise<number | null> {
  if (about !== undefined) return null;
  if (run === undefined) return expectedOfRuns(db);
  const [row] = await outboxRuns(db, [run]);
  return row?.expected ?? 0;
}

function zeroes(): Record<OutboxState, number> {
  return Object.fromEntries(OUTBOX_STATES.map((state) => [state, 0])) as Record<OutboxState, number>;
}
