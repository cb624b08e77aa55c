import { belowRegion } from './regions.ts';
import type { Db, PublicNoticeRow, PublicNoticeState } from './schema.ts';

export async function insertPublicNotice(db: Db, row: PublicNoticeRow): Promise<void> {
  await db.insertInto('public_notices').values(row).execute();
}

/** Ends an open notice. False when it had ended before. */
export async function closePublicNotice(
  db: Db,
  id: string,
  state: Exclude<PublicNoticeState, 'open'>,
  at: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('public_notices')
    .set({ state, closed_at: at })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The last notice of a report: a report that was returned has had more than one. */
export async function latestNoticeOf(db: Db, reportId: string): Promise<PublicNoticeRow | undefined> {
  return db
    .selectFrom('public_notices')
    .selectAll()
    .where('report_id', '=', reportId)
    .orderBy('opened_on', 'desc')
    .orderBy('ends_at', 'desc')
    .orderBy('state')
    .limit(1)
    .executeTakeFirst();
}

/** Notices that hang out in a place and below it. */
export async function openNoticesWithin(db: Db, region: string): Promise<PublicNoticeRow[]> {
  return within(db, region).where('state', '=', 'open').orderBy('ends_at').orderBy('id').execute();
}

/** Notices of a place and below it that were closed since then, the latest first. */
export async function noticesClosedWithin(db: Db, region: string, since: string): Promise<PublicNoticeRow[]> {
  return within(db, region)
    .where('closed_at', '>=', since)
    .orderBy('closed_at', 'desc')
    .orderBy('id')
    .execute();
}

function within(db: Db, region: string) {
  const { from, before } = belowRegion(region);
  return db
    .selectFrom('public_notices')
    .selectAll()
    .where((row) =>
      row.or([
        row('village', '=', region),
        row.and([row('village', '>=', from), row('village', '<', before)]),
      ]),
    );
}

/** Open notices whose days are over. */
export async function noticesEnding(db: Db, at: string): Promise<PublicNoticeRow[]> {
  return db
    .selectFrom('public_notices')
    .selectAll()
    .where('state', '=', 'open')
    .where('ends_at', '<=', at)
    .orderBy('ends_at')
    .orderBy('id')
    .execute();
}

/** The first moment later than `after` at which a notice ends. */
export async function nextNoticeEnd(db: Db, after: string): Promise<string | null> {
  const row = await db
    .selectFrom('public_notices')
    .select((notice) => notice.fn.min('ends_at').as('at'))
    .where('state', '=', 'open')
    .where('ends_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? null;
}
