import {
  addMember,
  type Member,
  plainRelation,
  SOME_RELATIVE,
  setMemberState,
  sexOf,
} from '../../../register/register.ts';
import { nameLength } from '../../read/name.ts';
import { relationWordAt } from '../../read/relations.ts';
import { added, alreadyIn, cameBack, UNNAMED, whoCame } from '../../wording.ts';
import { toldName } from '../told-name.ts';
import { type Applied, living, type Matter } from './matter.ts';
import { whomMeant } from './whom.ts';

/** Of these a household has one. */
const ONE_OF = ['妻子', '丈夫', '配偶', '父亲', '母亲', '公公', '婆婆', '岳父', '岳母', '爷爷', '奶奶'];

/** A child was born: a line for each, unnamed where no name was told. */
export async function applyBirth({ book, household, row, cause, words }: Matter): Promise<Applied> {
  const birth = birthOf(row.occurred_on, row.span_to);
  const born: Member[] = [];
  for (const { relation, sex } of childrenOf(row.member ?? childIn(words) ?? '孩子', words)) {
    const name = born.length === 0 ? (toldName(words) ?? UNNAMED) : UNNAMED;
    born.push(await addMember(book, household, { name, relation, sex, birth }, cause));
  }
  return { told: added(born), todo: null };
}

const CHILDREN: readonly string[] = ['儿子', '女儿', '孙子', '孙女', '外孙', '外孙女'];

/** 儿媳生了双胞胎孙子: the relative told behind the birth. */
function childIn(words: string): string | null {
  const born = /生|添|得了|喜得|抱上|抱了/.exec(words);
  for (let at = born?.index ?? words.length; at < words.length; at += 1) {
    const found = relationWordAt(words, at)?.relation;
    if (found !== undefined && CHILDREN.includes(found)) return found;
  }
  return null;
}

/** 双胞胎 are two, 龙凤胎 a boy and a girl. */
function childrenOf(relation: string, words: string): { relation: string; sex: '男' | '女' | null }[] {
  const child = { relation, sex: sexOf({ relation, sex: null }) };
  if (/龙凤胎/.test(words)) {
    const grand = /孙/.test(relation) ? relation.replace(/[子女]$/, '') : '';
    return [
      { relation: grand === '' ? '儿子' : grand === '外孙' ? '外孙' : '孙子', sex: '男' },
      { relation: grand === '' ? '女儿' : `${grand}女`, sex: '女' },
    ];
  }
  if (/三胞胎/.test(words)) return [child, child, child];
  return /双胞胎|双胎|一对双/.test(words) ? [child, child] : [child];
}

/** A whole day is a birthday, a span no more than its year. */
function birthOf(from: string | null, to: string | null): string | null {
  if (from === null) return null;
  if (to === null) return from;
  return from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : null;
}

/** Somebody married in, came back, was adopted. */
export async function applyMoveIn(matter: Matter): Promise<Applied> {
  const { book, household, row, cause, words, members } = matter;
  const told = row.member;
  if (told === null || told === '户主') return { told: null, todo: whoCame(household) };
  const away = members.filter(({ state }) => state === 'moved');
  const back = whomMeant(away, told, words);
  const relation = plainRelation(told);
  const name = nameBehind(words, relation) ?? toldName(words);
  if (back.ok && (name === null || name === back.member.name)) {
    await setMemberState(book, back.member, 'active', cause);
    return { told: cameBack(back.member), todo: null };
  }
  const there = living(members).find((member) => plainRelation(member.relation) === relation);
  if (there !== undefined && ONE_OF.includes(relation)) return { told: alreadyIn(there), todo: null };
  const member = isRelation(relation)
    ? { name: name ?? UNNAMED, relation, sex: sexOf({ relation, sex: null }) }
    : { name: told, relation: SOME_RELATIVE };
  const known = living(members).find((one) => one.name === member.name);
  if (known !== undefined) return { told: alreadyIn(known), todo: null };
  return { told: added([await addMember(book, household, member, cause)]), todo: null };
}

function isRelation(told: string): boolean {
  return relationWordAt(told, 0)?.end === told.length;
}

/** 娶了媳妇李娜: the name right behind the word for the relative. */
function nameBehind(words: string, relation: string): string | null {
  const last = relation === '儿媳' ? ['儿媳', '妻子'] : relation === '女婿' ? ['女婿', '丈夫'] : [relation];
  for (let at = 0; at < words.length; at += 1) {
    const found = relationWordAt(words, at);
    if (found === null) continue;
    if (last.includes(found.relation)) {
      const length = nameLength(words, found.end, 'bare');
      if (length >= 2 && length <= 4) return words.slice(found.end, found.end + length);
    }
    at = found.end - 1;
  }
  return null;
}
