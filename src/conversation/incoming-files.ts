import { z } from 'zod';
import type { Attachment } from '../job/job.ts';
import { maskNumbers } from '../language/language.ts';
import { type NewFile, newFileId } from '../register/register.ts';
import { cleanText, cutText } from './clean-text.ts';
import { typeOf } from './file-types.ts';
import type { IncomingFile } from './message.ts';

/** What one message may bring along. */
export const MOST_FILES = 20;
export const MOST_BYTES = 10 * 1024 * 1024;
const NAME_LENGTH = 200;

const entrySchema = z.object({
  kind: z.enum(['image', 'file', 'voice', 'video']),
  name: z.string(),
  file: z.string().optional(),
  refused: z.enum(['type', 'size', 'many']).optional(),
});

/** What the message's row says of a picture or file. */
type Entry = z.infer<typeof entrySchema>;

/** A picture or file that was not kept, and why. */
export interface RefusedFile {
  name: string;
  why: 'type' | 'size' | 'many';
}

/** What is kept of a message's pictures and files: their contents, and what its row says of them. */
export interface SortedFiles {
  entries: Entry[];
  files: NewFile[];
}

/** `keep`: whether the one who sends them is known; a stranger's, and what is shown to a group, is only named. */
export function sortFiles(given: readonly IncomingFile[], keep: boolean): SortedFiles {
  const files: NewFile[] = [];
  const entries = given.slice(0, MOST_FILES).map(({ kind, name, content }): Entry => {
    const named = { kind, name: maskNumbers(cleanText(cutText(name, NAME_LENGTH))) };
    if (content === undefined) return named;
    if (content.bytes.length > MOST_BYTES) return { ...named, refused: 'size' };
    const type = typeOf(content.bytes);
    if (type === null) return { ...named, refused: 'type' };
    if (!keep) return { ...named, kind: type.kind };
    const id = newFileId();
    files.push({ id, name: named.name, mime: type.mime, bytes: content.bytes });
    return { kind: type.kind, name: named.name, file: id };
  });
  if (given.length > MOST_FILES) entries.push({ kind: 'file', name: '', refused: 'many' });
  return { entries, files };
}

const entriesSchema = z.array(entrySchema);

/** Reads what the message's row says. Throws ZodError when it was not written by us. */
export function readEntries(stored: string): { attachments: Attachment[]; refused: RefusedFile[] } {
  const attachments: Attachment[] = [];
  const refused: RefusedFile[] = [];
  for (const { kind, name, file, refused: why } of entriesSchema.parse(JSON.parse(stored))) {
    if (why !== undefined) refused.push({ name, why });
    else attachments.push({ kind, name, ...(file === undefined ? {} : { file }) });
  }
  return { attachments, refused };
}
