import type { DutyAskRow } from './duties-schema.ts';
import type { Db } from './schema.ts';

/** Throws where the duty has an open question already. */
export async function insertAsk(db: Db, row: DutyAskRow): Promise<void> {
  await db.insertInto('duty_asks').values(row).execute();
}

/** Questions to the superiors of a region that wait, the oldest first. */
export async function openAsksOf(db: Db, region: string): Promise<DutyAskRow[]> {
  return db
    .selectFrom('duty_asks')
    .selectAll()
    .where('region', '=', region)
    .where('state', '=', 'open')
    .orderBy('at')
    .orderBy('number')
    .execute();
}

/** The last question of that number to the superiors of a region. */
export async function askNumbered(db: Db, region: string, number: number): Promise<DutyAskRow | undefined> {
  return db
    .selectFrom('duty_asks')
    .selectAll()
    .where('region', '=', region)
    .where('number', '=', number)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** All questions that wait, wherever. */
export async function openAsks(db: Db): Promise<DutyAskRow[]> {
  return db.selectFrom('duty_asks').selectAll().where('state', '=', 'open').orderBy('at').execute();
}

/** The question about a duty that waits. */
export async function openAskAbout(db: Db, dutyId: string): Promise<DutyAskRow | undefined> {
  return db
    .selectFrom('duty_asks')
    .selectAll()
    .where('duty_id', '=', dutyId)
    .where('state', '=', 'open')
    .executeTakeFirst();
}

/** Ends a question. False when somebody else has ended it meanwhile. */
export async function decideAsk(
  db: Db,
  id: string,
  decided: { state: 'granted' | 'refused' | 'closed'; by: string; at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('duty_asks')
    .set({ state: decided.state, decided_by: decided.by, decided_at: decided.at })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends the questions about duties that have ended. */
export async function closeAsksAbout(db: Db, dutyIds: readonly string[], at: string): Promise<void> {
  for (let from = 0; from < dutyIds.length; from += 400) {
    await db
      .updateTable('duty_asks')
      .set({ state: 'closed', decided_by: 'system', decided_at: at })
      .where('duty_id', 'in', dutyIds.slice(from, from + 400))
      .where('state', '=', 'open')
      .execute();
  }
}
