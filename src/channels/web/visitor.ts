import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { getSignedCookie, setSignedCookie } from 'hono/cookie';
import type { WebConfig } from './parts.ts';

const COOKIE = 'cunkou_chat';
/** The same for a page that stands inside another site's: browsers send it there, and each such site has its own. */
const FRAMED_COOKIE = 'cunkou_framed';
const DAYS = 400;

/** The chat of this visitor; null without a cookie, or with one that we did not sign. */
export async function chatOf(c: Context, { secret }: WebConfig): Promise<string | null> {
  const framed = await getSignedCookie(c, secret, FRAMED_COOKIE);
  return framed || (await getSignedCookie(c, secret, COOKIE)) || null;
}

/** Gives the visitor a chat of his own, under an id that nobody can guess, and forgets the one before. */
export async function giveNewChat(c: Context, config: WebConfig): Promise<string> {
  const chat = randomUUID();
  await rememberChat(c, config, chat);
  return chat;
}

/** Sends the cookie, which lives as long as browsers allow from now on. */
export async function rememberChat(c: Context, config: WebConfig, chat: string): Promise<void> {
  const kept = { httpOnly: true, path: '/', maxAge: DAYS * 24 * 60 * 60 };
  await setSignedCookie(c, COOKIE, chat, config.secret, {
    ...kept,
    sameSite: 'Lax',
    // On a plain-http village network a Secure cookie would never come back.
    secure: isHttps(c, config),
  });
  if (!(await isFramed(c, config))) return;
  // Beside the other, which a browser refuses inside a foreign page; inside a page of the same site both are kept.
  const framed = { sameSite: 'None', secure: true, partitioned: true } as const;
  await setSignedCookie(c, FRAMED_COOKIE, chat, config.secret, { ...kept, ...framed });
}

async function isFramed(c: Context, { secret, widgetSites = [] }: WebConfig): Promise<boolean> {
  if (widgetSites.length === 0) return false;
  if (c.req.header('sec-fetch-dest') === 'iframe') return true;
  return Boolean(await getSignedCookie(c, secret, FRAMED_COOKIE));
}

export function isHttps(c: Context, { publicUrl }: WebConfig): boolean {
  return (publicUrl ?? c.req.url).startsWith('https:');
}
