import { deleteAccountsOf, deleteCodesOf, personsWithin, updatePerson } from '../storage/storage.ts';
import { record } from './audit.ts';
import type { Book } from './book.ts';
import { isWithin } from './place.ts';

/** The demo village: everything in it is invented. */
export const DEMO_VILLAGE = '内蒙古自治区/鄂尔多斯市/杭锦旗/锡尼镇/示范嘎查';

/** The county in whose name the demo's officer acts. */
export const DEMO_COUNTY = '内蒙古自治区/鄂尔多斯市/杭锦旗';

/** Persons of the demo are known by their id: their codes are printed for everybody. */
export const DEMO_PREFIX = 'demo-';

/**
 * Puts the demo's persons off duty when real households come in, for their codes are known to everybody and two of
 * them act for the whole county. Gives how many. What is imported into the demo village itself leaves them alone.
 */
export async function retireDemo(book: Book, region: string, by: string): Promise<number> {
  if (isWithin(region, DEMO_VILLAGE)) return 0;
  const persons = (await personsWithin(book.db, DEMO_COUNTY)).filter(
    ({ id, active }) => id.startsWith(DEMO_PREFIX) && active === 1,
  );
  for (const { id } of persons) {
    await updatePerson(book.db, id, { active: 0 });
    await deleteAccountsOf(book.db, id);
    await deleteCodesOf(book.db, id);
    await record(book, { actor: by, action: 'person.retire', object: { kind: 'person', id } });
  }
  return persons.length;
}
