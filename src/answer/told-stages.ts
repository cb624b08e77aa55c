import { findNumerals } from '../language/language.ts';
import type { Stage, ToldStage } from '../policies/policies.ts';

const STAGE_WORDS: [RegExp, Stage][] = [
  [/幼儿园|学前班|学前|托班|小班|中班|大班|上园|入园/, '幼儿园'],
  [/研究生|硕士|博士|读研|考研|研[一二三]/, '研究生'],
  [/高职|大专|专科/, '大专'],
  [/职高|职业高中|中专|中职|技校|职中|职业学校/, '中职'],
  [/初中|(?<![年正月])初[一二三](?![十号])|[七八九]年级/, '初中'],
  [/高中|(?<![提最升抬])高[一二三](?![点些级倍成])/, '高中'],
  [/小学|[一二三四五六]年级/, '小学'],
  [/本科|大学生|大学|大[一二三四](?![个块笔下])/, '本科'],
];

const STAGE_PATTERN = Object.fromEntries(STAGE_WORDS.map(([words, stage]) => [stage, words.source]));

/** Pupils and students by stage, as they are told one by one or together. */
export function readStages(text: string): ToldStage[] {
  const found: { at: number; stage: Stage; count: number }[] = [];
  // 中专二年级 names one stage: the class adds none.
  let rest = text.replace(
    /(小学|初中|高中|中专|中职|职高|技校|大专|大学|本科)(?:的)?[一二三四五六七八九\d]年级/g,
    (whole, stage: string) => stage.padEnd(whole.length, '＿'),
  );
  for (const [words, stage] of STAGE_WORDS) {
    const pattern = new RegExp(words.source, 'g');
    for (const match of rest.matchAll(pattern))
      found.push({ at: match.index, stage, count: pupilsBefore(text, match.index) });
    rest = rest.replace(pattern, (word) => '＿'.repeat(word.length));
  }
  found.sort((a, b) => a.at - b.at);
  const stages: ToldStage[] = [];
  let from = 0;
  for (const { at, stage, count } of found) {
    const named = namedBefore(text, from, at);
    from = at;
    const same = stages.find((row) => row.stage === stage);
    // 老大上小学，老二也上小学 are two pupils; 高中…读高中 repeats one.
    const own = /^(?:阶段)?([一二两三四五六\d])年(?!级)/.exec(
      text.slice(at).replace(new RegExp(`^(?:${STAGE_PATTERN[stage]})`), ''),
    )?.[1];
    const years = own ? (findNumerals(own)[0]?.low ?? null) : null;
    if (!same) stages.push({ stage, count: Math.max(count, named), years });
    else if (named > 0) same.count += named;
    else same.count = Math.max(same.count, count);
  }
  return stages;
}

/** 老二老三 → 2; who is named one by one is counted one by one. */
function namedBefore(text: string, from: number, at: number): number {
  // Only within the clause: 大小子打工去了，二小子上高中 names one pupil.
  const clause =
    text
      .slice(from, at)
      .split(/[,，。;；! ！?？]/)
      .at(-1) ?? '';
  return [
    ...clause.matchAll(
      /老[大二三四五]|[大二三小]的|[大二三小]娃|哥哥|弟弟|姐姐|妹妹|儿子|闺女|女儿|孙子|孙女|外孙/g,
    ),
  ].length;
}

/** 三个娃都念小学 → 3; 两个大学生 → 2; 双胞胎 → 2; else 1 */
function pupilsBefore(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - 10), at);
  const match =
    /(?<![老大第初高研小])([一二两三四五六七八九十\d]+|俩|仨)(?:个|名|位)?(?:(?:娃娃|娃|孩子|小孩|孙子|孙女|崽|儿子|闺女|学生|双胞胎|姑娘|小子)(?:都|全|一起)?(?:在)?(?:念|读|上|考上|考上了)?(?:的是)?)?(?:都|全)?(?:念|读|上)?$/.exec(
      before,
    );
  if (!match) return /双胞胎|两个都|俩都/.test(before) ? 2 : 1;
  const numeral = findNumerals(match[1] ?? '')[0];
  return numeral && Number.isInteger(numeral.low) && numeral.low >= 1 && numeral.low <= 20 ? numeral.low : 1;
}
