import { type Member, splitHousehold } from '../../../register/register.ts';
import { relationWordAt } from '../../read/relations.ts';
import { splitDone, splitOpen } from '../../wording.ts';
import { type Applied, living, type Matter } from './matter.ts';
import { isNamed, whomMeant } from './whom.ts';

/** One household becomes two: the first member named leads the new one, whoever else is named goes with him. */
export async function applySplit(matter: Matter): Promise<Applied> {
  const { book, household, cause, words, members } = matter;
  const here = living(members);
  const others = here.filter(({ relation }) => relation !== '户主');
  const [head, ...rest] = namedIn(words, others);
  if (head === undefined) return { told: null, todo: splitOpen(household, others) };
  const made = await splitHousehold(book, household, { head, others: rest, members: here }, cause);
  const left = others.length - rest.length - 1;
  return { told: splitDone(made, [head, ...rest], left), todo: null };
}

/** Members in the order in which the sentence names them: by name, or by a relation that only one has. */
function namedIn(words: string, members: readonly Member[]): Member[] {
  const places = new Map<Member, number>();
  for (const member of members) if (isNamed(member, words)) places.set(member, words.indexOf(member.name));
  for (let at = 0; at < words.length; at += 1) {
    const found = relationWordAt(words, at);
    if (found === null) continue;
    const meant = whomMeant(members, found.relation, '');
    if (meant.ok && !places.has(meant.member)) places.set(meant.member, at);
    at = found.end - 1;
  }
  return [...places].sort(([, a], [, b]) => a - b).map(([member]) => member);
}
