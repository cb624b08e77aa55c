import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Context } from 'hono';

const FOLDER = new URL('./assets/', import.meta.url);
const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

interface Asset {
  body: string;
  type: string;
  etag: string;
}

/**
 * Serves the page's files by name. They are read once, so that no address can name a file outside the folder, and
 * only the kinds that the page loads: the README's picture lies there too and is nobody's download.
 * Throws when the folder cannot be read.
 */
export function createAssets(): (c: Context, name: string) => Response | null {
  const assets = new Map(
    readdirSync(FOLDER).flatMap((name): [string, Asset][] => {
      const type = TYPES[name.split('.').at(-1) ?? ''];
      return type === undefined ? [] : [[name, readAsset(name, type)]];
    }),
  );
  return (c, name) => {
    const asset = assets.get(name);
    if (asset === undefined) return null;
    // Asked again each time and mostly answered 304: after an update no page runs with half-old scripts.
    const headers = { ETag: asset.etag, 'Cache-Control': 'no-cache' };
    const known = c.req.header('if-none-match')?.split(/\s*,\s*/) ?? [];
    if (known.some((etag) => etag.replace(/^W\//, '') === asset.etag)) return c.body(null, 304, headers);
    return c.body(asset.body, 200, { ...headers, 'Content-Type': asset.type });
  };
}

function readAsset(name: string, type: string): Asset {
  const body = readFileSync(new URL(name, FOLDER), 'utf8');
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { body, etag, type };
}
