import { type Kysely, type Migration, sql } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';
import { decimalType, tableEnd, withSeq } from './columns.ts';

/** Incoming messages, replies, sessions, open questions, versions of the knowledge base. */
export function firstTables(kind: DatabaseKind): Migration {
  return {
    async up(db) {
      await incomingMessages(db, kind);
      await replies(db, kind);
      await sessions(db, kind);
      await openQuestions(db, kind);
      await knowledgeVersions(db, kind);
    },
  };
}

async function incomingMessages(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await withSeq(db.schema.createTable('incoming_messages'), kind)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('chat', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('sender', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('received', 'done', 'failed')`),
    )
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('error', 'text')
    .addColumn('done_at', 'text')
    .addUniqueConstraint('incoming_messages_delivery', ['channel', 'chat', 'message_id'])
    .modifyEnd(tableEnd(kind))
    .execute();
  // Only the few that are not yet settled: found at once however long the table grows.
  await sql`create index incoming_messages_received on incoming_messages (channel, chat, seq) where state = 'received'`.execute(
    db,
  );
}

async function replies(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await withSeq(db.schema.createTable('replies'), kind)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('incoming_id', 'text', (column) =>
      column.notNull().unique().references('incoming_messages.id'),
    )
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('chat', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('options', 'text', (column) => column.notNull())
    .addColumn('citations', 'text', (column) => column.notNull())
    .addColumn('policies', 'text', (column) => column.notNull())
    .addColumn('amount', decimalType(kind))
    .addColumn('status', 'text')
    .addColumn('kb_version', 'text', (column) => column.notNull())
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('replies_of_chat').on('replies').columns(['channel', 'chat', 'seq']).execute();
}

async function sessions(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('chat', 'text', (column) => column.notNull())
    .addColumn('sender', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('sessions_person', ['channel', 'chat', 'sender'])
    .modifyEnd(tableEnd(kind))
    .execute();
}

async function openQuestions(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await withSeq(db.schema.createTable('open_questions'), kind)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('incoming_id', 'text', (column) =>
      column.notNull().unique().references('incoming_messages.id'),
    )
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('region', 'text')
    .addColumn('reason', 'text', (column) => column.notNull().check(sql`reason in ('unknown', 'choices')`))
    .addColumn('asked_at', 'text', (column) => column.notNull())
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('open', 'closed')`))
    .addColumn('note', 'text')
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createIndex('open_questions_state')
    .on('open_questions')
    .columns(['state', 'seq'])
    .execute();
}

async function knowledgeVersions(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('knowledge_versions')
    .addColumn('version', 'text', (column) => column.notNull().primaryKey())
    .addColumn('policies', 'integer', (column) => column.notNull())
    .addColumn('first_loaded_at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
}
