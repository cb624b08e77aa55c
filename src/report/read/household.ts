import { numeralValue } from '../../language/language.ts';
import { nameLength, type Place } from './name.ts';
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
const AFTER_GROUP =
  /[\s,:;.、\-|的]*(?:那个|有个叫|有个|叫|姓名|(?:建档立卡|监测|脱贫|贫困|低保|特困|五保|边缘|一般|易返贫)*(?:户主|牧户|农户|户(?=[\s:])|对象|牧民|村民|社员|农民|老乡|党员)|户主|村民|牧民|社员|老乡|户(?=[\s:]))?[\s:的、]*/y;
const SOMEONE = /(?:有一户|有户|有一家|有家|一户|某户|一家|有个人家|有户人家)(?:人家|村民|牧民|农户|人)?/y;
const HEAD_KEY = /(?:户主|户名)(?:姓名)?(?:是|叫|为)?[\s:]*/y;
const GROUP_AFTER =
  /家?[\s,(（、:|-]*(?:(?:住|在|是|系)?(?:第)?(\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?:村民)?(?:小)?(?:组|社|队|屯)(?!长)的?[)）]?)/y;
const OWN = /(?:咱们|我们|俺们|咱|我|俺|额)(?:家里|屋里|家|屋)?的?/y;
const FILLER =
  /(?:领导|书记|主任|组长|同志们?|您好|你好|大家好|各位|喂|哎呀?|哎|嗯|那啥|那个|就是|就|这个|这|报告|汇报|上报|反映|报一下|说一下|说个事|说一声|跟你说|跟您说|给你说|给您报|补充|补报|再报|再|又|还有|另外|此外|对了|然后|接着|以及|听说|听人说|听人讲|据说|据了解|好像|刚听说|才听说|刚才|刚刚|刚|今天|昨天|前天|今早|昨晚|昨夜|今晚|才|我们村|咱们村|咱村|我村|本村|村里|村子|村上|组里|队里|嘎查|一下|一个|情况|事|哦|噢|哈|呀|啊|唉|嘿|是|有|报喜啦?|喜报|急报?|紧急|收到|好的|更新|登记|记一下|帮我?|麻烦|请|核实过?了?|走访(?:发现|得知|了解到)?|入户(?:发现|得知)?|发现|得知|了解到|接到|关于|其中|分别是|名单|有|到|去|原来|今儿|昨儿|个|的|和|跟|与|、|\s)/y;
const DAY_WORD =
  /(?:\d{1,4}年)?(?:\d{1,2}月)?\d{1,2}[日号](?:上午|下午|晚上|早上|凌晨|夜里|中午)?|(?:农历|阴历)?(?:正月|腊月|冬月)[初十廿]?[一二三四五六七八九十]{1,2}|上个?(?:周|星期|礼拜)[一二三四五六日天末]?|上个?月|(?:今天|昨天|前天)?(?:上午|下午|晚上|早上|凌晨|夜里|中午)|大前天|前几天|最近|去年|今年/y;
const CLAUSE_START = /[\n,。;:!?\s(（]/;

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
  found.anchors = withoutOwn(relativesWhoAreHeads(found.anchors, text));
  return found;
}

/** After 王建国和, 王建国家、: the next name may begin. */
function isJoint(text: string, end: number, at: number): boolean {
  return at > end && at - end <= 4 && /^(?:家|户)?(?:和|跟|与|、|还有|以及|同)$/.test(text.slice(end, at));
}

/** Every place after a clause's beginning at which its first name may stand: after 听说, 昨天, 那个 and the like. */
function headsFrom(text: string, from: number): number[] {
  const heads = [from];
  let at = from;
  for (let n = 0; n < 8; n++) {
    FILLER.lastIndex = at;
    DAY_WORD.lastIndex = at;
    const word = FILLER.exec(text)?.[0] ?? DAY_WORD.exec(text)?.[0];
    if (!word) break;
    at += word.length;
    heads.push(at);
  }
  return heads;
}

function readAt(text: string, at: number, atHead: boolean, roster: Roster, found: Found): Anchor | null {
  const before = text.charAt(at - 1);
  GROUP.lastIndex = at;
  const group =
    /[\d一二三四五六七八九十第初月]/.test(before) &&
    !/[万千百][一二三四五六七八九]$/.test(text.slice(Math.max(0, at - 2), at))
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
  if (!atHead) return null;
  const listed =
    found.headings.length > 0 ||
    found.anchors.some((anchor) => isJoint(text, anchor.end, at) || isJoint(text, anchor.end + 1, at));
  const nick = nicknameAt(text, at, null, roster);
  if (nick) return nick;
  const named = nameFrom(text, at, null, roster, listed ? 'listed' : 'bare');
  if (named) return finish(text, at, named, roster, named.known);
  OWN.lastIndex = at;
  const own = OWN.exec(text)?.[0];
  if (own && !/^(?:我们|咱们)(?:组|村|社|队|镇|乡|班|这|都|大家|要|来|去)/.test(text.slice(at, at + 4))) {
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
    if (nick) return { ...nick, start: at, grouped: true, sure: true };
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

function finish(text: string, start: number, named: Named, _roster: Roster, sure: boolean): Anchor {
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
  const head = own && named.known ? (_roster.named(named.head ?? '', told).head ?? named.head) : named.head;
  const settled = own && named.known ? (_roster.named(named.head ?? '', told).group ?? told) : group;
  const house = houseFirst || /^(?:家|户(?!口)|一家|全家|这户)/.test(text.slice(stop));
  return {
    start,
    end: stop,
    head,
    group: settled,
    house,
    own: false,
    sure: sure || own === true,
    grouped: group !== null,
  };
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
function withoutOwn(anchors: Anchor[]): Anchor[] {
  return anchors.some((anchor) => !anchor.own)
    ? anchors.filter((anchor) => !anchor.own)
    : anchors.slice(0, 1);
}
