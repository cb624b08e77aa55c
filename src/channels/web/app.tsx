import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { createAssets } from './assets.ts';
import { furthest, readCursor, writeCursor } from './cursor.ts';
import { webHeaders } from './headers.ts';
import { addHealth } from './health.ts';
import type { Intake } from './intake.ts';
import { streamReplies } from './live.ts';
import { type Refusal, readFormMessage, readJsonMessage, readUpload } from './message-body.ts';
import type { OpenPages } from './open-pages.ts';
import { isForeign } from './origin.ts';
import { Page } from './page.tsx';
import type { Entry, WebParts, WebTiming } from './parts.ts';
import { chatOf, giveNewChat, rememberChat } from './visitor.ts';
import { sendFile } from './web-files.ts';
import { createWidget, loadedFromAnywhere } from './widget.ts';
import {
  BROKEN,
  BUSY,
  FOREIGN,
  LARGEST_UPLOAD,
  NO_CHAT,
  NO_SUCH_FILE,
  NOT_FOUND,
  TOO_LONG,
  UPLOAD_NOT_BOUND,
  UPLOAD_TOO_LARGE,
} from './wording.ts';

type Ctx = Context<{ Bindings: HttpBindings }>;

const HISTORY = 30;
const BODY_BYTES = 16 * 1024;
const HOOK_BYTES = 1024 * 1024;
const UPLOAD_PATH = '/api/files';
const FILE_PATH = '/api/file/';
const WIDGET_PATH = '/widget.js';
// What is around the files in a form is small.
const UPLOAD_BYTES = (LARGEST_UPLOAD + 1) * 1024 * 1024;
const FOREIGN_REFUSAL: Refusal = { status: 403, error: 'foreign', say: FOREIGN };
const NO_CHAT_REFUSAL: Refusal = { status: 401, error: 'no-chat', say: NO_CHAT };
const TOO_LARGE_REFUSAL: Refusal = { status: 413, error: 'too-large', say: UPLOAD_TOO_LARGE };
const NOT_BOUND_REFUSAL: Refusal = { status: 403, error: 'not-bound', say: UPLOAD_NOT_BOUND };
const TOO_LONG_REFUSAL: Refusal = { status: 413, error: 'too-long', say: TOO_LONG };

/** The web chat's addresses. */
export function createWebApp(parts: WebParts & { pages: OpenPages; intake: Intake; timing: WebTiming }) {
  const { feed, config, log, pages, intake } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const asset = createAssets();
  const widget = createWidget(config.widgetSites ?? []);

  const historyOf = async (chat: string): Promise<Entry[]> => [
    ...(await feed.history(chat, HISTORY)),
    ...intake.passing(chat),
  ];

  async function page(c: Ctx, chat: string | null, refusal?: Refusal): Promise<Response> {
    const history = chat === null ? [] : await historyOf(chat);
    c.header('Cache-Control', 'no-store');
    const body = <Page config={config} history={history} notice={refusal?.say} />;
    return c.html(html`<!DOCTYPE html>${body}`, refusal?.status ?? 200);
  }

  async function callHook(c: Ctx): Promise<Response> {
    const name = c.req.param('channel') ?? '';
    const hooks = config.hooksOf?.(name) ?? null;
    if (hooks === null) return c.text(NOT_FOUND, 404);
    const inside = new URL(c.req.url);
    inside.pathname = inside.pathname.slice(`/hooks/${name}`.length) || '/';
    return hooks.fetch(new Request(inside, c.req.raw), c.env);
  }

  // Whatever came in is shown or stored as what it is, and may do nothing.
  app.use(`${FILE_PATH}:id`, async (c, next) => {
    await next();
    c.res.headers.set('Content-Security-Policy', "default-src 'none'; sandbox");
  });
  // What platforms call is no page of ours: it comes from elsewhere, and each channel checks it by its own rules.
  app.use('/hooks/*', bodyLimit({ maxSize: HOOK_BYTES, onError: (c) => c.text('', 413) }));
  app.all('/hooks/:channel/*', (c) => callHook(c));
  app.all('/hooks/:channel', (c) => callHook(c));
  app.use(WIDGET_PATH, loadedFromAnywhere);
  app.use(webHeaders(config));
  addHealth(app, config);
  app.get(WIDGET_PATH, (c) => widget(c));
  app.get('/assets/:name', (c) => asset(c, c.req.param('name')) ?? c.notFound());

  app.use(async (c, next) => {
    // A link from elsewhere may open the page; everything else is for our own page alone.
    const opening = c.req.path === '/' && (c.req.method === 'GET' || c.req.method === 'HEAD');
    return !opening && isForeign(c, config.publicUrl) ? refused(c, FOREIGN_REFUSAL) : next();
  });
  const short = bodyLimit({ maxSize: BODY_BYTES, onError: (c) => refused(c, TOO_LONG_REFUSAL) });
  const long = bodyLimit({ maxSize: UPLOAD_BYTES, onError: (c) => refused(c, TOO_LARGE_REFUSAL) });
  app.use((c, next) => (c.req.path === UPLOAD_PATH ? long(c, next) : short(c, next)));

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

  app.post(UPLOAD_PATH, async (c) => {
    const chat = await chatOf(c, config);
    if (chat === null) return refused(c, NO_CHAT_REFUSAL);
    const slow = intake.pace(c, chat) ?? intake.paceOfUploads(c, chat);
    if (slow !== null) return refused(c, slow);
    if (!(await feed.isKnown(chat))) return refused(c, NOT_BOUND_REFUSAL);
    const message = await readUpload(c);
    if ('error' in message) return refused(c, message);
    const accepted = await intake.accept(chat, message);
    return typeof accepted === 'string' ? c.json({ accepted: true }, 202) : refused(c, accepted);
  });

  app.get(`${FILE_PATH}:id`, async (c) => {
    const chat = await chatOf(c, config);
    const asker = { channel: 'web', chat: chat ?? '', sender: chat ?? '' };
    const file = chat === null ? null : await parts.inbox.openFile(c.req.param('id'), asker);
    return file === null ? c.text(NO_SUCH_FILE, 404) : sendFile(c, file);
  });

  app.get('/api/history', async (c) => {
    const chat = await chatOf(c, config);
    if (chat === null) return refused(c, NO_CHAT_REFUSAL);
    c.header('Cache-Control', 'no-store');
    const [cursor, entries] = [await feed.latest(chat), await historyOf(chat)];
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
