import type { AccountRow, Db, PersonRow } from './schema.ts';

/** An account of a platform. */
export interface PlatformUser {
  channel: string;
  platformUserId: string;
}

/** Throws when the account, or the person on that channel, has a live link already. */
export async function insertAccount(db: Db, row: AccountRow): Promise<void> {
  await db.insertInto('accounts').values(row).execute();
}

/** The live link of an account. */
export async function liveAccount(
  db: Db,
  { channel, platformUserId }: PlatformUser,
): Promise<AccountRow | undefined> {
  return db
    .selectFrom('accounts')
    .selectAll()
    .where('channel', '=', channel)
    .where('platform_user_id', '=', platformUserId)
    .where('dead_at', 'is', null)
    .executeTakeFirst();
}

/** The person behind an account. */
export async function personOfAccount(
  db: Db,
  { channel, platformUserId }: PlatformUser,
): Promise<PersonRow | undefined> {
  return db
    .selectFrom('accounts')
    .innerJoin('persons', 'persons.id', 'accounts.person_id')
    .selectAll('persons')
    .where('accounts.channel', '=', channel)
    .where('accounts.platform_user_id', '=', platformUserId)
    .where('accounts.dead_at', 'is', null)
    .executeTakeFirst();
}

/** A person's live links, the one that was last heard from first. */
export async function accountsOf(db: Db, personId: string): Promise<AccountRow[]> {
  return db
    .selectFrom('accounts')
    .selectAll()
    .where('person_id', '=', personId)
    .where('dead_at', 'is', null)
    .orderBy('last_seen_at', 'desc')
    .orderBy('channel')
    .execute();
}

/** The live links of persons who are on duty or still in the book. */
export async function accountsOfMany(db: Db, personIds: readonly string[]): Promise<AccountRow[]> {
  if (personIds.length === 0) return [];
  return db
    .selectFrom('accounts')
    .innerJoin('persons', 'persons.id', 'accounts.person_id')
    .selectAll('accounts')
    .where('accounts.person_id', 'in', personIds)
    .where('accounts.dead_at', 'is', null)
    .where('persons.active', '=', 1)
    .execute();
}

/** All links of a person there ever were, ended ones too. */
export async function everyAccountOf(db: Db, personId: string): Promise<AccountRow[]> {
  return db
    .selectFrom('accounts')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('bound_at')
    .execute();
}

/** Ends a link. False when it had ended before. */
export async function endAccount(db: Db, id: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('accounts')
    .set({ dead_at: at })
    .where('id', '=', id)
    .where('dead_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Notes that the account was heard from, and where. */
export async function touchAccount(db: Db, id: string, seen: { at: string; chat: string }): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ last_seen_at: seen.at, chat: seen.chat })
    .where('id', '=', id)
    .execute();
}

/** Wipes all links of a person, dead ones too; gives how many there were. */
export async function deleteAccountsOf(db: Db, personId: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('accounts')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** What goes to the person of this account goes there first from now on; null: to the account last heard from. */
export async function preferAccount(db: Db, personId: string, accountId: string | null): Promise<void> {
  await db.updateTable('accounts').set({ preferred: 0 }).where('person_id', '=', personId).execute();
  if (accountId === null) return;
  await db
    .updateTable('accounts')
    .set({ preferred: 1 })
    .where('id', '=', accountId)
    .where('person_id', '=', personId)
    .execute();
}
