import type { Migration } from '../kysely.ts';
import { sql } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';
import { tableEnd } from './columns.ts';

/** Pictures and files with their content, sealed; which report and which reply they go with. */
export function files(kind: DatabaseKind): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('files')
        .addColumn('id', 'text', (column) => column.notNull().primaryKey())
        .addColumn('incoming_id', 'text', (column) => column.notNull().references('incoming_messages.id'))
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('mime', 'text', (column) => column.notNull())
        .addColumn('size', 'integer', (column) => column.notNull())
        .addColumn('sha256', 'text', (column) => column.notNull())
        .addColumn('bytes', kind === 'sqlite' ? sql`blob` : sql`bytea`, (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .modifyEnd(tableEnd(kind))
        .execute();
      await db.schema.createIndex('files_of_message').on('files').column('incoming_id').execute();
      await db.schema.alterTable('attachments').addColumn('file_id', 'text').execute();
      await db.schema
        .alterTable('attachments')
        .addColumn('place', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema.createIndex('attachments_of_file').on('attachments').column('file_id').execute();
      await db.schema
        .alterTable('replies')
        .addColumn('files', 'text', (column) => column.notNull().defaultTo('[]'))
        .execute();
    },
  };
}
