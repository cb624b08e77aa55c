/** Which way money went, as a report's words tell it; null where they do not, or tell both. */

const IN =
  /卖(?!不)|出栏|出售|售出|售了|脱手|变卖|租(?:给|出)|流转(?:给|出)|(?:包|转包)(?:给|出)|分红|赚|收入|得了|租金|卖得/;
const OUT =
  /买(?!家|主|卖|走)|购(?:买|进|置|了)|引进|补栏|投(?:了|入)|花了|花费|租(?:了|来|进|下|种)|承包(?:了|来|下)|流转(?:来|进)/;

/** 卖了25只羊 → in; 买了3头牛 → out. */
export function moneyWay(words: string): 'in' | 'out' | null {
  const comesIn = IN.test(words);
  const goesOut = OUT.test(words.replace(/被.{0,6}买走|来买|收买/g, ''));
  return comesIn === goesOut ? null : comesIn ? 'in' : 'out';
}

/** What became of a benefit. `raised-to`: the sum told is the new whole one, not what came on top. */
export const BENEFIT_WAYS = ['stopped', 'refused', 'overdue', 'raised', 'raised-to', 'granted'] as const;
export type BenefitWay = (typeof BENEFIT_WAYS)[number];

/** The first that fits decides: 停了还没恢复 is stopped. */
const WAYS: Readonly<Record<BenefitWay, RegExp>> = {
  stopped: /停|取消|清退|退保|退出|断(?:了|发|供)|核(?:掉|减|销)|注销|没了|没啦/,
  refused: /没(?:有)?批|批不下来|没(?:有)?评上|没(?:有)?通过/,
  overdue:
    /(?:没(?:有)?|未|还没|一直没|迟迟没|不)(?:见)?(?:给|按时)?(?:发|到|收|打|领|给|拿|下来)|拖(?:着|了|欠)|欠(?:着|了|发)|还没|一直没/,
  'raised-to': /(?:涨|提|调|增加|加)(?:高|标)?(?:到|成|为)/,
  raised: /涨|提(?:高|标)|增(?:加|发)|调高|上调/,
  granted:
    /批(?:了|下|准|上)|发(?:了|到|下|放)|到(?:了|账|位|卡)|领(?:到|了|上|着)|拿(?:到|上|了)|享受|纳入|评(?:上|为|了)|办(?:了|好|下|上|成)|吃上|恢复|续上|补发|打(?:到|进|了|过)/,
};

/** 低保停了 → stopped; null where the words do not tell. */
export function benefitWay(words: string): BenefitWay | null {
  return BENEFIT_WAYS.find((way) => WAYS[way].test(words)) ?? null;
}

const WAY_WORDS: Readonly<Record<Exclude<BenefitWay, 'granted'>, string>> = {
  stopped: '停了',
  refused: '没批',
  overdue: '没按时发',
  raised: '涨了',
  'raised-to': '涨了',
};

/** Which benefit, with what became of it: 低保, 低保给停了 → 低保停了. A note that tells it stays as it is. */
export function benefitNote(note: string, words: string): string {
  const way = benefitWay(note) === null ? benefitWay(words) : null;
  if (way === null) return note;
  return `${note}${way === 'granted' ? grantedWord(words) : WAY_WORDS[way]}`;
}

function grantedWord(words: string): string {
  if (/批|评|纳入|办/.test(words)) return '批下来了';
  return /恢复|续/.test(words) ? '恢复了' : '发了';
}

/** The benefit alone: 低保停了 → 低保. */
export function benefitName(note: string | null): string | null {
  return note?.replace(/(?:停了|没批|没按时发|涨了|批下来了|恢复了|发了)$/, '') ?? null;
}

/** 每月领 300 → monthly; 一次性 → once; null where neither is told. */
export function benefitPeriod(words: string): 'monthly' | 'once' | null {
  if (/每(?:个)?月|一个月|按月|月(?:领|发|补|给)/.test(words)) return 'monthly';
  return /一次性|一次|慰问|临时/.test(words) ? 'once' : null;
}

const BEFORE = /^(?:就|他们?家?|她们?家?|我们?家?|家里|现在|还|都|应该|确实|是的[,，]?|是|对[,，])+/;
const AFTER = /[。.!！\s的了呢哦啊呀]+$/;

/**
 * 是大病住院, 他家是危房的 → yes; 没有吃低保 → no; null: no answer to that. `justAsked`: a beginning of the answer, or a
 * plain 是 or 没有, then answers it as well.
 */
export function answerIn(
  text: string,
  { yes, no }: { yes: string; no: string },
  justAsked = false,
): boolean | null {
  if (justAsked && /[不没]/.test(no) && !/[不没]/.test(yes)) {
    const plain = text.trim().replace(AFTER, '');
    // 对 is what files a report: pressed twice, or said of another matter, it answers nothing here.
    if (/^(?:是|有)$/.test(plain)) return true;
    if (/^(?:不是|没有?|不)$/.test(plain)) return false;
  }
  const said = bare(text);
  const words = [bare(yes), bare(no)];
  const meant = words.indexOf(said);
  if (meant >= 0) return meant === 0;
  if (!justAsked || said.length < 2) return null;
  const begun = words.filter((word) => word.startsWith(said));
  return begun.length === 1 ? begun[0] === words[0] : null;
}

function bare(words: string): string {
  return words
    .trim()
    .replace(AFTER, '')
    .replace(BEFORE, '')
    .replace(/没有(?=[\u4e00-\u9fff])/, '没');
}
