import { coinsAfter } from './money-coins.ts';
import { currencyAt, isMoneyByContext } from './money-context.ts';
import { type Amount, amountAt } from './numbers-amount.ts';
import { isLoose, isTaken, type Span } from './numbers-span.ts';
import { viewOf } from './numbers-view.ts';
import { followsSurname } from './numbers-words.ts';

/** A sum of money in a text. */
export interface Money extends Span {
  /** Yuan, where one figure is told. */
  value?: number;
  /** Yuan, where a range is told. */
  low?: number;
  high?: number;
  /** False for 左右, 来, 多, 大概, 约, 将近, 不到, 出头, 至少. Left out where the figure is exact, and for ranges. */
  exact?: false;
  /** Only where the sum is not in yuan; the figures are then in this currency. */
  currency?: string;
}

const BEGINS = /[\d一二两三四五六七八九十百千万半几数好上近]/;
const PREFIX = /(?:¥|rmb|人民币)\s?|好(?=几)|上(?=[百千万](?![\d一二三四五六七八九]))/y;

/**
 * Every sum of money, in the order of the text. `taken` are stretches of the text that hold something else.
 * findMoney('得了两千来块') → 两千来块 2000, not exact; findMoney('花了三五百块') → 300–500;
 * findMoney('一斤3块2') → 3.2; findMoney('卖了两万三') → 23000; findMoney('25只羊') → none
 */
export function findMoney(text: string, taken: readonly Span[] = []): Money[] {
  const view = viewOf(text);
  const { plain } = view;
  const found: Money[] = [];
  for (let i = 0; i < plain.length; ) {
    const end = skipsTo(plain, i);
    if (end > i) {
      i = end;
      continue;
    }
    const hit = moneyAt(plain, i);
    if (hit) {
      const start = view.startOf(hit.start);
      const stop = view.endOf(hit.end);
      if (!isTaken(taken, start, stop)) {
        found.push({ text: text.slice(start, stop), start, end: stop, ...hit.sum });
        i = hit.end;
        continue;
      }
    }
    i = hit ? i + 1 : Math.max(i + 1, afterFigure(plain, i));
  }
  return found;
}

/** Where nothing can begin at `i`, the next place where something can. */
function skipsTo(plain: string, i: number): number {
  if (!BEGINS.test(plain.charAt(i)) && !/[¥r人]/.test(plain.charAt(i))) return i + 1;
  return i;
}

/** After a figure that is no money: its rest is none either. */
function afterFigure(plain: string, i: number): number {
  const amount = amountAt(plain, i);
  if (amount) return amount.end;
  const digits = /\d+(?:\.\d+)?|[〇一二两三四五六七八九]{3,}/y;
  digits.lastIndex = i;
  return i + (digits.exec(plain)?.[0].length ?? 0);
}

type Sum = Pick<Money, 'value' | 'low' | 'high' | 'exact' | 'currency'>;

function moneyAt(plain: string, at: number): { start: number; end: number; sum: Sum } | null {
  PREFIX.lastIndex = at;
  const prefix = PREFIX.exec(plain)?.[0] ?? '';
  const marked = /[¥r人]/.test(prefix);
  const amount = amountAt(plain, at + prefix.length);
  // 钮三毛 is a man.
  if (!amount || (amount.single && isName(plain, at))) return null;
  const loose = /[多余](?!少)|来(?=块|元|$|[^\u4e00-\u9fff])/y;
  loose.lastIndex = amount.end;
  let end = loose.test(plain) && !marked ? amount.end + 1 : amount.end;
  const currency = currencyAt(plain, at, end);
  const coins = currency.kind === 'yuan' ? coinsAfter(plain, currency.end, amount) : null;
  if (coins) end = coins.end;
  else if (currency.kind !== 'none') end = currency.end;
  else if (!marked && !isMoneyByContext(plain, at, { ...amount, end })) return null;
  const aloneUnit = amount.single && amount.low >= 100 && prefix === '' && currency.kind !== 'yuan';
  if (aloneUnit) return null;
  return { start: at, end, sum: sumOf(plain, at, amount, coins?.value ?? null, end, currency.name) };
}

/** 钮三毛家, 佘三元他娘, 王五毛 */
function isName(plain: string, at: number): boolean {
  return (
    followsSurname(plain, at) ||
    /^.[元毛角](?:家|他|她|媳|的(?:媳|儿|女|妈|爸|孙))/.test(plain.slice(at, at + 4))
  );
}

function sumOf(
  plain: string,
  start: number,
  amount: Amount,
  coins: number | null,
  end: number,
  currency: string | null,
): Sum {
  const other = currency === null ? {} : { currency };
  if (amount.range) {
    // 两三毛: the coins' worth of the first end says what both are counted in.
    const worth = coins === null || amount.low === 0 ? 1 : coins / amount.low;
    return { low: rounded(amount.low * worth), high: rounded(amount.high * worth), ...other };
  }
  const exact = amount.exact && !isLoose(plain, start, amount.end, end);
  const value = rounded(coins === null ? amount.low : coins);
  return exact ? { value, ...other } : { value, exact: false, ...other };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
