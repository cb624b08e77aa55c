import { findNumerals, type Numeral } from '../language/language.ts';
import type { Stage, Told, ToldCount, ToldStage } from '../policies/policies.ts';

const MEASURE = /^(?:只|头|口|峰|匹|个|名|位|人|户|亩|间|孔|吨|斤|床|条|家|对|栏|羽|千瓦)/;
const NOT_COUNTED =
  /^(?:月|年级|方面|大项|小项|百分点|阶段|机制|步骤|等次|层次|行动|工程|不摘|三|五|问题|条件|事|话|县|村|字|说法|文件|政策)/;
const ANIMAL =
  /羊羔|绵羊|山羊|肉羊|羊|奶牛|肉牛|牛犊|牛|母猪|猪崽|生猪|猪|骆驼|马|驴|骡|鸡|鸭|鹅|兔|蜂|鱼|鹿/;
const PERSON_THING =
  /^(?:人|口人|口子|娃|孩|学生|小孩|崽|闺女|儿子|老人|劳力|劳动力|贫困|低保|脱贫|工人|员工)/;

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

/**
 * The figures that a message tells. `today` (ISO) settles 今年 and 去年.
 * readTold('17只羊1头牛', …).counts → 17 只 羊, 1 头 牛; readTold('十来头牛', …).counts → none, it is no number
 */
export function readTold(text: string, today: string): Told {
  const numerals = findNumerals(text);
  const counts = readCounts(text, numerals);
  return {
    counts,
    stages: readStages(text),
    persons: readPersons(text),
    things: [...new Set([...text.matchAll(new RegExp(ANIMAL, 'g'))].map((match) => match[0]))],
    money: readMoney(text, numerals),
    bare: readBare(text, numerals),
    rates: readRates(text, numerals),
    years: readYears(text, numerals),
    calendarYears: readCalendarYears(text, today),
    bound: /最少|至少|起码|最低能|少说/.test(text)
      ? 'least'
      : /最多|最高|顶多|至多|封顶|上限|撑死/.test(text)
        ? 'most'
        : null,
    side: /自己(?:要|得|还|最多|还要|还得|能|该|大概)*(?:掏|出|付|花|担|负担|拿)|自付|自费|自负|自个儿?(?:掏|出)|个人(?:掏|出|付|负担|自付)/.test(
      text,
    )
      ? '自付'
      : /报销|能报|给报|报多少|报几|报回/.test(text)
        ? '报销'
        : null,
    toCap: /封顶|顶格|卖满|卖够|卖到(?:头|顶)|最高(?:那一?档|比例|标准|限)|按最高|足额|顶满/.test(text),
    used: readUsed(text, numerals),
    excluded: readExcluded(text),
    area: readArea(text, numerals),
    usedYears: readUsedYears(text),
    adds: /再加上?|还加|加上|另外还|还有|合一搭|一搭里|连上/.test(text),
    more: /多领|多发|多拿|多给|涨多少钱|涨几个钱|涨了多少|增加多少|提高多少钱|多出/.test(text),
    total:
      /一共|总共|合计|统共|拢共|总计|加起来|合起来|合一搭|合一块|加一块|加一起|一起算|全部|共计|共(?:要|有|能|多少|几)|一总|拢总|加上/.test(
        text,
      ),
  };
}

function readCounts(text: string, numerals: readonly Numeral[]): ToldCount[] {
  const counts: ToldCount[] = [];
  for (const numeral of numerals) {
    if (numeral.percent || !numeral.exact || numeral.low !== numeral.high) continue;
    const after = text.slice(numeral.end);
    const measure = MEASURE.exec(after)?.[0];
    const before = text.slice(Math.max(0, numeral.start - 8), numeral.start);
    if (!measure) {
      // 羊25、猪4: the animal first and no measure word.
      const animal = new RegExp(`(?:${ANIMAL.source})$`).exec(before)?.[0];
      if (animal && !/^[\d年月号日元块万千百%]/.test(after))
        counts.push({ value: numeral.low, measure: '只', thing: animal, already: isPast(text, numeral) });
      continue;
    }
    const rest = after.slice(measure.length);
    if (measure === '个' && NOT_COUNTED.test(rest)) continue;
    // 一户最多补几个 and 一人多少 ask for the rate of one.
    if (
      /^(?:户|家|人|个|口)$/.test(measure) &&
      /^[一1]$/.test(numeral.text) &&
      !ANIMAL.test(rest.slice(0, 3))
    )
      continue;
    if (/第$/.test(before) || (/^[一1]$/.test(numeral.text) === true && measure === '家')) continue;
    // 一只羊补多少 asks for the rate, and is a count of one all the same.
    const animalAfter = new RegExp(`^(?:多)?(?:的|大|小|肥|育肥|自家)?(${ANIMAL.source})`).exec(rest)?.[1];
    const animalBefore = new RegExp(
      `(${ANIMAL.source})(?:有|是|卖了|出栏|出了|卖|养了|养|一共|总共|统共)?$`,
    ).exec(before)?.[1];
    const thing = animalAfter ?? animalBefore ?? (PERSON_THING.test(rest) ? '人' : null);
    counts.push({ value: numeral.low, measure, thing, already: isPast(text, numeral) });
  }
  return counts;
}

/** 已经补过18只, 上半年领了10只的: what was paid out before counts against the cap. */
function isPast(text: string, numeral: Numeral): boolean {
  const before = text.slice(Math.max(0, numeral.start - 7), numeral.start);
  const after = text.slice(numeral.end, numeral.end + 8);
  return (
    /(?:补|领|报|拿|享受)(?:过|了)(?:的|有)?$/.test(before) ||
    /^.{1,3}(?:的)?(?:羊|牛|猪)?的?(?:已经)?(?:补过|领过|领了|补了|报过)(?!多少)/.test(after) ||
    /(?:已经|都|前面|之前|上半年|早先|先前)(?:补|领|报)$/.test(before)
  );
}

function readStages(text: string): ToldStage[] {
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
    if (!same) stages.push({ stage, count: Math.max(count, named) });
    else if (named > 0) same.count += named;
    else same.count = Math.max(same.count, count);
  }
  return stages;
}

/** 三个娃都念小学 → 3; 两个大学生 → 2; else 1 */
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

function pupilsBefore(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - 10), at);
  const match =
    /(?<![老大第初高研小])([一二两三四五六七八九十\d]+|俩|仨)(?:个|名|位)?(?:(?:娃娃|娃|孩子|小孩|孙子|孙女|崽|儿子|闺女|学生|双胞胎|姑娘|小子)(?:都|全|一起)?(?:在)?(?:念|读|上|考上|考上了)?(?:的是)?)?(?:都|全)?(?:念|读|上)?$/.exec(
      before,
    );
  if (!match) return 1;
  const numeral = findNumerals(match[1] ?? '')[0];
  return numeral && Number.isInteger(numeral.low) && numeral.low >= 1 && numeral.low <= 20 ? numeral.low : 1;
}

function readPersons(text: string): number | null {
  const family =
    /一家(?:子)?([一二两三四五六七八九十\d]+)口|([一二两三四五六七八九十\d]+)口(?:之家|人)|([一二两三四五六七八九十\d]+)个?人|([一二两三四五六七八九十\d]+|仨|俩)(?:个|名|位)?(?:贫困户|贫困劳动力|劳动力|劳力|娃|孩子|学生|崽|小孩|工人)/.exec(
      text,
    );
  const written = family?.slice(1).find((part) => part !== undefined);
  if (written) {
    const value = findNumerals(written)[0]?.low ?? null;
    // 一个人 asks for the rate of one.
    return value;
  }
  if (/(?:俩|两)(?:个)?(?:娃|孩子|崽|小孩|口子)/.test(text)) return 2;
  if (/仨(?:娃|孩子|崽)/.test(text)) return 3;
  return null;
}

const MONEY_AFTER = /^(?:来|多|几)?(?:块钱|块|元钱|元|圆|万块|万元|千块|百块|块多|毛)/;

function readMoney(text: string, numerals: readonly Numeral[]): number[] {
  return numerals.flatMap((numeral) => {
    if (numeral.percent || numeral.low !== numeral.high) return [];
    const after = text.slice(numeral.end);
    const before = text.slice(Math.max(0, numeral.start - 6), numeral.start);
    const marked = MONEY_AFTER.test(after);
    const spent =
      /(?:花|花了|花费|掏了|用了|费用|医药费|药费|住院费|一共花|共花|总费用|账单|贷|贷了|借了|借|贷款|想贷|工资|标准|底薪|挣|是|了)(?:大概|大约|约|将近|整整|总共|一共|统共)?$/.test(
        before,
      );
    // A large round figure after 花了 or 贷 is money; what has a measure word of its own is not.
    const bare = spent && numeral.low >= 100 && !MEASURE.test(after) && !/^[年月日号岁%]/.test(after);
    return marked || bare ? [numeral.low] : [];
  });
}

/** 有五个只签了半年, 另外6个没上社保 → 5, 6 */
function readExcluded(text: string): number {
  const match =
    /([一二两三四五六七八九十\d]+|俩|仨)(?:个|名|位)?(?:人)?(?:只签了?半年|只签|没签|没上|没交|没买|不满一年|不够|才签|签了?半年|签的半年|没有合同|没合同)/.exec(
      text,
    );
  return match ? (findNumerals(match[1] ?? '')[0]?.low ?? 0) : 0;
}

/** 做了一百三十平 → 130 */
function readArea(text: string, numerals: readonly Numeral[]): number | null {
  const numeral = numerals.find(
    (candidate) =>
      /^(?:个)?(?:平|㎡|m2|多平)/.test(text.slice(candidate.end)) && candidate.low === candidate.high,
  );
  return numeral?.low ?? null;
}

/** 一年的已经领过了, 已经补了一年 → 1 */
function readUsedYears(text: string): number | null {
  const match =
    /([一二两三四五\d])年(?:的)?.{0,8}?(?:已经|都)?(?:领过|补过|领了|补了|拿过|拿了|享受过)/.exec(text) ??
    /(?:已经|都)?(?:领|补|拿|享受)(?:过|了)(?:整整)?([一二两三四五\d])年/.exec(text);
  return match ? (findNumerals(match[1] ?? '')[0]?.low ?? null) : null;
}

/** 已经贷过三万没还: what was borrowed before counts against the limit. */
function readUsed(text: string, numerals: readonly Numeral[]): number[] {
  return numerals.flatMap((numeral) => {
    if (numeral.percent || numeral.low < 100) return [];
    const before = text.slice(Math.max(0, numeral.start - 8), numeral.start);
    const after = text.slice(numeral.end, numeral.end + 8);
    const borrowed =
      /(?:已经?|之前|以前|前年|去年|早先)(?:贷|借|用)(?:过|了)?$|(?:贷|借)过(?:了)?$|还欠(?:着)?$/.test(
        before,
      ) || /^(?:块|元)?(?:钱)?(?:还)?没还/.test(after);
    return borrowed ? [numeral.low] : [];
  });
}

/** 基准按4.35% is the rate that a subsidised loan goes by, whatever the bank takes. */
function readRates(text: string, numerals: readonly Numeral[]): number[] {
  const rates = numerals.filter((numeral) => numeral.percent && numeral.low === numeral.high);
  const bare = numerals.filter(
    (numeral) =>
      !numeral.percent &&
      numeral.low < 30 &&
      /(?:年息|利率|利息|年利率)(?:照|按|是|算|为)*$/.test(
        text.slice(Math.max(0, numeral.start - 6), numeral.start),
      ),
  );
  const isBase = (numeral: Numeral): boolean =>
    /基准(?:利率)?(?:是|按|为|年|算)*$/.test(text.slice(Math.max(0, numeral.start - 8), numeral.start));
  return [...rates.filter(isBase), ...rates.filter((numeral) => !isBase(numeral)), ...bare].map(
    (numeral) => numeral.low,
  );
}

/** Round figures of a hundred and more that have no measure word and are no year: 去年一年四千. */
function readBare(text: string, numerals: readonly Numeral[]): number[] {
  return numerals.flatMap((numeral) => {
    if (numeral.percent || numeral.low !== numeral.high || numeral.low < 100) return [];
    const after = text.slice(numeral.end);
    if (MEASURE.test(after) || /^[年月日号岁%米公里平米亩]/.test(after) || /^20[0-4]\d$/.test(numeral.text))
      return [];
    return [numeral.low];
  });
}

function readYears(text: string, numerals: readonly Numeral[]): number | null {
  for (const numeral of numerals) {
    const after = text.slice(numeral.end);
    if (numeral.percent || numeral.low !== numeral.high || numeral.low > 30) continue;
    if (!/^(?:个)?(?:整)?年/.test(after) || /^年(?:级|前|后|初|底|月)/.test(after)) continue;
    // 一年补多少 names the period of the rate.
    if (/^(?:一|1)$/.test(numeral.text)) continue;
    if (/(?:第|一九|二〇)$/.test(text.slice(Math.max(0, numeral.start - 2), numeral.start))) continue;
    // 18年 and 20年 are calendar years, 3年 a span.
    if (/^\d{2}$/.test(numeral.text) && numeral.low >= 10) continue;
    return numeral.low;
  }
  return /整?一年(?:合计|一共|总共|下来|统共|拢共)/.test(text) ? 1 : null;
}

/** 2019年, 19年, 二〇二〇年, 今年, 去年, 明年 → calendar years */
export function readCalendarYears(text: string, today: string): number[] {
  const now = Number(today.slice(0, 4));
  const years = new Set<number>();
  for (const match of text.matchAll(/(?<!\d)(20[0-4]\d)(?!\d)(?:年)?/g)) years.add(Number(match[1]));
  for (const match of text.matchAll(/(?<![\d.])([12]\d)年(?!级)/g)) years.add(2000 + Number(match[1]));
  for (const match of text.matchAll(/二[〇零]([一二])([〇零一二三四五六七八九])年?/g)) {
    years.add(
      2000 +
        (match[1] === '一' ? 10 : 20) +
        '〇一二三四五六七八九'.indexOf((match[2] ?? '〇').replace('零', '〇')),
    );
  }
  for (const match of text.matchAll(/(?:一([五六七八九])|二([〇零]))年/g))
    years.add(match[2] ? 2020 : 2010 + '〇一二三四五六七八九'.indexOf(match[1] ?? ''));
  // 16到18这三年
  for (const match of text.matchAll(/(?<![\d.])(1[5-9]|20)年?(?:到|至|-)(1[6-9]|2[0-5])(?:年|这)/g)) {
    years.add(2000 + Number(match[1]));
    years.add(2000 + Number(match[2]));
  }
  if (/今年|本年|年内|这一年/.test(text)) years.add(now);
  if (/明年|来年/.test(text)) years.add(now + 1);
  if (/去年|上年/.test(text)) years.add(now - 1);
  if (/前年/.test(text)) years.add(now - 2);
  return [...years].sort();
}
