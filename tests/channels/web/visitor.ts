import { randomUUID } from 'node:crypto';

/** A message of the stream, as it came over the wire. */
export interface StreamEvent {
  id: string;
  event: string;
  data: string;
}

/** A stream that is being read. */
export interface OpenStream {
  status: number;
  headers: Headers;
  /** Waits for the next event that is no heartbeat; null when the stream has ended. */
  next(): Promise<StreamEvent | null>;
  /** Reads the lines of so many replies. */
  texts(count: number): Promise<string[]>;
  close(): void;
}

/** An exchange as the page gets it. */
export interface SeenExchange {
  text: string;
  reply: { lines: { text: string }[] } | null;
}

/** A browser as far as HTTP goes: it keeps the cookie. */
export interface Visitor {
  cookie: string;
  /** Opens the page. */
  open(): Promise<Response>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  say(text: string, id?: string): Promise<Response>;
  history(): Promise<SeenExchange[]>;
  stream(path?: string, headers?: Record<string, string>): Promise<OpenStream>;
}

export function createVisitor(url: string): Visitor {
  const visitor: Visitor = {
    cookie: '',
    async fetch(path, init = {}) {
      const headers = new Headers(init.headers);
      if (visitor.cookie !== '') headers.set('cookie', visitor.cookie);
      const response = await fetch(url + path, { redirect: 'manual', ...init, headers });
      const [given] = response.headers.getSetCookie();
      if (given !== undefined) visitor.cookie = given.split(';')[0] ?? '';
      return response;
    },
    open: () => visitor.fetch('/'),
    say: (text, id = randomUUID()) =>
      visitor.fetch('/api/messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, text }),
      }),
    async history() {
      return (await bodyOf<{ entries: SeenExchange[] }>(await visitor.fetch('/api/history'))).entries;
    },
    stream: async (path = '/api/stream', headers = {}) => {
      const abort = new AbortController();
      return read(await visitor.fetch(path, { headers, signal: abort.signal }), abort);
    },
  };
  return visitor;
}

/** The JSON of a response, taken on trust as a test may. */
export async function bodyOf<Body>(response: Response): Promise<Body> {
  return JSON.parse(await response.text());
}

/** A visitor who has opened the page. */
export async function visit(url: string): Promise<Visitor> {
  const visitor = createVisitor(url);
  await (await visitor.open()).text();
  return visitor;
}

function read(response: Response, abort: AbortController): OpenStream {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  async function next(): Promise<StreamEvent | null> {
    for (;;) {
      const end = buffer.indexOf('\n\n');
      if (end >= 0) {
        const fields = fieldsOf(buffer.slice(0, end));
        buffer = buffer.slice(end + 2);
        if (fields.event !== 'beat' && fields.data !== '') return fields;
        continue;
      }
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) return null;
      buffer += chunk.value;
    }
  }
  return {
    status: response.status,
    headers: response.headers,
    next,
    async texts(count) {
      const texts: string[] = [];
      while (texts.length < count) {
        const event = await next();
        if (event === null) break;
        texts.push(replyText(event.data));
      }
      return texts;
    },
    close: () => abort.abort(),
  };
}

function fieldsOf(block: string): StreamEvent {
  const fields = { id: '', event: '', data: '' };
  for (const line of block.split('\n')) {
    const [name, ...rest] = line.split(': ');
    if (name === 'id' || name === 'event' || name === 'data') fields[name] = rest.join(': ');
  }
  return fields;
}

function replyText(data: string): string {
  const { reply }: SeenExchange = JSON.parse(data);
  return reply?.lines.map(({ text }) => text).join('\n') ?? '';
}
