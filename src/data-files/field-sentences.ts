import { nearest } from './nearest.ts';

/** Sentences about one field: what was written, and what right looks like. */

/** A whole paragraph is not repeated to the person who wrote it. */
const QUOTED_LENGTH = 30;

/** Text, list and “key: …” lines mixed up, or nothing at all. */
export function wrongShape(input: unknown, wanted: string): string {
  const what = wanted.replace(/。$/, '');
  if (input === undefined) return `缺了这一项，要写${what}。`;
  if (input === null || input === '') return `是空的，要写${what}。`;
  if (Array.isArray(input)) return `写成了列表，这里要${what}。`;
  if (typeof input === 'object') {
    const keys = Object.keys(input).join('、');
    return `写成了“${short(keys)}: ……”的样子，这里要${what}。句子里有英文冒号加空格的话，请换成中文冒号。`;
  }
  return `写的是“${short(String(input))}”，这里要${what}。`;
}

/** `715元` → 这里只写数字，例如 715 */
export function notANumber(written: string, example: string): string {
  if (written === '') return `是空的，这里要写一个数，例如 ${example}。`;
  const meant = /^[^\d.]*(\d+(?:\.\d+)?)[^\d万千百亿]*$/.exec(
    written.normalize('NFKC').replace(/(\d),(?=\d{3})/g, '$1'),
  );
  return `写的是“${short(written)}”，这里只写数字，例如 ${meant?.[1] ?? example}。`;
}

/** Null for a day as `2026-07-01` or one of `words`. `0715` and `2026-02-30` are none. */
export function notADay(written: string, words: readonly string[]): string | null {
  if (isRealDay(written)) return null;
  const also = words.length > 0 ? `，或者写“${words.join('”“')}”` : '';
  if (written === '') return `是空的，日期要写成 2026-07-01 这样${also}。`;
  if (/^\d{4}-\d{2}-\d{2}$/.test(written)) return `写的是“${written}”，日历上没有这一天。`;
  const [, year, month = '', day = ''] =
    /^(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?$/.exec(written.normalize('NFKC')) ?? [];
  const meant = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return `写的是“${short(written)}”，日期要写成 ${isRealDay(meant) ? meant : '2026-07-01'} 这样${also}。`;
}

/** A word that is not in a closed list. */
export function notInList(written: string, words: readonly string[]): string {
  if (written === '') return `是空的，只能写：${words.join('、')}。`;
  const guess = nearest(written, words);
  return `写的是“${short(written)}”，${guess ? `是不是“${guess}”？` : ''}只能写：${words.join('、')}。`;
}

/** A word left of a colon that nobody knows here. */
export function unknownKey(written: string, allowed: readonly string[]): string {
  const guess = nearest(written, allowed);
  return `不认识“${short(written)}”这一项，${guess ? `是不是“${guess}”？` : `这里只能写：${allowed.join('、')}。`}`;
}

function short(text: string): string {
  return text.length <= QUOTED_LENGTH ? text : `${text.slice(0, QUOTED_LENGTH)}……`;
}

function isRealDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === value;
}
