import type { DutyRow, DutyState } from './duties-schema.ts';
import { sql } from './kysely.ts';
import { belowRegion } from './regions.ts';
import type { DatabaseKind, Db } from './schema.ts';

/** Rows per statement: far below the number of values that one statement may carry on either database. */
const CHUNK = 400;

/** Enters duties; one whose key is known already is not entered again. Gives the ids of those that were new. */
export async function insertDuties(db: Db, rows: readonly DutyRow[]): Promise<Set<string>> {
  const entered = new Set<string>();
  for (let from = 0; from < rows.length; from += CHUNK) {
    const added = await db
      .insertInto('duties')
      .values(rows.slice(from, from + CHUNK))
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('id')
      .execute();
    for (const { id } of added) entered.add(id);
  }
  return entered;
}

export type DutyChange = Partial<Omit<DutyRow, 'id' | 'key' | 'kind' | 'opened_at'>>;

/** Changes open duties; those that have ended meanwhile stay as they are. How many were changed. */
export async function updateOpenDuties(db: Db, ids: readonly string[], change: DutyChange): Promise<number> {
  let changed = 0;
  for (let from = 0; from < ids.length; from += CHUNK) {
    const { numUpdatedRows } = await db
      .updateTable('duties')
      .set(change)
      .where('id', 'in', ids.slice(from, from + CHUNK))
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    changed += Number(numUpdatedRows);
  }
  return changed;
}

export async function findDuty(db: Db, id: string): Promise<DutyRow | undefined> {
  return db.selectFrom('duties').selectAll().where('id', '=', id).executeTakeFirst();
}

/** An open duty, held until the end of the transaction, so that two who act on it act one after the other. */
export async function holdOpenDuty(db: Db, kind: DatabaseKind, id: string): Promise<DutyRow | undefined> {
  const duty = db.selectFrom('duties').selectAll().where('id', '=', id).where('closed_at', 'is', null);
  return (kind === 'postgres' ? duty.forUpdate() : duty).executeTakeFirst();
}

/** What a person still has to do, the most pressing first; hints at drafts are nothing to do. */
export async function openDutiesOf(db: Db, personId: string): Promise<DutyRow[]> {
  return db
    .selectFrom('duties')
    .selectAll()
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .where('kind', '<>', 'draft')
    .orderBy('due_on')
    .orderBy('number')
    .orderBy('person_id')
    .execute();
}

/** A person's duties that ended last, the latest first. */
export async function closedDutiesOf(db: Db, personId: string, limit: number): Promise<DutyRow[]> {
  return db
    .selectFrom('duties')
    .selectAll()
    .where('person_id', '=', personId)
    .where('closed_at', 'is not', null)
    .where('kind', '<>', 'draft')
    .orderBy('closed_at', 'desc')
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

/** Open duties whose next step has come, the earliest first. */
export async function dutiesDueBy(db: Db, at: string): Promise<DutyRow[]> {
  return db
    .selectFrom('duties')
    .selectAll()
    .where('closed_at', 'is', null)
    .where('next_step_at', '<=', at)
    .orderBy('next_step_at')
    .orderBy('person_id')
    .orderBy('due_on')
    .orderBy('number')
    .execute();
}

/** The first moment later than `after` at which an open duty has its next step. */
export async function nextDutyStep(db: Db, after: string): Promise<string | null> {
  const row = await db
    .selectFrom('duties')
    .select((duty) => duty.fn.min('next_step_at').as('at'))
    .where('closed_at', 'is', null)
    .where('next_step_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Open duties whose next step waits for the calendar of a year. */
export async function dutiesWaitingForCalendar(db: Db): Promise<DutyRow[]> {
  return db
    .selectFrom('duties')
    .selectAll()
    .where('closed_at', 'is', null)
    .where('waits_calendar', '=', 1)
    .execute();
}

/** Open duties that have come to a superior: stage `township`, `county` or `listed`. */
export async function dutiesAbove(db: Db): Promise<DutyRow[]> {
  return db
    .selectFrom('duties')
    .selectAll()
    .where('closed_at', 'is', null)
    .where('stage', 'in', ['township', 'county', 'listed'])
    .orderBy('region')
    .orderBy('due_on')
    .orderBy('number')
    .orderBy('person_id')
    .execute();
}

/** Listed duties of a place and below it on which nobody has decided, the oldest first. */
export async function listedDutiesWithin(db: Db, region: string): Promise<DutyRow[]> {
  const { from, before } = belowRegion(region);
  return db
    .selectFrom('duties')
    .selectAll()
    .where('closed_at', 'is', null)
    .where('stage', '=', 'listed')
    .where('verdict', 'is', null)
    .where((row) =>
      row.or([row('region', '=', region), row.and([row('region', '>=', from), row('region', '<', before)])]),
    )
    .orderBy('region')
    .orderBy('due_on')
    .orderBy('number')
    .orderBy('person_id')
    .execute();
}

/** Open duties that a rule made. */
export async function openDutiesOfRule(db: Db, rule: string): Promise<DutyRow[]> {
  return db
    .selectFrom('duties')
    .selectAll()
    .where('rule', '=', rule)
    .where('closed_at', 'is', null)
    .orderBy('due_on')
    .orderBy('region')
    .orderBy('number')
    .orderBy('person_id')
    .execute();
}

/** Everything that a rule ever made, the earliest first. */
export async function dutiesOfRule(db: Db, rule: string): Promise<DutyRow[]> {
  return db
    .selectFrom('duties')
    .selectAll()
    .where('rule', '=', rule)
    .orderBy('due_on')
    .orderBy('region')
    .orderBy('number')
    .orderBy('person_id')
    .execute();
}

/** Open duties of a place and below it of which people have been reminded, the most pressing first. */
export async function openDutiesWithin(db: Db, region: string): Promise<DutyRow[]> {
  const { from, before } = belowRegion(region);
  return db
    .selectFrom('duties')
    .selectAll()
    .where('closed_at', 'is', null)
    .where('kind', '<>', 'draft')
    .where('stage', '<>', 'planned')
    .where((row) =>
      row.or([row('region', '=', region), row.and([row('region', '>=', from), row('region', '<', before)])]),
    )
    .orderBy('due_on')
    .orderBy('region')
    .orderBy('number')
    .orderBy('person_id')
    .execute();
}

/** Open duties of people who are on duty no more. */
export async function dutiesOfInactive(db: Db): Promise<DutyRow[]> {
  return db
    .selectFrom('duties')
    .innerJoin('persons', 'persons.id', 'duties.person_id')
    .selectAll('duties')
    .where('duties.closed_at', 'is', null)
    .where('persons.active', '=', 0)
    .execute();
}

/** The numbers that people's open duties have, and the last number that each was given. */
export async function dutyNumbers(
  db: Db,
  personIds: readonly string[],
): Promise<{ taken: Map<string, Set<number>>; last: Map<string, number> }> {
  const taken = new Map<string, Set<number>>();
  const last = new Map<string, number>();
  for (let from = 0; from < personIds.length; from += CHUNK) {
    const some = personIds.slice(from, from + CHUNK);
    const open = await db
      .selectFrom('duties')
      .select(['person_id', 'number'])
      .where('person_id', 'in', some)
      .where('closed_at', 'is', null)
      .execute();
    for (const { person_id, number } of open) {
      taken.set(person_id, (taken.get(person_id) ?? new Set()).add(Number(number)));
    }
    const counters = await db
      .selectFrom('duty_counters')
      .select(['scope', 'last'])
      .where('what', '=', 'duty')
      .where('scope', 'in', some)
      .execute();
    for (const { scope, last: given } of counters) last.set(scope, Number(given));
  }
  return { taken, last };
}

/** Notes the last number that each was given. */
export async function keepDutyNumbers(db: Db, last: ReadonlyMap<string, number>): Promise<void> {
  const rows = [...last].map(([scope, number]) => ({ scope, what: 'duty', last: number }));
  for (let from = 0; from < rows.length; from += CHUNK) {
    await db
      .insertInto('duty_counters')
      .values(rows.slice(from, from + CHUNK))
      .onConflict((conflict) => conflict.columns(['scope', 'what']).doUpdateSet({ last: sql`excluded.last` }))
      .execute();
  }
}

/** The next number of a scope: 1, 2, 3 …; whoever asks at the same time waits. */
export async function nextDutyCount(db: Db, scope: string, what: 'rule' | 'ask'): Promise<number> {
  const { last } = await db
    .insertInto('duty_counters')
    .values({ scope, what, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['scope', 'what']).doUpdateSet((row) => ({
        last: row('duty_counters.last', '+', 1),
      })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return Number(last);
}

/** How many duties of each kind stand where, and how many open ones are over their day. */
export async function countDuties(
  db: Db,
  today: string,
): Promise<{ kind: string; state: DutyState; count: number; overdue: number }[]> {
  const rows = await db
    .selectFrom('duties')
    .select((row) => [
      'kind',
      'state',
      row.fn.countAll<number>().as('count'),
      sql<number>`sum(case when closed_at is null and due_on < ${today} then 1 else 0 end)`.as('overdue'),
    ])
    .groupBy(['kind', 'state'])
    .orderBy('kind')
    .orderBy('state')
    .execute();
  return rows.map(({ kind, state, count, overdue }) => ({
    kind,
    state,
    count: Number(count),
    overdue: Number(overdue),
  }));
}

/** Open duties over their day, the oldest first, with the name of whoever is responsible. */
export async function overdueDuties(
  db: Db,
  today: string,
  limit: number,
): Promise<(DutyRow & { name: string })[]> {
  return db
    .selectFrom('duties')
    .innerJoin('persons', 'persons.id', 'duties.person_id')
    .selectAll('duties')
    .select('persons.name as name')
    .where('closed_at', 'is', null)
    .where('due_on', '<', today)
    .orderBy('due_on')
    .orderBy('duties.region')
    .orderBy('number')
    .orderBy('person_id')
    .limit(limit)
    .execute();
}

export async function findDuties(db: Db, ids: readonly string[]): Promise<DutyRow[]> {
  const found: DutyRow[] = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    found.push(
      ...(await db
        .selectFrom('duties')
        .selectAll()
        .where('id', 'in', ids.slice(from, from + CHUNK))
        .execute()),
    );
  }
  return found;
}
