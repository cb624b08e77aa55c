import { findNumerals } from '../language/language.ts';
import type { Told } from '../policies/policies.ts';
import type { Intents } from './intents.ts';
import type { Session } from './session.ts';

type Last = NonNullable<Session['last']>;

const SLOT_WORDS =
  /(?:百分之)?[〇零一二两三四五六七八九十百千万半俩仨\d.]+(?:%|块钱|块|元|万|只|头|口|个|名|位|人|户|亩|年|岁|成)?(?:钱)?|羊|牛|猪|幼儿园|小学|初中|高中|职高|中专|大专|专科|本科|大学|研究生|高[一二三]|初[一二三]|大[一二三四]|年级/g;
const FILLER =
  /那么|那|呢|人|户|要是|如果|换成|的话|还有|再|又|我家|我们家|家里|我|家|有|养了|养|卖了|卖|出栏|读|念|上|花了|花|贷了|贷|一共|总共|合计|拢共|统共|加起来|多少|几|钱|补|能|给|算|是|了|吗|吧|啊|嘛|娃娃|娃|孩子|学生|老大|老二|大的|小的|一个|个|每年|一年|年|都|全|怎么|什么|和|跟|在|要|得|,|，|。|？|\?| |　/g;

/** Does the message hold nothing but figures and particles, so that it can only be about what was talked of? */
export function isOnlyFigures(text: string): boolean {
  const rest = text.replace(SLOT_WORDS, '').replace(FILLER, '');
  return (
    rest === '' &&
    /[〇零一二两三四五六七八九十百千\d俩仨]|幼儿园|小学|初中|高中|职高|中专|大专|专科|本科|大学|研究生/.test(
      text,
    )
  );
}

const ASPECT_FILLER =
  /这个|那个|这|那|它|的|去|就|还|也|都|能|要|得|呢|吗|吧|啊|嘛|呀|了|我|我家|们|家|请问|到底|啊|,|，|。|？|\?|!|！| /g;

/** 谁能领, 怎么申请, 谁负责: nothing but the side of a matter, so that it is about the matter talked of. */
export function isOnlyAspect(intents: Intents, text: string): boolean {
  if (text.length > 12) return false;
  let rest = text;
  let found = false;
  // Longest cues first: 怎么申请 goes whole before 怎么.
  for (const { aspect, patterns } of intents.aspects) {
    if (aspect === 'what') continue;
    for (const pattern of patterns) {
      const match = pattern.exec(rest);
      if (!match || match[0].length < 2) continue;
      found = true;
      rest = rest.replace(match[0], '');
    }
  }
  return (
    found &&
    rest.replace(ASPECT_FILLER, '').replace(/自己|自付|报销|享受|条件|掏|出|领|办|申请|补|有|带|找/g, '') ===
      ''
  );
}

/** Short and leaning on what was said before: 那…呢, …呢, 还有…. */
export function leansBack(text: string): boolean {
  return (
    text.length <= 16 && (/^(?:那|还有|再|要是|如果|换成|还|也)/.test(text) || /呢[?？。 ]*$/.test(text))
  );
}

/** 后面还有两句是什么, 另外几个呢: asks for the rest of what was talked of. */
export function continues(text: string): boolean {
  return text.length <= 16 && /^(?:那|它|这个|这|后面|后头|下面|另外|其他|其余|别的|剩下|还有)/.test(text);
}

const LONGEST_CORRECTED = 200;

/** A correction: what was said before, put right. */
export interface Correction {
  text: string;
  counts: Told['counts'];
}

/** 不是羊是牛 → what was said before with 羊 replaced by 牛, the numbers kept; null where the message corrects nothing. */
export function corrected(text: string, last: Last): Correction | null {
  const said =
    /^(?:不对|错了|说错了|我说错了|搞错了)?[,，。 ]*(?:我)?(?:问的|说的)?不是(.{1,8}?)[,，。 ]*(?:而是|我是说|我说的是|问的是|说的是|是)(.{1,10}?)[。!！吧呀啊]*$/.exec(
      text,
    );
  const plain =
    /^(?:不对|错了|说错了|我说错了|搞错了|不是)[,，。 ]*(?:应该是|改成|是)?(.{1,10}?)[。!！吧呀啊]*$/.exec(
      text,
    ) ?? /^(?:还是|那就|改成|算成|应该是)(.{1,8}?)[。!！吧呀啊]*$/.exec(text);
  const wrong = said?.[1];
  const right = said?.[2] ?? plain?.[1];
  if (
    !right ||
    (said === null &&
      !HAS_FIGURE.test(right) &&
      !/[羊牛猪]/.test(right) &&
      !/^(?:不对|错了|说错了|我说错了|搞错了)/.test(text))
  )
    return null;
  if (HAS_FIGURE.test(right)) return { text: last.text, counts: withNumber(last.told.counts, right) };
  // Corrected again and again, 羊 → 是羊是羊 would grow without end.
  const sentence = (
    wrong && last.text.includes(wrong) ? last.text.replaceAll(wrong, right) : `${last.text} ${right}`
  ).slice(0, LONGEST_CORRECTED);
  const counts = last.told.counts.map((count) =>
    count.thing === null || count.thing === wrong ? { ...count, thing: right } : count,
  );
  return { text: sentence, counts };
}

const HAS_FIGURE = /[\d〇零一二两三四五六七八九十百千]/;

/** 25只羊, then 是15只 → 15 只 羊: the number is put right, the animal stays unless another is named. */
function withNumber(counts: Told['counts'], right: string): Told['counts'] {
  const value = findNumerals(right)[0]?.low;
  if (value === undefined) return counts;
  const thing = /[羊牛猪]/.exec(right)?.[0];
  const [first] = counts.filter((count) => !count.already);
  const corrected = {
    value,
    measure: first?.measure ?? '只',
    thing: thing ?? first?.thing ?? null,
    already: false,
  };
  return [...counts.filter((count) => count.already), corrected];
}

/** What was said before, with the years said now: 一八年要修多少公里 · 2020年呢 → 2020年要修多少公里 */
export function inYears(text: string, years: readonly number[]): string {
  const without = text.replace(
    /(?:20\d{2}|二[〇零][一二][〇零一二三四五六七八九]|[一二][〇零一二三四五六七八九]|[12]\d)年|今年|明年|去年|前年/g,
    '',
  );
  return `${years.map((year) => `${year}年`).join('')}${without}`;
}

/** Figures told now, and those told before for what is not told again. */
export function mergeTold(now: Told, before: Told): Told {
  return {
    counts: now.counts.length > 0 ? now.counts : before.counts,
    stages: now.stages.length > 0 ? now.stages : before.stages,
    persons: now.persons ?? before.persons,
    things: now.things.length > 0 ? now.things : before.things,
    money: now.money.length > 0 || now.bare.length > 0 ? now.money : before.money,
    bare: now.bare.length > 0 ? now.bare : before.bare,
    rates: now.rates.length > 0 ? now.rates : before.rates,
    years: now.years ?? before.years,
    calendarYears: now.calendarYears.length > 0 ? now.calendarYears : before.calendarYears,
    bound: now.bound ?? before.bound,
    side: now.side ?? before.side,
    toCap: now.toCap,
    more: now.more,
    excluded: now.excluded,
    area: now.area ?? before.area,
    usedYears: now.usedYears ?? before.usedYears,
    adds: now.adds,
    inTurn: now.inTurn,
    used: now.used.length > 0 ? now.used : before.used,
    total: now.total || before.total,
  };
}

const NUMBERS = ['一', '二', '三', '四', '五'];

/** 1, 一, 第一个, 选2, ② or a word of the choice → its index; null where none or several fit. */
export function pickChoice(text: string, labels: readonly string[]): number | null {
  const plain = text.normalize('NFKC').replace(/[。,，!！ .、]/g, '');
  const number = /^(?:我?选|要|就|问|是)?(?:第)?([1-5一二三四五两])(?:个|号|项|条|种|吧|的)*$/.exec(
    plain,
  )?.[1];
  if (number) {
    const index =
      number === '两' ? 1 : NUMBERS.includes(number) ? NUMBERS.indexOf(number) : Number(number) - 1;
    return index < labels.length ? index : null;
  }
  if (plain.length < 2 || plain.length > 16) return null;
  const overlaps = labels.map((label) => sharedPairs(plain, label));
  const most = Math.max(...overlaps);
  const winners = overlaps.filter((overlap) => overlap === most);
  return most >= 1 && winners.length === 1 ? overlaps.indexOf(most) : null;
}

function sharedPairs(a: string, b: string): number {
  let shared = 0;
  for (let i = 0; i + 1 < a.length; i++) if (b.includes(a.slice(i, i + 2))) shared += 1;
  return shared;
}
