import { composed, type Relation, relationWordAt } from './relations.ts';

/** Who is spoken of in a clause. */
export type Subject =
  | { kind: 'relation'; relation: Relation; start: number; end: number }
  | { kind: 'self' }
  | { kind: 'pronoun' }
  | { kind: 'none' };

const SELF = /自己(?!掏|出|花|付|家|负|承|拿|担)|本人|自个儿?(?!掏|出|花|付|家|负|承|拿|担)/;
/** Relatives to whom one goes, from whom one gets: 搬到儿子家, 跟女儿去, 给儿子盖房. */
const GOES_TO =
  /(?:搬到|搬去|住到|住在|去|到|跟|随|和|同|与|给|替|为|帮|靠|找|由|对|向|在|留给|过继给|陪|带|领|抱|背)(?:了|他|她|着|自己|大|二|小)*$/;

/** 住院的是他妈, 不是他爸摔了是他妈. */
const MEANT =
  /(?:(?<![生考嫁娶得患找给养带接叫])的(?:不是[^,。是]{1,5}[,，]?)?是|不是[^,。]{1,8}[,，]?而?是)(?:他|她)?家?(?:的)?[大二三四小老]?$/;

/**
 * The relatives told in a clause, chains read through: 儿媳生的闺女 stays two, 他媳妇他妈 is 岳母.
 * `from` is where to begin; `text` has ＃ for names.
 */
export function relationsIn(
  text: string,
  from = 0,
  to = text.length,
): { relation: Relation; start: number; end: number; toward: boolean }[] {
  const found: { relation: Relation; start: number; end: number; toward: boolean }[] = [];
  for (let at = from; at < to; at++) {
    const word = wordAt(text, at);
    if (!word) continue;
    let { relation, end } = word;
    const start = at;
    const before = text.slice(Math.max(0, at - 6), at);
    for (;;) {
      const link = /^(?:(?:家里?的?|的)?(?:他|她)?(?:的)?)/.exec(text.slice(end, end + 4))?.[0] ?? '';
      const next = wordAt(text, end + link.length);
      const both = next ? composed(relation, next.relation) : null;
      if (!next || both === null || next.end > to) break;
      relation = both;
      end = next.end;
    }
    const speaks = /^(?:也|就|还|都)?(?:说|讲|反映|告诉|打电话|来(?:说|讲|电)|不让|喊)/.test(
      text.slice(end, end + 6),
    );
    const there =
      /^(?:家|那|处|身边|跟前)/.test(text.slice(end)) &&
      /(?:到|去|在|搬|迁|投|住)[\u4e00-\u9fff＃]{0,5}$/.test(before);
    found.push({
      relation,
      start,
      end,
      toward: speaks || there || GOES_TO.test(before.replace(/[他她]$/, '')),
    });
    at = end - 1;
  }
  return found;
}

/** 他大昨天: the dialect word for father, only after 他 or 她. */
function wordAt(text: string, at: number): { relation: Relation; end: number } | null {
  if (
    text.charAt(at) === '大' &&
    /[他她]/.test(text.charAt(at - 1)) &&
    !/^[前后学概雨姐哥爷娘女儿小二嫂妹弟伯叔闺姑孙舅姨外丫媳]/.test(text.slice(at + 1))
  )
    return { relation: '父亲', end: at + 1 };
  return relationWordAt(text, at);
}

/** Whom a clause is about. `sign` is where its change is told, at or after which a relative is an object. */
export function subjectOf(text: string, from: number, to: number, sign: number): Subject {
  const relations = relationsIn(text, from, to).filter((found) => !found.toward);
  const before = relations.filter((found) => found.start <= sign);
  // 住院的是他妈, 不是他爸摔了是他妈: who it was stands after 是.
  const meant = relations.find((found) => MEANT.test(text.slice(from, found.start)));
  const first = meant ?? before[0] ?? null;
  const clause = text.slice(from, to);
  // 姜永贵老爷子得了痴呆 speaks of him with respect.
  if (
    first &&
    text.charAt(first.start - 1) === '＃' &&
    /^(?:老爷子|老太太|老大爷|老大娘|老人家?)/.test(text.slice(first.start))
  )
    return { kind: 'self' };
  if (first) {
    // 他老伴 and 她老伴 are typed by voice: the pronoun tells no sex.
    return { kind: 'relation', relation: first.relation, start: first.start, end: first.end };
  }
  if (SELF.test(clause)) return { kind: 'self' };
  const lead = /[他她](?!家)/.exec(clause.slice(0, Math.max(0, sign - from) + 2));
  if (lead && !/^(?:他|她)们/.test(clause.slice(lead.index))) return { kind: 'pronoun' };
  return { kind: 'none' };
}
