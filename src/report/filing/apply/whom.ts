import {
  isSpouse,
  type Member,
  matchNames,
  nameKey,
  plainRelation,
  SOME_RELATIVE,
} from '../../../register/register.ts';

export type Meant =
  | { ok: true; member: Member }
  /** `untold`: nobody was named; `unknown`: the book has no such member; `several`: these. */
  | { ok: false; why: 'untold' | 'unknown' | 'several'; among: readonly Member[] };

/**
 * The member whom a report means: by relation or by name; where the relation fits several, by a name that stands in
 * the sentence. Pure.
 */
export function whomMeant(members: readonly Member[], told: string | null, words: string): Meant {
  if (told === null) return { ok: false, why: 'untold', among: [] };
  const related = members.filter(({ relation }) => isSame(relation, told));
  const found = related.length > 0 ? related : byNameOr(members, told);
  const named = found.length > 1 ? found.filter((member) => isNamed(member, words)) : found;
  const [only] = named;
  if (named.length === 1 && only !== undefined) return { ok: true, member: only };
  return found.length === 0
    ? { ok: false, why: 'unknown', among: members }
    : { ok: false, why: 'several', among: found };
}

/** By name; else the one relative of whom the book does not know what he is to the head, a brother or an aunt. */
function byNameOr(members: readonly Member[], told: string): Member[] {
  const named = matchNames(told, members, ({ name }) => name)?.found ?? [];
  if (named.length > 0 || told === '户主') return named;
  const vague = members.filter(({ relation }) => relation === SOME_RELATIVE);
  return vague.length === 1 ? vague : [];
}

/** Whose name stands in the sentence. */
export function isNamed({ name }: Member, words: string): boolean {
  const key = nameKey(name);
  return key.length >= 2 && nameKey(words).includes(key);
}

/** 配偶 is a wife or a husband, 长子 a son. */
function isSame(inBook: string, told: string): boolean {
  const known = plainRelation(inBook);
  const wanted = plainRelation(told);
  if (known === wanted) return true;
  return isSpouse(known) && isSpouse(wanted) && (known === '配偶' || wanted === '配偶');
}
