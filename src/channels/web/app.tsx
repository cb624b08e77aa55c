import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { createAssets } from './assets.ts';
import { furthest, readCursor, writeCursor } from './cursor.ts';
import { webHeaders } from './headers.ts';
import type { Intake } from './intake.ts';
import { streamReplies } from './live.ts';
import { type Refusal, readFormMessage, readJsonMessage } from './message-body.ts';
import type { OpenPages } from './open-pages.ts';
import { isForeign } from './origin.ts';
import { Page } from './page.tsx';
import type { WebParts, WebTiming } from './parts.ts';
import { chatOf, giveNewChat, rememberChat } from './visitor.ts';
import { BROKEN, BUSY, FOREIGN, NO_CHAT, NOT_FOUND, TOO_LONG } from './wording.ts';

type Ctx = Context<{ Bindings: HttpBindings }>;

const HISTORY = 30;
const BODY_BYTES = 16 * 1024;
const FOREIGN_REFUSAL: Refusal = { status: 403, error: 'foreign', say: FOREIGN };
const NO_CHAT_REFUSAL: Refusal = { status: 401, error: 'no-chat', say: NO_CHAT };
const TOO_LONG_REFUSAL: Refusal = { status: 413, error: 'too-long', say: TOO_LONG };

/** The web chat's addresses. */
export function createWebApp(parts: WebParts & { pages: OpenPages; intake: Intake; timing: WebTiming }) {
  const { feed, config, log, pages, intake } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const asset = createAssets();

  async function page(c: Ctx, chat: string | null, refusal?: Refusal): Promise<Response> {
    const history = chat === null ? [] : await feed.history(chat, HISTORY);
    c.header('Cache-Control', 'no-store');
    const body = <Page config={config} history={history} notice={refusal?.say} />;
    return c.html(html`<!DOCTYPE html>${body}`, refusal?.status ?? 200);
  }

  app.use(webHeaders(config));
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/assets/:name', (c) => asset(c, c.req.param('name')) ?? c.notFound());

  app.use(async (c, next) => {
    // A link from elsewhere may open the page; everything else is for our own page alone.
    const opening = c.req.path === '/' && (c.req.method === 'GET' || c.req.method === 'HEAD');
    return !opening && isForeign(c, config.publicUrl) ? refused(c, FOREIGN_REFUSAL) : next();
  });
  app.use(bodyLimit({ maxSize: BODY_BYTES, onError: (c) => refused(c, TOO_LONG_REFUSAL) }));

  app.get('/', async (c) => {
    const known = await chatOf(c, config);
    if (known === null) await giveNewChat(c, config);
    else await rememberChat(c, config, known);
    return page(c, known);
  });

  app.post('/', async (c) => {
    const chat = (await chatOf(c, config)) ?? (await giveNewChat(c, config));
    const slow = intake.pace(c, chat);
    if (slow !== null) return page(c, chat, slow);
    const message = await readFormMessage(c);
    if ('error' in message) return page(c, chat, message);
    const accepted = await intake.accept(chat, message);
    if (typeof accepted !== 'string') return page(c, chat, accepted);
    await intake.replied(accepted);
    // Sent on, so that loading the page again does not send the form again.
    return c.redirect('/#newest', 303);
  });

  app.post('/api/messages', async (c) => {
    const chat = await chatOf(c, config);
    if (chat === null) return refused(c, NO_CHAT_REFUSAL);
    const slow = intake.pace(c, chat);
    if (slow !== null) return refused(c, slow);
    const message = await readJsonMessage(c);
    if ('error' in message) return refused(c, message);
    const accepted = await intake.accept(chat, message);
    return typeof accepted === 'string' ? c.json({ accepted: true }, 202) : refused(c, accepted);
  });

  app.get('/api/history', async (c) => {
    const chat = await chatOf(c, config);
    if (chat === null) return refused(c, NO_CHAT_REFUSAL);
    c.header('Cache-Control', 'no-store');
    const [cursor, entries] = [await feed.latest(chat), await feed.history(chat, HISTORY)];
    return c.json({ cursor: writeCursor(cursor), entries });
  });

  app.get('/api/stream', async (c) => {
    const chat = await chatOf(c, config);
    if (chat === null) return refused(c, NO_CHAT_REFUSAL);
    // A HEAD request comes here as well; it would wait for the end of the stream.
    if (c.req.method !== 'GET') return c.body(null, 405);
    const bell = pages.enter(chat);
    if (bell === null) return refused(c, { status: 503, error: 'busy', say: BUSY, retryAfter: 10 });
    // A browser that comes back by itself keeps the address and tells the newer number in the header.
    const seen = furthest(readCursor(c.req.header('last-event-id')), readCursor(c.req.query('after')));
    return streamReplies(c, parts, { chat, bell, seen });
  });

  app.post('/api/forget', async (c) => {
    await giveNewChat(c, config);
    return c.json({ forgotten: true });
  });

  app.notFound((c) => c.text(NOT_FOUND, 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    log.error({ err: error, channel: 'web', path: c.req.path }, 'request failed');
    return c.json({ error: 'broken', say: BROKEN }, 500);
  });
  return app;
}

function refused(c: Context, { status, error, say, retryAfter }: Refusal): Response {
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
  c.header('Cache-Control', 'no-store');
  return c.json({ error, say }, status);
}
