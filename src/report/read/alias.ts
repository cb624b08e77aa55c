import { numeralValue } from '../../language/language.ts';
import { likeGivenName } from './given-names.ts';
import type { Anchor } from './household.ts';
import { nameLength } from './name.ts';
import { relationWordAt } from './relations.ts';
import type { Roster } from './roster.ts';
import { surnameAt } from './surnames.ts';

const BRACKET = /家?[(（]([^()（）\n]{1,16})[)）]/y;
const GROUP =
  /^(?:住|在|是)?(?:第)?(\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?:村民)?(?:小)?(?:组|社|队|屯)的?(?:人)?$/;

/** 余老四(余长水 4组), 蓝家(志刚): who is meant, told in brackets right after how he is called. */
export function withBracket(text: string, anchor: Anchor, roster: Roster): Anchor {
  BRACKET.lastIndex = anchor.end;
  const found = BRACKET.exec(text);
  if (!found) return anchor;
  let { head, group } = anchor;
  let told = false;
  for (const part of (found[1] ?? '').split(/[\s,、;:/]+/)) {
    const number = numeralValue(GROUP.exec(part)?.[1] ?? '');
    if (number !== null) {
      group = number;
      told = true;
    } else if (relationWordAt(part, 0) === null) {
      const named = nameIn(
        part.replace(/^户主/, ''),
        anchor.surname ?? surnameAt(anchor.head ?? ''),
        group,
        roster,
      );
      if (!named) continue;
      head = named.head;
      group = named.group ?? group;
      told = true;
    }
  }
  if (!told) return anchor;
  const end = anchor.end + found[0].length;
  const house = anchor.house || found[0].startsWith('家') || text.charAt(end) === '家';
  return { ...anchor, head, group, end, house, sure: true, doubtful: false, grouped: group !== null };
}

function nameIn(
  part: string,
  surname: string | null,
  group: number | null,
  roster: Roster,
): { head: string | null; group: number | null } | null {
  const exact = roster.exactAt(part, 0, group);
  if (exact && exact.length === part.length) return exact;
  const near = roster.nearAt(part, 0, group);
  if (near && near.length === part.length) return near;
  if (surname && part.length <= 2 && surnameAt(part) === null) {
    const whole = roster.exactAt(surname + part, 0, group);
    if (whole || likeGivenName(part) === part.length) return whole ?? { head: surname + part, group: null };
  }
  const full = surname && roster.exactAt(surname + part, 0, group);
  if (full) return full;
  return nameLength(`${part}家`, 0, 'marked') === part.length && surnameAt(part) !== null
    ? { head: part, group: null }
    : null;
}

/** 邹家幺儿 … 邹光明家的: a household called by its surname is the one of that surname which is named in full. */
export function namesTogether(anchors: readonly Anchor[]): Anchor[] {
  return anchors.map((anchor) => {
    const same = anchors.filter(
      (other) =>
        other !== anchor &&
        other.head !== null &&
        (anchor.head === null
          ? anchor.surname !== null && other.surname === null && surnameAt(other.head) === anchor.surname
          : other.head === anchor.head || (other.head === null && other.surname === surnameAt(anchor.head))),
    );
    const called = anchors.find(
      (other) => anchor.head !== null && other.head === null && other.surname === surnameAt(anchor.head),
    );
    const group =
      anchor.group ?? [...same, called].find((other) => other && other.group !== null)?.group ?? null;
    if (anchor.head !== null) return { ...anchor, group, grouped: anchor.grouped || group !== null };
    const names = new Set(same.map((other) => other.head));
    const [head] = names;
    return names.size === 1 && head ? { ...anchor, head, group, grouped: group !== null } : anchor;
  });
}
