/** A text in one spelling, with the way back to the text as it was given. */
export interface View {
  /** Half-width, lower case, simplified numerals, no invisible characters, no blanks inside an expression. */
  plain: string;
  /** Index in the given text of the character at `index` of `plain`. */
  startOf(index: number): number;
  /** Index in the given text right after what stands before `index` of `plain`. */
  endOf(index: number): number;
}

const SPELLING = new Map<string, string>(
  Object.entries({
    零: '〇',
    '○': '〇',
    壹: '一',
    贰: '二',
    貳: '二',
    叁: '三',
    參: '三',
    肆: '四',
    伍: '五',
    陆: '六',
    陸: '六',
    柒: '七',
    捌: '八',
    玖: '九',
    拾: '十',
    佰: '百',
    仟: '千',
    萬: '万',
    億: '亿',
    兩: '两',
    點: '点',
    塊: '块',
    號: '号',
    個: '个',
    週: '周',
    後: '后',
    這: '这',
    來: '来',
    曆: '历',
    農: '农',
    陰: '阴',
    臘: '腊',
    閏: '闰',
    錢: '钱',
    圓: '圆',
    時: '时',
    鐘: '钟',
    開: '开',
    節: '节',
    國: '国',
    慶: '庆',
    餘: '余',
    幾: '几',
    數: '数',
    頭: '头',
    隻: '只',
    畝: '亩',
    間: '间',
    歲: '岁',
    禮: '礼',
    內: '内',
    過: '过',
    '〜': '~',
    '∼': '~',
    '–': '-',
    '—': '-',
    '―': '-',
    '−': '-',
    '•': '·',
    '・': '·',
    '￥': '¥',
    '\u3000': ' ',
    '\u00a0': ' ',
    '\t': ' ',
  }),
);
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\ufe00-\ufe0f]/;
const NUMERAL = /[\d〇一二两三四五六七八九十百千万亿半廿卅几.a-z]/;

/**
 * The one spelling of a text. Each character keeps its place in the text as given.
 * viewOf('２５ 只').plain → '25只'; viewOf('1,200元').plain → '1200元'; viewOf('贰仟 三组').plain → '二千 三组'
 */
export function viewOf(text: string): View {
  let plain = '';
  const places: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = spelt(text, i);
    if (char === '' || isGroupingComma(text, i)) continue;
    if (char === ' ' && !partsWords(text, i, plain)) continue;
    plain += char;
    places.push(i);
  }
  return {
    plain,
    startOf: (index) => places[index] ?? text.length,
    endOf: (index) => (index === 0 ? 0 : (places[index - 1] ?? text.length - 1) + 1),
  };
}

function spelt(text: string, i: number): string {
  const char = text.charAt(i);
  const code = text.charCodeAt(i);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (code < 0x80) return char === '\t' ? ' ' : code >= 65 && code <= 90 ? char.toLowerCase() : char;
  if (INVISIBLE.test(char)) return '';
  return SPELLING.get(char) ?? char;
}

/** A blank stays where taking it out would push two numbers together, or where it parts words that hold no number. */
function partsWords(text: string, i: number, before: string): boolean {
  const last = before.at(-1) ?? '';
  if (last === ' ') return false;
  let next = i + 1;
  while (/[ \t\u00a0\u3000]/.test(text.charAt(next)) && next < i + 50) next += 1;
  const follows = spelt(text, next);
  const numeralBefore = NUMERAL.test(last);
  const numeralAfter = NUMERAL.test(follows);
  if (numeralBefore && numeralAfter) return true;
  return !numeralBefore && !numeralAfter && !/[月日号年周历点午晨上]/.test(last);
}

/** 1,200 and 1，200.50元: a comma between a figure and three digits. A Chinese comma only where money follows. */
function isGroupingComma(text: string, i: number): boolean {
  const char = text.charAt(i);
  if (char !== ',' && char !== '，') return false;
  if (!/[0-9０-９]/.test(text.charAt(i - 1))) return false;
  const rest = text.slice(i + 1, i + 24);
  if (!/^[0-9０-９]{3}(?![0-9０-９])/.test(rest)) return false;
  // 10,200,300 lists as well as groups; more than three digits before the comma only list.
  if (/[0-9０-９]{4}$/.test(text.slice(Math.max(0, i - 4), i))) return false;
  return (
    char === ',' ||
    /^(?:[0-9０-９]{3}[,，]){0,3}[0-9０-９]{3}(?:[.．][0-9０-９]{1,3})?[ \u3000]?(?:元|块|圆)/.test(rest)
  );
}
