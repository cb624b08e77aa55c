import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDates } from '../../src/language/dates.ts';
import { findMoney } from '../../src/language/money.ts';
import { findNumbers } from '../../src/language/numbers.ts';

const AT = '2026-03-18T09:30:00+08:00';
const DIGITS = [...'零一二三四五六七八九'];
const CAPITALS: Record<string, string> = {
  一: '壹',
  二: '贰',
  三: '叁',
  四: '肆',
  五: '伍',
  六: '陆',
  七: '柒',
  八: '捌',
  九: '玖',
  十: '拾',
  百: '佰',
  千: '仟',
  万: '萬',
};

/** A whole number under 10^8 as it is written in full. */
function inFull(value: number): string {
  if (value >= 1e4) {
    const rest = value % 1e4;
    return `${inFull(Math.floor(value / 1e4))}万${rest === 0 ? '' : (rest < 1000 ? '零' : '') + inFull(rest)}`;
  }
  let written = '';
  let gap = false;
  for (const [unit, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / unit) % 10;
    if (digit === 0) gap = written !== '';
    else {
      written += (gap ? '零' : '') + DIGITS[digit] + name;
      gap = false;
    }
  }
  return written;
}

const amount = fc.integer({ min: 10, max: 99_999_999 });
const wide = (text: string): string =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const spellings: ((value: number) => string)[] = [
  String,
  (value) => wide(String(value)),
  (value) => value.toLocaleString('en-US'),
  inFull,
  (value) => inFull(value).replace(/^一十/, '十'),
  (value) => inFull(value).replace(/二(?=[千百万])/g, '两'),
  (value) => inFull(value).replace(/[一-九十百千万]/g, (char) => CAPITALS[char] ?? char),
  (value) => inFull(value).replaceAll('零', '〇'),
  (value) => [...String(value)].join('\u200b'),
];
const spelt = fc
  .tuple(amount, fc.constantFrom(...spellings))
  .map(([value, spell]) => ({ value, text: spell(value) }));

describe('a number written in any way is read back', () => {
  it('as a count', () => {
    fc.assert(
      fc.property(spelt, fc.constantFrom('只', '亩', '斤', '人'), ({ value, text }, unit) => {
        expect(findNumbers(`家里有${text}${unit}`)).toEqual([
          expect.objectContaining({ value, unit, start: 3, text }),
        ]);
      }),
    );
  });

  it('as money, with its run-on and with its coins', () => {
    fc.assert(
      fc.property(spelt, ({ value, text }) => {
        expect(findMoney(`花了${text}元`)).toEqual([
          expect.objectContaining({ value, start: 2, text: `${text}元` }),
        ]);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (a, b) => {
        for (const one of [String(a), DIGITS[a]]) {
          for (const two of [String(b), DIGITS[b]]) {
            expect(findMoney(`掏了${one}万${two}`)[0]?.value).toBe(a * 10_000 + b * 1000);
            expect(findMoney(`掏了${one}块${two}毛`)[0]?.value).toBeCloseTo(a + b / 10, 6);
          }
        }
      }),
    );
  });
});

describe('a day written in any way is read back', () => {
  const day = fc
    .integer({ min: 0, max: 20_000 })
    .map((days) => new Date(Date.UTC(1980, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
  it('as a solar day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 6 }), (iso, way) => {
        const [year = '', month = '', date = ''] = iso.split('-');
        const [m, d] = [Number(month), Number(date)];
        const chinese = (value: number): string => inFull(value).replace(/^一十/, '十');
        const text = [
          iso,
          `${year}/${m}/${d}`,
          `${year}年${m}月${d}日`,
          wide(`${year}年${m}月${d}号`),
          `${year} 年 ${m} 月 ${d} 日`,
          `${[...year].map((digit) => DIGITS[Number(digit)]).join('')}年${chinese(m)}月${chinese(d)}日`,
          `${year}.${m}.${d}`,
        ][way] as string;
        const found = findDates(`王五，${text}，住院`, AT);
        expect(found).toEqual([
          expect.objectContaining({ text, start: 3, end: 3 + text.length, from: iso, to: iso }),
        ]);
      }),
    );
  });

  it('and one without a year is the nearest that has begun', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        (at, month, date) => {
          const from = findDates(`${month}月${date}号住院了`, `${at}T10:00:00+08:00`)[0]?.from ?? '';
          expect(from <= at).toBe(true);
          expect(`${Number(from.slice(0, 4)) + 1}${from.slice(4)}` > at).toBe(true);
        },
      ),
    );
  });

  it('and a lunar one lies in the year before', () => {
    fc.assert(
      fc.property(
        day,
        fc.constantFrom('正月初三', '腊月二十', '农历八月十五', '五月初五', '初八', '廿二'),
        (at, text) => {
          const from = findDates(`${text}办的`, `${at}T10:00:00+08:00`)[0]?.from ?? '';
          const days = (Date.parse(at) - Date.parse(from)) / 86_400_000;
          expect(days).toBeGreaterThanOrEqual(0);
          expect(days).toBeLessThan(text.includes('月') ? 386 : 31);
        },
      ),
    );
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    ...'一二三十百千万半两几月日号年点来多块元毛个只亩斤到至-~.,，。 　上下本周天初闰正腊农历春国庆五一前后内3718290：:/％%'.split(
      '',
    ),
    '三五',
    '2026',
    '18',
    '３',
    '\u200b',
    '🐑',
    '腊月',
    '上个月',
    '百分之',
    '花了',
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
    fc.string(),
  );

  it('is read without failing, and every hit lies where it says, in order, apart from the others', () => {
    fc.assert(
      fc.property(text, (given) => {
        const dates = findDates(given, AT);
        const money = findMoney(given, dates);
        const taken = [...dates, ...money].sort((a, b) => a.start - b.start);
        const all = [...taken, ...findNumbers(given, taken)].sort((a, b) => a.start - b.start);
        let end = 0;
        for (const hit of all) {
          expect(given.slice(hit.start, hit.end)).toBe(hit.text);
          expect(hit.start).toBeGreaterThanOrEqual(end);
          expect(hit.end).toBeGreaterThan(hit.start);
          end = hit.end;
        }
        for (const date of dates) {
          expect(date.from <= date.to).toBe(true);
          expect(new Date(`${date.from}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date.from);
        }
        for (const range of [...money, ...findNumbers(given)])
          if (range.low !== undefined) expect(range.low).toBeLessThan(range.high ?? 0);
      }),
      { numRuns: 2000 },
    );
  });
});

it('stays quick on long texts', () => {
  const pieces = [
    '1',
    '一',
    '九十',
    '3月',
    '1,',
    '一二',
    '两三',
    '三五',
    '万',
    '1-',
    '3到',
    '差',
    '上个',
    '2026-',
    '初',
    '年',
    '三成',
    '1/',
    '　',
    '1 ',
    '\u200b',
    '周',
    '1:',
    '9点',
    '腊月二十卖了三五只羊，得了两千来块。',
    '3月5号、',
  ];
  for (const part of pieces) {
    const given = part.repeat(Math.ceil(100_000 / part.length));
    const began = performance.now();
    const dates = findDates(given, AT);
    findNumbers(given, findMoney(given, dates));
    expect(performance.now() - began, part).toBeLessThan(5000);
  }
}, 120_000);
