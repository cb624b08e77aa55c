import {
  accountsOf,
  type Db,
  endAccount,
  endSends,
  type OutboxRow,
  outboxRow,
  outboxRuns,
  settleRow,
  unlinkEnded,
} from '../storage/storage.ts';
import { afterSend } from './after-send.ts';
import { textParts } from './outgoing.ts';
import type { Line } from './parts.ts';
import type { SendResult } from './sending.ts';

/** What became of a row that was handed to a platform. */
export interface Outcome {
  row: OutboxRow;
  result: SendResult;
}

/** Writes outcomes, in one transaction. Gives the rows that go on: to another account, or with their next part. */
export async function settleOutcomes(
  db: Db,
  outcomes: readonly Outcome[],
  lines: ReadonlyMap<string, Line>,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const held = await pausedRuns(db, outcomes);
  for (const { row, result } of outcomes) {
    // Somebody may have taken it back while it was on its way.
    const current = (await outboxRow(db, row.id)) ?? row;
    const capabilities = lines.get(row.channel)?.capabilities;
    const parts = capabilities === undefined ? 1 : textParts(current, capabilities).length;
    const { change, endsAccount } = afterSend(current, result, { now, parts });
    const state = change.state === 'queued' && held.has(row.run ?? '') ? 'paused' : change.state;
    await endSends(db, row, at);
    if (!(await settleRow(db, { seq: row.seq, owner: row.owner }, { ...change, state }, at))) continue;
    if (endsAccount) await endAccountOf(db, row, at);
  }
  if (outcomes.some(({ row }) => row.unlink === 1)) await unlinkEnded(db);
}

async function pausedRuns(db: Db, outcomes: readonly Outcome[]): Promise<Set<string>> {
  const ids = [...new Set(outcomes.flatMap(({ row }) => row.run ?? []))];
  return new Set((await outboxRuns(db, ids)).filter(({ state }) => state === 'paused').map(({ id }) => id));
}

async function endAccountOf(db: Db, { person_id, channel, chat }: OutboxRow, at: string): Promise<void> {
  if (person_id === null) return;
  for (const account of await accountsOf(db, person_id)) {
    if (account.channel === channel && account.chat === chat) await endAccount(db, account.id, at);
  }
}
