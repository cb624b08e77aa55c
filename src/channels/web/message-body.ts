import type { Context } from 'hono';
import { z } from 'zod';
import { EMPTY, NOT_UNDERSTOOD, TEXT_LIMIT, TOO_LONG } from './wording.ts';

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

const unreadable: Refusal = { status: 400, error: 'unreadable', say: NOT_UNDERSTOOD };

function checked({ id, text }: MessageBody): MessageBody | Refusal {
  if (text.trim() === '') return { status: 400, error: 'empty', say: EMPTY };
  // Counted as people count: a rare character or an emoji is one, though it takes two places in memory.
  if ([...text].length > TEXT_LIMIT) return { status: 400, error: 'too-long', say: TOO_LONG };
  return { id, text };
}
