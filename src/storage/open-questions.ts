import type { Db, OpenQuestionRow, OpenQuestionState } from './schema.ts';

export type NewOpenQuestion = Omit<OpenQuestionRow, 'seq' | 'state' | 'note'>;

/** Puts a question on the clerk's list. Throws when that message's question is on it already. */
export async function addOpenQuestion(db: Db, row: NewOpenQuestion): Promise<void> {
  await db
    .insertInto('open_questions')
    .values({ ...row, state: 'open', note: null })
    .execute();
}

/** Questions in that state, oldest first. */
export async function listOpenQuestions(
  db: Db,
  { state, limit }: { state: OpenQuestionState; limit: number },
): Promise<OpenQuestionRow[]> {
  return db
    .selectFrom('open_questions')
    .selectAll()
    .where('state', '=', state)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** Takes a question off the list with the clerk's note. False when it is not on the list. */
export async function closeOpenQuestion(db: Db, id: string, note: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('open_questions')
    .set({ state: 'closed', note })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
