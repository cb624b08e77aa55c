/** A number found in a text, with its place in it. */
export interface Numeral {
  text: string;
  /** Index of the first character. */
  start: number;
  end: number;
  /** Equal to `high` for one figure. */
  low: number;
  high: number;
  /** False for 左右, 来, 多, 大概. */
  exact: boolean;
  percent: boolean;
}

const DIGIT: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  壹: 1,
  幺: 1,
  二: 2,
  贰: 2,
  两: 2,
  俩: 2,
  三: 3,
  叁: 3,
  仨: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const UNIT: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000, k: 1000 };
const BIG: Record<string, number> = { 万: 1e4, 萬: 1e4, w: 1e4, 亿: 1e8 };

const CN = '〇零一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万萬亿半廿卅俩仨';
const TOKEN = new RegExp(
  `百分之(?:[${CN}]+(?:点[${CN}]+)?|\\d+(?:\\.\\d+)?)|[${CN}\\d][${CN}\\dwk.]*(?:点[${CN}]+)?(?:%|个百分点|成半|成)?`,
  'g',
);

/**
 * The value of one numeral, or null where the text is none.
 * numeralValue('两万三') → 23000; numeralValue('3万5') → 35000; numeralValue('2w') → 20000; numeralValue('一万零五百') → 10500;
 * numeralValue('二〇二一') → 2021; numeralValue('廿三') → 23; numeralValue('一千零五十') → 1050; numeralValue('两百') → 200
 */
export function numeralValue(raw: string): number | null {
  const text = raw
    .replace(/廿/g, '二十')
    .replace(/卅/g, '三十')
    .replace(/(\d)[wW]/g, '$1万');
  if (text === '') return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text === '半') return 0.5;
  // 二〇二一, 一二三: digits read one by one.
  if (/^[〇零一二三四五六七八九]{2,}$/.test(text) && !/^[一二三四五六七八九]{2}$/.test(text)) {
    return Number([...text].map((char) => DIGIT[char]).join(''));
  }
  const point = /^(.+)点([〇零一二三四五六七八九]+)$/.exec(text);
  if (point) {
    const whole = numeralValue(point[1] ?? '');
    const digits = [...(point[2] ?? '')].map((char) => DIGIT[char]).join('');
    return whole === null ? null : Number(`${whole}.${digits}`);
  }
  return positional(text);
}

/** 一万零五百, 3万5, 两千三, 1.2万, 一百二 */
function positional(text: string): number | null {
  let total = 0;
  let section = 0;
  let pending: number | null = null;
  let lastUnit = 1;
  let sawZero = false;
  for (let i = 0; i < text.length; ) {
    const arabic = /^\d+(\.\d+)?/.exec(text.slice(i))?.[0];
    const char = text[i] ?? '';
    if (arabic) {
      if (pending !== null) return null;
      pending = Number(arabic);
      i += arabic.length;
      continue;
    }
    if (char in DIGIT) {
      const digit = DIGIT[char] ?? 0;
      if (digit === 0) sawZero = true;
      else if (pending !== null) return null;
      else pending = digit;
    } else if (char in UNIT) {
      lastUnit = UNIT[char] ?? 1;
      section += (pending ?? 1) * lastUnit;
      pending = null;
      sawZero = false;
    } else if (char in BIG) {
      lastUnit = BIG[char] ?? 1;
      total = (total + section + (pending ?? (section === 0 && total === 0 ? 1 : 0))) * lastUnit;
      section = 0;
      pending = null;
      sawZero = false;
    } else if (char === '半') {
      // 两万半 is 25000; 一个半 is told by its measure word and not here.
      section += lastUnit / 2;
    } else return null;
    i += 1;
  }
  if (pending !== null) {
    // A last digit after a unit with no 零 counts in the next lower unit: 两万三, 一百二, 3万5.
    const runOn = lastUnit >= 100 && !sawZero && pending < 10 && Number.isInteger(pending);
    section += runOn ? (pending * lastUnit) / 10 : pending;
  }
  return total + section;
}

/** Every number of a normalised text, in order: figures, Chinese numerals, percentages (三成, 百分之五, 30%), ranges (三五只, 五六千, 3到5). */
export function findNumerals(text: string): Numeral[] {
  const found: Numeral[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const numeral = readToken(match[0], match.index, text);
    if (numeral) found.push(numeral);
  }
  return joinRanges(found, text);
}

function readToken(raw: string, start: number, text: string): Numeral | null {
  const token = raw.replace(/(?<!百分)点$|\.+$/, '');
  const end = start + token.length;
  // 百分之多少 asks for a share; the 百 in it is no hundred.
  if (/^分之/.test(text.slice(end))) return null;
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 2);
  const about = /(大概|大约|约莫|差不多|将近|快到|约|近)$/.test(text.slice(Math.max(0, start - 3), start));
  const loose = /^(来|多|几|余|左右|上下)/.test(after);
  const base = { text: token, start, end, exact: !about && !loose, percent: false };
  const share = /^百分之(.+)$/.exec(token)?.[1] ?? /^(.+?)(?:%|个百分点)$/.exec(token)?.[1];
  if (share) {
    const value = numeralValue(share);
    return value === null ? null : { ...base, low: value, high: value, percent: true };
  }
  const tenths = /^(.+?)成(半?)$/.exec(token);
  if (tenths) {
    const value = numeralValue(tenths[1] ?? '');
    return value === null || value > 10
      ? null
      : {
          ...base,
          low: value * 10 + (tenths[2] ? 5 : 0),
          high: value * 10 + (tenths[2] ? 5 : 0),
          percent: true,
        };
  }
  const range = rangeOf(token);
  if (range) return { ...base, low: range[0], high: range[1] };
  // 十来头 and 几百 name no number; 第一, 星期三 and 老三 count nothing.
  if (
    /(几|好|第|周|星期|礼拜|老|数)$/.test(before) ||
    /^(些|点|样|直|定|起|会|般|旦|律|切|下|边)/.test(after)
  ) {
    if (token.length === 1) return null;
    if (/(几|数)$/.test(before)) return null;
  }
  const value = numeralValue(token);
  return value === null ? null : { ...base, low: value, high: value };
}

/** 三五 → 3–5, 五六千 → 5000–6000, 十七八 → 17–18 */
function rangeOf(token: string): [number, number] | null {
  const match = /^(十?)([一二两三四五六七八九])([二三四五六七八九])((?:[十百千]|万)*)$/.exec(token);
  if (!match) return null;
  const [, ten, a, b, units] = match;
  const first = DIGIT[a ?? ''] ?? 0;
  const second = DIGIT[b ?? ''] ?? 0;
  if (second <= first || (second - first > 1 && !(first === 3 && second === 5))) return null;
  if (ten && units) return null;
  const scale = [...(units ?? '')].reduce((product, unit) => product * (UNIT[unit] ?? BIG[unit] ?? 1), 1);
  const base = ten ? 10 : 0;
  return [base + first * scale, base + second * scale];
}

/** 3到5, 200至300, 30%-50% */
function joinRanges(numerals: Numeral[], text: string): Numeral[] {
  const joined: Numeral[] = [];
  for (const numeral of numerals) {
    const last = joined.at(-1);
    if (
      last &&
      /^(到|至|-|~|—)$/.test(text.slice(last.end, numeral.start)) &&
      last.low === last.high &&
      numeral.high > last.low
    ) {
      joined.pop();
      const low = last.percent === numeral.percent || !numeral.percent ? last.low : last.low;
      joined.push({
        ...numeral,
        text: text.slice(last.start, numeral.end),
        start: last.start,
        low,
        exact: false,
      });
    } else joined.push(numeral);
  }
  return joined;
}
