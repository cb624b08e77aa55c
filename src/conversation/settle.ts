import { randomUUID } from 'node:crypto';
import { type Clock, localDate } from '../clock/clock.ts';
import { maskPhones } from '../language/language.ts';
import type { Log } from '../log/log.ts';
import type { Capabilities } from '../outbox/outbox.ts';
import type { Secrets } from '../register/register.ts';
import {
  addOpenQuestion,
  bumpTries,
  type Db,
  type IncomingRow,
  insertReply,
  lockChat,
  markDone,
  markFailed,
  markSilent,
  rewriteText,
  type Storage,
  unlinkIncoming,
} from '../storage/storage.ts';
import { APOLOGY } from './apology.ts';
import { cleanText, textToWorkOn } from './clean-text.ts';
import { reasonOf, traceOf } from './failure.ts';
import { readEntries } from './incoming-files.ts';
import type { Reply } from './message.ts';
import type { MessageInput, MessageResult, Turn } from './message-turn.ts';
import { type StoredNotice, storeNotices } from './notices.ts';
import { keepSession, openSession } from './person-session.ts';
import { queueReply } from './queue-reply.ts';
import { type StoredReply, toReplyRow } from './stored-reply.ts';
import { unlinkedId } from './unlinked.ts';

export interface SettleParts {
  storage: Storage;
  clock: Clock;
  log: Log;
  turn: Turn;
  /** Knows again a message that must not tell any more who sent it. */
  secrets: Secrets;
  /** What a channel allows; undefined where it is none of ours: its replies are read from the table alone. */
  capabilities?: (channel: string) => Capabilities | undefined;
  /** The version that `turn` works with at this moment; asked right before each turn. */
  knowledgeVersion: () => string;
}

/** What a message came to; without a reply it was met with silence. */
export interface Settled {
  reply: StoredReply | null;
  notices: StoredNotice[];
}

const MAX_TRIES = 3;

/**
 * Brings one received message to its one outcome, within one transaction; one that fails `MAX_TRIES` times gets the
 * apology. Gives null when another process ended it meanwhile. Throws when the database cannot be written: the
 * message is then still `received`.
 */
export async function settleMessage(parts: SettleParts, row: IncomingRow): Promise<Settled | null> {
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

async function workOn(parts: SettleParts, row: IncomingRow): Promise<Settled | null> {
  const { storage, clock, turn, knowledgeVersion } = parts;
  return storage.transaction(async (db) => {
    await lockChat(db, storage.kind, row);
    const now = clock.now();
    if (!(await markDone(db, row.id, now.toISOString()))) return null;
    const before = await openSession(db, storage.kind, row);
    const version = knowledgeVersion();
    const result = await turn(inputOf(row, before.stored, now), db);
    await keepSession(db, storage.kind, row, { before, session: result.session, at: now.toISOString() });
    await keepOpenQuestion(db, row, result, now);
    const reply =
      result.reply === null ? null : await storeReply(db, row, result.reply, version, now, result);
    await maskKept(db, row);
    if (reply === null) await markSilent(db, row.id, result.about ?? 'silence');
    else await queueReply(parts, db, reply, { to: row, unlink: result.anonymous === true, now });
    if (result.anonymous === true) await unlinkIncoming(db, row.id, unlinkedId(parts.secrets, row));
    return { reply, notices: await storeNotices(db, storage.kind, result.notices ?? [], now) };
  });
}

function inputOf(row: IncomingRow, session: unknown, now: Date): MessageInput {
  const received = new Date(row.received_at);
  return {
    session,
    text: textToWorkOn(row.text),
    asOf: localDate(now),
    // A platform's own time may be anything.
    at: Number.isNaN(received.getTime()) ? now : received,
    messageId: row.id,
    channel: row.channel,
    chat: row.chat,
    sender: row.sender,
    group: row.in_group === 1 ? { addressed: row.mention === 1 } : null,
    ...readEntries(row.attachments),
  };
}

async function keepOpenQuestion(
  db: Db,
  row: IncomingRow,
  { openQuestion }: MessageResult,
  now: Date,
): Promise<void> {
  if (openQuestion === undefined) return;
  await addOpenQuestion(db, {
    id: randomUUID(),
    incoming_id: row.id,
    text: maskPhones(row.text),
    ...openQuestion,
    asked_at: row.received_at,
    as_of: localDate(now),
  });
}

/** Where a phone was reported the report holds it encrypted; the message in which it came need not keep it. */
async function maskKept(db: Db, row: IncomingRow): Promise<void> {
  const kept = maskPhones(row.text);
  if (kept !== row.text) await rewriteText(db, row.id, kept);
}

async function giveUp(parts: SettleParts, row: IncomingRow, reason: string): Promise<Settled | null> {
  const { storage, clock, knowledgeVersion } = parts;
  return storage.transaction(async (db) => {
    await lockChat(db, storage.kind, row);
    const now = clock.now();
    if (!(await markFailed(db, row.id, reason, now.toISOString()))) return null;
    await maskKept(db, row);
    if (row.in_group === 1 && row.mention === 0) {
      // Nobody in the group had asked us anything.
      await markSilent(db, row.id, 'failed');
      return { reply: null, notices: [] };
    }
    const reply = await storeReply(db, row, APOLOGY, knowledgeVersion(), now);
    await queueReply(parts, db, reply, { to: row, unlink: false, now });
    return { reply, notices: [] };
  });
}

async function storeReply(
  db: Db,
  row: IncomingRow,
  reply: Reply,
  knowledgeVersion: string,
  now: Date,
  { about, files = [] }: Pick<MessageResult, 'about' | 'files'> = {},
): Promise<StoredReply> {
  const stored = {
    ...reply,
    ...(about === undefined ? {} : { about }),
    files,
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
