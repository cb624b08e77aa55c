import type { Context } from 'hono';
import { z } from 'zod';
import { type IncomingFile, MOST_BYTES, MOST_FILES, typeOf } from '../../conversation/conversation.ts';
import {
  EMPTY,
  fileOfOtherKind,
  fileTooLarge,
  NOT_UNDERSTOOD,
  TEXT_LIMIT,
  TOO_LONG,
  UPLOAD_TOO_MANY,
} from './wording.ts';

/** What was refused, for the page's program and for the person. */
export interface Refusal {
  status: 400 | 401 | 403 | 413 | 415 | 429 | 503;
  error: string;
  say: string;
  /** Seconds after which it may go well. */
  retryAfter?: number;
}

export interface MessageBody {
  id: string;
  text: string;
  files?: readonly IncomingFile[];
}

const ID = z.string().regex(/^[\w-]{8,64}$/);
const body = z.object({ id: ID, text: z.string() });
// A button of the form that was pressed instead of the send button comes as `pressed`, beside whatever was typed.
const form = z.object({ id: ID, text: z.string().default(''), pressed: z.string().optional() });

/** Reads what the page's script posts. */
export async function readJsonMessage(c: Context): Promise<MessageBody | Refusal> {
  if (!c.req.header('content-type')?.startsWith('application/json'))
    return { status: 415, error: 'not-json', say: NOT_UNDERSTOOD };
  const parsed = body.safeParse(await c.req.json().catch(() => null));
  return parsed.success ? checked(parsed.data) : unreadable;
}

/** Reads what the page's plain form posts where no script runs. */
export async function readFormMessage(c: Context): Promise<MessageBody | Refusal> {
  const parsed = form.safeParse(await c.req.parseBody().catch(() => null));
  if (!parsed.success) return unreadable;
  const { id, text, pressed } = parsed.data;
  return checked({ id, text: pressed ?? text });
}

const upload = z.object({
  id: ID,
  text: z.string().default(''),
  file: z.preprocess((given) => (Array.isArray(given) ? given : [given]), z.array(z.file())),
});

/** Reads what the page's script posts with pictures and files; each is refused here already that would not be kept. */
export async function readUpload(c: Context): Promise<MessageBody | Refusal> {
  const parsed = upload.safeParse(await c.req.parseBody({ all: true }).catch(() => null));
  if (!parsed.success) return unreadable;
  const { id, text, file: given } = parsed.data;
  if (given.length > MOST_FILES) return { status: 400, error: 'too-many', say: UPLOAD_TOO_MANY };
  const files: IncomingFile[] = [];
  for (const one of given) {
    if (one.size > MOST_BYTES) return { status: 413, error: 'too-large', say: fileTooLarge(one.name) };
    const bytes = new Uint8Array(await one.arrayBuffer());
    const type = typeOf(bytes);
    if (type === null) return { status: 415, error: 'other-kind', say: fileOfOtherKind(one.name) };
    files.push({ kind: type.kind, name: one.name, content: { mime: type.mime, bytes } });
  }
  if ([...text].length > TEXT_LIMIT) return { status: 400, error: 'too-long', say: TOO_LONG };
  return { id, text, files };
}

const unreadable: Refusal = { status: 400, error: 'unreadable', say: NOT_UNDERSTOOD };

function checked({ id, text }: MessageBody): MessageBody | Refusal {
  if (text.trim() === '') return { status: 400, error: 'empty', say: EMPTY };
  // Counted as people count: a rare character or an emoji is one, though it takes two places in memory.
  if ([...text].length > TEXT_LIMIT) return { status: 400, error: 'too-long', say: TOO_LONG };
  return { id, text };
}
