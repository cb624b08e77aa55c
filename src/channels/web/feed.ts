import { z } from 'zod';
import {
  latestNotices,
  liveAccount,
  type NoticeRow,
  noticesAfter,
  picturesOfNotices,
  postNotice,
  type Storage,
} from '../../storage/storage.ts';
import { toLines } from './lines.ts';
import {
  type Cursor,
  type Entry,
  type Exchange,
  WEB,
  type WebFeed,
  type WebFile,
  type WebNotice,
  type WebReply,
} from './parts.ts';
import { type FileLists, readFileLists } from './web-files.ts';

const options = z.array(z.object({ label: z.string() }));
const labels = z.array(z.string());

/** Reads the web chats out of the database. */
export function createWebFeed({ db, kind, transaction }: Storage): WebFeed {
  async function exchangesOf(chat: string, limit: number): Promise<Exchange[]> {
    const newestFirst = await db
      .selectFrom('incoming_messages as said')
      .leftJoin('replies as reply', 'reply.incoming_id', 'said.id')
      .select(['said.message_id', 'said.text as said', 'said.received_at', 'said.attachments'])
      .select(['reply.id', 'reply.seq', 'reply.text', 'reply.options', 'reply.files'])
      .where('said.channel', '=', WEB)
      .where('said.chat', '=', chat)
      // Blanked where the person wanted it erased.
      .where((row) => row.or([row('said.text', '!=', ''), row('said.attachments', '!=', '[]')]))
      .orderBy('said.seq', 'desc')
      .limit(limit)
      .execute();
    const lists = await readFileLists(db, newestFirst);
    return newestFirst.reverse().map(({ id, seq, text, options: choices, files, ...row }) => ({
      ...exchange(row, lists),
      reply:
        id === null || seq === null || text === null || choices === null
          ? null
          : toWebReply({ id, seq, text, options: choices, files: files ?? '[]' }, lists),
    }));
  }

  async function repliedAfter(chat: string, seq: number, limit: number): Promise<Placed<Exchange>[]> {
    const rows = await db
      .selectFrom('replies as reply')
      .innerJoin('incoming_messages as said', 'said.id', 'reply.incoming_id')
      .select(['said.message_id', 'said.text as said', 'said.received_at', 'said.attachments'])
      .select(['reply.id', 'reply.seq', 'reply.text', 'reply.options', 'reply.files', 'reply.created_at'])
      .where('reply.channel', '=', WEB)
      .where('reply.chat', '=', chat)
      .where('reply.seq', '>', seq)
      // Blanked where the person wanted it erased.
      .where((row) => row.or([row('said.text', '!=', ''), row('said.attachments', '!=', '[]')]))
      .orderBy('reply.seq')
      .limit(limit)
      .execute();
    const lists = await readFileLists(db, rows);
    return rows.map((row) => ({
      entry: { ...exchange(row, lists), reply: toWebReply(row, lists) },
      seq: row.seq,
      at: row.created_at,
    }));
  }

  /** Without those that were blanked because the person wanted it. */
  async function noticesOf(all: readonly NoticeRow[]): Promise<Placed<WebNotice>[]> {
    const rows = all.filter(({ text }) => text !== '');
    const pictures = await picturesOfNotices(
      db,
      rows.map(({ id }) => id),
    );
    const filesOf = (id: string): string =>
      JSON.stringify([pictures.get(id)].filter((file) => file !== undefined));
    const lists = await readFileLists(
      db,
      rows.map(({ id }) => ({ files: filesOf(id) })),
    );
    return rows.map((row) => ({
      entry: toWebNotice(row, lists.ofReply(filesOf(row.id))),
      seq: row.seq,
      at: row.created_at,
    }));
  }

  return {
    async history(chat, limit) {
      const exchanges = await exchangesOf(chat, limit);
      const rows = await latestNotices(db, { channel: WEB, chat, limit });
      const notices = (await noticesOf(rows)).map(({ entry }) => entry);
      const place = <E extends Entry>(entry: E): Placed<E> => ({ entry, seq: 0, at: entry.at });
      const all = merged(exchanges.map(place), notices.map(place), { reply: 0, notice: 0 });
      return all.slice(-limit).map(({ entry }) => entry);
    },

    async after(chat, cursor, limit) {
      const exchanges = await repliedAfter(chat, cursor.reply, limit);
      const rows = await noticesAfter(db, { channel: WEB, chat, afterSeq: cursor.notice, limit });
      const notices = await noticesOf(rows);
      return merged(exchanges, notices, cursor);
    },

    isKnown: async (chat) => (await liveAccount(db, { channel: WEB, platformUserId: chat })) !== undefined,

    async post({ id, chat, text, options }, at) {
      await transaction((inside) =>
        postNotice(inside, kind, {
          id,
          outboxId: id.split(':')[0] ?? id,
          channel: WEB,
          chat,
          text,
          options: JSON.stringify(options),
          at: at.toISOString(),
        }),
      );
    },

    async latest(chat) {
      const reply = await db
        .selectFrom('replies')
        .select('seq')
        .where('channel', '=', WEB)
        .where('chat', '=', chat)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      const [notice] = await latestNotices(db, { channel: WEB, chat, limit: 1 });
      return { reply: reply?.seq ?? 0, notice: notice?.seq ?? 0 };
    },
  };
}

interface Placed<E extends Entry> {
  entry: E;
  seq: number;
  /** UTC ISO time by which the two kinds are put together; each keeps its own order. */
  at: string;
}

function merged(
  exchanges: readonly Placed<Exchange>[],
  notices: readonly Placed<WebNotice>[],
  from: Cursor,
): { entry: Entry; cursor: Cursor }[] {
  const all: { entry: Entry; cursor: Cursor }[] = [];
  let cursor = from;
  let told = 0;
  const tellUntil = (at: string | null): void => {
    for (
      let next = notices[told];
      next !== undefined && (at === null || next.at < at);
      next = notices[told]
    ) {
      cursor = { ...cursor, notice: next.seq };
      all.push({ entry: next.entry, cursor });
      told += 1;
    }
  };
  for (const { entry, seq, at } of exchanges) {
    tellUntil(at);
    cursor = { ...cursor, reply: seq };
    all.push({ entry, cursor });
  }
  tellUntil(null);
  return all;
}

function exchange(
  row: { message_id: string; said: string; received_at: string; attachments: string },
  lists: FileLists,
) {
  const files = lists.ofMessage(row.attachments);
  return { messageId: row.message_id, text: row.said, files, at: row.received_at };
}

function toWebReply(
  row: { id: string; seq: number; text: string; options: string; files: string },
  lists: FileLists,
): WebReply {
  const choices = options.parse(JSON.parse(row.options));
  const lines = toLines(row.text, choices);
  return { id: row.id, seq: row.seq, lines, options: choices, files: lists.ofReply(row.files) };
}

function toWebNotice(row: NoticeRow, files: WebFile[]): WebNotice {
  const choices = labels.parse(JSON.parse(row.options)).map((label) => ({ label }));
  const notice = { id: row.id, seq: row.seq, lines: toLines(row.text, choices), options: choices, files };
  return { notice, at: row.created_at };
}
