import type { DutyRuleRow } from './duties-schema.ts';
import { belowRegion } from './regions.ts';
import type { Db } from './schema.ts';

export async function insertDutyRule(db: Db, row: DutyRuleRow): Promise<void> {
  await db.insertInto('duty_rules').values(row).execute();
}

/** False when there is no such rule. */
export async function updateDutyRule(
  db: Db,
  id: string,
  change: Partial<Omit<DutyRuleRow, 'id' | 'number' | 'region' | 'created_at'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('duty_rules')
    .set(change)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The rules that count now, wherever they were made. */
export async function activeDutyRules(db: Db): Promise<DutyRuleRow[]> {
  return db
    .selectFrom('duty_rules')
    .selectAll()
    .where('state', '=', 'active')
    .orderBy('region')
    .orderBy('number')
    .execute();
}

/** The rules that were made for a region itself and are not deleted. */
export async function dutyRulesOf(db: Db, region: string): Promise<DutyRuleRow[]> {
  return db
    .selectFrom('duty_rules')
    .selectAll()
    .where('region', '=', region)
    .where('state', '!=', 'deleted')
    .orderBy('number')
    .execute();
}

export async function dutyRuleNumbered(
  db: Db,
  region: string,
  number: number,
): Promise<DutyRuleRow | undefined> {
  return db
    .selectFrom('duty_rules')
    .selectAll()
    .where('region', '=', region)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** Which periods of these rules have been opened, `since` among them. */
export async function plannedOf(
  db: Db,
  rules: readonly string[],
): Promise<{ rule: string; period: string; on_day: string }[]> {
  if (rules.length === 0) return [];
  return db.selectFrom('duty_planned').selectAll().where('rule', 'in', rules).execute();
}

/** Notes that a period of a rule has been opened. False when it had been before. */
export async function notePlanned(db: Db, rule: string, period: string, on: string): Promise<boolean> {
  const noted = await db
    .insertInto('duty_planned')
    .values({ rule, period, on_day: on })
    .onConflict((conflict) => conflict.columns(['rule', 'period']).doNothing())
    .returning('rule')
    .executeTakeFirst();
  return noted !== undefined;
}

/** Blanks what a person reminded himself of; what offices asked of him is their record and stays. How much that was. */
export async function blankOwnNotes(db: Db, personId: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('duty_rules')
    .set({ said: '', what: '（已删除）', state: 'deleted' })
    .where('by_id', '=', personId)
    .where('audience', 'like', '%"kind":"self"%')
    .executeTakeFirst();
  await db
    .updateTable('duties')
    .set({ text: '（已删除）', note: null })
    .where('person_id', '=', personId)
    .where('kind', '=', 'own-note')
    .execute();
  return Number(numUpdatedRows);
}

/** Everybody on duty who serves a place, for finding who is responsible in sets. */
export async function activeStaffWithin(
  db: Db,
  region: string | null,
): Promise<{ id: string; name: string; role: string; region: string }[]> {
  let query = db
    .selectFrom('persons')
    .select(['id', 'name', 'role', 'region'])
    .where('active', '=', 1)
    .where('role', 'in', ['cadre', 'township', 'office']);
  if (region !== null) {
    const { from, before } = belowRegion(region);
    query = query.where((row) =>
      row.or([row('region', '=', region), row.and([row('region', '>=', from), row('region', '<', before)])]),
    );
  }
  return query.orderBy('created_at').orderBy('id').execute();
}

/** The villages of a place in which households live. */
export async function villagesWithin(db: Db, region: string): Promise<string[]> {
  const { from, before } = belowRegion(region);
  const rows = await db
    .selectFrom('households')
    .select('region')
    .distinct()
    .where('state', '=', 'active')
    .where((row) =>
      row.or([row('region', '=', region), row.and([row('region', '>=', from), row('region', '<', before)])]),
    )
    .orderBy('region')
    .execute();
  return rows.map((row) => row.region);
}

/** Who looks after a household of a place. */
export async function helpersWithin(db: Db, region: string): Promise<string[]> {
  const { from, before } = belowRegion(region);
  const rows = await db
    .selectFrom('households')
    .innerJoin('persons', 'persons.id', 'households.helper_id')
    .select('persons.id')
    .distinct()
    .where('households.state', '=', 'active')
    .where('persons.active', '=', 1)
    .where((row) =>
      row.or([
        row('households.region', '=', region),
        row.and([row('households.region', '>=', from), row('households.region', '<', before)]),
      ]),
    )
    .orderBy('persons.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Has that period of a rule been opened? */
export async function wasPlanned(db: Db, rule: string, period: string): Promise<boolean> {
  const row = await db
    .selectFrom('duty_planned')
    .select('rule')
    .where('rule', '=', rule)
    .where('period', '=', period)
    .executeTakeFirst();
  return row !== undefined;
}

/** A rule that was changed begins anew. */
export async function forgetPlanned(db: Db, rule: string): Promise<void> {
  await db.deleteFrom('duty_planned').where('rule', '=', rule).execute();
}
