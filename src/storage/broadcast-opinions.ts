import type { BroadcastOpinionRow, BroadcastRow } from './broadcasts-schema.ts';
import type { Db } from './schema.ts';

export async function insertOpinion(db: Db, row: BroadcastOpinionRow): Promise<void> {
  await db.insertInto('broadcast_opinions').values(row).execute();
}

/** What was said against a publication, in its order. */
export async function opinionsOn(db: Db, runId: string): Promise<BroadcastOpinionRow[]> {
  return db
    .selectFrom('broadcast_opinions')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('number')
    .execute();
}

/** Answers an opinion. False where it had been answered before. */
export async function answerOpinion(
  db: Db,
  id: string,
  { answer, by, at }: { answer: string; by: string; at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('broadcast_opinions')
    .set({ answer, answered_by: by, answered_at: at })
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Publications whose days are over and that are not closed. */
export async function publicationsEnding(db: Db, at: string): Promise<BroadcastRow[]> {
  return db
    .selectFrom('broadcasts')
    .selectAll()
    .where('closed_at', 'is', null)
    .where('ends_at', '<=', at)
    .orderBy('number')
    .execute();
}

/** The first moment later than `after` at which a publication ends. */
export async function nextPublicationEnd(db: Db, after: string): Promise<string | null> {
  const row = await db
    .selectFrom('broadcasts')
    .select((of) => of.fn.min('ends_at').as('at'))
    .where('closed_at', 'is', null)
    .where('ends_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? null;
}
