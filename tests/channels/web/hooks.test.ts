import { Hono } from 'hono';
import { afterEach, expect, it } from 'vitest';
import { openSite, type Site } from './site.ts';

let site: Site;
afterEach(() => site.close());

/** What a platform calls: it tells what reached it. */
const hooks = new Hono()
  .get('/', (c) => c.text(`echo ${c.req.query('echostr')}`))
  .post('/callback', async (c) => c.text(`${c.req.header('x-sign')} ${(await c.req.text()).length}`));

it('hands what a platform calls to its channel, from wherever it comes, up to a megabyte', async () => {
  const hooksOf = (channel: string) => (channel === 'fake' ? hooks : null);
  site = await openSite({ config: { hooksOf } });
  const call = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${site.url}${path}`, init);
    return [response.status, await response.text()];
  };
  expect(await call('/hooks/fake?echostr=12')).toEqual([200, 'echo 12']);
  // Neither our own page's origin nor its cookie is asked of it.
  const headers = { origin: 'https://platform.example', 'x-sign': 'abc', 'content-type': 'text/xml' };
  const post = (length: number) => ({ method: 'POST', headers, body: 'x'.repeat(length) });
  expect(await call('/hooks/fake/callback', post(200_000))).toEqual([200, 'abc 200000']);
  expect((await call('/hooks/fake/other', post(1)))[0]).toBe(404);
  expect((await call('/hooks/nobody', post(1)))[0]).toBe(404);
  expect((await call('/api/messages', post(1)))[0]).toBe(403);
  expect(await call('/hooks/fake/callback', post(1_100_000))).toEqual([413, '']);
});
