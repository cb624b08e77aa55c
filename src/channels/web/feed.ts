import { z } from 'zod';
import type { Storage } from '../../storage/storage.ts';
import { toLines } from './lines.ts';
import { WEB, type WebFeed, type WebReply } from './parts.ts';

const options = z.array(z.object({ label: z.string() }));

/** Reads the web chats out of the database. */
export function createWebFeed({ db }: Pick<Storage, 'db'>): WebFeed {
  return {
    async history(chat, limit) {
      const newestFirst = await db
        .selectFrom('incoming_messages as said')
        .leftJoin('replies as reply', 'reply.incoming_id', 'said.id')
        .select(['said.message_id', 'said.text as said', 'said.received_at'])
        .select(['reply.id', 'reply.seq', 'reply.text', 'reply.options'])
        .where('said.channel', '=', WEB)
        .where('said.chat', '=', chat)
        .orderBy('said.seq', 'desc')
        .limit(limit)
        .execute();
      return newestFirst.reverse().map(({ id, seq, text, options: choices, ...row }) => ({
        ...exchange(row),
        reply:
          id === null || seq === null || text === null || choices === null
            ? null
            : toWebReply({ id, seq, text, options: choices }),
      }));
    },

    async after(chat, seq, limit) {
      const rows = await db
        .selectFrom('replies as reply')
        .innerJoin('incoming_messages as said', 'said.id', 'reply.incoming_id')
        .select(['said.message_id', 'said.text as said', 'said.received_at'])
        .select(['reply.id', 'reply.seq', 'reply.text', 'reply.options'])
        .where('reply.channel', '=', WEB)
        .where('reply.chat', '=', chat)
        .where('reply.seq', '>', seq)
        .orderBy('reply.seq')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...exchange(row), reply: toWebReply(row) }));
    },

    async latest(chat) {
      const row = await db
        .selectFrom('replies')
        .select('seq')
        .where('channel', '=', WEB)
        .where('chat', '=', chat)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.seq ?? 0;
    },
  };
}

function exchange(row: { message_id: string; said: string; received_at: string }) {
  return { messageId: row.message_id, text: row.said, at: row.received_at };
}

function toWebReply(row: { id: string; seq: number; text: string; options: string }): WebReply {
  const choices = options.parse(JSON.parse(row.options));
  return { id: row.id, seq: row.seq, lines: toLines(row.text, choices), options: choices };
}
