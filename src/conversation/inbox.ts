import { randomBytes, randomUUID } from 'node:crypto';
import { maskNumbers } from '../language/language.ts';
import { createSecrets, keepFiles, type OpenFile, personOf } from '../register/register.ts';
import {
  bumpTries,
  type Db,
  findIncoming,
  insertIncoming,
  lockChat,
  nextReceived,
  nextReceivedOf,
  replyOf,
} from '../storage/storage.ts';
import { createChatQueue } from './chat-queue.ts';
import { cleanText, cutText, textToKeep } from './clean-text.ts';
import { sortFiles } from './incoming-files.ts';
import type { Incoming } from './message.ts';
import { type NoticeListener, type OutgoingNotice, type StoredNotice, storeNotices } from './notices.ts';
import { type FileAsker, fileFor } from './open-file.ts';
import { type SettleParts, settleMessage } from './settle.ts';
import { type StoredReply, toStoredReply } from './stored-reply.ts';
import { unlinkedId } from './unlinked.ts';

/** Told after each commit. `to` is the message that is answered, in the platform's own ids. */
export type ReplyListener = (reply: StoredReply, to: { messageId: string; sender: string }) => void;

/**
 * The durable line around the turn: every accepted message ends with exactly one reply, whatever breaks; group talk
 * that does not address the bot ends with exactly one silence.
 */
export interface Inbox {
  /** Keeps the message, cleaned and masked; then the platform may be told that it arrived. Works on nothing. */
  accept(incoming: Incoming): Promise<{ id: string; duplicate: boolean }>;
  /**
   * Gives the reply to an accepted message; works it out if there is none yet, after what the same chat said
   * earlier. Null: silence. Throws when the database cannot be written; the message then waits for the chat's next,
   * or `recover`.
   */
  settle(id: string): Promise<StoredReply | null>;
  /** `accept`, then `settle`, for a private chat: throws where the outcome is silence. */
  handle(incoming: Incoming): Promise<StoredReply>;
  /** Settles what a crash left behind, in order, and gives the number. May also be called while running. */
  recover(): Promise<number>;
  /** Listens to every reply that is committed from now on. Gives the way to stop. */
  onReply(listener: ReplyListener): () => void;
  /** Commits notices that nobody's message has called for, with all that `work` writes; one caller after the other. */
  notify(work: (db: Db) => Promise<readonly OutgoingNotice[]>): Promise<StoredNotice[]>;
  /** A kept picture or file, for the account that asks; null where it is not for him or not there. Looking is recorded. */
  openFile(id: string, by: FileAsker): Promise<OpenFile | null>;
  /** Listens to every notice that is taken into the outbox from now on, after the reply it came with. Gives the way to stop. */
  onNotice(listener: NoticeListener): () => void;
}

const PLATFORM_ID_LENGTH = 200;
// A platform's text is bounded before the patterns run over it; what lies behind is not kept in any case.
const READ_LENGTH = 20_000;
const PAGE = 100;

/** What an inbox is built from. `secrets`: left out where nothing has to be opened again after this process. */
export type InboxParts = Omit<SettleParts, 'secrets'> & Partial<Pick<SettleParts, 'secrets'>>;

export function createInbox(given: InboxParts): Inbox {
  const parts = { ...given, secrets: given.secrets ?? createSecrets(randomBytes(32).toString('hex')) };
  const { storage, clock, log, secrets } = parts;
  const accepting = createChatQueue();
  const settling = createChatQueue();
  const underWay = new Set<string>();
  const listeners = new Set<ReplyListener>();
  const noticeListeners = new Set<NoticeListener>();

  async function accept(incoming: Incoming): Promise<{ id: string; duplicate: boolean }> {
    const row = {
      id: randomUUID(),
      channel: platformId(incoming.channel),
      chat: platformId(incoming.chat),
      message_id: platformId(incoming.messageId),
      sender: platformId(incoming.sender),
      text: textToKeep(maskNumbers(cleanText(cutText(incoming.text, READ_LENGTH))), incoming.text.length),
      received_at: incoming.receivedAt,
      in_group: incoming.group === true ? 1 : 0,
      mention: incoming.mention === true ? 1 : 0,
    };
    // One after the other within a chat: a pool of connections would else change their order.
    const { id, inserted } = await accepting.run(chatOf(row), () =>
      storage.transaction(async (db) => {
        const { entries, files } = sortFiles(incoming.attachments ?? [], await isKnown(db, incoming));
        const attachments = JSON.stringify(entries);
        const kept = await insertIncoming(db, { ...row, attachments }, unlinkedId(secrets, row));
        if (kept.inserted) await keepFiles({ db, secrets, now: clock.now().toISOString() }, row.id, files);
        return kept;
      }),
    );
    return { id, duplicate: !inserted };
  }

  /** Only of whom we know are pictures kept, and none that a group has seen: else anybody could fill the disk. */
  async function isKnown(db: Db, { channel, sender, group, attachments = [] }: Incoming): Promise<boolean> {
    if (group === true || attachments.every(({ content }) => content === undefined)) return false;
    return (await personOf(db, platformId(channel), platformId(sender))) !== null;
  }

  async function settle(id: string): Promise<StoredReply | null> {
    underWay.add(id);
    try {
      const row = await findIncoming(storage.db, id);
      if (row === undefined) throw new Error(`no message was accepted under the id ${id}`);
      return await settling.run(chatOf(row), async () => {
        await settleChat(row.channel, row.chat, row.seq);
        const reply = await replyOf(storage.db, id);
        if (reply !== undefined) return toStoredReply(reply);
        const silence = (await findIncoming(storage.db, id))?.silence ?? null;
        if (silence === null) throw new Error(`message ${id} has ended without a reply`);
        return null;
      });
    } finally {
      underWay.delete(id);
    }
  }

  /** The order is the table's, so that a message which had to wait is still answered before later ones. */
  async function settleChat(channel: string, chat: string, upToSeq: number): Promise<void> {
    for (;;) {
      const row = await nextReceivedOf(storage.db, { channel, chat, upToSeq });
      if (row === undefined) return;
      const settled = await settleMessage(parts, row);
      if (settled === null) continue;
      const { reply } = settled;
      if (reply !== null) {
        const to = { messageId: row.message_id, sender: row.sender };
        tell(listeners, (listener) => listener(reply, to), reply);
      }
      tellNotices(settled.notices);
    }
  }

  function tellNotices(notices: readonly StoredNotice[]): void {
    for (const notice of notices) {
      const { key, account } = notice;
      tell(noticeListeners, (listener) => listener(notice), { id: key, channel: account?.channel ?? '' });
    }
  }

  function tell<Listener>(
    all: ReadonlySet<Listener>,
    call: (listener: Listener) => void,
    { id, channel }: { id: string; channel: string },
  ): void {
    for (const listener of all) {
      try {
        call(listener);
      } catch (error) {
        log.error({ err: error, message: id, channel }, 'a listener for replies or notices threw');
      }
    }
  }

  async function notify(work: (db: Db) => Promise<readonly OutgoingNotice[]>): Promise<StoredNotice[]> {
    const notices = await storage.transaction(async (db) => {
      // Of two processes that look for what is due, one waits and then finds it done.
      await lockChat(db, storage.kind, { channel: '', chat: 'notify' });
      return storeNotices(db, storage.kind, await work(db), clock.now());
    });
    tellNotices(notices);
    return notices;
  }

  async function recover(): Promise<number> {
    let settled = 0;
    for (;;) {
      const rows = await nextReceived(storage.db, PAGE);
      if (rows.length === 0) return settled;
      for (const row of rows) {
        // Counted beforehand: a message that kills the process must not do so at every start for ever.
        if (!underWay.has(row.id)) await bumpTries(storage.db, row.id, 'interrupted');
        await settle(row.id);
        settled += 1;
      }
    }
  }

  return {
    accept,
    settle,
    async handle(incoming) {
      const reply = await settle((await accept(incoming)).id);
      if (reply === null) throw new Error(`message ${incoming.messageId} was met with silence`);
      return reply;
    },
    recover,
    openFile: (id, by) =>
      storage.transaction((db) =>
        fileFor({ db, kind: storage.kind, secrets, now: clock.now().toISOString() }, id, by),
      ),
    notify,
    onNotice(listener) {
      noticeListeners.add(listener);
      return () => noticeListeners.delete(listener);
    },
    onReply(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Cleans an id from a platform. Throws RangeError when it is too long for a database's index. */
function platformId(id: string): string {
  if (id.length > PLATFORM_ID_LENGTH)
    throw new RangeError(`an id from a platform has ${id.length} characters`);
  return cleanText(id);
}

function chatOf({ channel, chat }: { channel: string; chat: string }): string {
  return JSON.stringify([channel, chat]);
}
