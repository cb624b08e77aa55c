import type { Db, ReportFactRow } from './schema.ts';

/** Keeps a fact or a question; where the report has that fact's row already, the new value or question. */
export async function keepReportFact(db: Db, row: ReportFactRow): Promise<void> {
  const { value, asked_id, asked_at, known_at } = row;
  await db
    .insertInto('report_facts')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['report_id', 'fact']).doUpdateSet({ value, asked_id, asked_at, known_at }),
    )
    .execute();
}

/** All that is known or asked about a household's reports, oldest first. */
export async function reportFactsOf(db: Db, householdId: string): Promise<ReportFactRow[]> {
  return db
    .selectFrom('report_facts')
    .selectAll()
    .where('household_id', '=', householdId)
    .orderBy('known_at')
    .orderBy('id')
    .execute();
}

/** What a person was asked since then and has not answered, the latest first. */
export async function openFactsAsked(db: Db, personId: string, since: string): Promise<ReportFactRow[]> {
  return db
    .selectFrom('report_facts')
    .selectAll()
    .where('asked_id', '=', personId)
    .where('value', 'is', null)
    .where('asked_at', '>=', since)
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .execute();
}
