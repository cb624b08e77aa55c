import { addHousehold, type Book, ensureRegion } from '../../../src/register/register.ts';
import { type Db, insertHouseholds, insertPersons } from '../../../src/storage/storage.ts';
import { staff, TOWN, VILLAGE } from '../stage.ts';

/** Many households of one village, each with one who uses the bot. */
export async function plantMany({ db, now }: Book, count: number): Promise<void> {
  await ensureRegion(db, VILLAGE);
  const ids = Array.from({ length: count }, (_, index) => String(index).padStart(6, '0'));
  await insertHouseholds(
    db,
    ids.map((id) => ({
      id: `many-h${id}`,
      region: VILLAGE,
      group_no: 9,
      head: `甲${id}`,
      head_key: `甲${id}`,
      head_sound: id,
      category: '一般户',
      helper_id: null,
      code: null,
      state: 'active',
      created_at: now,
      updated_at: now,
    })),
  );
  for (let from = 0; from < ids.length; from += 500) {
    const some = ids.slice(from, from + 500);
    await insertPersons(
      db,
      some.map((id) => ({
        id: `many-${id}`,
        name: `甲${id}`,
        role: 'villager',
        region: VILLAGE,
        household_id: `many-h${id}`,
        active: 1,
        created_at: now,
      })),
    );
  }
}

/** A township with one village: who sends, and who hears. */
export async function plantVillage(book: Book): Promise<void> {
  await staff(book, 'town', '丁海霞', 'township', TOWN);
  await staff(book, 'wang', '王秀英', 'cadre', VILLAGE);
  const house = (id: string, group: number, head: string) =>
    addHousehold(book, { id, region: VILLAGE, group, head, category: '监测户', members: [] }, 'test');
  await house('h1', 1, '王建国');
  await house('h2', 2, '李二旺');
  await staff(book, 'jianguo', '王建国', 'villager', VILLAGE, 'h1');
  await staff(book, 'erwang', '李二旺', 'villager', VILLAGE, 'h2');
}

/** What was written for broadcasts: how many, for how many, with how many copies; each copy and recipient once. */
export async function written(db: Db) {
  const broadcasts = await db.selectFrom('broadcasts').selectAll().orderBy('number').execute();
  const recipients = await db.selectFrom('broadcast_recipients').select(['run_id', 'key']).execute();
  const copies = await db
    .selectFrom('outbox')
    .select(['key', 'person_id', 'run'])
    .where('run', 'like', 'broadcast:%')
    .where('run', 'not like', '%:call')
    .execute();
  return {
    broadcasts,
    recipients: recipients.length,
    copies: copies.length,
    persons: new Set(copies.map(({ run, person_id }) => `${run} ${person_id}`)).size,
  };
}
