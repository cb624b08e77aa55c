import { insertHouseholds, updateMember } from '../storage/storage.ts';
import { record } from './audit.ts';
import type { Book } from './book.ts';
import { type Household, householdRow, type Member, toHousehold } from './household.ts';
import { relationTo, sexOf } from './kinship.ts';
import { type Cause, moveUser } from './members.ts';

/** Makes one household two: `head` leads the new one, `others` go with him; place, category and helper are the same. */
export async function splitHousehold(
  book: Book,
  household: Household,
  { head, others, members }: { head: Member; others: readonly Member[]; members: readonly Member[] },
  cause: Cause,
): Promise<Household> {
  const row = householdRow(book, {
    region: household.region,
    group: household.group,
    head: head.name,
    category: household.category,
    helperId: household.helperId,
  });
  await insertHouseholds(book.db, [row]);
  const oldHead = members.find(({ relation }) => relation === '户主');
  const oldSex = oldHead === undefined ? null : sexOf(oldHead);
  for (const member of [head, ...others]) {
    const relation = member.id === head.id ? '户主' : relationTo(head, member, { sex: oldSex }, members);
    await updateMember(book.db, member.id, { household_id: row.id, relation, updated_at: book.now });
    await moveUser(book, household, member, row.id, cause);
  }
  await record(book, {
    actor: cause.by,
    action: 'household.split',
    object: { kind: 'household', id: household.id },
    detail: { into: row.id, head: head.id, members: others.length + 1, report: cause.report },
  });
  return toHousehold(row);
}
