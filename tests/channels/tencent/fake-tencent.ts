import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { Channel } from '../../../src/channels/channel.ts';

/** How the next calls of one path fail. */
export interface FakeFault {
  path: string;
  /** How often; left out: once. */
  times?: number;
  /** So many calls go well before it. */
  after?: number;
  errcode?: number;
  errmsg?: string;
  status?: number;
  retryAfter?: number;
  /** The message is taken; then the line breaks, or nothing is ever said. */
  taken?: 'drop' | 'hang';
}

export interface CallAnswer {
  status: number;
  body: string;
}

type Ctx = Context<{ Bindings: HttpBindings }>;
export type Answer = Record<string, unknown>;

export interface FakeTencent {
  readonly app: Hono<{ Bindings: HttpBindings }>;
  /** The interface’s address, without a slash at the end. Throws before `open`. */
  readonly root: string;
  /** Every call by its path, in order. */
  readonly calls: string[];
  /** Tokens that are good now. */
  readonly tokens: Set<string>;
  readonly media: Map<string, Buffer>;
  open(): Promise<void>;
  close(): Promise<void>;
  fail(fault: FakeFault): void;
  /** An interface that needs a token. `work` gives the answer, and takes what it is given. */
  on(path: string, work: (c: Ctx) => Promise<Answer | Response> | Answer | Response): void;
  newToken(): Answer;
  /** Serves what the channel has under /hooks/NAME, until `unhook`. */
  hook(channel: Channel): Promise<void>;
  /** Calls what somebody else serves at `url`. */
  hookAt(url: string): Promise<void>;
  unhook(): Promise<void>;
  /** Calls the channel as the platform does: at most three tries, each given up after a while. The answers’ bodies. */
  call(query: Record<string, string>, body: string): Promise<CallAnswer[]>;
  /** One try of it; status 0 where it was given up or broke. */
  callOnce(query: Record<string, string>, body: string, signal?: AbortSignal): Promise<CallAnswer>;
  /** Lines to the channel that are open there; one that was given up is, until the channel’s side has seen it. */
  lines(): Promise<number>;
}

const TRIES = 3;

/** The half that 企业微信 and 公众号 have alike: tokens, media, faults, callbacks with their tries. */
export function createFakeTencent({ patienceMs = 5000 }: { patienceMs?: number } = {}): FakeTencent {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const server = createAdaptorServer({ fetch: app.fetch });
  const calls: string[] = [];
  const tokens = new Set<string>();
  const media = new Map<string, Buffer>();
  const faults: (FakeFault & { times: number; after: number })[] = [];
  let hooks: { server: ReturnType<typeof createAdaptorServer> | null; url: string } | null = null;

  const next = (path: string): FakeFault | null => {
    const fault = faults.find((one) => one.path === path && one.times > 0);
    if (fault === undefined) return null;
    if (fault.after > 0) {
      fault.after -= 1;
      return null;
    }
    fault.times -= 1;
    return fault;
  };

  /** Not taken: the answer says so. Null: it goes on. */
  function refusal(c: Ctx, fault: FakeFault | null): Response | null {
    if (fault === null || fault.taken !== undefined) return null;
    if (fault.errcode !== undefined)
      return c.json({ errcode: fault.errcode, errmsg: fault.errmsg ?? 'refused' });
    if (fault.retryAfter !== undefined) c.header('Retry-After', String(fault.retryAfter));
    return c.body('busy', (fault.status ?? 500) as 500);
  }

  async function after(c: Ctx, fault: FakeFault | null, answer: Response): Promise<Response> {
    if (fault?.taken === 'drop') c.env.incoming.socket.destroy();
    return fault?.taken === undefined ? answer : new Promise<Response>(() => undefined);
  }

  const fake: FakeTencent = {
    app,
    calls,
    tokens,
    media,
    get root() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    open: () => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve())),
    async close() {
      await fake.unhook();
      await closed(server);
    },
    fail(fault) {
      faults.push({ times: 1, after: 0, ...fault });
    },
    newToken() {
      const token = `token-${randomUUID()}`;
      tokens.add(token);
      return { errcode: 0, errmsg: 'ok', access_token: token, expires_in: 7200 };
    },
    on(path, work) {
      app.all(path, async (c) => {
        calls.push(path);
        const fault = next(path);
        const refused = refusal(c, fault);
        if (refused !== null) return refused;
        const open = path.endsWith('token') || path.startsWith('/cgi-bin/webhook') || path.startsWith('/pic');
        if (!open && !tokens.has(c.req.query('access_token') ?? ''))
          return c.json({ errcode: 40_014, errmsg: 'invalid access_token' });
        const answer = await work(c);
        return after(c, fault, answer instanceof Response ? answer : c.json(answer));
      });
    },
    async hook(channel) {
      const outer = new Hono();
      if (channel.hooks) outer.route(`/hooks/${channel.name}`, channel.hooks);
      const serving = createAdaptorServer({ fetch: outer.fetch });
      await new Promise<void>((resolve) => serving.listen(0, '127.0.0.1', () => resolve()));
      const { port } = serving.address() as AddressInfo;
      hooks = { server: serving, url: `http://127.0.0.1:${port}/hooks/${channel.name}` };
    },
    async hookAt(url) {
      await fake.unhook();
      hooks = { server: null, url };
    },
    async unhook() {
      const gone = hooks?.server ?? null;
      hooks = null;
      if (gone !== null) await closed(gone);
    },
    async call(query, body) {
      const answers: CallAnswer[] = [];
      for (let tries = 0; tries < TRIES && hooks !== null; tries += 1) {
        const answer = await fake.callOnce(query, body);
        answers.push(answer);
        if (answer.status === 200) break;
      }
      return answers;
    },
    lines: () =>
      new Promise((resolve, reject) => {
        if (hooks?.server == null) resolve(0);
        else hooks.server.getConnections((error, open) => (error ? reject(error) : resolve(open)));
      }),
    async callOnce(query, body, signal = AbortSignal.timeout(patienceMs)) {
      try {
        const url = `${hooks?.url}?${new URLSearchParams(query)}`;
        const response = await fetch(url, { method: 'POST', body, signal });
        return { status: response.status, body: await response.text() };
      } catch {
        return { status: 0, body: '' };
      }
    },
  };

  fake.on('/cgi-bin/media/upload', async (c) => {
    const file = (await c.req.formData()).get('media');
    if (!(file instanceof File) || file.size === 0) return { errcode: 40_007, errmsg: 'no media' };
    const id = randomUUID();
    media.set(id, Buffer.from(await file.arrayBuffer()));
    return { errcode: 0, errmsg: 'ok', type: c.req.query('type'), media_id: id, created_at: '1' };
  });
  fake.on('/cgi-bin/media/get', (c) => {
    const bytes = media.get(c.req.query('media_id') ?? '');
    if (bytes === undefined) return { errcode: 40_007, errmsg: 'invalid media_id' };
    return c.body(new Uint8Array(bytes), 200, { 'Content-Type': 'image/png' });
  });
  return fake;
}

/** Whoever still waits is cut off. */
function closed(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

/** A person’s id there and back: the name, in letters that every platform takes. */
export const idOf = (name: string): string => `U${Buffer.from(name).toString('hex')}`;
export const nameOf = (id: string): string => Buffer.from(id.slice(1), 'hex').toString();
