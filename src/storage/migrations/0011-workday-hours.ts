import { type Kysely, type Migration, sql } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';

const BEFORE = "hours in ('any', 'daytime', 'working')";
const AFTER = "hours in ('any', 'daytime', 'workday', 'working')";

/** Lets a row of the outbox wait for the long hours of a working day. */
export function workdayHours(kind: DatabaseKind): Migration {
  return {
    async up(db) {
      if (kind === 'sqlite') await rebuilt(db);
      else
        await sql`alter table outbox drop constraint outbox_hours_check,
          add constraint outbox_hours_check check (${sql.raw(AFTER)})`.execute(db);
    },
  };
}

/** SQLite cannot change a check: the table is written anew as it stands, with its rows, its counter and its indexes. */
async function rebuilt(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ type: string; sql: string }>`
    select type, sql from sqlite_master where tbl_name = 'outbox' and sql is not null`.execute(db);
  const table = rows.find(({ type }) => type === 'table')?.sql ?? '';
  const wider = table.replace('"outbox"', '"outbox_wider"').replace(BEFORE, AFTER);
  if (!wider.includes('"outbox_wider"') || !wider.includes(AFTER))
    throw new Error('the table outbox is not the one that an earlier migration made');
  await sql.raw(wider).execute(db);
  await sql`insert into outbox_wider select * from outbox`.execute(db);
  await sql`update sqlite_sequence
    set seq = (select seq from sqlite_sequence where name = 'outbox') where name = 'outbox_wider'`.execute(
    db,
  );
  await sql`drop table outbox`.execute(db);
  await sql`alter table outbox_wider rename to outbox`.execute(db);
  for (const { type, sql: index } of rows) if (type === 'index') await sql.raw(index).execute(db);
}
