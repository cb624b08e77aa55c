import { moveRows } from './outbox-ends.ts';
import type { Db } from './schema.ts';

/** What one account said and was told while it spoke for a person. */
export interface TalkOf {
  channel: string;
  sender: string;
  /** UTC ISO times; `to` is null while the account still speaks for him. */
  from: string;
  to: string | null;
}

const BLANK = { text: '', options: '[]' };

/**
 * Blanks what an account said and what it was answered, and forgets its sessions; the rows stay, so that a second
 * delivery is still known. Files that no report holds go. `except`: the message that is being worked on.
 */
export async function blankTalk(db: Db, talk: TalkOf, except: string | null): Promise<number> {
  const said = messagesOf(db, talk, except);
  await db
    .updateTable('replies')
    .set({ ...BLANK, files: '[]' })
    .where('incoming_id', 'in', said.select('id'))
    .execute();
  await db
    .updateTable('open_questions')
    .set({ text: '', state: 'closed', note: '本人要求删除' })
    .where('incoming_id', 'in', said.select('id'))
    .execute();
  await db
    .deleteFrom('files')
    .where('incoming_id', 'in', said.select('id'))
    .where('id', 'not in', heldByReports(db))
    .execute();
  const { numUpdatedRows } = await db
    .updateTable('incoming_messages')
    .set({ text: '', attachments: '[]' })
    .where('id', 'in', said.select('id'))
    .executeTakeFirst();
  await db
    .deleteFrom('sessions')
    .where('channel', '=', talk.channel)
    .where('sender', '=', talk.sender)
    .execute();
  return Number(numUpdatedRows);
}

/** Blanks the notices to a person; what has not left yet does not leave any more. Gives how many there were. */
export async function blankNotices(db: Db, personId: string, at: string): Promise<number> {
  await moveRows(
    db,
    { personId },
    { from: ['queued', 'paused', 'no_account'], to: 'cleared', reason: 'person erased', at },
  );
  const shown = await db
    .updateTable('notices')
    .set(BLANK)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const sent = await db
    .updateTable('outbox')
    .set({ ...BLANK, picture: null })
    .where('person_id', '=', personId)
    .where('state', '!=', 'sending')
    .executeTakeFirst();
  return Number(shown.numUpdatedRows) + Number(sent.numUpdatedRows);
}

/** Blanks the replies that were sent to a chat; the last one may still be under way. */
export async function blankSentReplies(
  db: Db,
  { channel, chat }: { channel: string; chat: string },
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ ...BLANK, picture: null })
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .where('lane', '=', 'reply')
    .where('state', 'not in', ['queued', 'paused', 'sending'])
    .execute();
}

/** How many pictures and files an account has sent that are still kept, and how many of them reports hold. */
export async function countFilesOf(db: Db, talk: TalkOf): Promise<{ all: number; held: number }> {
  const ids = await db
    .selectFrom('files')
    .select('id')
    .where('incoming_id', 'in', messagesOf(db, talk, null).select('id'))
    .execute();
  if (ids.length === 0) return { all: 0, held: 0 };
  const held = await heldByReports(db)
    .where(
      'file_id',
      'in',
      ids.map(({ id }) => id),
    )
    .execute();
  return { all: ids.length, held: new Set(held.map(({ file_id }) => file_id)).size };
}

/** How many messages wait to be sent to a person. */
export async function countWaitingFor(db: Db, personId: string): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('state', 'in', ['queued', 'paused', 'no_account', 'sending'])
    .executeTakeFirstOrThrow();
  return Number(count);
}

function messagesOf(db: Db, { channel, sender, from, to }: TalkOf, except: string | null) {
  return db
    .selectFrom('incoming_messages')
    .where('channel', '=', channel)
    .where('sender', '=', sender)
    .where('received_at', '>=', from)
    .$if(to !== null, (query) => query.where('received_at', '<=', to ?? ''))
    .$if(except !== null, (query) => query.where('id', '!=', except ?? ''));
}

function heldByReports(db: Db) {
  return db
    .selectFrom('attachments')
    .select((row) => row.ref('file_id').$notNull().as('file_id'))
    .where('file_id', 'is not', null);
}
