import type { Db, MemberRow } from './schema.ts';

const CHUNK = 500;

export async function insertMembers(db: Db, rows: readonly MemberRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await db
      .insertInto('members')
      .values(rows.slice(from, from + CHUNK))
      .execute();
  }
}

export type MemberChange = Partial<Omit<MemberRow, 'id' | 'created_at'>> & { updated_at: string };

/** False when there is no such member. */
export async function updateMember(db: Db, id: string, change: MemberChange): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('members')
    .set(change)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function findMember(db: Db, id: string): Promise<MemberRow | undefined> {
  return db.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The members of these households, in the order in which they were entered. */
export async function membersOf(db: Db, householdIds: readonly string[]): Promise<MemberRow[]> {
  const found: MemberRow[] = [];
  for (let from = 0; from < householdIds.length; from += CHUNK) {
    const rows = await db
      .selectFrom('members')
      .selectAll()
      .where('household_id', 'in', householdIds.slice(from, from + CHUNK))
      .orderBy('created_at')
      .orderBy('name_key')
      .orderBy('id')
      .execute();
    found.push(...rows);
  }
  return found;
}

/** Living members with one of these identity numbers, by blind index. */
export async function membersByIdHash(db: Db, hashes: readonly string[]): Promise<MemberRow[]> {
  const found: MemberRow[] = [];
  for (let from = 0; from < hashes.length; from += CHUNK) {
    const rows = await db
      .selectFrom('members')
      .selectAll()
      .where('id_hash', 'in', hashes.slice(from, from + CHUNK))
      .where('state', '=', 'active')
      .execute();
    found.push(...rows);
  }
  return found;
}

/** Members with that phone, by blind index. */
export async function membersByPhoneHash(db: Db, hash: string): Promise<MemberRow[]> {
  return db.selectFrom('members').selectAll().where('phone_hash', '=', hash).execute();
}

/** Living members of a village with that name in one spelling. */
export async function membersNamed(db: Db, region: string, nameKey: string): Promise<MemberRow[]> {
  return db
    .selectFrom('members')
    .innerJoin('households', 'households.id', 'members.household_id')
    .selectAll('members')
    .where('members.name_key', '=', nameKey)
    .where('members.state', '=', 'active')
    .where('households.region', '=', region)
    .execute();
}
