import { request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { WebConfig } from '../../../src/channels/web/web.ts';
import { freePort, openSite } from './site.ts';

const TOKEN = 't'.repeat(16);
const STANDS = {
  ready: false,
  reasons: ['channel:telegram'],
  say: ['电报：连不上'],
  channels: [{ name: 'telegram', ok: false, say: '连不上' }],
};

async function siteWith(config: Partial<WebConfig> = {}, port = 0): Promise<string> {
  const operations = {
    ready: () => Promise.resolve(STANDS),
    metrics: () => Promise.resolve('cunkou_channel_ok 0\n'),
    tokens: ['x'.repeat(16), TOKEN],
  };
  const { close, channel } = await openSite({ port, config: { operations, ...config } });
  onTestFinished(close);
  return channel.url;
}

/** `fetch` lets nobody write the header Host. */
function get(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('/readyz and /metrics', () => {
  it('tell this very computer everything', async () => {
    const url = await siteWith();
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual(STANDS);
    const metrics = await fetch(`${url}/metrics`);
    expect(metrics.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(await metrics.text()).toBe('cunkou_channel_ok 0\n');
  });

  it.each([
    ['a proxy', { 'X-Forwarded-For': '203.0.113.7' }],
    ['another kind of proxy', { Via: '1.1 gate' }],
    ['a name that was made to point here', { Host: 'evil.example' }],
    ['a wrong token', { Authorization: `Bearer ${TOKEN}x` }],
  ])('tell %s no more than that something is wrong', async (_, headers) => {
    const url = await siteWith();
    expect(await get(`${url}/metrics`, headers)).toBe(404);
    expect(await get(`${url}/metrics`, { ...headers, Authorization: `Bearer ${TOKEN}` })).toBe(200);
    expect(await get(`${url}/readyz`, headers)).toBe(503);
  });

  it('behind a proxy of ours ask everybody for the token', async () => {
    const port = await freePort();
    await siteWith({ publicUrl: 'https://cunkou.example.cn' }, port);
    const at = `http://127.0.0.1:${port}`;
    expect((await fetch(`${at}/metrics`)).status).toBe(404);
    expect(await (await fetch(`${at}/readyz`)).json()).toEqual({
      ready: false,
      reasons: ['channel:telegram'],
    });
    const headers = { Authorization: `Bearer ${TOKEN}` };
    expect(await (await fetch(`${at}/readyz`, { headers })).json()).toEqual(STANDS);
    expect((await fetch(`${at}/metrics`, { headers })).status).toBe(200);
  });

  it('are not there where nobody looks after them', async () => {
    const { close, url } = await openSite();
    onTestFinished(close);
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok');
  });
});
