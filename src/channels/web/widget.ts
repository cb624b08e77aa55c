import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';

/** The sites that may show the chat inside their own pages. */
export const widgetSettings = z.object({
  WIDGET_SITES: z
    .string()
    .transform((written) => written.split(/[\s,，、;；]+/).filter((site) => site !== ''))
    .pipe(z.array(z.string().refine(isOrigin)))
    .default([])
    .describe(
      'Sites that may show the chat inside their pages by widget.js, separated by commas: https://www.example.gov.cn. Left out: none; the widget’s button then opens a window of its own.',
    ),
});

/** What right looks like, for the operator. */
export const WIDGET_SITES_RIGHT =
  '要写网站的地址，只写到域名，用逗号隔开，例如 https://www.hjq.gov.cn,https://zw.hjq.gov.cn；谁都不让嵌就不写';

/** `https://www.example.gov.cn`: scheme, host and port, nothing behind them, and no wild card. */
function isOrigin(site: string): boolean {
  return (
    !site.includes('*') &&
    URL.canParse(site) &&
    /^https?:$/.test(new URL(site).protocol) &&
    new URL(site).origin === site
  );
}

const SITES_LINE = 'const SITES = [];';

/**
 * Serves the script that other sites load. It may be loaded from anywhere: without leave it only makes a link. Throws
 * when it cannot be read.
 */
export function createWidget(sites: readonly string[]): (c: Context) => Response {
  const source = readFileSync(new URL('./widget/widget.js', import.meta.url), 'utf8');
  if (!source.includes(SITES_LINE)) throw new Error('widget.js has no place for the sites');
  const body = source.replace(SITES_LINE, `const SITES = ${JSON.stringify(sites)};`);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return (c) => {
    const headers = { ETag: etag, 'Cache-Control': 'public, max-age=600' };
    const known = c.req.header('if-none-match')?.includes(etag) ?? false;
    if (known) return c.body(null, 304, headers);
    return c.body(body, 200, { ...headers, 'Content-Type': 'text/javascript; charset=utf-8' });
  };
}

/** Stands before the headers of all our responses, which say that only our own pages may load them. */
export const loadedFromAnywhere: MiddlewareHandler = async (c, next) => {
  await next();
  c.res.headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
};
