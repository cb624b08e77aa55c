import { type Kysely, type Migration, sql } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';
import { tableEnd, withSeq } from './columns.ts';

/** Messages in groups and with attachments, silence as an outcome, and notices to persons who have not just spoken. */
export function notices(kind: DatabaseKind): Migration {
  return {
    async up(db) {
      await db.schema
        .alterTable('incoming_messages')
        .addColumn('in_group', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .alterTable('incoming_messages')
        .addColumn('mention', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .alterTable('incoming_messages')
        .addColumn('attachments', 'text', (column) => column.notNull().defaultTo('[]'))
        .execute();
      await db.schema.alterTable('incoming_messages').addColumn('silence', 'text').execute();
      await db.schema.alterTable('replies').addColumn('about', 'text').execute();
      await noticesTable(db, kind);
    },
  };
}

async function noticesTable(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await withSeq(db.schema.createTable('notices'), kind)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('chat', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('options', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('sent_at', 'text')
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('waiting', 'sent', 'no_account', 'passed_on')`),
    )
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('notices_of_chat').on('notices').columns(['channel', 'chat', 'seq']).execute();
  await sql`create index notices_without_account on notices (person_id, seq) where state = 'no_account'`.execute(
    db,
  );
}
