import type { Context } from 'hono';

/**
 * True when a page of another site made the browser send this. hono's own `csrf` looks at form content only, so
 * this looks at every request. Browsers leave Sec-Fetch-Site out on plain http, and programs leave out both.
 */
export function isForeign(c: Context, publicUrl: string | undefined): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== c.req.header('host');
}
