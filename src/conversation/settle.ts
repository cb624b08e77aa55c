import { randomUUID } from 'node:crypto';
import { type Clock, localDate } from '../clock/clock.ts';
import type { Log } from '../log/log.ts';
import {
  addOpenQuestion,
  bumpTries,
  type Db,
  type IncomingRow,
  insertReply,
  loadSession,
  lockChat,
  markDone,
  markFailed,
  type OpenQuestionReason,
  type Storage,
  saveSession,
} from '../storage/storage.ts';
import { APOLOGY } from './apology.ts';
import { cleanText, textToWorkOn } from './clean-text.ts';
import { reasonOf, traceOf } from './failure.ts';
import type { Reply } from './message.ts';
import { type StoredReply, toReplyRow } from './stored-reply.ts';

/** Works out one reply: pure and synchronous. It may throw. */
export type Turn = (input: {
  /** What the turn before left for this person in this chat; null at the first. */
  session: unknown;
  text: string;
  /** Local date. */
  asOf: string;
}) => {
  /** Plain JSON data. */
  session: unknown;
  reply: Reply;
  /** Set when the question belongs on the clerk's list. */
  openQuestion?: { region: string | null; reason: OpenQuestionReason };
};

export interface SettleParts {
  storage: Storage;
  clock: Clock;
  log: Log;
  turn: Turn;
  /** The version that `turn` works with at this moment; asked right before each turn. */
  knowledgeVersion: () => string;
}

const MAX_TRIES = 3;

/**
 * Brings one received message to its one reply, within one transaction; one that fails `MAX_TRIES` times gets the
 * apology. Gives null when another process ended it meanwhile. Throws when the database cannot be written: the
 * message is then still `received`.
 */
export async function settleMessage(parts: SettleParts, row: IncomingRow): Promise<StoredReply | null> {
  let tries = row.tries;
  let reason = row.error ?? '';
  while (tries < MAX_TRIES) {
    try {
      return await workOn(parts, row);
    } catch (error) {
      reason = reasonOf(error);
      tries = await countTry(parts, row, error, reason);
    }
  }
  return giveUp(parts, row, reason);
}

async function workOn(parts: SettleParts, row: IncomingRow): Promise<StoredReply | null> {
  const { storage, clock, turn, knowledgeVersion } = parts;
  return storage.transaction(async (db) => {
    await lockChat(db, storage.kind, row);
    const now = clock.now();
    if (!(await markDone(db, row.id, now.toISOString()))) return null;
    const session = await loadSession(db, row);
    const asOf = localDate(now);
    const version = knowledgeVersion();
    const result = turn({ session, text: textToWorkOn(row.text), asOf });
    await saveSession(db, row, result.session, now.toISOString());
    if (result.openQuestion !== undefined) {
      await addOpenQuestion(db, {
        id: randomUUID(),
        incoming_id: row.id,
        text: row.text,
        ...result.openQuestion,
        asked_at: row.received_at,
        as_of: asOf,
      });
    }
    return storeReply(db, row, result.reply, version, now);
  });
}

async function giveUp(parts: SettleParts, row: IncomingRow, reason: string): Promise<StoredReply | null> {
  const { storage, clock, knowledgeVersion } = parts;
  return storage.transaction(async (db) => {
    await lockChat(db, storage.kind, row);
    const now = clock.now();
    if (!(await markFailed(db, row.id, reason, now.toISOString()))) return null;
    return storeReply(db, row, APOLOGY, knowledgeVersion(), now);
  });
}

async function storeReply(
  db: Db,
  row: IncomingRow,
  reply: Reply,
  knowledgeVersion: string,
  now: Date,
): Promise<StoredReply> {
  const stored = {
    ...reply,
    text: cleanText(reply.text),
    // Not every database keeps NaN and infinity, and no person wants to read them.
    amount: Number.isFinite(reply.amount) ? reply.amount : null,
    id: randomUUID(),
    incomingId: row.id,
    channel: row.channel,
    chat: row.chat,
    knowledgeVersion,
    asOf: localDate(now),
    createdAt: now.toISOString(),
  };
  const { seq } = await insertReply(db, toReplyRow(stored));
  return { ...stored, seq };
}

/** Counts a try that failed. When that cannot be written either, the fault is the database's: nothing is counted. */
async function countTry(
  { storage, log }: SettleParts,
  row: IncomingRow,
  error: unknown,
  reason: string,
): Promise<number> {
  const context = { id: row.id, channel: row.channel, ...traceOf(error) };
  try {
    const tries = await bumpTries(storage.db, row.id, reason);
    log.error({ ...context, tries }, 'message could not be settled');
    return tries;
  } catch {
    log.error(context, 'message could not be settled, database not writable');
    throw error;
  }
}
