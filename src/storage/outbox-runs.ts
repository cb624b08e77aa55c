import type { OutboxRunRow } from './outbox-schema.ts';
import type { Db } from './schema.ts';

/** Opens runs that are not there yet. */
export async function openRuns(db: Db, ids: readonly string[], at: string): Promise<void> {
  for (let from = 0; from < ids.length; from += 500) {
    const rows = ids
      .slice(from, from + 500)
      .map((id) => ({ id, state: 'open' as const, expected: 0, created_at: at, updated_at: at }));
    await db
      .insertInto('outbox_runs')
      .values(rows)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
}

/** Counts what was taken in for runs: so many for each of them. */
export async function addExpected(db: Db, ids: readonly string[], rows: number): Promise<void> {
  for (let from = 0; from < ids.length; from += 500) {
    await db
      .updateTable('outbox_runs')
      .set((run) => ({ expected: run('expected', '+', rows) }))
      .where('id', 'in', ids.slice(from, from + 500))
      .execute();
  }
}

export async function outboxRuns(db: Db, ids: readonly string[]): Promise<OutboxRunRow[]> {
  const runs: OutboxRunRow[] = [];
  for (let from = 0; from < ids.length; from += 500) {
    const some = ids.slice(from, from + 500);
    runs.push(...(await db.selectFrom('outbox_runs').selectAll().where('id', 'in', some).execute()));
  }
  return runs;
}

/** How many messages were ever taken in for runs. */
export async function expectedOfRuns(db: Db): Promise<number> {
  const row = await db
    .selectFrom('outbox_runs')
    .select((of) => of.fn.sum<number>('expected').as('expected'))
    .executeTakeFirst();
  return Number(row?.expected ?? 0);
}

/** Sets a run's state from one of `from`. False where it stood in none of them. */
export async function setRunState(
  db: Db,
  id: string,
  { from, to, at }: { from: readonly OutboxRunRow['state'][]; to: OutboxRunRow['state']; at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('outbox_runs')
    .set({ state: to, updated_at: at })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
