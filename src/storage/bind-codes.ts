import type { PlatformUser } from './accounts.ts';
import type { BindCodeRow, Db } from './schema.ts';

/** Keeps a code. False when the same code is still open for somebody; one that is used or over is written over. */
export async function insertBindCode(
  db: Db,
  row: Omit<BindCodeRow, 'used_at' | 'tries'>,
  now: string,
): Promise<boolean> {
  const fresh = { ...row, used_at: null, tries: 0 };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('bind_codes')
    .values(fresh)
    .onConflict((conflict) =>
      conflict
        .column('code_hash')
        .doUpdateSet(fresh)
        .where((old) =>
          old.or([old('bind_codes.used_at', 'is not', null), old('bind_codes.expires_at', '<=', now)]),
        ),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findBindCode(db: Db, codeHash: string): Promise<BindCodeRow | undefined> {
  return db.selectFrom('bind_codes').selectAll().where('code_hash', '=', codeHash).executeTakeFirst();
}

/** Uses a code up. False when somebody was quicker, or it is over. */
export async function useBindCode(db: Db, codeHash: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('bind_codes')
    .set({ used_at: at })
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Counts one more try of a code that binds nobody any more. */
export async function countCodeTry(db: Db, codeHash: string): Promise<void> {
  await db
    .updateTable('bind_codes')
    .set((row) => ({ tries: row('tries', '+', 1) }))
    .where('code_hash', '=', codeHash)
    .execute();
}

/** Takes a person's unused codes back; gives how many there were. */
export async function dropOpenCodes(db: Db, personId: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('bind_codes')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** How many codes somebody has made that run out later than that; those that were taken back do not count. */
export async function countCodesMadeBy(db: Db, madeBy: string, expiresAfter: string): Promise<number> {
  const { count } = await db
    .selectFrom('bind_codes')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('made_by', '=', madeBy)
    .where('expires_at', '>', expiresAfter)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Wipes every code of a person, used ones too. */
export async function deleteCodesOf(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('bind_codes').where('person_id', '=', personId).execute();
}

export async function addBindTry(
  db: Db,
  { channel, platformUserId }: PlatformUser,
  at: string,
): Promise<void> {
  await db.insertInto('bind_tries').values({ channel, platform_user_id: platformUserId, at }).execute();
}

/** When an account sent wrong codes, oldest first. */
export async function bindTriesOf(
  db: Db,
  { channel, platformUserId }: PlatformUser,
  since: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('bind_tries')
    .select('at')
    .where('channel', '=', channel)
    .where('at', '>=', since)
    .where('platform_user_id', '=', platformUserId)
    .orderBy('seq')
    .execute();
  return rows.map(({ at }) => at);
}

/** How many wrong codes came in on a channel. */
export async function countBindTries(db: Db, channel: string, since: string): Promise<number> {
  const { count } = await db
    .selectFrom('bind_tries')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('channel', '=', channel)
    .where('at', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Forgets an account's wrong codes. */
export async function clearBindTries(db: Db, { channel, platformUserId }: PlatformUser): Promise<void> {
  await db
    .deleteFrom('bind_tries')
    .where('channel', '=', channel)
    .where('platform_user_id', '=', platformUserId)
    .execute();
}

/** Forgets wrong codes that no rule looks at any more. */
export async function forgetBindTries(db: Db, channel: string, before: string): Promise<void> {
  await db.deleteFrom('bind_tries').where('channel', '=', channel).where('at', '<', before).execute();
}
