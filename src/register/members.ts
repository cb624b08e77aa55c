import {
  type HouseholdCategoryWord,
  type HouseholdState,
  insertMembers,
  type MemberState,
  updateHousehold,
  updateMember,
  updatePerson,
} from '../storage/storage.ts';
import { record } from './audit.ts';
import type { Book } from './book.ts';
import { type Household, type Member, memberRow, type NewMember, toMember } from './household.ts';
import { nameKey } from './names.ts';
import { personsOf } from './person.ts';

/** Who changes the book, and what for: both stand in the audit. */
export interface Cause {
  by: string;
  /** The report that it follows; null where somebody just orders it. */
  report: string | null;
}

/** Enters somebody into a household that is in the book. */
export async function addMember(
  book: Book,
  household: Pick<Household, 'id'>,
  member: NewMember,
  cause: Cause,
): Promise<Member> {
  const row = memberRow(book, household.id, member);
  await insertMembers(book.db, [row]);
  await record(book, {
    actor: cause.by,
    action: 'member.add',
    object: { kind: 'member', id: row.id },
    detail: { household: household.id, relation: row.relation, report: cause.report },
  });
  return toMember(row);
}

/** Notes that somebody died, moved away, or came back. */
export async function setMemberState(
  book: Book,
  member: Pick<Member, 'id' | 'state'>,
  state: MemberState,
  cause: Cause,
): Promise<void> {
  await updateMember(book.db, member.id, { state, updated_at: book.now });
  await record(book, {
    actor: cause.by,
    action: 'member.state',
    object: { kind: 'member', id: member.id },
    detail: { from: member.state, to: state, report: cause.report },
  });
}

/** The household as a whole moved away, or nobody of it is left. */
export async function setHouseholdState(
  book: Book,
  household: Pick<Household, 'id' | 'state'>,
  state: HouseholdState,
  cause: Cause,
): Promise<void> {
  await updateHousehold(book.db, household.id, { state, updated_at: book.now });
  await record(book, {
    actor: cause.by,
    action: 'household.state',
    object: { kind: 'household', id: household.id },
    detail: { from: household.state, to: state, report: cause.report },
  });
}

export async function setCategory(
  book: Book,
  household: Pick<Household, 'id' | 'category'>,
  category: HouseholdCategoryWord,
  cause: Cause,
): Promise<void> {
  await updateHousehold(book.db, household.id, { category, updated_at: book.now });
  await record(book, {
    actor: cause.by,
    action: 'household.category',
    object: { kind: 'household', id: household.id },
    detail: { from: household.category, to: category, report: cause.report },
  });
}

/**
 * The accounts of somebody who left a household follow him, or see no household any more (null): rights hang on it.
 * Found by name, for a user is not linked to a member's line.
 */
export async function moveUser(
  book: Book,
  from: Pick<Household, 'id'>,
  member: Pick<Member, 'name'>,
  to: string | null,
  cause: Cause,
): Promise<void> {
  const key = nameKey(member.name);
  for (const person of await personsOf(book.db, from.id)) {
    if (nameKey(person.name) !== key) continue;
    await updatePerson(book.db, person.id, { household_id: to });
    await record(book, {
      actor: cause.by,
      action: 'person.household',
      object: { kind: 'person', id: person.id },
      detail: { from: from.id, to, report: cause.report },
    });
  }
}
