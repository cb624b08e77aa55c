import { CompiledQuery, sql } from './kysely.ts';
import type { OutboxRow, OutboxRowState } from './outbox-schema.ts';
import type { DatabaseKind, Db } from './schema.ts';

const COLUMNS = [
  'id',
  'key',
  'lane',
  'about',
  'urgent',
  'hours',
  'person_id',
  'channel',
  'chat',
  'fixed',
  'text',
  'options',
  'picture',
  'run',
  'reply_to',
  'unlink',
  'state',
  'reason',
  'not_before',
  'expires_at',
  'created_at',
] as const;

export type NewOutboxRow = Pick<OutboxRow, (typeof COLUMNS)[number]>;

/** So many rows make one statement. */
export const OUTBOX_AT_ONCE = 200;

/** Keeps up to `OUTBOX_AT_ONCE` messages that are to leave; one whose key is there already is left out. Gives what was taken in. */
export async function insertOutbox(
  db: Db,
  kind: DatabaseKind,
  rows: readonly NewOutboxRow[],
): Promise<readonly Pick<OutboxRow, 'key' | 'run'>[]> {
  if (rows.length === 0) return [];
  // Written by hand: taking a hundred thousand rows through the query builder would cost more than writing them.
  const values: unknown[] = [];
  for (const row of rows) for (const column of COLUMNS) values.push(row[column]);
  const { numAffectedRows } = await db.executeQuery(
    CompiledQuery.raw(insertSentence(kind, rows.length), values),
  );
  if (Number(numAffectedRows) === rows.length) return rows;
  const ids = rows.map(({ id }) => id);
  return db.selectFrom('outbox').select(['key', 'run']).where('id', 'in', ids).orderBy('seq').execute();
}

function insertSentence(kind: DatabaseKind, rows: number): string {
  const place = (n: number): string => (kind === 'sqlite' ? '?' : `$${n}`);
  const tuples = Array.from(
    { length: rows },
    (_, row) => `(${COLUMNS.map((_column, n) => place(row * COLUMNS.length + n + 1)).join(',')})`,
  );
  return `insert into outbox (${COLUMNS.join(',')}) values ${tuples.join(',')} on conflict (key) do nothing`;
}

export async function outboxRow(db: Db, id: string): Promise<OutboxRow | undefined> {
  return db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function outboxRowOfKey(db: Db, key: string): Promise<OutboxRow | undefined> {
  return db.selectFrom('outbox').selectAll().where('key', '=', key).executeTakeFirst();
}

/** All changes of a row's state, oldest first. */
export async function outboxHistory(db: Db, seq: number) {
  return db.selectFrom('outbox_history').selectAll().where('outbox_seq', '=', seq).orderBy('seq').execute();
}

export interface StateChange {
  outbox_seq: number;
  at: string;
  from_state: OutboxRowState;
  to_state: OutboxRowState;
  reason: string | null;
}

/** Adds to the history. */
export async function noteStates(db: Db, changes: readonly StateChange[]): Promise<void> {
  for (let from = 0; from < changes.length; from += 1000) {
    await db
      .insertInto('outbox_history')
      .values(changes.slice(from, from + 1000))
      .execute();
  }
}

/** How many rows stand in each state, in each run, of each kind. Rows that were sent once more count once. */
export async function countOutbox(
  db: Db,
  { run, about }: { run?: string; about?: string },
): Promise<{ run: string | null; about: string; state: OutboxRowState; rows: number; repeated: number }[]> {
  return db
    .selectFrom('outbox')
    .select(['run', 'about', 'state'])
    .select((of) => [
      of.fn.countAll<number>().as('rows'),
      of.fn
        .sum<number>(
          sql<number>`case when doubts > 1 or (doubts = 1 and state <> 'unknown') then 1 else 0 end`,
        )
        .as('repeated'),
    ])
    .where('replaced_by', 'is', null)
    .$if(run !== undefined, (query) => query.where('run', '=', run ?? null))
    .$if(about !== undefined, (query) => query.where('about', '=', about ?? ''))
    .groupBy(['run', 'about', 'state'])
    .execute();
}

/** Rows of some states for the operator's eye, latest first. */
export async function outboxRowsIn(
  db: Db,
  { states, run, limit }: { states: readonly OutboxRowState[]; run?: string; limit: number },
): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('state', 'in', states)
    .where('replaced_by', 'is', null)
    .$if(run !== undefined, (query) => query.where('run', '=', run ?? null))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}
