import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { getSignedCookie, setSignedCookie } from 'hono/cookie';
import type { WebConfig } from './parts.ts';

const COOKIE = 'cunkou_chat';
const DAYS = 400;

/** The chat of this visitor; null without a cookie, or with one that we did not sign. */
export async function chatOf(c: Context, { secret }: WebConfig): Promise<string | null> {
  const value = await getSignedCookie(c, secret, COOKIE);
  return value || null;
}

/** Gives the visitor a chat of his own, under an id that nobody can guess, and forgets the one before. */
export async function giveNewChat(c: Context, config: WebConfig): Promise<string> {
  const chat = randomUUID();
  await rememberChat(c, config, chat);
  return chat;
}

/** Sends the cookie, which lives as long as browsers allow from now on. */
export async function rememberChat(c: Context, config: WebConfig, chat: string): Promise<void> {
  await setSignedCookie(c, COOKIE, chat, config.secret, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    maxAge: DAYS * 24 * 60 * 60,
    // On a plain-http village network a Secure cookie would never come back.
    secure: isHttps(c, config),
  });
}

export function isHttps(c: Context, { publicUrl }: WebConfig): boolean {
  return (publicUrl ?? c.req.url).startsWith('https:');
}
