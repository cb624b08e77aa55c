import { type Kysely, type Migration, sql } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';
import { pathType, tableEnd, withSeq } from './columns.ts';

/** Broadcasts with whom they were for and what came back, tags, and what villages were told of public notices. */
export function broadcasts(kind: DatabaseKind): Migration {
  return {
    async up(db) {
      await broadcastsTable(db, kind);
      await recipients(db, kind);
      await answers(db, kind);
      await tags(db, kind);
      await tellings(db, kind);
    },
  };
}

async function broadcastsTable(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('broadcasts')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('number', 'integer', (column) => column.notNull().unique())
    .addColumn('region', pathType(kind), (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull().references('persons.id'))
    .addColumn('kind', 'text', (column) =>
      column.notNull().check(sql`kind in ('notice', 'survey', 'public')`),
    )
    .addColumn('urgent', 'integer', (column) => column.notNull())
    .addColumn('whom', 'text', (column) => column.notNull())
    .addColumn('audience', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('options', 'text', (column) => column.notNull())
    .addColumn('picture', 'text')
    .addColumn('send_at', 'text')
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('open', 'paused', 'cancelled', 'closed')`),
    )
    .addColumn('people', 'integer', (column) => column.notNull())
    .addColumn('days', 'integer')
    .addColumn('ends_on', 'text')
    .addColumn('ends_at', 'text')
    .addColumn('from_id', 'text', (column) => column.references('broadcasts.id'))
    .addColumn('urged_on', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('closed_at', 'text')
    .addColumn('closed_by', 'text')
    .addColumn('record', 'text')
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('broadcasts_of_place').on('broadcasts').columns(['region', 'number']).execute();
  await sql`create index broadcasts_ending on broadcasts (ends_at) where closed_at is null and ends_at is not null`.execute(
    db,
  );
}

async function recipients(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('broadcast_recipients')
    .addColumn('run_id', 'text', (column) => column.notNull().references('broadcasts.id'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text')
    .addColumn('household_id', 'text')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('village', pathType(kind), (column) => column.notNull())
    .addColumn('group_no', 'integer')
    .addColumn('caller_id', 'text')
    .addPrimaryKeyConstraint('broadcast_recipients_key', ['run_id', 'key'])
    .modifyEnd(tableEnd(kind))
    .execute();
  // One person hears of one broadcast once, by whatever way he came onto the list.
  await sql`create unique index broadcast_recipients_person on broadcast_recipients (person_id, run_id) where person_id is not null`.execute(
    db,
  );
}

async function answers(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await withSeq(db.schema.createTable('broadcast_answers'), kind)
    .addColumn('run_id', 'text', (column) => column.notNull().references('broadcasts.id'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('note', 'text')
    .addColumn('at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createIndex('broadcast_answers_of')
    .on('broadcast_answers')
    .columns(['run_id', 'key', 'seq'])
    .execute();
  await db.schema
    .createTable('broadcast_opinions')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('run_id', 'text', (column) => column.notNull().references('broadcasts.id'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('by_id', 'text')
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('answer', 'text')
    .addColumn('answered_by', 'text')
    .addColumn('answered_at', 'text')
    .addUniqueConstraint('broadcast_opinions_number', ['run_id', 'number'])
    .modifyEnd(tableEnd(kind))
    .execute();
}

async function tags(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('tags')
    .addColumn('region', pathType(kind), (column) => column.notNull())
    .addColumn('tag', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('tags_key', ['region', 'tag', 'key'])
    .modifyEnd(tableEnd(kind))
    .execute();
}

async function tellings(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('notice_tellings')
    .addColumn('notice_id', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull().check(sql`what in ('opened', 'over')`))
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('notice_tellings_key', ['notice_id', 'what'])
    .modifyEnd(tableEnd(kind))
    .execute();
}
