import { findNumerals, type Numeral } from '../language/language.ts';
import type { ToldCount } from '../policies/policies.ts';

/** Measure words of heads, persons and things. */
export const MEASURE = /^(?:只|头|口|峰|匹|个|名|位|人|户|亩|间|孔|吨|斤|床|条|家|对|栏|羽|千瓦)/;
const NOT_COUNTED =
  /^(?:月|年级|方面|大项|小项|百分点|阶段|机制|步骤|等次|层次|行动|工程|不摘|三|五|问题|条件|事|话|县|村|字|说法|文件|政策)/;
const ANIMAL =
  /种羊|绒山羊|奶山羊|羊羔|绵羊|山羊|肉羊|羊|奶牛|种牛|肉牛|牛犊|牛|种猪|母猪|猪崽|生猪|猪|骆驼|马|驴|骡|鸡|鸭|鹅|兔|蜂|鱼|鹿/;
const PERSON_THING =
  /^(?:人|口人|口子|娃|孩|学生|小孩|崽|闺女|儿子|老人|劳力|劳动力|贫困|低保|脱贫|工人|员工)/;
const BEFORE_NUMBER = /(?:有|是|卖了|出栏了?|出了|卖|养了|养|一共|总共|统共)?$/;

interface Found extends ToldCount {
  /** What was done with them: only what was sold counts, where anything was. */
  fate: 'sold' | 'kept' | 'dead' | 'untold';
}

/** Kinds of animals named, with or without a number. */
export function readThings(text: string): string[] {
  return [...new Set([...text.matchAll(new RegExp(ANIMAL, 'g'))].map((match) => match[0]))];
}

/**
 * Heads, persons and things with their numbers, as far as they count for a sum.
 * 养了50只卖了12只 → 12; 养了25只羊死了3只 → 22; 去年已经领了15只 → none, it is another year's
 */
export function readCounts(text: string, numerals: readonly Numeral[]): ToldCount[] {
  const found = numerals.flatMap((numeral) => readCount(text, numeral) ?? []);
  const sold = found.some((count) => count.fate === 'sold');
  const dead = found.filter((count) => count.fate === 'dead');
  return found
    .filter((count) => count.fate !== 'dead' && !(sold && count.fate === 'kept'))
    .map(({ fate, ...count }) => {
      const lost =
        fate === 'kept' ? dead.filter((other) => other.thing === null || other.thing === count.thing) : [];
      return { ...count, value: count.value - lost.reduce((sum, other) => sum + other.value, 0) };
    })
    .filter((count) => count.value > 0);
}

function readCount(text: string, numeral: Numeral): Found | null {
  if (numeral.percent || !numeral.exact || numeral.low !== numeral.high) return null;
  const after = text.slice(numeral.end);
  const before = text.slice(Math.max(0, numeral.start - 8), numeral.start);
  // 剩下5只咋办 asks about what lies over the cap, and 第3只 counts nothing.
  if (
    /(?:第|剩下的?|多出来的?|超出的?|超过的?)$/.test(before) ||
    /(?:去年|前年|上年)(?:已经|就|都)?(?:补|领|报|拿)(?:了|过)?$/.test(before)
  )
    return null;
  const adjacent = new RegExp(`(${ANIMAL.source})${BEFORE_NUMBER.source}`).exec(before)?.[1] ?? null;
  const measure = MEASURE.exec(after)?.[0];
  if (!measure) {
    // 羊25、猪4: the animal first and no measure word. 卖羊一共多少 counts nothing.
    const bare =
      adjacent !== null && /^(?:$|[,，。、；; 和跟能补可]|种羊|羊|牛|猪)/.test(after) && numeral.low >= 2;
    return bare
      ? {
          value: numeral.low,
          measure: '只',
          thing: adjacent,
          already: isPast(text, numeral),
          fate: fateOf(before, after),
        }
      : null;
  }
  const rest = after.slice(measure.length);
  if (measure === '个' && NOT_COUNTED.test(rest)) return null;
  const isOne = /^[一1]$/.test(numeral.text);
  // 一户最多补几个 and 一人多少 ask for the rate of one.
  if (/^(?:户|家|人|个|口)$/.test(measure) && isOne && !ANIMAL.test(rest.slice(0, 3))) return null;
  const next = new RegExp(`^(?:多)?(?:的|大|小|肥|育肥|自家)?(${ANIMAL.source})`).exec(rest);
  // 羊30只牛1头: the animal after the measure word belongs to the next number.
  const nextIsOwn =
    next !== null &&
    !(adjacent !== null && findNumerals(rest.slice(next[0].length, next[0].length + 3))[0]?.start === 0);
  const thing = (nextIsOwn ? next?.[1] : null) ?? adjacent ?? (PERSON_THING.test(rest) ? '人' : null);
  return { value: numeral.low, measure, thing, already: isPast(text, numeral), fate: fateOf(before, rest) };
}

function fateOf(before: string, after: string): Found['fate'] {
  const verb = before.slice(-6);
  if (/(?:死|病死|冻死|丢|跑丢|淘汰)(?:了)?$/.test(verb)) return 'dead';
  if (/^(?:羊|牛|猪)?(?:还)?(?:没|不)(?:卖|出)/.test(after) || /(?:还有|剩|留|存栏)(?:了|着)?$/.test(verb))
    return 'kept';
  if (
    /(?:卖|出栏|出了|宰|处理)(?:了|掉)?(?:[\u4e00-\u9fff]{0,2})$/.test(verb) ||
    /^(?:羊|牛|猪)?(?:全|都|一起)(?:卖|出栏)/.test(after)
  )
    return 'sold';
  return /(?:养|有|喂|圈里)(?:了|着)?(?:[\u4e00-\u9fff]{0,1})$/.test(verb) ? 'kept' : 'untold';
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

/** People of a household or of a group that is asked for: 一家四口, 九个贫困户, 俩娃. */
export function readPersons(text: string): number | null {
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

/** 有五个只签了半年, 另外6个没上社保 → 5, 6 */
export function readExcluded(text: string): number {
  const match =
    /([一二两三四五六七八九十\d]+|俩|仨)(?:个|名|位)?(?:人)?(?:只签了?半年|只签|没签|没上|没交|没买|不满一年|不够|才签|签了?半年|签的半年|没有合同|没合同)/.exec(
      text,
    );
  return match ? (findNumerals(match[1] ?? '')[0]?.low ?? 0) : 0;
}
