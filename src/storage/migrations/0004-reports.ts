import { type Kysely, type Migration, sql } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';
import { decimalType, pathType, tableEnd, withSeq } from './columns.ts';

/** Reports with their versions, history and attachments; drafts that lapse; public notices and objections. */
export function reports(kind: DatabaseKind): Migration {
  return {
    async up(db) {
      await reportsTable(db, kind);
      await versions(db, kind);
      await events(db, kind);
      await attachments(db, kind);
      await publicNotices(db, kind);
      await objections(db, kind);
      await draftsAndCounters(db, kind);
    },
  };
}

async function reportsTable(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('reports')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('village', pathType(kind), (column) => column.notNull().references('village_regions.path'))
    .addColumn('household_id', 'text', (column) => column.notNull().references('households.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column
        .notNull()
        .check(
          sql`state in ('filed', 'verified', 'compared', 'reviewed', 'on_notice', 'confirmed', 'returned', 'rejected', 'withdrawn')`,
        ),
    )
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('reporter_id', 'text', (column) => column.notNull().references('persons.id'))
    .addColumn('member', 'text')
    .addColumn('occurred_on', 'text')
    .addColumn('span_to', 'text')
    .addColumn('amount', decimalType(kind))
    .addColumn('count', decimalType(kind))
    .addColumn('unit', 'text')
    .addColumn('stage', 'text')
    .addColumn('note', 'text')
    .addColumn('phone_sealed', 'text')
    .addColumn('filed_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('reports_number', ['village', 'number'])
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('reports_household').on('reports').columns(['household_id', 'kind']).execute();
  await db.schema.createIndex('reports_state').on('reports').columns(['state', 'village']).execute();
  await db.schema
    .createIndex('reports_reporter')
    .on('reports')
    .columns(['reporter_id', 'filed_at'])
    .execute();
}

async function versions(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('report_versions')
    .addColumn('report_id', 'text', (column) => column.notNull().references('reports.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('report_versions_key', ['report_id', 'version'])
    .modifyEnd(tableEnd(kind))
    .execute();
}

async function events(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await withSeq(db.schema.createTable('report_events'), kind)
    .addColumn('report_id', 'text', (column) => column.notNull().references('reports.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('from_state', 'text', (column) => column.notNull())
    .addColumn('to_state', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('note', 'text')
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createIndex('report_events_report')
    .on('report_events')
    .columns(['report_id', 'seq'])
    .execute();
}

async function attachments(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('attachments')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('report_id', 'text', (column) => column.notNull().references('reports.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('attachments_report').on('attachments').column('report_id').execute();
}

async function publicNotices(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('public_notices')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('report_id', 'text', (column) => column.notNull().references('reports.id'))
    .addColumn('village', pathType(kind), (column) => column.notNull().references('village_regions.path'))
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('opened_on', 'text', (column) => column.notNull())
    .addColumn('days', 'integer', (column) => column.notNull())
    .addColumn('ends_on', 'text', (column) => column.notNull())
    .addColumn('ends_at', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('open', 'ended', 'stopped')`),
    )
    .addColumn('closed_at', 'text')
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createIndex('public_notices_village')
    .on('public_notices')
    .columns(['village', 'state'])
    .execute();
  await db.schema.createIndex('public_notices_report').on('public_notices').column('report_id').execute();
  await sql`create index public_notices_open on public_notices (ends_at) where state = 'open'`.execute(db);
}

async function objections(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('objections')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('village', pathType(kind), (column) => column.notNull().references('village_regions.path'))
    .addColumn('notice_id', 'text', (column) => column.notNull().references('public_notices.id'))
    .addColumn('report_id', 'text', (column) => column.notNull().references('reports.id'))
    .addColumn('by_id', 'text')
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('open', 'upheld', 'dismissed')`),
    )
    .addColumn('answer', 'text')
    .addColumn('answered_by', 'text')
    .addColumn('answered_at', 'text')
    .addUniqueConstraint('objections_number', ['village', 'number'])
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('objections_report').on('objections').columns(['report_id', 'state']).execute();
}

async function draftsAndCounters(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('report_drafts')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('persons.id'))
    .addColumn('lapses_at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('report_drafts_lapse').on('report_drafts').column('lapses_at').execute();
  await db.schema
    .createTable('village_counters')
    .addColumn('village', pathType(kind), (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('last', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('village_counters_key', ['village', 'what'])
    .modifyEnd(tableEnd(kind))
    .execute();
}
