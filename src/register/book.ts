import { localDate } from '../clock/clock.ts';
import type { DatabaseKind, Db, Storage } from '../storage/storage.ts';
import type { Secrets } from './secrets.ts';

/** The village book, open at one moment: what every function of the register works on. */
export interface Book {
  /** The transaction that is under way; look-ups also take the database itself. */
  db: Db;
  kind: DatabaseKind;
  secrets: Secrets;
  /** UTC ISO time. */
  now: string;
}

/** Works on the book in one transaction: all of it is kept, or nothing when `work` throws. */
export function inBook<Result>(
  storage: Storage,
  { secrets, now }: Pick<Book, 'secrets' | 'now'>,
  work: (book: Book) => Promise<Result>,
): Promise<Result> {
  return storage.transaction((db) => work({ db, kind: storage.kind, secrets, now }));
}

/** The ISO date in China at which the book is open. */
export function todayOf(book: Pick<Book, 'now'>): string {
  return localDate(new Date(book.now));
}
