import { numeralValue } from '../../language/language.ts';
import type { HouseholdCategoryWord } from '../../storage/storage.ts';
import { type Fact, STAGES, type Whom } from './audience.ts';

/** A place that may be named. */
export interface NamedPlace {
  path: string;
  name: string;
}

/** One piece of an audience as it was typed. */
export type Token =
  | { kind: 'and' }
  | { kind: 'place'; written: string; paths: string[] }
  /** 全县, 全镇, 全村: one's own place, where it is one. */
  | { kind: 'whole'; level: 'county' | 'township' | 'village'; written: string }
  | { kind: 'group'; number: number }
  | { kind: 'whom'; whom: Exclude<Whom, { kind: 'one' }> }
  | { kind: 'fact'; fact: Fact }
  /** Whatever is none of these: a name, or nothing. */
  | { kind: 'name'; name: string };

type Taken = { token: Token | null; length: number };

const CATEGORIES: Readonly<Record<string, HouseholdCategoryWord>> = {
  脱贫户: '脱贫户',
  脱贫人口: '脱贫户',
  监测户: '监测户',
  监测对象: '监测户',
  边缘易致贫户: '边缘易致贫户',
  边缘户: '边缘易致贫户',
  低保户: '低保户',
  低保对象: '低保户',
  特困户: '特困户',
  特困供养户: '特困户',
  五保户: '特困户',
  一般户: '一般户',
  一般农户: '一般户',
};

/** The longer wording stands before the one that it contains. */
const WHOM: readonly (readonly [RegExp, Exclude<Whom, { kind: 'one' | 'category' | 'tag' }>['kind']])[] = [
  [/^(?:帮扶责任人|帮扶干部|帮扶人|包户干部|联户干部|包联干部)/, 'helpers'],
  [
    /^(?:各(?:个)?(?:嘎查村?|行政村|村)(?!民|里|组)(?:两委|干部)?|(?:嘎查村?|村)(?:两委)?干部|村两委|两委成员)/,
    'cadres',
  ],
  [
    /^(?:各(?:个)?(?:苏木乡?镇?|乡镇|镇办|乡|镇|街道)(?:干部|工作人员)?|(?:乡镇|苏木镇?|镇|乡)(?:干部|工作人员)|乡镇)/,
    'townships',
  ],
  [/^(?:县级?干部|旗级?干部|县直?部门|旗直?部门|行业部门|各部门)/, 'offices'],
  [/^(?:工作人员|干部职工|干部)/, 'staff'],
  [
    /^(?:村民|农牧民|牧民|农民|农户|牧户|农牧户|群众|老百姓|百姓|住户|家庭|人家|乡亲(?:们)?|户家|户)/,
    'villagers',
  ],
  [/^(?:大家|所有人|全体人员|全员|全体$)/, 'everybody'],
];

const STAGE_WORDS: readonly (readonly [RegExp, Fact])[] = [
  [/^(?:大学生|上大学的)/, { kind: 'student', stages: ['大专', '本科', '研究生'] }],
  ...STAGES.map((stage): readonly [RegExp, Fact] => [
    new RegExp(`^(?:(?:上|读|念)${stage}的?(?:学生|孩子|娃)?|${stage}的?(?:学生|孩子|娃|生))`),
    { kind: 'student', stages: [stage] },
  ]),
  [/^(?:上学的(?:孩子|娃)?|(?:在校)?学生)/, { kind: 'student', stages: [] }],
];
const FACTS: readonly (readonly [RegExp, Fact])[] = [
  ...STAGE_WORDS,
  [/^残疾(?:人|人员)?/, { kind: 'disabled' }],
  [/^(?:大病(?:病人|患者)?|慢性?病(?:病人|患者)?|病人|患者)/, { kind: 'ill' }],
  [/^(?:老人|老年人)/, { kind: 'elder', age: 60 }],
  [/^(?:小孩|孩子|儿童|未成年人?)/, { kind: 'child', age: 18 }],
];
const ANIMAL = /^(?:养|有)(?:了)?(绵羊|山羊|羊|牛|猪|鸡|马|骆驼|驴|鸭|鹅|兔)(?:的|户)?/;
const ELDER = /^(\d{2})岁以上的?(?:老人|老年人|人)?/;
const CHILD = /^(\d{1,2})岁以下的?(?:小孩|孩子|儿童|娃|人)?/;
const AND = /^(?:[\s、,，;；和与及跟]+|以及|还有|加上)+/;
const FILLER = /^(?:全体|所有的?|全部|每一?个|每一?(?=[农牧]*户)|各位|各(?=[农牧]*户)|的|们|家里|里)/;
const WHOLE: readonly (readonly [RegExp, 'county' | 'township' | 'village'])[] = [
  [/^(?:全|本|我们?|咱们?)(?:县|旗)/, 'county'],
  [/^(?:全|本|我们?|咱们?)(?:镇|苏木|乡)/, 'township'],
  [/^(?:全|本|我们?|咱们?)(?:嘎查|村)(?!民)/, 'village'],
];
const GROUP = /^第?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:组|社|队|屯)/;

/** Cuts an audience into pieces. `text` is normalised. */
export function tokensOf(text: string, places: readonly NamedPlace[], tags: readonly string[]): Token[] {
  const tokens: Token[] = [];
  let rest = text;
  while (rest !== '') {
    const { token, length } = next(rest, places, tags);
    if (token !== null) tokens.push(token);
    rest = rest.slice(Math.max(1, length));
  }
  return tokens;
}

function next(rest: string, places: readonly NamedPlace[], tags: readonly string[]): Taken {
  const place = placeAt(rest, places);
  // 示范嘎查干部 begins with a place; 和平村 begins with 和.
  if (place !== null) return place;
  const and = AND.exec(rest);
  if (and) return { token: { kind: 'and' }, length: and[0].length };
  return (
    known(rest, tags) ?? {
      token: { kind: 'name', name: nameAt(rest) },
      length: Math.max(1, nameAt(rest).length),
    }
  );
}

function known(rest: string, tags: readonly string[]): Taken | null {
  const tag = tags.filter((name) => rest.startsWith(name)).sort((a, b) => b.length - a.length)[0];
  if (tag !== undefined) return { token: { kind: 'whom', whom: { kind: 'tag', tag } }, length: tag.length };
  for (const [pattern, level] of WHOLE) {
    const found = pattern.exec(rest);
    if (found) return { token: { kind: 'whole', level, written: found[0] }, length: found[0].length };
  }
  const group = GROUP.exec(rest);
  if (group) {
    const number = Number(numeralValue(group[1] ?? '') ?? 0);
    return { token: { kind: 'group', number }, length: group[0].length };
  }
  const category = Object.keys(CATEGORIES)
    .filter((word) => rest.startsWith(word))
    .sort((a, b) => b.length - a.length)[0];
  if (category !== undefined) {
    const whom = { kind: 'category', category: CATEGORIES[category] ?? '一般户' } as const;
    return { token: { kind: 'whom', whom }, length: category.length };
  }
  const fact = factAt(rest);
  if (fact !== null) return fact;
  for (const [pattern, kind] of WHOM) {
    const found = pattern.exec(rest);
    if (found) return { token: { kind: 'whom', whom: { kind } }, length: found[0].length };
  }
  const filler = FILLER.exec(rest);
  return filler ? { token: null, length: filler[0].length } : null;
}

/** 有高中生的, 养羊的, 60岁以上的; 有 and 家里有 belong to it. */
function factAt(rest: string): Taken | null {
  const animal = ANIMAL.exec(rest);
  if (animal) {
    const fact = { kind: 'animals', animal: animal[1] ?? '' } as const;
    return { token: { kind: 'fact', fact }, length: animal[0].length };
  }
  const lead = /^(?:家里)?有/.exec(rest)?.[0].length ?? 0;
  const said = rest.slice(lead);
  const aged = ELDER.exec(said) ?? CHILD.exec(said);
  if (aged) {
    const kind = aged[0].includes('以上') ? 'elder' : 'child';
    const token: Token = { kind: 'fact', fact: { kind, age: Number(aged[1]) } };
    return { token, length: lead + aged[0].length };
  }
  for (const [pattern, fact] of FACTS) {
    const found = pattern.exec(said);
    if (found) return { token: { kind: 'fact', fact }, length: lead + found[0].length };
  }
  return null;
}

function placeAt(rest: string, places: readonly NamedPlace[]): Taken | null {
  let written = '';
  let paths: string[] = [];
  for (const { path, name } of places) {
    for (const called of [name, shortOf(name)]) {
      if (called.length < 2 || !rest.startsWith(called) || called.length < written.length) continue;
      // 河西的王建国 means the place, 河西王建国 may be a name.
      if (called !== name && !/^(?:的|、|,|，|和|$)/.test(rest.slice(called.length))) continue;
      if (called.length > written.length) paths = [];
      written = called;
      if (!paths.includes(path)) paths.push(path);
    }
  }
  return written === '' ? null : { token: { kind: 'place', written, paths }, length: written.length };
}

function shortOf(name: string): string {
  const short = name.replace(/(?:嘎查|苏木|社区|村|镇|乡)$/, '');
  return short.length >= 2 ? short : name;
}

/** A name goes up to a mark; 和 parts two of them where both sides are long enough to be one. */
function nameAt(rest: string): string {
  const run = /^[^\s、,，;；]+/.exec(rest)?.[0] ?? rest.slice(0, 1);
  for (const found of run.matchAll(/[和与及跟]/g)) {
    if (found.index >= 2 && run.length - found.index - 1 >= 2) return run.slice(0, found.index);
  }
  return run;
}
