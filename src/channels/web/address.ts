import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Where a request comes from, as the key of a limit. One home has a whole /64 of IPv6, so that counts as one. */
export function addressOf(c: Context, trustProxy: boolean): string {
  // The last entry is the one that our own proxy wrote; those before it are the client's claim.
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  const address = forwarded || getConnInfo(c).remote.address || 'unknown';
  const plain = address.replace(/^::ffff:/, '');
  return plain.includes(':') ? `${plain.split(':').slice(0, 4).join(':')}::/64` : plain;
}
