import { canSee, nameOfPlace } from '../../register/register.ts';
import { reportsNumbered } from '../../storage/storage.ts';
import { villageOf } from '../own-place.ts';
import { noSuch, severalSuch } from '../wording.ts';
import type { Target } from './orders.ts';
import { type Stored, withHousehold } from './told.ts';
import type { Turn } from './turn.ts';

export type Found = { ok: true; stored: Stored } | { ok: false; message: string };

/** The report that a number means to this person: of those that he may see. */
export async function findTarget({ context }: Turn, target: Target): Promise<Found> {
  const { book, db, person } = context;
  const rows = await reportsNumbered(db, villageOf(person.region), target.number);
  const seen: Stored[] = [];
  for (const row of rows) {
    if (target.village !== null && nameOfPlace(row.village) !== target.village) continue;
    const stored = await withHousehold(book, row);
    if (canSee(person, stored.household, 'private')) seen.push(stored);
  }
  const [only] = seen;
  if (only === undefined) return { ok: false, message: noSuch(target.number) };
  if (seen.length > 1) {
    return {
      ok: false,
      message: severalSuch(
        target.number,
        seen.map(({ row }) => nameOfPlace(row.village)),
      ),
    };
  }
  return { ok: true, stored: only };
}
