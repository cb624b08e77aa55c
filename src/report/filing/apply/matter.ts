import type { Book, Cause, Member } from '../../../register/register.ts';
import type { Stored } from '../told.ts';

/** A confirmed report on its way into the village book. */
export interface Matter extends Stored {
  book: Book;
  cause: Cause;
  /** The sentence in which it was told. */
  words: string;
  /** The household's members, whatever has become of them, the head first. */
  members: readonly Member[];
  /** ISO date in China. */
  today: string;
}

/** What became of it. */
export interface Applied {
  /** For everybody whom the report concerns; null: it changes nothing in the book. */
  told: string | null;
  /** For those on duty: what they have to set themselves, and how. */
  todo: string | null;
}

export const NOTHING: Applied = { told: null, todo: null };

export function living(members: readonly Member[]): Member[] {
  return members.filter(({ state }) => state === 'active');
}
