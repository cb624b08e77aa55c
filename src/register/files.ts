import { createHash, randomUUID } from 'node:crypto';
import { type Db, findFile, householdsOfFile, insertFiles } from '../storage/storage.ts';
import { record } from './audit.ts';
import type { Book } from './book.ts';
import { householdById } from './household.ts';
import type { Person } from './person.ts';
import { canSee } from './rights.ts';
import type { Secrets } from './secrets.ts';

/** A picture or file on its way into the book. */
export interface NewFile {
  id: string;
  name: string;
  mime: string;
  bytes: Uint8Array;
}

/** A picture or file as it came. */
export interface OpenFile {
  name: string;
  mime: string;
  bytes: Uint8Array;
}

/** The id under which a file will be kept. */
export function newFileId(): string {
  return randomUUID();
}

/** Keeps what came with a message, sealed, in the transaction that keeps the message. */
export async function keepFiles(
  { db, secrets, now }: Pick<Book, 'db' | 'secrets' | 'now'>,
  incomingId: string,
  files: readonly NewFile[],
): Promise<void> {
  const rows = files.map(({ id, name, mime, bytes }) => ({
    id,
    incoming_id: incomingId,
    name,
    mime,
    size: bytes.length,
    sha256: sumOf(bytes),
    bytes: secrets.sealBytes(bytes, filePlace(id)),
    created_at: now,
  }));
  await insertFiles(db, rows);
}

/** A kept file, whoever asks. Null where there is none any more, or it cannot be opened with this key. */
export async function openFile(
  { db, secrets }: { db: Db; secrets: Secrets },
  id: string,
): Promise<OpenFile | null> {
  const row = await findFile(db, id);
  if (row === undefined) return null;
  const opened = secrets.openBytes(row.bytes, filePlace(id));
  if (!opened.ok || sumOf(opened.bytes) !== row.sha256) return null;
  return { name: row.name, mime: row.mime, bytes: opened.bytes };
}

/**
 * May that person look at the file? Only who may see a household about which a report holds it; that he did is
 * recorded.
 */
export async function lookAtFile(book: Book, person: Person, id: string): Promise<boolean> {
  for (const { household_id, number } of await householdsOfFile(book.db, id)) {
    const household = await householdById(book.db, household_id);
    if (household === null || !canSee(person, household, 'private')) continue;
    await record(book, {
      actor: person.id,
      action: 'household.see-file',
      object: { kind: 'household', id: household.id },
      detail: { report: number, file: id },
    });
    return true;
  }
  return false;
}

function filePlace(id: string): string {
  return `file:${id}`;
}

function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
