import { numeralValue } from '../../language/language.ts';
import { namesTogether, withBracket } from './alias.ts';
import { afterHamlet, CLAUSE_START, headsFrom } from './heads.ts';
import { doubtfulNameLength, nameLength, type Place } from './name.ts';
import { nicknameAt } from './nickname.ts';
import { relationWordAt } from './relations.ts';
import type { Resolved, Roster } from './roster.ts';

/** A place in the text where a household is named. */
export interface Anchor {
  /** From the group or the name on, up to the end of the name. */
  start: number;
  end: number;
  head: string | null;
  group: number | null;
  /** Told as a household (王建国家), not as a man. */
  house: boolean;
  /** 我家, 我妈. */
  own: boolean;
  /** Known by more than a name at the head of a clause: a group, the roster, 户主. */
  sure: boolean;
  /** The group is told with it or comes from the roster. */
  grouped: boolean;
  /** Taken for a household only where a change is told of it. */
  doubtful: boolean;
  /** Of a household that is called by its surname alone (老王家). */
  surname: string | null;
}

/** A group named as a heading for what follows. */
export interface GroupHeading {
  start: number;
  end: number;
  group: number;
}

export interface Found {
  anchors: Anchor[];
  headings: GroupHeading[];
}

const GROUP =
  /(?:第)?(\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?:号)?(?:个)?(?:村民)?(?:小)?(组|社|队|屯)(?!长[^\u4e00-\u9fff]*[到来开去通把在的负,。]|织|会主|合作|员证|里的人都|全体)/y;
/** 正月初九三组: the day ends before the group. */
const AFTER_DAY =
  /初[一二三四五六七八九十]$|月(?:二十|三十|十|廿|[二三]?十[一二三四五六七八九]|廿[一二三四五六七八九])$/;
const AFTER_GROUP =
  /[\s,:;.、\-|的]*(?:那个|有个叫|有个|叫|姓名|(?:建档立卡|监测|脱贫|贫困|低保|特困|五保|边缘|一般|易返贫)*(?:户主|牧户|农户|户(?=[\s:])|对象|牧民|村民|社员|农民|老乡|党员)|老爷们儿?|老?支书|老?书记|老?村长|老汉儿?|老太太|老太婆|老大爷|老大娘|寡妇|党员|户主|村民|牧民|社员|老乡|户(?=[\s:]))?[\s:的、]*/y;
const SOMEONE = /(?:有一户|有户|有一家|有家|一户|某户|一家|有个人家|有户人家)(?:人家|村民|牧民|农户|人)?/y;
const HEAD_KEY = /(?:户主|户名)(?:姓名)?(?:是|叫|为)?[\s:]*/y;
const GROUP_AFTER =
  /家?[\s,(（、:|-]*(?:(?:住|在|是|系)?(?:第)?(\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?:村民)?(?:小)?(?:组|社|队|屯)(?!长)的?[)）]?)/y;
const OWN = /(?:咱们|我们|俺们|咱|我|俺|额)(?:家里|屋里|家|屋)?的?/y;
/** Every household named, in the order of the text. */
export function findHouseholds(text: string, roster: Roster): Found {
  const found: Found = { anchors: [], headings: [] };
  let i = 0;
  let heads: number[] = [];
  while (i < text.length) {
    const last = found.anchors.at(-1);
    if (i === 0 || CLAUSE_START.test(text.charAt(i - 1)) || (last && isJoint(text, last.end, i)))
      heads = headsFrom(text, i);
    const anchor = readAt(text, i, heads.includes(i), roster, found);
    if (anchor) {
      found.anchors.push(anchor);
      i = Math.max(i + 1, anchor.end);
      continue;
    }
    const heading = found.headings.at(-1);
    i = heading && heading.start === i ? heading.end : i + 1;
    if (heading && heading.end === i) heads = headsFrom(text, i);
  }
  found.anchors = namesTogether(relativesWhoAreHeads(found.anchors, text));
  return found;
}

/** After 王建国和, 王建国家、: the next name may begin. */
function isJoint(text: string, end: number, at: number): boolean {
  return (
    at > end &&
    at - end <= 5 &&
    /^(?:家|户)?(?:和|跟|与|、|还有|以及|同|(?:的)?(?:隔壁|邻居|对门)的?)$/.test(text.slice(end, at))
  );
}

/** 滑坡把翁德才家猪圈埋了: the first household may be told as what was struck. */
function isObject(text: string, at: number, found: Found): boolean {
  return (
    found.anchors.length === 0 &&
    /(?:[把将]|(?:冲|淹|埋|砸|烧|压|毁|掀)(?:了|倒了?|垮了?|塌了?|坏了?|着了?))$/.test(
      text.slice(Math.max(0, at - 3), at),
    ) &&
    nameLength(text, at, 'listed') === 3 &&
    text.charAt(at + 3) === '家'
  );
}

function readAt(text: string, at: number, atHead: boolean, roster: Roster, found: Found): Anchor | null {
  const before = text.charAt(at - 1);
  GROUP.lastIndex = at;
  const group =
    /[\d一二三四五六七八九十第初月]/.test(before) &&
    !/[万千百][一二三四五六七八九]$/.test(text.slice(Math.max(0, at - 2), at)) &&
    !AFTER_DAY.test(text.slice(Math.max(0, at - 5), at))
      ? null
      : GROUP.exec(text);
  if (group) {
    const number = numeralValue(group[1] ?? '');
    const end = at + group[0].length;
    if (number !== null) return atGroup(text, at, end, number, roster, found);
  }
  HEAD_KEY.lastIndex = at;
  const key = HEAD_KEY.exec(text);
  if (key) {
    const named = nameFrom(text, at + key[0].length, null, roster, 'marked');
    if (named) return finish(text, at, named, roster, true);
  }
  const exact = roster.exactAt(text, at, null);
  if (exact && !/[老小]/.test(before)) return finish(text, at, { ...exact, at, known: true }, roster, true);
  const near = roster.soundsAt(text, at);
  if (near && !/[老小]/.test(before)) return finish(text, at, { ...near, at, known: true }, roster, true);
  if (!atHead && !isObject(text, at, found)) return null;
  const listed =
    found.headings.length > 0 ||
    found.anchors.some((anchor) => isJoint(text, anchor.end, at) || isJoint(text, anchor.end + 1, at));
  const beyond = afterHamlet(text, at);
  if (beyond > 0 && (roster.exactAt(text, beyond, null) || nameLength(text, beyond, 'listed') > 0))
    return null;
  const nick = nicknameAt(text, at, null, roster);
  if (nick) return withBracket(text, nick, roster);
  const named = nameFrom(text, at, null, roster, listed ? 'listed' : 'bare');
  if (named) return finish(text, at, named, roster, named.known);
  const doubtful = doubtfulNameLength(text, at);
  if (doubtful > 0) {
    const head = text.slice(at, at + doubtful);
    const anchor = finish(text, at, { head, group: null, length: doubtful, at, known: false }, roster, false);
    return { ...anchor, doubtful: !anchor.sure };
  }
  OWN.lastIndex = at;
  const own = OWN.exec(text)?.[0];
  if (
    own &&
    !/^(?:我们|咱们|俺们|我|咱|俺)(?:组|村|社|队|屯|镇|乡|县|旗|区|班|这|都|大家|要|来|去)/.test(
      text.slice(at, at + 4),
    )
  ) {
    const house = /家|屋/.test(own);
    return {
      start: at,
      end: at + own.length - (/家里?的?$|屋里?的?$/.test(own) ? own.length - own.search(/[家屋]/) : 0),
      head: null,
      group: null,
      house,
      own: true,
      sure: false,
      grouped: false,
      doubtful: false,
      surname: null,
    };
  }
  return null;
}

function atGroup(
  text: string,
  at: number,
  end: number,
  group: number,
  roster: Roster,
  found: Found,
): Anchor | null {
  AFTER_GROUP.lastIndex = end;
  const gap = AFTER_GROUP.exec(text)?.[0] ?? '';
  const nameAt = end + gap.length;
  // 三组：\n隆大有… is a heading; 三组：隆大有… names him, and heads what follows all the same.
  if (/[:\n]/.test(gap) || /^[:\n]/.test(text.slice(end)))
    found.headings.push({ start: at, end: nameAt, group });
  for (const place of gap === '' ? [end] : [nameAt, end]) {
    const nick = roster.exactAt(text, place, group) ? null : nicknameAt(text, place, group, roster);
    if (nick) return withBracket(text, { ...nick, start: at, grouped: true, sure: true }, roster);
    const named = nameFrom(text, place, group, roster, 'marked');
    if (named) {
      const anchor = finish(text, at, named, roster, true);
      return { ...anchor, group: named.known ? anchor.group : group, grouped: true };
    }
  }
  SOMEONE.lastIndex = nameAt;
  const someone = SOMEONE.exec(text)?.[0];
  if (someone)
    return {
      start: at,
      end: nameAt + someone.length,
      head: null,
      group,
      house: true,
      own: false,
      sure: true,
      grouped: true,
      doubtful: false,
      surname: null,
    };
  if (!found.headings.some((heading) => heading.start === at))
    found.headings.push({ start: at, end: nameAt, group });
  return null;
}

interface Named extends Resolved {
  at: number;
  /** The roster has it. */
  known: boolean;
}

function nameFrom(
  text: string,
  at: number,
  group: number | null,
  roster: Roster,
  place: Place,
): Named | null {
  const exact = roster.exactAt(text, at, group);
  if (exact) return { ...exact, at, known: true };
  const length = nameLength(text, at, place);
  const near = roster.nearAt(text, at, group);
  if (near && (length === 0 ? nearFits(text, at + near.length, place) : true))
    return { ...near, at, known: true };
  const given = length === 0 ? roster.byGivenName(text, at, group) : null;
  if (given && /^(?:家|他|她|叔|婶|嫂|哥|姐|大爷|大娘)/.test(text.slice(at + given.length)))
    return { ...given, at, known: true };
  return length === 0 ? null : { head: text.slice(at, at + length), group, length, at, known: false };
}

function nearFits(text: string, end: number, place: Place): boolean {
  return nameLength(`王建国${text.slice(end, end + 20)}`, 0, place) === 3;
}

function finish(text: string, start: number, named: Named, roster: Roster, sure: boolean): Anchor {
  const end = named.at + named.length;
  GROUP_AFTER.lastIndex = end;
  const later = GROUP_AFTER.exec(text);
  const told = later ? numeralValue(later[1] ?? '') : null;
  const next = later ? nameLength(text, end + later[0].length, 'marked') : 0;
  // 卓立国 2组 去世: the group comes after; 王建国家、三组李大勇: it belongs to the next.
  const own = later && told !== null && (next === 0 || /[(（]/.test(later[0])) && named.group === null;
  const group = own ? told : named.group;
  const houseFirst = /^家/.test(text.slice(end));
  const stop = own ? end + later[0].length : end;
  const head = own && named.known ? (roster.named(named.head ?? '', told).head ?? named.head) : named.head;
  const settled = own && named.known ? (roster.named(named.head ?? '', told).group ?? told) : group;
  const house = houseFirst || /^(?:家|户(?!口)|一家|全家|这户)/.test(text.slice(stop));
  const anchor: Anchor = {
    start,
    end: stop,
    head,
    group: settled,
    house,
    own: false,
    sure: sure || own === true,
    grouped: group !== null,
    doubtful: false,
    surname: null,
  };
  return own ? anchor : withBracket(text, anchor, roster);
}

/** 王建国他弟王建军, where 王建军 heads a household of the roster: the report is about his. */
function relativesWhoAreHeads(anchors: Anchor[], text: string): Anchor[] {
  const kept: Anchor[] = [];
  for (const anchor of anchors) {
    const last = kept.at(-1);
    const between = last ? text.slice(last.end, anchor.start).replace(/^(?:家的?|的|[他她]家?的?)/, '') : '';
    const relation = relationWordAt(between, 0);
    const same =
      last !== undefined &&
      anchor.sure &&
      !anchor.own &&
      relation !== null &&
      relation.end === between.length;
    if (same) kept.pop();
    kept.push(same ? { ...anchor, start: last.start } : anchor);
  }
  return kept;
}

/** Who speaks of 我家 beside named households speaks of one of those. */
export function withoutOwn(anchors: Anchor[]): Anchor[] {
  return anchors.some((anchor) => !anchor.own)
    ? anchors.filter((anchor) => !anchor.own)
    : anchors.slice(0, 1);
}
