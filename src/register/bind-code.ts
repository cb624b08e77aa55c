import { randomInt } from 'node:crypto';
import { dropOpenCodes, insertBindCode } from '../storage/storage.ts';
import { record } from './audit.ts';
import type { Book } from './book.ts';
import type { Person } from './person.ts';

const VALID_MS = 24 * 60 * 60_000;
const ATTEMPTS = 20;
/** Below these lie the demo's codes, which are never drawn. */
const DRAWN = [101_000, 1_000_000] as const;

/** A code that binds an account to a person, once. It is shown now and never again: only its hash is kept. */
export interface BindCode {
  code: string;
  /** UTC ISO time. */
  expiresAt: string;
}

export interface IssueOptions {
  /** Who gives it out. */
  by: string;
  /** A code that everybody knows, for the demo. */
  code?: string;
}

/** Makes a code of six digits, good for a day. An earlier one of the same person that was not used is void. */
export async function issueBindCode(
  book: Book,
  person: Pick<Person, 'id'>,
  options: IssueOptions,
): Promise<BindCode> {
  await dropOpenCodes(book.db, person.id);
  const expiresAt = new Date(Date.parse(book.now) + VALID_MS).toISOString();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const code = options.code ?? String(randomInt(...DRAWN));
    const row = {
      code_hash: codeHash(book, code),
      person_id: person.id,
      expires_at: expiresAt,
      made_by: options.by,
    };
    if (!(await insertBindCode(book.db, row, book.now))) continue;
    await record(book, {
      actor: options.by,
      action: 'bind-code.issue',
      object: { kind: 'person', id: person.id },
      detail: { expires_at: expiresAt },
    });
    return { code, expiresAt };
  }
  throw new Error('no bind code is free: too many are open');
}

/** Six digits are soon tried out: the hash is keyed, so that the database alone gives no code away. */
export function codeHash(book: Pick<Book, 'secrets'>, code: string): string {
  return book.secrets.blindIndex('bind-code', code);
}
