import type { Db } from './schema.ts';

export interface DraftRow {
  id: string;
  person_id: string;
  /** UTC ISO time. */
  lapses_at: string;
}

/** Notes that a draft is open; for one that is noted already, the new end. */
export async function keepDraft(db: Db, row: DraftRow): Promise<void> {
  await db
    .insertInto('report_drafts')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ lapses_at: row.lapses_at }))
    .execute();
}

/** Is it noted still, and not over at `at`? */
export async function isDraftOpen(db: Db, id: string, at: string): Promise<boolean> {
  const row = await db
    .selectFrom('report_drafts')
    .select('id')
    .where('id', '=', id)
    .where('lapses_at', '>', at)
    .executeTakeFirst();
  return row !== undefined;
}

/** Has the person a draft that is not over at `at`? */
export async function hasDraft(db: Db, personId: string, at: string): Promise<boolean> {
  const row = await db
    .selectFrom('report_drafts')
    .select('id')
    .where('person_id', '=', personId)
    .where('lapses_at', '>', at)
    .executeTakeFirst();
  return row !== undefined;
}

export async function endDraft(db: Db, id: string): Promise<void> {
  await db.deleteFrom('report_drafts').where('id', '=', id).execute();
}

/** Takes out and gives the drafts whose time is over. */
export async function takeLapsedDrafts(db: Db, at: string): Promise<DraftRow[]> {
  const rows = await db.deleteFrom('report_drafts').where('lapses_at', '<=', at).returningAll().execute();
  return rows.sort((a, b) => a.lapses_at.localeCompare(b.lapses_at) || a.id.localeCompare(b.id));
}

/** The first moment later than `after` at which a draft lapses. */
export async function nextLapse(db: Db, after: string): Promise<string | null> {
  const row = await db
    .selectFrom('report_drafts')
    .select((draft) => draft.fn.min('lapses_at').as('at'))
    .where('lapses_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? null;
}
