import { type Kysely, type Migration, sql } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';
import { pathType, tableEnd } from './columns.ts';

/** The watch list with its visits, what is known about reports beyond their own fields, and what is written on cards. */
export function watch(kind: DatabaseKind): Migration {
  return {
    async up(db) {
      await visits(db, kind);
      await watchList(db, kind);
      await reportFacts(db, kind);
      await cardEntries(db, kind);
    },
  };
}

async function visits(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('visits')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('village', pathType(kind), (column) => column.notNull().references('village_regions.path'))
    .addColumn('household_id', 'text', (column) => column.notNull().references('households.id'))
    .addColumn('urgency', 'text', (column) => column.notNull().check(sql`urgency in ('急', '一般')`))
    .addColumn('opened_at', 'text', (column) => column.notNull())
    .addColumn('due_on', 'text', (column) => column.notNull())
    .addColumn('due_at', 'text', (column) => column.notNull())
    .addColumn('overdue_told_at', 'text')
    .addColumn('outcome', 'text', (column) => column.check(sql`outcome in ('cleared', 'kept')`))
    .addColumn('done_at', 'text')
    .addColumn('done_by', 'text')
    .addColumn('note', 'text')
    .addUniqueConstraint('visits_number', ['village', 'number'])
    .modifyEnd(tableEnd(kind))
    .execute();
  // One open visit per household.
  await sql`create unique index visits_open on visits (household_id) where done_at is null`.execute(db);
  await sql`create index visits_due on visits (due_at) where done_at is null and overdue_told_at is null`.execute(
    db,
  );
}

async function watchList(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('watch_list')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('household_id', 'text', (column) => column.notNull().references('households.id'))
    .addColumn('village', pathType(kind), (column) => column.notNull().references('village_regions.path'))
    .addColumn('rule', 'text', (column) => column.notNull())
    .addColumn('urgency', 'text', (column) => column.notNull().check(sql`urgency in ('急', '一般')`))
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('report_id', 'text', (column) => column.notNull().references('reports.id'))
    .addColumn('entered_at', 'text', (column) => column.notNull())
    .addColumn('left_at', 'text')
    .addColumn('left_visit', 'text')
    .addUniqueConstraint('watch_list_once', ['household_id', 'rule', 'report_id'])
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createIndex('watch_list_village')
    .on('watch_list')
    .columns(['village', 'left_at'])
    .execute();
}

async function reportFacts(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('report_facts')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('household_id', 'text', (column) => column.notNull().references('households.id'))
    .addColumn('report_id', 'text', (column) => column.notNull().references('reports.id'))
    .addColumn('about', 'text', (column) => column.notNull().check(sql`about in ('household', 'change')`))
    .addColumn('fact', 'text', (column) => column.notNull())
    .addColumn('value', 'text')
    .addColumn('asked_id', 'text')
    .addColumn('asked_at', 'text')
    .addColumn('known_at', 'text')
    .addUniqueConstraint('report_facts_once', ['report_id', 'fact'])
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createIndex('report_facts_household')
    .on('report_facts')
    .columns(['household_id', 'fact'])
    .execute();
  await sql`create index report_facts_asked on report_facts (asked_id, asked_at) where value is null`.execute(
    db,
  );
}

async function cardEntries(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('card_entries')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('household_id', 'text', (column) => column.notNull().references('households.id'))
    .addColumn('section', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createIndex('card_entries_household')
    .on('card_entries')
    .columns(['household_id', 'at'])
    .execute();
}
