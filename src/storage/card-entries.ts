import type { CardEntryRow, Db } from './schema.ts';

export async function insertCardEntry(db: Db, row: CardEntryRow): Promise<void> {
  await db.insertInto('card_entries').values(row).execute();
}

/** What was ever written on a household's card, oldest first: the last line of a section is the one that holds. */
export async function cardEntriesOf(db: Db, householdId: string): Promise<CardEntryRow[]> {
  return db
    .selectFrom('card_entries')
    .selectAll()
    .where('household_id', '=', householdId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}
