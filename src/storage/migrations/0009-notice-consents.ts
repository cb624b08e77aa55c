import type { Migration } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';
import { tableEnd } from './columns.ts';

/** Who agreed to be written to by which kind of notice. */
export function noticeConsents(kind: DatabaseKind): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable('notice_consents')
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('chat', 'text', (column) => column.notNull())
        .addColumn('template', 'text', (column) => column.notNull())
        .addColumn('remaining', 'integer', (column) => column.notNull())
        .addColumn('lasting', 'integer', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('notice_consents_pk', ['channel', 'chat', 'template'])
        .modifyEnd(tableEnd(kind))
        .execute();
    },
  };
}
