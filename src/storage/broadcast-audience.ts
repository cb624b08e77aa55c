import { belowRegion } from './regions.ts';
import type { Db, PersonRow, ReportRow } from './schema.ts';

const CHUNK = 500;

/** Those who use the bot and belong to a household of a place, whatever their rank. */
export async function usersOfHouseholds(db: Db, region: string): Promise<PersonRow[]> {
  const { from, before } = belowRegion(region);
  return db
    .selectFrom('persons')
    .innerJoin('households', 'households.id', 'persons.household_id')
    .selectAll('persons')
    .where('persons.active', '=', 1)
    .where('households.state', '=', 'active')
    .where((row) =>
      row.or([
        row('households.region', '=', region),
        row.and([row('households.region', '>=', from), row('households.region', '<', before)]),
      ]),
    )
    .orderBy('persons.id')
    .execute();
}

/** Which of these persons have an account that can be written to. */
export async function withAccount(db: Db, personIds: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let from = 0; from < personIds.length; from += CHUNK) {
    const rows = await db
      .selectFrom('accounts')
      .select('person_id')
      .distinct()
      .where('person_id', 'in', personIds.slice(from, from + CHUNK))
      .where('dead_at', 'is', null)
      .execute();
    for (const { person_id } of rows) found.add(person_id);
  }
  return found;
}

/** Which of these persons do not want a kind of message. */
export async function mutedAmong(db: Db, personIds: readonly string[], kind: string): Promise<Set<string>> {
  const found = new Set<string>();
  for (let from = 0; from < personIds.length; from += CHUNK) {
    const rows = await db
      .selectFrom('mutes')
      .select('person_id')
      .where('kind', '=', kind)
      .where('person_id', 'in', personIds.slice(from, from + CHUNK))
      .execute();
    for (const { person_id } of rows) found.add(person_id);
  }
  return found;
}

/** The living members of a place's households, as far as their age tells who is meant. */
export async function agesWithin(
  db: Db,
  region: string,
): Promise<{ household_id: string; birth: string | null }[]> {
  const { from, before } = belowRegion(region);
  return db
    .selectFrom('members')
    .innerJoin('households', 'households.id', 'members.household_id')
    .select(['members.household_id', 'members.birth'])
    .where('members.state', '=', 'active')
    .where('members.birth', 'is not', null)
    .where((row) =>
      row.or([
        row('households.region', '=', region),
        row.and([row('households.region', '>=', from), row('households.region', '<', before)]),
      ]),
    )
    .execute();
}

export type ToldOfHousehold = Pick<
  ReportRow,
  'household_id' | 'kind' | 'member' | 'occurred_on' | 'stage' | 'note' | 'filed_at'
>;

/** What was reported of a place's households in these kinds and stands: not returned, rejected or taken back. Oldest first. */
export async function toldWithin(
  db: Db,
  region: string,
  kinds: readonly string[],
): Promise<ToldOfHousehold[]> {
  const { from, before } = belowRegion(region);
  return db
    .selectFrom('reports')
    .select(['household_id', 'kind', 'member', 'occurred_on', 'stage', 'note', 'filed_at'])
    .where('kind', 'in', kinds)
    .where('state', 'not in', ['returned', 'rejected', 'withdrawn'])
    .where((row) =>
      row.or([
        row('village', '=', region),
        row.and([row('village', '>=', from), row('village', '<', before)]),
      ]),
    )
    .orderBy('filed_at')
    .orderBy('id')
    .execute();
}
