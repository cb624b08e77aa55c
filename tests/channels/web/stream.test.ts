import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { openSite, type Site } from './site.ts';
import { type Visitor, visit } from './visitor.ts';

let site: Site;
afterEach(() => site.close());

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `第${from + index}句：${from + index}`);

/** Says 1, 2, 3 … and waits until all are answered. */
async function sayNumbers(visitor: Visitor, from: number, to: number) {
  for (let number = from; number <= to; number += 1) {
    await visitor.say(String(number));
    site.clock.advance(3000);
  }
  await expect
    .poll(async () => (await visitor.history()).at(-1)?.reply?.lines[0]?.text)
    .toBe(`第${to}句：${to}`);
}

it('brings each reply to every page of the visitor, and to nobody else', async () => {
  site = await openSite();
  const [visitor, other] = [await visit(site.url), await visit(site.url)];
  const tabs = await Promise.all([visitor.stream(), visitor.stream(), visitor.stream()]);
  const foreign = await other.stream();
  expect(tabs[0]?.headers.get('content-type')).toBe('text/event-stream');
  expect(tabs[0]?.headers.get('cache-control')).toBe('no-cache, no-transform');
  expect(tabs[0]?.headers.get('content-security-policy')).toContain("default-src 'none'");
  await sayNumbers(visitor, 1, 3);
  for (const tab of tabs) expect(await tab.texts(3)).toEqual(numbers(1, 3));
  await other.say('别人');
  expect(await foreign.texts(1)).toEqual(['第1句：别人']);
});

it('goes on behind the last reply that a page has seen, without loss or repetition', async () => {
  site = await openSite();
  const visitor = await visit(site.url);
  const first = await visitor.stream();
  await sayNumbers(visitor, 1, 2);
  const seen = [await first.next(), await first.next()];
  first.close();
  await sayNumbers(visitor, 3, 5);
  const header = { 'last-event-id': seen[1]?.id ?? '' };
  const again = await visitor.stream('/api/stream', header);
  expect(await again.texts(3)).toEqual(numbers(3, 5));
  await sayNumbers(visitor, 6, 6);
  expect(await again.texts(1)).toEqual(numbers(6, 6));
  // A browser that comes back by itself repeats the address; the newer number is in the header.
  const both = await visitor.stream(`/api/stream?after=${seen[0]?.id}`, header);
  expect(await both.texts(4)).toEqual(numbers(3, 6));
  const query = await visitor.stream(`/api/stream?after=${seen[0]?.id}`);
  expect(await query.texts(5)).toEqual(numbers(2, 6));
});

it('catches up on more than one batch, and takes a nonsensical number for none', async () => {
  site = await openSite();
  const visitor = await visit(site.url);
  await sayNumbers(visitor, 1, 120);
  const stream = await visitor.stream('/api/stream?after=-1', { 'last-event-id': 'DROP TABLE' });
  expect(await stream.texts(120)).toEqual(numbers(1, 120));
});

it('gives what is new to a page that has seen more than there is', async () => {
  site = await openSite();
  const visitor = await visit(site.url);
  await sayNumbers(visitor, 1, 1);
  const stream = await visitor.stream('/api/stream?after=999999');
  await sayNumbers(visitor, 2, 2);
  expect(await stream.texts(1)).toEqual(numbers(2, 2));
});

it('finds with the next heartbeat what another process has answered', async () => {
  site = await openSite({
    timing: { heartbeat: 50 },
    tamper: (parts) => ({ ...parts, inbox: { ...parts.inbox, onReply: () => () => undefined } }),
  });
  const visitor = await visit(site.url);
  const stream = await visitor.stream();
  await sayNumbers(visitor, 1, 2);
  expect(await stream.texts(2)).toEqual(numbers(1, 2));
});

it('ends after its lifetime, and the oldest gives way to a sixth', async () => {
  site = await openSite({ timing: { lifetime: 1500 } });
  const visitor = await visit(site.url);
  const streams = [];
  for (let count = 0; count < 6; count += 1) streams.push(await visitor.stream());
  expect(await streams[0]?.next()).toBeNull();
  await sayNumbers(visitor, 1, 1);
  for (const stream of streams.slice(1)) {
    expect(await stream.texts(1)).toEqual(numbers(1, 1));
    expect(await stream.next()).toBeNull();
  }
});

it('cuts off a page that stopped reading', async () => {
  const long = '长'.repeat(200_000);
  site = await openSite({
    timing: { lifetime: 300, grace: 300 },
    turn: async () => ({
      session: null,
      reply: {
        kind: 'other',
        text: long,
        options: [],
        citations: [],
        policies: [],
        amount: null,
        status: null,
      },
    }),
  });
  const visitor = await visit(site.url);
  for (let count = 0; count < 15; count += 1) await visitor.say('长');
  const { hostname, port } = new URL(site.url);
  const socket = connect(Number(port), hostname);
  const cut = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  socket.write(`GET /api/stream HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${visitor.cookie}\r\n\r\n`);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  // Only who reads learns of the end; what he gets is far less than all.
  let received = 0;
  socket.on('data', (chunk) => {
    received += chunk.length;
  });
  await cut;
  expect(received).toBeLessThan(15 * 3 * long.length);
});

it('stops in finite time with pages open, and can then be opened on the same port', async () => {
  site = await openSite({ timing: { grace: 1000 } });
  const visitor = await visit(site.url);
  const stream = await visitor.stream();
  const begun = performance.now();
  await site.channel.stop();
  expect(performance.now() - begun).toBeLessThan(700);
  expect(await stream.next()).toBeNull();
  await expect(fetch(site.url)).rejects.toThrow();
  const next = await openSite({ port: Number(new URL(site.url).port) });
  expect((await fetch(next.url)).status).toBe(200);
  await expect(openSite({ port: Number(new URL(site.url).port) })).rejects.toThrow('已经被别的程序占用');
  await next.close();
});

it('does not wait for ever for a reply that hangs', async () => {
  site = await openSite({
    timing: { grace: 200 },
    tamper: (parts) => ({ ...parts, inbox: { ...parts.inbox, settle: () => new Promise(() => undefined) } }),
  });
  const visitor = await visit(site.url);
  expect((await visitor.say('你好')).status).toBe(202);
  const begun = performance.now();
  await site.channel.stop();
  expect(performance.now() - begun).toBeLessThan(1500);
});
