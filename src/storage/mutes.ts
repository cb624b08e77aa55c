import type { Db } from './schema.ts';

/** A person wants to hear no more of a kind of message. */
export async function mute(db: Db, personId: string, kind: string, at: string): Promise<void> {
  await db
    .insertInto('mutes')
    .values({ person_id: personId, kind, at })
    .onConflict((conflict) => conflict.columns(['person_id', 'kind']).doNothing())
    .execute();
}

/** And wants it again. False where it was not muted. */
export async function unmute(db: Db, personId: string, kind: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('mutes')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** What some persons do not want. */
export async function mutesOf(
  db: Db,
  personIds: readonly string[],
): Promise<{ person_id: string; kind: string }[]> {
  if (personIds.length === 0) return [];
  return db.selectFrom('mutes').select(['person_id', 'kind']).where('person_id', 'in', personIds).execute();
}
