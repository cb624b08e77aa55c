import type { Opened, Secrets } from './secrets.ts';

export type PhoneRead = { ok: true; digits: string } | { ok: false; reason: string };

/** Reads a phone number, mobile or fixed line, however it is grouped. readPhone('+86 138-1234 5678') → 13812345678 */
export function readPhone(written: string): PhoneRead {
  const plain = written.normalize('NFKC').replace(/[\s\-()‐-―]/g, '');
  if (/e\+/i.test(plain))
    return { ok: false, reason: '被 Excel 写成了科学计数法，请把这一列设成“文本”再填一遍' };
  const digits = plain.replace(/^(?:\+86|0086|86(?=1[3-9]\d{9}$))/, '');
  if (!/^\d+$/.test(digits)) return { ok: false, reason: '夹了别的字，只写数字，例如 13812345678' };
  if (/^1[3-9]\d{9}$/.test(digits) || /^0\d{9,11}$/.test(digits) || /^[2-8]\d{6,7}$/.test(digits)) {
    return { ok: true, digits };
  }
  const hint = digits.startsWith('1')
    ? `手机号要 11 位，现在是 ${digits.length} 位`
    : '不像电话号码，固定电话请带区号';
  return { ok: false, reason: `${hint}，例如 13812345678` };
}

/** The first 3 and the last 2 digits stay. */
export function maskPhone(digits: string): string {
  return `${digits.slice(0, 3)}${'*'.repeat(Math.max(0, digits.length - 5))}${digits.slice(-2)}`;
}

/** What a member's row keeps of a phone. */
export function sealPhone(
  secrets: Secrets,
  memberId: string,
  digits: string,
): { phone_sealed: string; phone_hash: string } {
  return {
    phone_sealed: secrets.seal(digits, placeOf(memberId)),
    phone_hash: secrets.blindIndex('phone', digits),
  };
}

/** A member's phone; null where none is kept. */
export function openPhone(
  secrets: Secrets,
  member: { id: string; phone_sealed: string | null },
): Opened | null {
  return member.phone_sealed === null ? null : secrets.open(member.phone_sealed, placeOf(member.id));
}

function placeOf(memberId: string): string {
  return `member-phone:${memberId}`;
}
