import type { Sex } from '../storage/storage.ts';

/** A valid identity number. It is never kept: only `masked` and a blind index of `number` are. */
export interface IdNumber {
  number: string;
  masked: string;
  /** ISO date. */
  birth: string;
  sex: Sex;
}

export type IdNumberRead = { ok: true; id: IdNumber } | { ok: false; reason: string };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** Reads an identity number of 18 characters: its shape, its date and its check character. */
export function readIdNumber(written: string, today: string): IdNumberRead {
  const number = written.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  if (/e\+/i.test(number))
    return refuse('被 Excel 写成了科学计数法，后几位已经丢了；请把这一列设成“文本”再填一遍');
  if (/^\d{15}$/.test(number)) return refuse('是 15 位的老号码，请写 18 位的新号码');
  if (!/^\d{17}[\dX]$/.test(number)) return refuse(`要 18 位，现在是 ${number.length} 位，或者夹了别的字`);
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isRealDay(birth)) return refuse(`里面的出生日期 ${birth} 没有这一天`);
  if (birth > today || birth < '1900-01-01') return refuse(`里面的出生日期 ${birth} 不可能`);
  if (checkCharacter(number.slice(0, 17)) !== number[17]) return refuse('最后一位对不上，多半有一位写错了');
  const sex = Number(number[16]) % 2 === 1 ? '男' : '女';
  return { ok: true, id: { number, masked: maskIdNumber(number), birth, sex } };
}

/** The first 3 and the last 2 characters stay. */
export function maskIdNumber(number: string): string {
  return `${number.slice(0, 3)}${'*'.repeat(number.length - 5)}${number.slice(-2)}`;
}

/** The 18th character that belongs to 17 digits. */
export function checkCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECK_CHARACTERS[sum % 11] ?? '';
}

/** `2026-02-30` is no day. */
export function isRealDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === date;
}

function refuse(reason: string): IdNumberRead {
  return { ok: false, reason };
}
