import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { openSite, type Site } from './site.ts';
import { bodyOf, createVisitor, type Visitor, visit } from './visitor.ts';

interface Refused {
  error: string;
  say: string;
}

let site: Site;
afterEach(() => site.close());

const post = (body: string, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/json', ...headers },
});
const message = (text = '你好', id: string = randomUUID()) => JSON.stringify({ id, text });

async function historyTexts(visitor: Visitor): Promise<string[]> {
  const exchanges = await visitor.history();
  return exchanges.map(({ text, reply }) =>
    [text, ...(reply?.lines.map((line) => line.text) ?? ['…'])].join('|'),
  );
}

describe('a message', () => {
  it('is acknowledged, answered once however often it is sent, and stands in the history', async () => {
    site = await openSite();
    const visitor = await visit(site.url);
    const stream = await visitor.stream();
    const id = randomUUID();
    for (let time = 0; time < 3; time += 1) {
      const response = await visitor.say('你好', id);
      expect(response.status).toBe(202);
      expect(await response.json()).toEqual({ accepted: true });
    }
    await visitor.say('再见');
    expect(await stream.texts(2)).toEqual(['第1句：你好', '第2句：再见']);
    expect(await historyTexts(visitor)).toEqual(['你好|第1句：你好', '再见|第2句：再见']);
    expect(await historyTexts(await visit(site.url))).toEqual([]);
    stream.close();
  });

  it('keeps an id for each visitor by himself', async () => {
    site = await openSite();
    const [first, second] = [await visit(site.url), await visit(site.url)];
    await first.say('甲', 'one-and-the-same');
    await second.say('乙', 'one-and-the-same');
    await expect.poll(() => historyTexts(first)).toEqual(['甲|第1句：甲']);
    await expect.poll(() => historyTexts(second)).toEqual(['乙|第1句：乙']);
  });

  it('is refused without a cookie of ours', async () => {
    site = await openSite();
    const visitor = createVisitor(site.url);
    expect((await visitor.say('你好')).status).toBe(401);
    await visitor.open();
    visitor.cookie = `${visitor.cookie.slice(0, -6)}AAAA%3D`;
    for (const path of ['/api/history', '/api/stream']) {
      const response = await visitor.fetch(path);
      expect(response.status, path).toBe(401);
      expect(await response.json()).toMatchObject({ error: 'no-chat' });
    }
    expect(visitor.cookie).toContain('AAAA');
  });

  it('starts anew where the visitor wants it', async () => {
    site = await openSite();
    const visitor = await visit(site.url);
    await visitor.say('旧的');
    const before = visitor.cookie;
    expect((await visitor.fetch('/api/forget', { method: 'POST' })).status).toBe(200);
    expect(visitor.cookie).not.toBe(before);
    expect(await historyTexts(visitor)).toEqual([]);
  });

  it('tells what is wrong with it in a sentence', async () => {
    site = await openSite();
    const visitor = await visit(site.url);
    const cases: [body: string, status: number, error: string, say: string][] = [
      [message('  \n'), 400, 'empty', '没收到字'],
      [message('羊'.repeat(2001)), 400, 'too-long', '2000个字'],
      [message('羊'.repeat(6000)), 413, 'too-long', '2000个字'],
      [message('羊', 'short'), 400, 'unreadable', '再发一次'],
      [message('羊', `${'x'.repeat(60)}<b>x`), 400, 'unreadable', '再发一次'],
      ['{"id":', 400, 'unreadable', '再发一次'],
      ['[]', 400, 'unreadable', '再发一次'],
      [JSON.stringify({ id: randomUUID(), text: 3 }), 400, 'unreadable', '再发一次'],
    ];
    for (const [body, status, error, say] of cases) {
      const response = await visitor.fetch('/api/messages', post(body));
      expect(response.status, body.slice(0, 60)).toBe(status);
      const answer = await bodyOf<Refused>(response);
      expect(answer.error).toBe(error);
      expect(answer.say).toContain(say);
    }
    expect((await visitor.say('🐑'.repeat(2000))).status).toBe(202);
    const form = await visitor.fetch('/api/messages', post(message(), { 'content-type': 'text/plain' }));
    expect(form.status).toBe(415);
  });

  it('is refused when another site sends it', async () => {
    site = await openSite();
    const { cookie } = await visit(site.url);
    const host = new URL(site.url).host;
    const send = async (headers: Record<string, string>, path = '/api/messages') =>
      rawStatus(site.url + path, { cookie, 'content-type': 'application/json', ...headers });
    expect(await send({ origin: 'https://evil.example' })).toBe(403);
    expect(await send({ origin: 'null' })).toBe(403);
    expect(await send({ origin: `http://${host}.evil.example` })).toBe(403);
    expect(await send({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await send({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await send({ origin: 'https://evil.example' }, '/api/forget')).toBe(403);
    expect(await send({ origin: 'https://evil.example' }, '/')).toBe(403);
    expect(await send({ origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).toBe(202);
    expect(await send({})).toBe(202);
  });
});

describe('the pace', () => {
  it('is limited for each visitor, and told', async () => {
    site = await openSite();
    const visitor = await visit(site.url);
    for (let count = 0; count < 20; count += 1) expect((await visitor.say(`第${count}次`)).status).toBe(202);
    const slow = await visitor.say('太快');
    expect(slow.status).toBe(429);
    expect(slow.headers.get('retry-after')).toBe('3');
    expect((await bodyOf<Refused>(slow)).say).toBe('您发得太快了，请等3秒再发。');
    expect((await (await visit(site.url)).say('别人')).status).toBe(202);
    site.clock.advance(3000);
    expect((await visitor.say('好了')).status).toBe(202);
  });

  it('is limited for each address, as our own proxy tells it', async () => {
    site = await openSite({ config: { trustProxy: true } });
    const from = async (address: string) => {
      const visitor = await visit(site.url);
      const headers = { 'x-forwarded-for': `6.6.6.6, ${address}` };
      const statuses = new Set<number>();
      for (let count = 0; count < 16; count += 1) {
        statuses.add((await visitor.fetch('/api/messages', post('{}', headers))).status);
      }
      return statuses;
    };
    for (let round = 0; round < 18; round += 1) expect(await from('2001:db8:1:2::7')).toEqual(new Set([400]));
    expect(await from('2001:db8:1:2::99')).toEqual(new Set([400, 429]));
    expect(await from('2001:db8:1:3::7')).toEqual(new Set([400]));
  });
});

describe('a fault', () => {
  it('of the database is told without its details, and the message can come again', async () => {
    let broken = true;
    site = await openSite({
      tamper: (parts) => ({
        ...parts,
        inbox: {
          ...parts.inbox,
          accept: (incoming) =>
            broken ? Promise.reject(new Error('disk I/O error at /data')) : parts.inbox.accept(incoming),
        },
      }),
    });
    const visitor = await visit(site.url);
    const id = randomUUID();
    const failed = await visitor.say('你好', id);
    expect(failed.status).toBe(503);
    expect(failed.headers.get('retry-after')).toBe('5');
    expect(await failed.text()).not.toContain('disk');
    broken = false;
    expect((await visitor.say('你好', id)).status).toBe(202);
    await expect.poll(() => historyTexts(visitor)).toEqual(['你好|第1句：你好']);
    expect(site.logged()).toContain('message could not be kept');
  });

  it('while the reply is worked out is made good when the message comes again', async () => {
    let failures = 1;
    site = await openSite({
      tamper: (parts) => ({
        ...parts,
        inbox: {
          ...parts.inbox,
          settle: (id) => (failures-- > 0 ? Promise.reject(new Error('locked')) : parts.inbox.settle(id)),
        },
      }),
    });
    const visitor = await visit(site.url);
    const id = randomUUID();
    expect((await visitor.say('你好', id)).status).toBe(202);
    expect(await historyTexts(visitor)).toEqual(['你好|…']);
    await visitor.say('你好', id);
    await expect.poll(() => historyTexts(visitor)).toEqual(['你好|第1句：你好']);
  });

  it('in a page is an answer, not a crash', async () => {
    site = await openSite({
      tamper: (parts) => ({
        ...parts,
        feed: { ...parts.feed, history: () => Promise.reject(new Error('secret detail')) },
      }),
    });
    const visitor = await visit(site.url);
    const response = await visitor.fetch('/api/history');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect((await visitor.fetch('/no/such/page')).status).toBe(404);
  });
});

/** `fetch` sets Sec-Fetch-* and Origin as it likes; this sends what it is told. */
function rawStatus(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(message());
  });
}
