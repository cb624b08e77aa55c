import { type Kysely, type Migration, sql } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';
import { tableEnd, withSeq } from './columns.ts';

/** Everything that leaves, what became of each row, what was handed to a platform when, and who wants to hear no more of what. */
export function outbox(kind: DatabaseKind): Migration {
  return {
    async up(db) {
      await outboxTable(db, kind);
      await takeOverNotices(db);
      await historyTable(db, kind);
      await sendsTable(db, kind);
      await runsTable(db, kind);
      await mutesTable(db, kind);
      await db.schema
        .alterTable('accounts')
        .addColumn('preferred', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
    },
  };
}

async function outboxTable(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await withSeq(db.schema.createTable('outbox'), kind)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('lane', 'text', (column) =>
      column.notNull().check(sql`lane in ('reply', 'reminder', 'broadcast')`),
    )
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('urgent', 'integer', (column) => column.notNull())
    .addColumn('hours', 'text', (column) =>
      column.notNull().check(sql`hours in ('any', 'daytime', 'working')`),
    )
    .addColumn('person_id', 'text')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('chat', 'text', (column) => column.notNull())
    .addColumn('fixed', 'integer', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('options', 'text', (column) => column.notNull())
    .addColumn('picture', 'text')
    .addColumn('run', 'text')
    .addColumn('reply_to', 'text')
    .addColumn('state', 'text', (column) =>
      column
        .notNull()
        .check(
          sql`state in ('queued', 'paused', 'sending', 'no_account', 'sent', 'cleared', 'muted', 'expired', 'failed', 'unknown')`,
        ),
    )
    .addColumn('reason', 'text')
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('doubts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('repeating', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('parts_sent', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('passed', 'text', (column) => column.notNull().defaultTo('[]'))
    .addColumn('not_before', 'text', (column) => column.notNull())
    .addColumn('retry_at', 'text')
    .addColumn('retry_scope', 'text')
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('left_at', 'text')
    .addColumn('platform_message_id', 'text')
    .addColumn('owner', 'text')
    .addColumn('lease_until', 'text')
    .addColumn('clearing', 'text')
    .addColumn('replaced_by', 'text')
    .addColumn('unlink', 'integer', (column) => column.notNull().defaultTo(0))
    .modifyEnd(tableEnd(kind))
    .execute();
  // Each index holds only what is under way: 100,000 rows are written in one go, and most of the table is history.
  await sql`create index outbox_queue on outbox (channel, lane, hours, not_before, seq) where state = 'queued'`.execute(
    db,
  );
  await sql`create index outbox_retry on outbox (channel, retry_at) where state = 'queued' and retry_at is not null`.execute(
    db,
  );
  await sql`create index outbox_sending on outbox (channel, lease_until) where state = 'sending'`.execute(db);
  await sql`create index outbox_expiry on outbox (expires_at) where state in ('queued', 'paused', 'no_account')`.execute(
    db,
  );
  await sql`create index outbox_without_account on outbox (person_id) where state = 'no_account'`.execute(db);
  await sql`create index outbox_unlink on outbox (state) where unlink = 1`.execute(db);
  await sql`create index outbox_of_run on outbox (run, state) where run is not null`.execute(db);
}

/** What waited for a person's first account waits in the outbox from now on. */
async function takeOverNotices(db: Kysely<unknown>): Promise<void> {
  await sql`insert into outbox
      (id, key, lane, about, urgent, hours, person_id, channel, chat, fixed, text, options, state, reason,
       not_before, expires_at, created_at)
    select id, 'notice:' || id, 'reminder', about, 0, 'daytime', person_id, '', '', 0, text, options, 'no_account',
       'no account', created_at, '9999-12-31T00:00:00.000Z', created_at
    from notices where state = 'no_account' order by seq`.execute(db);
  await sql`delete from notices where state = 'no_account'`.execute(db);
  await sql`drop index notices_without_account`.execute(db);
}

async function historyTable(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await withSeq(db.schema.createTable('outbox_history'), kind)
    .addColumn('outbox_seq', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('from_state', 'text', (column) => column.notNull())
    .addColumn('to_state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createIndex('outbox_history_row')
    .on('outbox_history')
    .columns(['outbox_seq', 'seq'])
    .execute();
}

async function sendsTable(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await withSeq(db.schema.createTable('outbox_sends'), kind)
    .addColumn('outbox_seq', 'integer', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('chat', 'text', (column) => column.notNull())
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('began_at', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('owner', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createIndex('outbox_sends_channel')
    .on('outbox_sends')
    .columns(['channel', 'began_at'])
    .execute();
  await db.schema
    .createIndex('outbox_sends_chat')
    .on('outbox_sends')
    .columns(['channel', 'chat', 'began_at'])
    .execute();
}

async function runsTable(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('outbox_runs')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('open', 'paused', 'cancelled')`),
    )
    .addColumn('expected', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
}

async function mutesTable(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('mutes')
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('mutes_pk', ['person_id', 'kind'])
    .modifyEnd(tableEnd(kind))
    .execute();
}
