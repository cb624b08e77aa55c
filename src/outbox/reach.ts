import {
  type AccountRow,
  accountsOfMany,
  countSends,
  type DatabaseKind,
  type Db,
  moveRows,
  mutesOf,
  type OutboxRow,
  placeQueued,
  putOff,
} from '../storage/storage.ts';
import { chooseAccount } from './address.ts';
import type { Line } from './parts.ts';

/** Until a person who has an account, but none that may be written to now, is looked up again. */
const LOOK_AGAIN_MS = 30 * 60_000;

/**
 * Finds by which account each row is to leave at this moment; those for which that has changed are placed anew, those of
 * which the person wants no more are muted, those of a person without an account are kept. Gives those that stay where
 * they stood and may leave. In a transaction.
 */
export async function reach(
  db: Db,
  kind: DatabaseKind,
  rows: readonly OutboxRow[],
  lines: ReadonlyMap<string, Line>,
  now: Date,
): Promise<OutboxRow[]> {
  const wanted = await withoutMuted(db, rows, now);
  const personal = wanted.filter(({ fixed, person_id }) => fixed === 0 && person_id !== null);
  const persons = [...new Set(personal.flatMap(({ person_id }) => person_id ?? []))];
  const accounts = await accountsOfMany(db, persons);
  const usable = await usableOf(db, accounts, lines, now);
  const places: { seq: number; channel: string; chat: string }[] = [];
  const waiting: number[] = [];
  const nowhere: number[] = [];
  const ready: OutboxRow[] = [];
  for (const row of wanted) {
    if (!personal.includes(row)) {
      ready.push(row);
      continue;
    }
    const account = chooseAccount(
      row,
      usable.filter(({ person_id }) => person_id === row.person_id),
    );
    if (account === null) {
      const has = accounts.some(({ person_id }) => person_id === row.person_id);
      (has ? waiting : nowhere).push(row.seq);
    } else if (account.channel === row.channel && account.chat === row.chat) ready.push(row);
    else places.push({ seq: row.seq, channel: account.channel, chat: account.chat });
  }
  await placeQueued(db, kind, places);
  const until = new Date(now.getTime() + LOOK_AGAIN_MS).toISOString();
  await putOff(db, waiting, { until, reason: 'no account that may be written to now' });
  const none = { from: ['queued'], to: 'no_account', reason: 'no account', at: now.toISOString() } as const;
  await moveRows(db, { seqs: nowhere }, none);
  return ready;
}

/** Urgent ones and replies pass a person's 退订. */
async function withoutMuted(db: Db, rows: readonly OutboxRow[], now: Date): Promise<OutboxRow[]> {
  const mayBeMuted = rows.filter(({ urgent, lane }) => urgent === 0 && lane !== 'reply');
  const persons = [...new Set(mayBeMuted.flatMap(({ person_id }) => person_id ?? []))];
  const mutes = new Set((await mutesOf(db, persons)).map(({ person_id, kind }) => `${kind} ${person_id}`));
  if (mutes.size === 0) return [...rows];
  const muted = mayBeMuted.filter(({ person_id, about }) => mutes.has(`${about} ${person_id ?? ''}`));
  const seqs = muted.map(({ seq }) => seq);
  await moveRows(db, { seqs }, { from: ['queued'], to: 'muted', reason: 'muted', at: now.toISOString() });
  return rows.filter((row) => !muted.includes(row));
}

/** The accounts that may be written to now: by a channel that is open, and lets us begin or has just heard from them. */
async function usableOf(
  db: Db,
  accounts: readonly AccountRow[],
  lines: ReadonlyMap<string, Line>,
  now: Date,
): Promise<AccountRow[]> {
  const usable: AccountRow[] = [];
  for (const account of accounts) {
    const line = lines.get(account.channel);
    if (line === undefined) continue;
    const { mayBegin, replyWindow } = line.capabilities;
    if (mayBegin || (await line.sender.mayBeginIn?.(db, account.chat)) === true) usable.push(account);
    else if (replyWindow !== null && now.getTime() - Date.parse(account.last_seen_at) < replyWindow.ms) {
      const { channel, chat, last_seen_at: since } = account;
      if ((await countSends(db, { channel, chat, since })) < replyWindow.messages) usable.push(account);
    }
  }
  return usable;
}
