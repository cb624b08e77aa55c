import { type Book, type Household, householdById } from '../../register/register.ts';
import type { ReportRow } from '../../storage/storage.ts';
import { facts, title } from '../wording.ts';
import type { FiledKind } from './paths.ts';
import { detailsOf, maskedPhoneOf } from './store.ts';

/** A stored report with its household. */
export interface Stored {
  row: ReportRow;
  household: Household;
}

export async function withHousehold(book: Book, row: ReportRow): Promise<Stored> {
  const household = await householdById(book.db, row.household_id);
  if (household === null) throw new Error(`report ${row.id} has no household`);
  return { row, household };
}

/** 3组王建国家 生病：妻子，乳腺癌，2026年3月9日，自付23000元 */
export function lineOf(book: Book, { row, household }: Stored): string {
  const kind = row.kind as FiledKind;
  const told = facts({
    kind,
    ...detailsOf(row),
    phoneMasked: maskedPhoneOf(book, row),
  });
  const heading = title({ head: household.head, group: household.group, kind });
  return told.length === 0 ? heading : `${heading}：${told.join('，')}`;
}
