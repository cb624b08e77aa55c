import { findDates, findMoney, findNumbers, numeralValue } from '../../language/language.ts';
import type { Item, Lack } from './draft.ts';

/** What a correction, or the answer to a question, changes in one item. */
export interface Change {
  head?: string;
  group?: number;
  member?: string;
  occurredOn?: string;
  spanTo?: string | null;
  amount?: number;
  count?: number;
  unit?: string;
  stage?: string;
  note?: string;
  /** Digits. */
  phone?: string;
  /** The field asked for is not known. */
  unknown?: true;
}

/** What the reading of a correction has to ask others. */
export interface Reader {
  at: Date;
  /** The relation to the head that words like 他媳妇 tell; null where they tell none. */
  memberOf(words: string): string | null;
  /** What the member of that name is called in the household that it is about; null where none is. */
  memberNamed(name: string): string | null;
  /** Is that the name of a head of the roster? */
  isHead(name: string): boolean;
}

const NOT_RIGHT =
  /^(?:不对|不是的|错了|错啦|有误|(?:写|说|打|报|弄|搞)错了?|更正|纠正|改一下|改下)[一下啊呀哦了的]*[\s,，。.:：!！]*/;
const BECOMES = /改成|改为|换成|应该是|应是|应为|更正为|而是/;
const LABELS: readonly (readonly [RegExp, keyof Change])[] = [
  [/^(?:自付|自费|金额|钱数?|花费|花了?的?钱?|费用|损失|工资|收入|学费|卖了?的?钱|欠款)/, 'amount'],
  [/^(?:日期|时间|日子|那天|哪天)/, 'occurredOn'],
  [/^(?:户主|户名|名字|姓名|人名)/, 'head'],
  [/^(?:组别|组|哪个组)(?=不对|错|改|应|是|为|:|：)/, 'group'],
  [/^(?:电话|手机号?|号码|联系方式)/, 'phone'],
  [/^(?:数量|数|几[只头亩间])/, 'count'],
  [/^(?:学段|学校|上学)/, 'stage'],
  [/^(?:病名|病情|病|内容|备注|说明|事由|等级|原因)/, 'note'],
  [/^(?:是谁|谁|人|当事人|对象)(?=不对|错|改|应|是|为|:|：)/, 'member'],
];
const RELATION =
  /媳|老婆|婆姨|堂客|妻|丈夫|老公|男人|掌柜|当家的|老伴|爱人|对象|配偶|妈|娘|母|爸|爹|父|儿|崽|女|闺|姑娘|丫头|孙|哥|弟|姐|妹|公公|婆|爷|奶|岳|丈人|女婿|小子|老汉|嫂|姥/;
const SELF = /^(?:就?是)?(?:户主|本人|他?她?自己|户主本人|他本人|她本人)$/;
const STAGES = ['幼儿园', '小学', '初中', '高中', '中职', '大专', '本科', '研究生'];
const STAGE_WORDS: Readonly<Record<string, string>> = {
  中专: '中职',
  职高: '中职',
  技校: '中职',
  大学: '本科',
  专科: '大专',
  高职: '大专',
};
const UNKNOWN =
  /^(?:还|都|我)?(?:不知道|不清楚|不晓得|不详|没说|没问|忘了|记不清|记不得|说不上|说不准|不太清楚)/;
const NOT_COUNTED = /^(?:组|社|队|屯|号|月|年|天|日|岁|点|个月|次|级|%)$/;
const ILLNESS = /(?:癌|瘤|炎|病|梗|结石|骨折|血压|中风|偏瘫|脑溢血|尿毒症|手术|截瘫|白血病)$/;
const GROUP = /^(?:第)?([\d一二三四五六七八九十]{1,3})(?:组|社|队|屯|小组|小队)(?:的|那家|家)?$/;
const GROUP_AND_NAME =
  /^(?:第)?([\d一二三四五六七八九十]{1,3})(?:组|社|队|屯)(?:的)?([\u4e00-\u9fff·]{2,10}?)家?$/;

/** 没有这户就加上 is no name. */
const NO_NAME =
  /没有|这户|那户|这家|加上|加进|添上|新来|不(?:在|是|对|知|要|报|行)|怎么|什么|哪|吗|呢|[我你您她]/;

/** 不清楚, 不知道 */
export function isUnknown(text: string): boolean {
  return UNKNOWN.test(text);
}

/** Does it begin with what was wrong: 不对，……? */
export function isSaidWrong(text: string): boolean {
  return NOT_RIGHT.test(text) || /^不是.+是/.test(text);
}

/** What is put in place of what was read: 不对 是漏雨, 改成漏雨 → 漏雨; null where nothing is. */
export function putInPlace(text: string): string | null {
  const value = text
    .replace(NOT_RIGHT, '')
    .replace(/^.{0,8}?(?:改成|改为|换成|应该是|应是|应为|更正为|而是)/, '')
    .replace(/^(?:就?是|为|:|：|\s)+/, '')
    .replace(/[。.!！]+$/, '')
    .trim();
  return value === '' || value === text || !isTelling(value) ? null : value;
}

/** Is it meant as a correction of what was read back? */
export function isCorrection(text: string): boolean {
  return (
    NOT_RIGHT.test(text) ||
    BECOMES.test(text) ||
    /^不是.+是/.test(text) ||
    (LABELS.some(([label]) => label.test(text)) &&
      text.length <= 30 &&
      !/[?？吗呢]$|怎么|多少|哪里|什么/.test(text))
  );
}

/**
 * What a message changes in an item; null where it changes nothing. `asked`: what was asked for last, so that a bare
 * answer is understood. readChange('不对，是三组') → group 3; readChange('金额改成八千') → amount 8000;
 * readChange('不是他媳妇是他妈') → member 母亲; readChange('日期是昨天') → that day
 */
export function readChange(text: string, item: Item, asked: Lack | null, reader: Reader): Change | null {
  // Why a household applies is told in whole sentences, with sums and relatives in them.
  if (asked === 'note' && isApplication(item) && !isCorrection(text)) {
    return UNKNOWN.test(text) ? { unknown: true } : isTelling(text) ? { note: text.slice(0, 60) } : null;
  }
  const joined = text.replace(NOT_RIGHT, '').replace(/不是([^,，。]{1,12})[,，]\s*(?:而是|是)/g, '不是$1是');
  // 不对，是3月5号 is about the day, whatever was asked for last.
  const isCorrected = NOT_RIGHT.test(text) && asked !== 'group' && asked !== 'household';
  const change: Change = {};
  let found = false;
  for (const part of joined.split(/[,，;；。\n]+/)) {
    const one = readPart(part.trim(), item, isCorrected ? null : asked, reader);
    if (one === null) continue;
    Object.assign(change, one);
    found = true;
  }
  return found ? change : null;
}

function isApplication({ kind }: Item): boolean {
  return kind === 'monitor_in' || kind === 'monitor_out';
}

function readPart(part: string, item: Item, asked: Lack | null, reader: Reader): Change | null {
  if (part === '') return null;
  const instead = /^不是(.+?)(?:而是|是)(.+)$/.exec(part);
  if (instead) return classify(instead[2] ?? '', null, instead[1] ?? '', item, asked, reader);
  const [label, field] = LABELS.find(([pattern]) => pattern.test(part)) ?? [null, null];
  let value = label === null ? part : part.replace(label, '').replace(/^(?:不对|错了|有误)/, '');
  const becomes = /^(.*?)(?:改成|改为|换成|应该是|应是|应为|更正为|而是)(.+)$/.exec(value);
  const old = becomes?.[1] ?? '';
  if (becomes) value = becomes[2] ?? '';
  value = value.replace(/^(?:是|为|:|：|在|叫|就是|应该|了)+\s*/, '').trim();
  return value === '' ? null : classify(value, field, old, item, asked, reader);
}

function classify(
  value: string,
  label: keyof Change | null,
  old: string,
  item: Item,
  asked: Lack | null,
  reader: Reader,
): Change | null {
  const wanted = label ?? (asked === 'household' ? 'head' : asked);
  if (UNKNOWN.test(value)) return asked === null ? null : { unknown: true };
  const both = GROUP_AND_NAME.exec(value);
  if (both && (reader.isHead(both[2] ?? '') || wanted === 'head')) {
    return { ...groupOf(both[1] ?? ''), head: both[2] ?? '' };
  }
  const group =
    GROUP.exec(value) ?? (wanted === 'group' ? /^([\d一二三四五六七八九十]{1,3})$/.exec(value) : null);
  if (group) return groupOf(group[1] ?? '');
  const phone = value.replace(/[\s-]/g, '').match(/\d{7,12}/)?.[0];
  if (item.kind === 'contact' && phone !== undefined) return { phone };
  if (reader.isHead(value.replace(/家$/, '')) && wanted !== 'member')
    return { head: value.replace(/家$/, '') };
  if (isApplication(item)) return label === 'note' ? { note: value.slice(0, 60) } : null;
  if (SELF.test(value)) return { member: '户主' };
  const named =
    label === null || label === 'member'
      ? reader.memberNamed(value.replace(/^(?:他|她|他们|她们)?家?(?:的|里的?)?(?=.{2})/, ''))
      : null;
  if (named !== null && value.length <= 12) return { member: named };
  if (RELATION.test(value) && value.length <= 12 && label !== 'note' && label !== 'amount') {
    const member = reader.memberOf(value.replace(/^(?:他|她|他家|她家|他们家)(?:的)?/, ''));
    if (member !== null) return { member };
  }
  return valueChange(value, wanted, label, old, item, reader);
}

function valueChange(
  value: string,
  wanted: keyof Change | Lack | null,
  label: keyof Change | null,
  old: string,
  item: Item,
  reader: Reader,
): Change | null {
  const stage = STAGES.find((word) => value.includes(word)) ?? stageWord(value);
  if (stage !== undefined && (wanted === 'stage' || item.stage !== null || item.needs.includes('stage')))
    return { stage };
  const date = label === 'amount' || label === 'count' ? undefined : findDates(value, reader.at)[0];
  const onDate = wanted === 'occurredOn' || (date?.text.length ?? 0) >= value.length - 4;
  if (date !== undefined && onDate && mayDate(date, label, wanted, item)) {
    return { occurredOn: date.from, spanTo: date.to === date.from ? null : date.to };
  }
  const money = findMoney(value)[0]?.value;
  if (money !== undefined && (wanted !== 'count' || /[块元]/.test(value))) return { amount: money };
  const number = findNumbers(value).find(({ unit }) => !NOT_COUNTED.test(unit ?? ''));
  if (number?.value !== undefined) {
    // 12只 beside the sum that was asked for is the count.
    const isCount = number.unit !== undefined && item.needs.includes('count');
    if (wanted === 'amount' && !isCount) return { amount: number.value };
    const counted =
      wanted === 'count' ||
      (item.needs.includes('count') && number.unit !== undefined) ||
      item.count !== null;
    if (counted && (number.unit !== undefined || wanted === 'count' || item.unit !== null))
      return { count: number.value, ...(number.unit === undefined ? {} : { unit: number.unit }) };
    // A bare figure in place of the sum that was read: 不对，是八千.
    if (item.amount !== null && number.unit === undefined && number.text.length >= value.length - 1)
      return { amount: number.value };
  }
  if (wanted === 'amount') {
    const plain = numeralValue(value);
    if (plain !== null) return { amount: plain };
  }
  if (wanted === 'head' && /^[\u4e00-\u9fff·]{2,10}$/.test(value) && !NO_NAME.test(value))
    return { head: value.replace(/家$/, '') };
  const replaces = old !== '' && item.note !== null && (item.note.includes(old) || old.includes(item.note));
  if ((wanted === 'note' && isTelling(value)) || replaces) return { note: value.slice(0, 40) };
  const illness =
    (item.kind === 'illness' || item.kind === 'accident') && ILLNESS.test(value) && value.length <= 15;
  return illness ? { note: value } : null;
}

/** What was asked for is something else: a day told beside the answer is no correction of the day told before. */
function mayDate(
  date: { from: string; to: string },
  label: keyof Change | null,
  wanted: keyof Change | Lack | null,
  { occurredOn, spanTo }: Item,
): boolean {
  if (label !== null || wanted === null || wanted === 'occurredOn' || occurredOn === null) return true;
  return date.from >= occurredOn && date.to <= (spanTo ?? occurredOn);
}

function stageWord(value: string): string | undefined {
  return Object.entries(STAGE_WORDS).find(([word]) => value.includes(word))?.[1];
}

/** A free note is anything but a question. */
function isTelling(value: string): boolean {
  return value.length <= 40 && !/[?？]|吗$|怎么|多少|什么时候|哪里|能不能/.test(value);
}

function groupOf(written: string): Change {
  const group = numeralValue(written);
  return group === null ? {} : { group };
}
