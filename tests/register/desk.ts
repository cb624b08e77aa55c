import { type Book, inBook } from '../../src/register/register.ts';
import { createSecrets } from '../../src/register/secrets.ts';
import type { Storage } from '../../src/storage/storage.ts';

export const KEY = '0123456789abcdef'.repeat(4);
export const secrets = createSecrets(KEY);
export const NOW = '2026-03-18T01:30:00.000Z';
export const VILLAGE = '内蒙古自治区/鄂尔多斯市/杭锦旗/锡尼镇/甲嘎查';
export const TOWN = '内蒙古自治区/鄂尔多斯市/杭锦旗/锡尼镇';

/** Works on the book at `now`, as one transaction. */
export function at<Result>(
  storage: Storage,
  work: (book: Book) => Promise<Result>,
  now = NOW,
): Promise<Result> {
  return inBook(storage, { secrets, now }, work);
}

/** `minutes` after NOW. */
export function later(minutes: number): string {
  return new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
}
