import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, Hono } from 'hono';
import type { WebConfig } from './parts.ts';

/** How the service stands; nothing in it is secret or about a person. */
export interface Readiness {
  ready: boolean;
  /** Why not, for a machine: `database`, `outbox`, `clockwork`, `channel:telegram`. */
  reasons: readonly string[];
  /** The same for the operator, a Chinese sentence each: what it is and what to do. */
  say: readonly string[];
  channels: readonly { name: string; ok: boolean; say: string }[];
}

/** What a monitor may ask. */
export interface Operations {
  ready(): Promise<Readiness>;
  /** In the text format of Prometheus. */
  metrics(): Promise<string>;
  /** Whoever brings one of them sees everything. */
  tokens: readonly string[];
}

const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
const THIS_COMPUTER = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;
/** A proxy in front writes at least one of them. */
const PROXY_HEADERS = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

/** `/healthz`: it lives. `/readyz`: it can do its work. `/metrics`: numbers, for the operator alone. */
export function addHealth(app: Hono<{ Bindings: HttpBindings }>, config: WebConfig): void {
  app.get('/healthz', (c) => c.text('ok'));
  const { operations } = config;
  if (operations === undefined) return;
  app.get('/readyz', async (c) => {
    const { ready, reasons, say, channels } = await operations.ready();
    c.header('Cache-Control', 'no-store');
    const more = mayLookInside(c, config, operations) ? { say, channels } : {};
    return c.json({ ready, reasons, ...more }, ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    if (!mayLookInside(c, config, operations)) return c.notFound();
    return c.body(await operations.metrics(), 200, {
      'Content-Type': METRICS_TYPE,
      'Cache-Control': 'no-store',
    });
  });
}

/**
 * With a token, or from this very computer. Where a proxy stands in front everybody comes from this computer: there only
 * the token counts.
 */
function mayLookInside(c: Context, config: WebConfig, { tokens }: Operations): boolean {
  const brought = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  if (brought !== undefined) return tokens.map((token) => isSame(brought, token)).includes(true);
  if (config.publicUrl !== undefined || config.trustProxy === true) return false;
  if (PROXY_HEADERS.some((name) => c.req.header(name) !== undefined)) return false;
  // A page elsewhere whose name was made to point here brings its own name along.
  return THIS_COMPUTER.test(c.req.header('host') ?? '') && LOOPBACK.test(getConnInfo(c).remote.address ?? '');
}

/** Takes the same time whatever differs. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
