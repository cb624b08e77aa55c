import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';

/** A message as the fake took it from the bot. */
export interface TakenMessage {
  messageId: number;
  chat: string;
  method: string;
  text: string;
  buttons: readonly { text: string; callback_data: string }[];
  picture: Uint8Array | null;
  replyTo: number | null;
}

/** How a call fails. `take`: the message is taken before the failure. */
export interface BotApiFault {
  method: string | RegExp;
  /** Left out: any chat. */
  chat?: string;
  times: number;
  code?: number;
  /** The status of HTTP; left out, the code. */
  http?: number;
  description?: string;
  parameters?: Record<string, number>;
  take?: boolean;
  /** `cut`: the line breaks. `silent`: no answer, ever. `slow`: after so many milliseconds. */
  line?: 'cut' | 'silent' | { slow: number };
}

/** A Bot API server of ours, on loopback: what the real one refuses, it refuses. */
export interface FakeBotApi {
  readonly root: string;
  readonly token: string;
  readonly taken: readonly TakenMessage[];
  readonly calls: readonly { method: string; payload: Record<string, unknown> }[];
  readonly faults: BotApiFault[];
  /** The webhook that is registered; null for long polling. */
  readonly webhook: { url: string; secret: string } | null;
  /** Queues an update for polling, or delivers it to the webhook until that says 200. Gives its id. */
  push(update: Record<string, unknown>): Promise<number>;
  /** Forgets what was confirmed and hands everything since `updateId` over again, as after a lost answer. */
  rewind(updateId: number): void;
  /** A file that `getFile` knows; without bytes it is there by name only. */
  addFile(fileId: string, bytes: Uint8Array | null): void;
  /** Cuts all lines and takes no new one. */
  drop(): void;
  restore(): Promise<void>;
  close(): Promise<void>;
}

type Payload = Record<string, unknown>;

const BOT = {
  id: 4242,
  is_bot: true,
  first_name: '村口',
  username: 'cunkou_bot',
};

export async function startFakeBotApi(
  token = `4242:${'A'.repeat(35)}`,
  {
    onTake = () => undefined,
    readsGroups = false,
  }: { onTake?: (text: string) => void; readsGroups?: boolean } = {},
): Promise<FakeBotApi> {
  const taken: TakenMessage[] = [];
  const calls: { method: string; payload: Payload }[] = [];
  const faults: BotApiFault[] = [];
  const files = new Map<string, Uint8Array | null>();
  const updates: ({ update_id: number } & Payload)[] = [];
  let confirmed = 0;
  let webhook: { url: string; secret: string } | null = null;
  let wake: () => void = () => undefined;
  let nextMessageId = 1;
  let nextUpdateId = 1;
  let closed = false;

  const app = new Hono();
  app.post('/:bot/:method', async (c) => {
    if (c.req.param('bot') !== `bot${token}`) return refuse(c, 401, 'Unauthorized');
    const method = c.req.param('method');
    const payload = await payloadOf(c);
    calls.push({ method, payload });
    const fault = takeFault(method, String(payload.chat_id ?? ''));
    if (fault === null) return answer(c, method, payload);
    if (fault.take) await answer(c, method, payload);
    if (fault.line === 'cut') return cut(c);
    if (fault.line === 'silent') return new Promise<Response>(() => undefined);
    if (fault.line !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, fault.line instanceof Object ? fault.line.slow : 0));
      return answer(c, method, payload);
    }
    const { code = 500, http = code, description = 'Internal Server Error', parameters } = fault;
    return refuse(c, code, description, { http, ...(parameters ? { parameters } : {}) });
  });
  app.get('/file/:bot/:path', (c) => {
    const bytes = files.get(c.req.param('path'));
    return bytes ? c.body(new Uint8Array(bytes), 200) : c.body(null, 404);
  });

  function takeFault(method: string, chat: string): BotApiFault | null {
    const found = faults.find(
      (fault) =>
        (typeof fault.method === 'string' ? fault.method === method : fault.method.test(method)) &&
        (fault.chat === undefined || fault.chat === chat),
    );
    if (found === undefined) return null;
    found.times -= 1;
    if (found.times <= 0) faults.splice(faults.indexOf(found), 1);
    return found;
  }

  function answer(c: Context, method: string, payload: Payload): Response | Promise<Response> {
    switch (method) {
      case 'getMe':
        return ok(c, { ...BOT, can_read_all_group_messages: readsGroups });
      case 'getUpdates':
        return getUpdates(c, payload);
      case 'setWebhook':
        webhook = { url: String(payload.url), secret: String(payload.secret_token ?? '') };
        return ok(c, true);
      case 'deleteWebhook':
        webhook = null;
        return ok(c, true);
      case 'getWebhookInfo':
        return ok(c, { url: webhook?.url ?? '', pending_update_count: updates.length });
      case 'setMyCommands':
      case 'answerCallbackQuery':
        return ok(c, true);
      case 'getFile': {
        const id = String(payload.file_id);
        if (!files.has(id)) return refuse(c, 400, 'Bad Request: wrong file_id');
        return ok(c, { file_id: id, file_unique_id: id, file_path: id });
      }
      case 'sendMessage':
      case 'sendPhoto':
      case 'sendDocument':
        return takeMessage(c, method, payload);
      default:
        return refuse(c, 404, 'Not Found: method not found');
    }
  }

  async function getUpdates(c: Context, payload: Payload): Promise<Response> {
    if (webhook !== null)
      return refuse(c, 409, 'Conflict: can’t use getUpdates method while webhook is active');
    const offset = Number(payload.offset ?? 0);
    confirmed = Math.max(confirmed, offset);
    const waiting = () => updates.filter((update) => update.update_id >= confirmed);
    if (waiting().length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, Number(payload.timeout ?? 0) * 1000).unref();
        c.req.raw.signal.addEventListener('abort', () => resolve());
      });
    if (c.req.raw.signal.aborted) return c.body(null, 200);
    return ok(c, waiting().slice(0, Number(payload.limit ?? 100)));
  }

  function takeMessage(c: Context, method: string, payload: Payload): Response {
    const chat = String(payload.chat_id);
    if (!/^-?\d{1,20}$/.test(chat) || chat === '0') return refuse(c, 400, 'Bad Request: chat not found');
    const text = String((method === 'sendMessage' ? payload.text : payload.caption) ?? '');
    if (method === 'sendMessage' && text.trim() === '')
      return refuse(c, 400, 'Bad Request: message text is empty');
    if (text.length > (method === 'sendMessage' ? 4096 : 1024))
      return refuse(c, 400, 'Bad Request: message is too long');
    const markup = jsonOf(payload.reply_markup) as
      | { inline_keyboard?: TakenMessage['buttons'][] }
      | undefined;
    const buttons = markup?.inline_keyboard?.flat() ?? [];
    for (const { callback_data: data } of buttons)
      if (data === '' || Buffer.byteLength(data) > 64)
        return refuse(c, 400, 'Bad Request: BUTTON_DATA_INVALID');
    const reply = jsonOf(payload.reply_parameters) as { message_id?: number } | undefined;
    const file = payload.photo ?? payload.document ?? null;
    const messageId = nextMessageId++;
    taken.push({
      messageId,
      chat,
      method,
      text,
      buttons,
      picture: file instanceof Uint8Array ? file : null,
      replyTo: reply?.message_id ?? null,
    });
    onTake(text);
    const kind = chat.startsWith('-') ? 'supergroup' : 'private';
    return ok(c, { message_id: messageId, date: 1, chat: { id: Number(chat), type: kind }, text });
  }

  async function deliver(update: { update_id: number } & Payload): Promise<void> {
    while (webhook !== null && !closed) {
      const { url, secret } = webhook;
      const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(update) }).catch(
        () => null,
      );
      if (response?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  function hangUpAll(): void {
    if (server.listening) server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  }
  return {
    root: `http://127.0.0.1:${port}`,
    token,
    taken,
    calls,
    faults,
    get webhook() {
      return webhook;
    },
    async push(content) {
      const update = { update_id: nextUpdateId++, ...content };
      if (webhook !== null) await deliver(update);
      else {
        updates.push(update);
        wake();
      }
      return update.update_id;
    },
    rewind(updateId) {
      confirmed = Math.min(confirmed, updateId);
      wake();
    },
    addFile: (fileId, bytes) => void files.set(fileId, bytes),
    drop: hangUpAll,
    async restore() {
      if (server.listening) return;
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
    },
    close() {
      closed = true;
      wake();
      hangUpAll();
      return Promise.resolve();
    },
  };
}

function ok(c: Context, result: unknown): Response {
  return c.json({ ok: true, result });
}

function refuse(
  c: Context,
  code: number,
  description: string,
  { http = code, ...more }: { http?: number; parameters?: Record<string, number> } = {},
): Response {
  return c.json({ ok: false, error_code: code, description, ...more }, http as 400);
}

function cut(c: Context): Promise<Response> {
  (c.env as { incoming: { socket: { destroy(): void } } }).incoming.socket.destroy();
  return new Promise(() => undefined);
}

/** JSON, or a form with the file among its fields: `attach://NAME` points to it. */
async function payloadOf(c: Context): Promise<Payload> {
  const kind = c.req.header('content-type') ?? '';
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(kind)?.[1];
  if (boundary === undefined) return (await c.req.json()) as Payload;
  const form = partsOf(Buffer.from(await c.req.arrayBuffer()), boundary);
  return Object.fromEntries(
    [...form].map(([key, bytes]) => {
      const file = form.get(/^attach:\/\/(\w+)$/.exec(bytes.toString('latin1'))?.[1] ?? '');
      return [key, file ? new Uint8Array(file) : bytes.toString()];
    }),
  );
}

/** By hand: what grammY sends, the platform reads, and the parser of Node refuses (it wants quotes round a file's name). */
function partsOf(body: Buffer, boundary: string): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  const mark = Buffer.from(`--${boundary}`);
  for (let from = body.indexOf(mark); from >= 0; ) {
    const next = body.indexOf(mark, from + mark.length);
    const part = body.subarray(from + mark.length + 2, next < 0 ? body.length : next - 2);
    const head = part.indexOf('\r\n\r\n');
    const name = /name="([^"]+)"/.exec(part.subarray(0, Math.max(head, 0)).toString())?.[1];
    if (name !== undefined) parts.set(name, part.subarray(head + 4));
    from = next;
  }
  return parts;
}

function jsonOf(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}
