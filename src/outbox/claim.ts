import {
  type Db,
  insertSends,
  lastSendSeq,
  lockChat,
  moveRows,
  noteStates,
  type OutboxRow,
  retriesOf,
  sendingOn,
  sendsOfOthers,
  sendsSince,
  takeQueued,
} from '../storage/storage.ts';
import type { Hours } from './item.ts';
import type { Handed } from './pace.ts';
import { AT_ONCE, type Line, type OutboxParts, type OutboxTiming } from './parts.ts';
import { reach } from './reach.ts';
import { LANES } from './sending.ts';
import { inTurn } from './turns.ts';

/** A row that is to be handed to its channel now. */
export interface Claimed {
  row: OutboxRow;
  handed: Handed;
}

export interface Claim {
  claimed: Claimed[];
  /** Something was moved to another account or put away: there may be more to claim. */
  again: boolean;
  /** Nothing at all may leave by the channel until then. */
  closed: boolean;
  /** Milliseconds since 1970 at which what had to wait may leave; null where nothing waits for a limit. */
  until: number | null;
}

export interface ClaimParts extends OutboxParts {
  /** This process. */
  owner: string;
  timing: OutboxTiming;
  lines: ReadonlyMap<string, Line>;
  /** The kinds of hours that it is now. */
  open: readonly Hours[];
}

/** Rows are looked at up to this number, so that a look never takes long; the rest has its turn in the next. */
const MOST_LOOKED_AT = 5000;
const LOOK_AGAIN_MS = 250;

/**
 * Takes what may leave by a channel at this moment, lane after lane, one for each chat, within its limits. In one
 * transaction that holds the channel: of two processes one waits, and then counts what the other has taken.
 */
export async function claim(parts: ClaimParts, line: Line, now: Date): Promise<Claim> {
  const { storage } = parts;
  const closed = closedUntil(parts, line, now.getTime());
  if (closed !== null) return { claimed: [], again: false, closed: true, until: closed };
  const noted: Handed[] = [];
  try {
    return await storage.transaction(async (db) => {
      const channel = line.sender.name;
      await lockChat(db, storage.kind, { channel, chat: 'outbox' });
      await countOthers(parts, line, db, now);
      const picked = await pick(parts, line, db, now, noted);
      const useless = picked.rows.filter(({ expires_at }) => expires_at <= now.toISOString());
      await expire(db, useless, now);
      const inTime = picked.rows.filter((row) => !useless.includes(row));
      const ready = await reach(db, storage.kind, inTime, parts.lines, now);
      const taken = await take(parts, db, ready, now);
      const claimed = taken.flatMap((row) => {
        const handed = noted.find(({ chat }) => chat === row.chat);
        return handed === undefined ? [] : [{ row, handed }];
      });
      for (const handed of noted) {
        if (!claimed.some((one) => one.handed === handed)) line.pace.forget(handed);
      }
      return { claimed, again: claimed.length < picked.rows.length, closed: false, until: picked.until };
    });
  } catch (error) {
    for (const handed of noted) line.pace.forget(handed);
    throw error;
  }
}

/** Until when nothing at all may leave by a channel, as far as this process knows; null: something may. */
function closedUntil({ timing }: ClaimParts, line: Line, at: number): number | null {
  if (!line.loaded) return null;
  if (line.brokenUntil > at) return line.brokenUntil;
  // Woken by whatever ends.
  if (roomOf(line, timing, at) <= 0) return at + LOOK_AGAIN_MS;
  const free = Math.min(...LANES.map((lane) => line.pace.freeAt(null, lane, at)));
  return free > at ? free : null;
}

/** What was handed over before this process began, and what others have handed over since the last look. */
async function countOthers({ owner }: ClaimParts, line: Line, db: Db, now: Date): Promise<void> {
  const channel = line.sender.name;
  const since = new Date(now.getTime() - line.pace.lookBackMs).toISOString();
  const rows = line.loaded
    ? await sendsOfOthers(db, { channel, owner, afterSeq: line.seenSeq })
    : await sendsSince(db, channel, since);
  for (const { chat, lane, began_at, ended_at } of rows) {
    const ended = ended_at === null ? null : Date.parse(ended_at);
    line.pace.note({ chat, lane, began: Date.parse(began_at), ended });
  }
  // Its own ones are behind it too: the channel is held, so nothing of others can still come in between.
  line.seenSeq = await lastSendSeq(db);
  line.loaded = true;
}

async function pick(
  { open, timing }: ClaimParts,
  line: Line,
  db: Db,
  now: Date,
  noted: Handed[],
): Promise<{ rows: OutboxRow[]; until: number | null }> {
  const at = now.getTime();
  const channel = line.sender.name;
  let until = Number.POSITIVE_INFINITY;
  const rows: OutboxRow[] = [];
  const done = () => ({ rows, until: Number.isFinite(until) ? until : null });
  const busy = new Set((await sendingOn(db, channel)).map(({ chat }) => chat));
  for (const { chat, retry_at, retry_scope } of await retriesOf(db, channel, now.toISOString())) {
    const retry = Date.parse(retry_at);
    until = Math.min(until, retry);
    if (retry_scope === 'channel') return { rows: [], until: retry };
    // The row's own chat keeps its order: nothing goes past it.
    busy.add(chat);
  }
  let room = roomOf(line, timing, at);
  let looked = 0;
  for (const lane of LANES) {
    for await (const row of inTurn({
      db,
      channel,
      lane,
      hours: open,
      now: now.toISOString(),
      without: busy,
    })) {
      if (room <= 0) return done();
      looked += 1;
      if (looked > MOST_LOOKED_AT) {
        until = Math.min(until, at + LOOK_AGAIN_MS);
        return done();
      }
      if (busy.has(row.chat)) continue;
      const channelFree = line.pace.freeAt(null, lane, at);
      if (channelFree > at) {
        until = Math.min(until, channelFree);
        break;
      }
      busy.add(row.chat);
      const free = line.pace.freeAt(row.chat, lane, at);
      if (free > at) {
        until = Math.min(until, free);
        continue;
      }
      const handed: Handed = { chat: row.chat, lane, began: at, ended: null };
      line.pace.note(handed);
      noted.push(handed);
      rows.push(row);
      room -= 1;
    }
  }
  return done();
}

/** How many more may be under way; one by one where the channel wants a human pace. What hangs takes nobody's place. */
function roomOf({ capabilities, underWay, failures }: Line, { slowMs }: OutboxTiming, at: number): number {
  // A channel that has just failed again and again is tried with one message.
  const single = capabilities.pauseMs !== null || failures >= FAILURES_TO_BREAK;
  if (single) return underWay.size === 0 ? 1 : 0;
  return AT_ONCE - [...underWay].filter(({ began }) => at - began < slowMs).length;
}

/** So many failures of a channel in a row, and it is left alone for a while. */
export const FAILURES_TO_BREAK = 8;

async function expire(db: Db, rows: readonly OutboxRow[], now: Date): Promise<void> {
  const seqs = rows.map(({ seq }) => seq);
  const change = { from: ['queued'], to: 'expired', reason: 'too late', at: now.toISOString() } as const;
  if (seqs.length > 0) await moveRows(db, { seqs }, change);
}

async function take(
  { owner, timing }: ClaimParts,
  db: Db,
  rows: readonly OutboxRow[],
  now: Date,
): Promise<OutboxRow[]> {
  const at = now.toISOString();
  const leaseUntil = new Date(now.getTime() + timing.leaseMs).toISOString();
  const seqs = rows.map(({ seq }) => seq);
  const taken = await takeQueued(db, seqs, { owner, leaseUntil, at });
  await insertSends(
    db,
    taken.map(({ seq, channel, chat, lane }) => ({
      outbox_seq: seq,
      channel,
      chat,
      lane,
      began_at: at,
      owner,
    })),
  );
  const moved = { at, from_state: 'queued', to_state: 'sending', reason: null } as const;
  await noteStates(
    db,
    taken.map(({ seq }) => ({ outbox_seq: seq, ...moved })),
  );
  // The database gives them in any order.
  return taken.sort((a, b) => seqs.indexOf(a.seq) - seqs.indexOf(b.seq));
}
