import type { Context } from 'hono';
import { z } from 'zod';
import type { OpenFile } from '../../register/register.ts';
import { type Db, fileFacts } from '../../storage/storage.ts';
import type { WebFile } from './parts.ts';

/** The kinds of picture that every browser shows. */
const SHOWN = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

function isShown(mime: string): boolean {
  return SHOWN.has(mime);
}

/** Hands a kept file out: a picture to be shown, all else to be stored. */
export function sendFile(c: Context, { name, mime, bytes }: OpenFile): Response {
  const how = isShown(mime) ? 'inline' : 'attachment';
  return c.body(Buffer.from(bytes), 200, {
    'Content-Type': mime,
    'Content-Disposition': `${how}; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`,
    // So that a page that is opened again does not count as having been looked at again.
    'Cache-Control': 'private, max-age=3600',
  });
}

const ids = z.array(z.string());
const entries = z.array(
  z.object({ name: z.string(), file: z.string().optional(), refused: z.string().optional() }),
);

/** What the rows of some messages and replies say of their files, as the page shows them. */
export interface FileLists {
  /** Of a message: its column `attachments`. */
  ofMessage(attachments: string): WebFile[];
  /** Of a reply: its column `files`. */
  ofReply(files: string): WebFile[];
}

/** Looks all of them up at once. Throws ZodError where a row was not written by us. */
export async function readFileLists(
  db: Db,
  rows: readonly { attachments?: string | null; files?: string | null }[],
): Promise<FileLists> {
  const wanted = rows.flatMap(({ attachments, files }) => [
    ...entriesOf(attachments ?? '[]').flatMap(({ file }) => file ?? []),
    ...idsOf(files ?? '[]'),
  ]);
  const facts = new Map((await fileFacts(db, [...new Set(wanted)])).map((file) => [file.id, file]));
  const shown = (id: string): WebFile['shown'] => (isShown(facts.get(id)?.mime ?? '') ? 'picture' : 'link');
  return {
    ofMessage: (attachments) =>
      entriesOf(attachments).flatMap(({ name, file, refused }): WebFile[] => {
        if (refused !== undefined) return [];
        if (file === undefined || !facts.has(file)) return [{ id: null, name, shown: 'link' }];
        return [{ id: file, name, shown: shown(file) }];
      }),
    ofReply: (files) =>
      idsOf(files).flatMap((id) => {
        const file = facts.get(id);
        return file === undefined ? [] : [{ id, name: file.name, shown: shown(id) }];
      }),
  };
}

function entriesOf(attachments: string): z.infer<typeof entries> {
  return entries.parse(JSON.parse(attachments));
}

function idsOf(files: string): string[] {
  return ids.parse(JSON.parse(files));
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
