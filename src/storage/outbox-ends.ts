import { sql } from './kysely.ts';
import { noteStates, type StateChange } from './outbox.ts';
import type { OutboxRow, OutboxRowState } from './outbox-schema.ts';
import type { Db } from './schema.ts';

/** Which rows; all that is given has to fit. */
export interface WhichRows {
  run?: string;
  keys?: readonly string[];
  seqs?: readonly number[];
  personId?: string;
  /** Of no use since that moment. */
  expiredBy?: string;
}

const AT_ONCE = 500;

/** Moves rows from some states to another, with their history. Gives how many. In a transaction. */
export async function moveRows(
  db: Db,
  which: WhichRows,
  {
    from,
    to,
    reason,
    at,
  }: { from: readonly OutboxRowState[]; to: OutboxRowState; reason: string | null; at: string },
): Promise<number> {
  let moved = 0;
  for (const state of from) {
    // One state after the other: each update then knows what it changes, also beside another process.
    for (const some of slices(which)) {
      const rows = await chosen(db, some)
        .set({ state: to, reason, retry_at: null, retry_scope: null })
        .where('state', '=', sql.lit(state))
        .returning('seq')
        .execute();
      const change = (row: { seq: number }): StateChange => ({
        outbox_seq: row.seq,
        at,
        from_state: state,
        to_state: to,
        reason,
      });
      await noteStates(db, rows.map(change));
      moved += rows.length;
    }
  }
  return moved;
}

/** Rows under way are not tried again once this try is over. */
export async function markClearing(db: Db, which: WhichRows, reason: string): Promise<number> {
  let marked = 0;
  for (const some of slices(which)) {
    const { numUpdatedRows } = await chosen(db, some)
      .set({ clearing: reason })
      .where('state', '=', sql.lit('sending'))
      .executeTakeFirst();
    marked += Number(numUpdatedRows);
  }
  return marked;
}

/** Writes what became of a row that this process was sending. False: it was taken for dead meanwhile. */
export async function settleRow(
  db: Db,
  { seq, owner }: { seq: number; owner: string | null },
  change: Partial<OutboxRow> & { state: OutboxRowState },
  at: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ ...change, owner: null, lease_until: null })
    .where('seq', '=', seq)
    .where('state', '=', 'sending')
    .where('owner', '=', owner)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  const moved = { outbox_seq: seq, at, from_state: 'sending', to_state: change.state } as const;
  await noteStates(db, [{ ...moved, reason: change.reason ?? null }]);
  return true;
}

/** Takes out of what is over to whom it went, where nothing may tell that. */
export async function unlinkEnded(db: Db): Promise<void> {
  const ended = await db
    .updateTable('outbox')
    .set({ chat: '', person_id: null, reply_to: null, unlink: 2 })
    .where('unlink', '=', sql.lit(1))
    .where('state', 'not in', ['queued', 'paused', 'sending'])
    .returning('seq')
    .execute();
  if (ended.length === 0) return;
  const seqs = ended.map(({ seq }) => seq);
  await db.updateTable('outbox_sends').set({ chat: '' }).where('outbox_seq', 'in', seqs).execute();
}

/** A person's messages that wait for an account, oldest first. */
export async function rowsWithoutAccount(db: Db, personId: string): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '=', sql.lit('no_account'))
    .orderBy('seq')
    .execute();
}

/** Changes what a message says before it leaves. */
export async function rewriteRow(
  db: Db,
  seq: number,
  change: Pick<OutboxRow, 'text' | 'options' | 'hours'>,
): Promise<void> {
  await db.updateTable('outbox').set(change).where('seq', '=', seq).execute();
}

/** Notes that somebody had a message sent once more, as the row with that key: it is not counted twice. */
export async function replaceRow(db: Db, seq: number, byKey: string): Promise<void> {
  await db.updateTable('outbox').set({ replaced_by: byKey }).where('seq', '=', seq).execute();
}

function chosen(db: Db, { run, keys, seqs, personId, expiredBy }: WhichRows) {
  return db
    .updateTable('outbox')
    .$if(run !== undefined, (query) => query.where('run', '=', run ?? null))
    .$if(keys !== undefined, (query) => query.where('key', 'in', keys ?? []))
    .$if(seqs !== undefined, (query) => query.where('seq', 'in', seqs ?? []))
    .$if(personId !== undefined, (query) => query.where('person_id', '=', personId ?? null))
    .$if(expiredBy !== undefined, (query) =>
      // The index of what may expire is found by these very words.
      query
        .where(sql<boolean>`state in ('queued', 'paused', 'no_account')`)
        .where('expires_at', '<=', expiredBy ?? ''),
    );
}

/** Long lists are taken in pieces that a statement can hold; without any condition nothing is meant. */
function slices(which: WhichRows): WhichRows[] {
  if (Object.values(which).every((value) => value === undefined)) return [];
  const { keys, seqs } = which;
  if (keys !== undefined) return pieces(keys).map((some) => ({ ...which, keys: some }));
  if (seqs !== undefined) return pieces(seqs).map((some) => ({ ...which, seqs: some }));
  return [which];
}

function pieces<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, n) =>
    items.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );
}
