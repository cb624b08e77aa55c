import { amountAt } from './numbers-amount.ts';
import { isMeasured, mixedAt } from './numbers-mixed.ts';
import { type Share, shareAt } from './numbers-share.ts';
import { isLoose, isTaken, type Span } from './numbers-span.ts';
import { viewOf } from './numbers-view.ts';
import { counterAt, followsSurname, unitOf } from './numbers-words.ts';

/** A number in a text that is neither a date nor money. */
export interface Count extends Span {
  /** Where one figure is told. */
  value?: number;
  /** Where a range is told. */
  low?: number;
  high?: number;
  /** Left out where the figure is exact, and for ranges. */
  exact?: false;
  /** What is counted (只, 亩, 月), or %. */
  unit?: string;
}

const BEGINS = /[\d一二两三四五六七八九十百千万半几数好廿卅俩仨〇]/;

/**
 * Every other number, in the order of the text. The text of a hit is the numeral without its unit, but with a unit
 * that stands inside it. `taken` are stretches that hold dates and money.
 * findNumbers('卖了三五只羊') → 三五 3–5 只; findNumbers('三亩半地') → 三亩半 3.5 亩; findNumbers('报百分之三十') → 30 %;
 * findNumbers('十来头牛') → 十来 10 头, not exact; findNumbers('四分之一') → 0.25; findNumbers('一起去') → none
 */
export function findNumbers(text: string, taken: readonly Span[] = []): Count[] {
  const view = viewOf(text);
  const { plain } = view;
  const found: Count[] = [];
  for (let i = 0; i < plain.length; ) {
    if (!BEGINS.test(plain.charAt(i))) {
      i += 1;
      continue;
    }
    const hit = isOrdinal(plain, i) ? null : numberAt(plain, i);
    const start = view.startOf(i);
    const end = hit ? view.endOf(hit.end) : start;
    if (hit && !isTaken(taken, start, end)) {
      found.push({ text: text.slice(start, end), start, end, ...hit.value });
      i = Math.max(hit.next, i + 1);
    } else i = hit ? i + 1 : after(plain, i);
  }
  return found;
}

type Value = Omit<Count, keyof Span>;

interface Hit {
  end: number;
  /** Where to go on. */
  next: number;
  value: Value;
}

/** 第三, 老三, 初二, 高一, 李四 and the like count nothing. */
function isOrdinal(plain: string, i: number): boolean {
  const before = plain.charAt(i - 1);
  const digit = /[一二三四五六七八九十]/.test(plain.charAt(i));
  if (before === '第' || isListMark(plain, i)) return true;
  // 哪一年, 这一步
  if (/[哪这那同另任单唯统]/.test(before) && plain.charAt(i) === '一') return true;
  if (/[老初高大周研小]/.test(before)) return digit && !/^.[十百千万]/.test(plain.slice(i, i + 2));
  // 王五家, 李四他妈: a man's name.
  return digit && followsSurname(plain, i) && /^[家的他她媳儿叔婶爷奶嫂哥]/.test(plain.charAt(i + 1));
}

/** 1、2、 at the head of a line. */
function isListMark(plain: string, i: number): boolean {
  return (
    (i === 0 || plain.charAt(i - 1) === '\n') &&
    /^(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:、|\)|\.(?!\d))/.test(plain.slice(i, i + 4))
  );
}

/** Past a stretch that names no number, as a whole: the rest of a telephone number is none either. */
function after(plain: string, i: number): number {
  const run = /\d[\d.-]*|[一二两三四五六七八九十〇]+/y;
  if (plain.charAt(i - 1) !== '第' && !/\d|[一二两三四五六七八九〇]{3}/.test(plain.slice(i, i + 3)))
    return i + 1;
  run.lastIndex = i;
  return i + Math.max(1, run.exec(plain)?.[0].length ?? 1);
}

function numberAt(plain: string, i: number): Hit | null {
  if (/[\da-z.]$/.test(plain.slice(Math.max(0, i - 1), i)) && /\d/.test(plain.charAt(i))) return null;
  const share = shareAt(plain, i);
  if (share) return fromShare(plain, i, share);
  const pair = /^([俩仨])/.exec(plain.charAt(i))?.[1];
  if (pair)
    return {
      end: i + 1,
      next: i + 1,
      value: { value: pair === '俩' ? 2 : 3, unit: plain.charAt(i + 1) === '月' ? '月' : '个' },
    };
  const mixed = mixedAt(plain, i);
  if (mixed) {
    const loose = isLoose(plain, i, mixed.end, mixed.end);
    return {
      end: mixed.end,
      next: mixed.end,
      value: { value: mixed.value, ...(loose ? { exact: false } : {}), unit: mixed.unit },
    };
  }
  return plainNumber(plain, i);
}

function fromShare(plain: string, i: number, share: Share): Hit {
  const unit = share.unit === null ? {} : { unit: share.unit };
  const loose = isLoose(plain, i, share.end, share.end);
  const value: Value =
    share.low === share.high
      ? { value: share.low, ...(loose ? { exact: false } : {}), ...unit }
      : { low: share.low, high: share.high, ...unit };
  return { end: share.end, next: share.end, value };
}

function plainNumber(plain: string, i: number): Hit | null {
  const shift = plain.charAt(i) === '好' ? 1 : 0;
  const amount = amountAt(plain, i + shift);
  if (!amount) return null;
  if (shift === 1 && !amount.range) return null;
  const loose = /^[来多余]/.test(plain.slice(amount.end, amount.end + 1)) ? 1 : 0;
  const end = amount.end + loose;
  const counter = counterAt(plain, end);
  const written = plain.slice(amount.start, amount.end);
  if (amount.single && !isMeasured(plain, amount, counter)) return null;
  // 3月 and 10号 are days, even where they recur and no date is read.
  if (/^[月号]/.test(plain.slice(end, end + 1))) return null;
  if (isPrivate(written) || isWord(plain, amount.start, amount.end)) return null;
  const unit = counter === null ? {} : { unit: unitOf(counter) };
  const next = end + (counter?.length ?? 0);
  if (amount.range) return { end: amount.end, next, value: { low: amount.low, high: amount.high, ...unit } };
  const over = amount.single && amount.low >= 100 && plain.charAt(i - 1) === '上';
  const aboutUnit = /^个[多来把]/.test(counter ?? '');
  const exact = amount.exact && loose === 0 && !over && !aboutUnit && !isLoose(plain, i, amount.end, end);
  return { end, next, value: { value: amount.low, ...(exact ? {} : { exact: false }), ...unit } };
}

/** Telephone and account numbers. */
function isPrivate(written: string): boolean {
  return /^\d{10,}$|^0\d{2,}$/.test(written);
}

/** 十分好, 百姓, 千万别, 八成是: words made of numerals. */
function isWord(plain: string, start: number, end: number): boolean {
  const word = plain.slice(start, end + 2);
  return /^(?:十分(?!钟|地|之)|十足|百姓|百货|千万(?:别|不|要|注|记|小|得|莫)|万一|万事|千家|十字|三八|千方|百般|十全|万元户)/.test(
    word,
  );
}
