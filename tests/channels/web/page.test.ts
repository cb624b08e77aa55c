import { afterEach, describe, expect, it } from 'vitest';
import { freePort, openSite, type Site } from './site.ts';
import { SHEEP } from './village-turn.ts';
import { createVisitor, visit } from './visitor.ts';

let site: Site;
afterEach(() => site.close());

describe('the page', () => {
  it('comes with its security headers and the place it speaks of', async () => {
    site = await openSite();
    const response = await createVisitor(site.url).open();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('same-origin');
    expect(response.headers.get('strict-transport-security')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
    const html = await response.text();
    expect(html).toMatch(/^<!DOCTYPE html>/i);
    expect(html).toContain('<title>村口 · 杭锦旗</title>');
    expect(html).toContain(SHEEP);
  });

  it('gives a visitor a cookie that scripts cannot read, and knows him again', async () => {
    site = await openSite();
    const visitor = createVisitor(site.url);
    const first = (await visitor.open()).headers.get('set-cookie') ?? '';
    expect(first).toMatch(/^cunkou_chat=/);
    expect(first).toContain('HttpOnly');
    expect(first).toContain('SameSite=Lax');
    expect(first).not.toContain('Secure');
    const known = visitor.cookie;
    await visitor.open();
    expect(visitor.cookie).toBe(known);
    expect((await visit(site.url)).cookie).not.toBe(known);
  });

  it('makes the cookie Secure and pins https where the public address is https', async () => {
    const port = await freePort();
    site = await openSite({ port, config: { publicUrl: 'https://cunkou.example.cn' } });
    expect(site.channel.url).toBe('https://cunkou.example.cn');
    const { headers } = await fetch(`http://127.0.0.1:${port}`);
    expect(headers.get('set-cookie')).toContain('Secure');
    expect(headers.get('strict-transport-security')).toContain('max-age');
  });

  it('serves its files with an ETag, and nothing outside their folder', async () => {
    site = await openSite();
    const first = await fetch(`${site.url}/assets/chat.js`);
    expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const etag = first.headers.get('etag') ?? '';
    await first.text();
    const again = await fetch(`${site.url}/assets/chat.js`, { headers: { 'if-none-match': `W/${etag}` } });
    expect(again.status).toBe(304);
    for (const path of ['..%2fweb.ts', '%2e%2e/web.ts', '..%5cweb.ts', 'nothing.js', '__proto__']) {
      expect((await fetch(`${site.url}/assets/${path}`)).status, path).toBe(404);
    }
    expect(await (await fetch(`${site.url}/healthz`)).text()).toBe('ok');
  });

  it('names no other site anywhere', async () => {
    site = await openSite();
    const html = await (await createVisitor(site.url).open()).text();
    const sources = [html];
    const asset = /(?:\/assets\/|from '\.\/)([\w.-]+)/g;
    const wanted = new Set<string>();
    for (let at = 0; at < sources.length; at += 1) {
      for (const [, name] of sources[at]?.matchAll(asset) ?? []) {
        if (name === undefined || wanted.has(name)) continue;
        wanted.add(name);
        const response = await fetch(`${site.url}/assets/${name}`);
        expect(response.status, name).toBe(200);
        sources.push(await response.text());
      }
    }
    expect(wanted.size).toBeGreaterThan(10);
    const addresses = sources.join('\n').match(/(?:https?:)?\/\/[\w-]+\.[\w./-]+/g) ?? [];
    // The name of the SVG vocabulary is no address that is ever opened.
    expect(addresses.filter((address) => address !== 'http://www.w3.org/2000/svg')).toEqual([]);
  });
});

describe('without scripts', () => {
  const form = (fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return { method: 'POST', body };
  };

  it('answers a plain form, once however often it is sent', async () => {
    site = await openSite();
    const visitor = await visit(site.url);
    for (let time = 0; time < 2; time += 1) {
      const sent = await visitor.fetch('/', form({ id: 'form-0001', text: SHEEP }));
      expect(sent.status).toBe(303);
      expect(sent.headers.get('location')).toBe('/#newest');
    }
    const html = await (await visitor.open()).text();
    expect(html.match(/能补2000元/g)).toHaveLength(1);
    expect(html).toContain('<p class="source">依据');
  });

  it('takes a pressed button instead of the field, and shows choices as buttons only', async () => {
    site = await openSite();
    const visitor = await visit(site.url);
    await visitor.fetch('/', form({ id: 'form-0002', text: '写了一半', pressed: '低保怎么办' }));
    const html = await (await visitor.open()).text();
    expect(html).not.toContain('写了一半');
    expect(html).toContain('value="低保怎么申请"');
    expect(html).not.toContain('3. 低保怎么申请');
  });

  it('says on the page what was wrong', async () => {
    site = await openSite();
    const visitor = await visit(site.url);
    const empty = await visitor.fetch('/', form({ id: 'form-0003', text: '  ' }));
    expect(empty.status).toBe(400);
    expect(await empty.text()).toContain('没收到字');
    const long = await visitor.fetch('/', form({ id: 'form-0004', text: '羊'.repeat(2001) }));
    expect(await long.text()).toContain('太长了');
    const odd = await visitor.fetch('/', form({ id: '!', text: '羊' }));
    expect(await odd.text()).toContain('请再发一次');
  });

  it('shows markup as text', async () => {
    site = await openSite();
    const visitor = await visit(site.url);
    const evil = `<script>alert(1)</script><img src=x onerror="alert(2)"> ' "></textarea>`;
    await visitor.fetch('/', form({ id: 'form-0005', text: evil }));
    const html = await (await visitor.open()).text();
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img');
    expect(html.match(/&lt;script&gt;alert\(1\)/g)).toHaveLength(2);
  });
});
