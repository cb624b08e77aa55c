import { type Sex, updateHousehold, updateMember } from '../storage/storage.ts';
import { record } from './audit.ts';
import type { Book } from './book.ts';
import { type Household, headColumns, type Member, membersOfHousehold } from './household.ts';
import { isAdult, isSpouse, oldHeadTo, relationTo, SOME_RELATIVE, sexOf } from './kinship.ts';
import type { Cause } from './members.ts';

/**
 * Who heads a household whose head is gone: the spouse, else the eldest adult. Null where that is not certain: two
 * adults of whom one's birth is not known, or a child of whom nobody knows whether he is grown up. Pure.
 */
export function nextHead(left: readonly Member[], today: string): Member | null {
  const spouses = left.filter(({ relation }) => isSpouse(relation));
  if (spouses.length > 0) return spouses.length === 1 ? (spouses[0] ?? null) : null;
  const grown = left.filter((member) => isAdult(member, today) !== false);
  const [only] = grown;
  if (grown.length === 1 && only !== undefined) {
    // Who lives there alone heads it, whatever his age.
    return isAdult(only, today) === true || left.length === 1 ? only : null;
  }
  if (grown.some(({ birth }) => birth === null || birth.length < 10)) return null;
  const [eldest, second] = [...grown].sort((a, b) => (a.birth ?? '').localeCompare(b.birth ?? ''));
  return eldest !== undefined && eldest.birth !== second?.birth ? eldest : null;
}

/** Makes a member the head: name, look-up, and what everybody is to him. Gives how many relations stay open. */
export async function setHead(
  book: Book,
  household: Household,
  head: Member,
  cause: Cause,
): Promise<{ open: number }> {
  const members = await membersOfHousehold(book.db, household.id);
  const old = members.find(({ relation, id }) => relation === '户主' && id !== head.id);
  const oldSex = old === undefined ? null : (old.sex ?? sexFromSpouse(members));
  let open = 0;
  for (const member of members) {
    const relation =
      member.id === head.id
        ? '户主'
        : member.id === old?.id
          ? oldHeadTo(head, { sex: oldSex })
          : relationTo(head, member, { sex: oldSex }, members);
    if (relation === SOME_RELATIVE && member.state === 'active') open += 1;
    if (relation === member.relation) continue;
    await updateMember(book.db, member.id, { relation, updated_at: book.now });
  }
  await updateHousehold(book.db, household.id, { ...headColumns(head.name), updated_at: book.now });
  await record(book, {
    actor: cause.by,
    action: 'household.head',
    object: { kind: 'household', id: household.id },
    detail: { from: old?.id ?? null, to: head.id, report: cause.report },
  });
  return { open };
}

/** A head with a wife is a man. */
function sexFromSpouse(members: readonly Member[]): Sex | null {
  const spouse = members.find(({ relation }) => isSpouse(relation));
  const sex = spouse === undefined ? null : sexOf(spouse);
  return sex === null ? null : sex === '女' ? '男' : '女';
}
