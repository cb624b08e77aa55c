import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { writeCursor } from './cursor.ts';
import type { Doorbell } from './doorbell.ts';
import type { Intake } from './intake.ts';
import type { OpenPages } from './open-pages.ts';
import type { Cursor, WebParts, WebTiming } from './parts.ts';

const BATCH = 50;
/** How soon a browser comes back by itself. */
const RETRY_MS = 2000;

interface Listener {
  chat: string;
  bell: Doorbell;
  /** How far the page has seen. */
  seen: Cursor;
}

/** Streams a chat's replies and notices to one page: first those that it missed, then each as it is committed. */
export function streamReplies(
  c: Context<{ Bindings: HttpBindings }>,
  parts: WebParts & { pages: OpenPages; timing: WebTiming; intake: Pick<Intake, 'passing'> },
  listener: Listener,
): Response {
  const { chat, bell } = listener;
  const { pages, timing, log } = parts;
  const outgoing = c.env.outgoing;
  const endOfLife = setTimeout(() => bell.shut(), timing.lifetime);
  // A page that stopped reading would else hold its line, and what is buffered for it, for ever.
  void bell.whenShut.then(() => setTimeout(() => outgoing.destroy(), timing.grace).unref());
  outgoing.once('close', () => bell.shut());
  c.header('X-Accel-Buffering', 'no');
  const response = streamSSE(c, async (stream) => {
    try {
      await sendAll(stream, parts, listener);
    } catch (error) {
      // The page comes back by itself and says what it has seen, so nothing is lost by ending here.
      log.error({ err: error, channel: 'web' }, 'stream of replies broke off');
    } finally {
      clearTimeout(endOfLife);
      bell.shut();
      pages.leave(chat, bell);
    }
  });
  response.headers.set('Cache-Control', 'no-cache, no-transform');
  return response;
}

/** Reads from the database only as fast as the page takes: nothing is queued for a slow one. */
async function sendAll(
  stream: SSEStreamingApi,
  { feed, timing, intake }: WebParts & { timing: WebTiming; intake: Pick<Intake, 'passing'> },
  { chat, bell, seen }: Listener,
): Promise<void> {
  const send = (write: Promise<unknown>) => Promise.race([write, bell.whenShut]);
  // A page that has seen more than there is comes from before a database was put back: it gets what is new.
  const latest = await feed.latest(chat);
  let cursor = {
    reply: Math.min(seen.reply, latest.reply),
    notice: Math.min(seen.notice, latest.notice),
  };
  await send(stream.write(`retry: ${RETRY_MS}\n\n`));
  bell.ring();
  const passed = new Set<string>();
  for (;;) {
    const news = await bell.wait(timing.heartbeat);
    if (news === 'shut') return;
    // An event and not a comment: the page's script takes long silence for a dead line.
    if (news === 'quiet') await send(stream.writeSSE({ event: 'beat', data: '1' }));
    // Looked up after a quiet spell too: another process may have written the reply.
    for (;;) {
      const batch = await feed.after(chat, cursor, BATCH);
      for (const { entry, cursor: behind } of batch) {
        if (bell.isShut) return;
        await send(stream.writeSSE({ id: writeCursor(behind), data: JSON.stringify(entry) }));
        cursor = behind;
      }
      if (batch.length === 0) break;
    }
    for (const exchange of intake.passing(chat)) {
      if (bell.isShut) return;
      if (passed.has(exchange.messageId)) continue;
      passed.add(exchange.messageId);
      // Without an id of its own: a page that comes back goes on behind what is kept.
      await send(stream.writeSSE({ data: JSON.stringify(exchange) }));
    }
  }
}
