import { belowRegion } from './regions.ts';
import type { Db, ObjectionRow, ObjectionState } from './schema.ts';

export async function insertObjection(db: Db, row: ObjectionRow): Promise<void> {
  await db.insertInto('objections').values(row).execute();
}

/** Answers an open objection. False when it had been answered before. */
export async function answerObjection(
  db: Db,
  id: string,
  answer: {
    state: Exclude<ObjectionState, 'open'>;
    answer: string;
    answered_by: string;
    answered_at: string;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('objections')
    .set(answer)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Objections of that number in a place and all below it: one for each village. */
export async function objectionsNumbered(db: Db, region: string, number: number): Promise<ObjectionRow[]> {
  return within(db, region).where('number', '=', number).execute();
}

/** Objections of a place that nobody has answered yet. */
export async function openObjectionsWithin(db: Db, region: string): Promise<ObjectionRow[]> {
  return within(db, region).where('state', '=', 'open').orderBy('at').orderBy('number').execute();
}

export async function objectionsTo(db: Db, reportId: string): Promise<ObjectionRow[]> {
  return db
    .selectFrom('objections')
    .selectAll()
    .where('report_id', '=', reportId)
    .orderBy('number')
    .execute();
}

export async function countOpenObjections(db: Db, reportId: string): Promise<number> {
  const { count } = await db
    .selectFrom('objections')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('report_id', '=', reportId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return Number(count);
}

function within(db: Db, region: string) {
  const { from, before } = belowRegion(region);
  return db
    .selectFrom('objections')
    .selectAll()
    .where((row) =>
      row.or([
        row('village', '=', region),
        row.and([row('village', '>=', from), row('village', '<', before)]),
      ]),
    );
}
