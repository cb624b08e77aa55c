import { type Kysely, type Migration, sql } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';
import { pathType, tableEnd, withSeq } from './columns.ts';

/** Duties with their history, what was sent of them, questions to superiors, and the rules that offices made. */
export function duties(kind: DatabaseKind): Migration {
  return {
    async up(db) {
      await dutiesTable(db, kind);
      await history(db, kind);
      await asks(db, kind);
      await rules(db, kind);
      await findingFacts(db);
    },
  };
}

async function dutiesTable(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('duties')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('rule', 'text')
    .addColumn('region', pathType(kind), (column) => column.notNull())
    .addColumn('household_id', 'text', (column) => column.references('households.id'))
    .addColumn('report_id', 'text', (column) => column.references('reports.id'))
    .addColumn('fact_id', 'text')
    .addColumn('person_id', 'text', (column) => column.notNull().references('persons.id'))
    .addColumn('level', 'text', (column) =>
      column.notNull().check(sql`level in ('village', 'township', 'county')`),
    )
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('how', 'text')
    .addColumn('opened_at', 'text', (column) => column.notNull())
    .addColumn('due_on', 'text', (column) => column.notNull())
    .addColumn('remind_at', 'text', (column) => column.notNull())
    .addColumn('advance', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column
        .notNull()
        .check(
          sql`state in ('open', 'acknowledged', 'extended', 'handed_back', 'escalated', 'listed', 'done', 'cleared', 'dropped')`,
        ),
    )
    .addColumn('stage', 'text', (column) =>
      column.notNull().check(sql`stage in ('planned', 'reminded', 'again', 'township', 'county', 'listed')`),
    )
    .addColumn('next_step_at', 'text')
    .addColumn('waits_calendar', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('acknowledged_at', 'text')
    .addColumn('ack_lapses_on', 'text')
    .addColumn('escalated_at', 'text')
    .addColumn('closed_at', 'text')
    .addColumn('done_by', 'text')
    .addColumn('cleared_by', 'text')
    .addColumn('note', 'text')
    .addColumn('verdict', 'text', (column) => column.check(sql`verdict in ('named', 'spared')`))
    .addColumn('verdict_by', 'text')
    .addColumn('verdict_at', 'text')
    .modifyEnd(tableEnd(kind))
    .execute();
  await sql`create index duties_of_person on duties (person_id, number) where closed_at is null`.execute(db);
  await sql`create index duties_next on duties (next_step_at) where closed_at is null`.execute(db);
  await sql`create index duties_of_kind on duties (kind, fact_id) where closed_at is null`.execute(db);
  await sql`create index duties_above on duties (stage, region) where closed_at is null and stage in ('township', 'county', 'listed')`.execute(
    db,
  );
  await sql`create index duties_waiting on duties (waits_calendar) where closed_at is null and waits_calendar = 1`.execute(
    db,
  );
  await db.schema.createIndex('duties_last').on('duties').columns(['person_id', 'closed_at']).execute();
}

async function history(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await withSeq(db.schema.createTable('duty_events'), kind)
    .addColumn('duty_id', 'text', (column) => column.notNull().references('duties.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('from_state', 'text', (column) => column.notNull())
    .addColumn('to_state', 'text', (column) => column.notNull())
    .addColumn('note', 'text')
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('duty_events_duty').on('duty_events').columns(['duty_id', 'seq']).execute();
  await withSeq(db.schema.createTable('duty_reminders'), kind)
    .addColumn('outbox_key', 'text', (column) => column.notNull())
    .addColumn('duty_id', 'text', (column) => column.references('duties.id'))
    .addColumn('stage', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('duty_reminders_key').on('duty_reminders').columns(['outbox_key']).execute();
  await db.schema.createIndex('duty_reminders_duty').on('duty_reminders').columns(['duty_id']).execute();
  await db.schema
    .createTable('duty_attachments')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('duty_id', 'text', (column) => column.notNull().references('duties.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('file', 'text')
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('duty_attachments_duty').on('duty_attachments').columns(['duty_id']).execute();
}

async function asks(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('duty_asks')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('region', pathType(kind), (column) => column.notNull())
    .addColumn('duty_id', 'text', (column) => column.notNull().references('duties.id'))
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('extend', 'hand_back')`))
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('until_on', 'text')
    .addColumn('reason', 'text')
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('open', 'granted', 'refused', 'closed')`),
    )
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'text')
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('duty_asks_region').on('duty_asks').columns(['region', 'number']).execute();
  await sql`create unique index duty_asks_open on duty_asks (duty_id) where state = 'open'`.execute(db);
}

async function rules(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('duty_rules')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('region', pathType(kind), (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull().references('persons.id'))
    .addColumn('said', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('plan', 'text', (column) => column.notNull())
    .addColumn('audience', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('active', 'paused', 'deleted')`),
    )
    .addColumn('since_on', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('duty_rules_number', ['region', 'number'])
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createTable('duty_planned')
    .addColumn('rule', 'text', (column) => column.notNull())
    .addColumn('period', 'text', (column) => column.notNull())
    .addColumn('on_day', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('duty_planned_key', ['rule', 'period'])
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createTable('duty_counters')
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('last', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('duty_counters_key', ['scope', 'what'])
    .modifyEnd(tableEnd(kind))
    .execute();
}

/** What an actor did at a moment is asked after every message of a cadre. */
async function findingFacts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('report_events_moment')
    .on('report_events')
    .columns(['at', 'actor_id'])
    .execute();
  await sql`create index visits_made on visits (done_at) where done_at is not null`.execute(db);
  await sql`create index households_category on households (category, state)`.execute(db);
  await sql`create index reports_kind on reports (kind, filed_at)`.execute(db);
}
