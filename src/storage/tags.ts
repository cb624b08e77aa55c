import type { TagRow } from './broadcasts-schema.ts';
import { belowRegion } from './regions.ts';
import type { Db } from './schema.ts';

/** Gives a tag. False where it was given before. */
export async function addTag(db: Db, row: TagRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('tags')
    .values(row)
    .onConflict((conflict) => conflict.columns(['region', 'tag', 'key']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Takes a tag away. False where it was not there. */
export async function removeTag(
  db: Db,
  { region, tag, key }: Pick<TagRow, 'region' | 'tag' | 'key'>,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('tags')
    .where('region', '=', region)
    .where('tag', '=', tag)
    .where('key', '=', key)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** All tags that a place and those below it have given. */
export async function tagsWithin(db: Db, region: string): Promise<TagRow[]> {
  const { from, before } = belowRegion(region);
  return db
    .selectFrom('tags')
    .selectAll()
    .where((row) =>
      row.or([row('region', '=', region), row.and([row('region', '>=', from), row('region', '<', before)])]),
    )
    .orderBy('tag')
    .orderBy('name')
    .orderBy('key')
    .execute();
}
