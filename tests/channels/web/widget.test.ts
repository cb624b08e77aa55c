import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { widgetSettings } from '../../../src/channels/web/web.ts';
import { describeInChromium } from './browser.ts';
import { openSite, type Site } from './site.ts';

/** As strict as a county's own site may be: nothing inline, no code from strings, and our address by name. */
const strict = (home: string): string =>
  `default-src 'none'; script-src ${home}; frame-src ${home}; img-src data:; require-trusted-types-for 'script'`;

describe('the widget’s settings', () => {
  const read = (WIDGET_SITES?: string) =>
    widgetSettings.safeParse(WIDGET_SITES === undefined ? {} : { WIDGET_SITES });

  it('take origins, however they are separated', () => {
    expect(read().data).toEqual({ WIDGET_SITES: [] });
    expect(read('https://www.a.gov.cn， http://10.0.0.5:8081').data?.WIDGET_SITES).toEqual([
      'https://www.a.gov.cn',
      'http://10.0.0.5:8081',
    ]);
  });

  it.each([
    '*',
    'https://*.gov.cn',
    'www.a.gov.cn',
    'https://a.cn/',
    'javascript:alert(1)',
    "'self'",
    'https://a.cn/x',
  ])('refuse %s', (site) => {
    expect(read(site).success).toBe(false);
  });
});

describe('who may frame the chat', () => {
  let site: Site;
  afterEach(() => site.close());

  it('is nobody, unless the settings name him', async () => {
    site = await openSite();
    const { headers } = await fetch(site.url);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('is whom the settings name, and nobody else', async () => {
    site = await openSite({ config: { widgetSites: ['https://www.a.gov.cn', 'https://b.cn'] } });
    const { headers } = await fetch(site.url);
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('content-security-policy')).toMatch(
      /frame-ancestors https:\/\/www\.a\.gov\.cn https:\/\/b\.cn(?:;|$)/,
    );
  });

  it('gets a cookie of its own inside the frame, and the usual one outside', async () => {
    site = await openSite({ config: { widgetSites: ['https://b.cn'] } });
    const cookies = async (dest: string): Promise<string[]> =>
      (await fetch(site.url, { headers: { 'sec-fetch-dest': dest } })).headers.getSetCookie();
    expect(await cookies('document')).toEqual([expect.stringMatching(/^cunkou_chat=.*SameSite=Lax/)]);
    const [usual, framed] = await cookies('iframe');
    expect(usual).toMatch(/^cunkou_chat=.*SameSite=Lax/);
    expect(framed).toMatch(/^cunkou_framed=.*HttpOnly.*Secure.*SameSite=None.*Partitioned/);
  });

  it('may load the script from anywhere, and nothing else', async () => {
    site = await openSite();
    const elsewhere = { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://b.cn' } };
    const script = await fetch(`${site.url}/widget.js`, elsewhere);
    expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(script.headers.get('content-type')).toContain('javascript');
    const etag = script.headers.get('etag') ?? '';
    const again = await fetch(`${site.url}/widget.js`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect((await script.text()).length).toBeLessThan(8000);
    expect((await fetch(`${site.url}/api/history`, elsewhere)).status).toBe(403);
    expect((await fetch(`${site.url}/assets/chat.js`)).headers.get('cross-origin-resource-policy')).toBe(
      'same-origin',
    );
  });
});

describeInChromium('the widget on a page of another site', (chromium) => {
  let site: Site;
  let county: { url: string; close(): Promise<void> };
  let errors: string[] = [];

  afterEach(async () => {
    await county.close();
    await site.close();
  });

  /** `host`: localhost is another site than 127.0.0.1, whatever the port; 127.0.0.1 is the same. */
  async function open(
    options: {
      host?: string;
      allowed?: boolean;
      width?: number;
      prepare?: (page: Page) => Promise<unknown>;
    } = {},
  ): Promise<Page> {
    const { host = 'localhost', allowed = true, width = 1200 } = options;
    let home = '';
    county = await openCounty(host, () => home);
    site = await openSite({ config: { widgetSites: allowed ? [county.url] : [] } });
    home = site.url;
    const watched = await chromium.open(
      county.url,
      {
        viewport: { width, height: 800 },
      },
      options.prepare,
      '#cunkou-widget :is(a, button)',
    );
    errors = watched.errors;
    return watched.page;
  }
  const opener = (page: Page) => page.getByRole('button', { name: '问补贴' });
  const chat = (page: Page): FrameLocator => page.frameLocator('iframe[title="村口聊天"]');
  async function say(page: Page, text: string): Promise<void> {
    await chat(page).locator('#text').fill(text);
    await chat(page).locator('#text').press('Enter');
  }

  it.each(['localhost', '127.0.0.1'])('answers inside a page of http://%s, and remembers', async (host) => {
    const page = await open({ host });
    expect(await opener(page).getAttribute('aria-expanded')).toBe('false');
    await opener(page).click();
    await say(page, '头一句');
    await chat(page).getByText('第1句：头一句').waitFor();
    await page.reload();
    await opener(page).click();
    await chat(page).getByText('第1句：头一句').waitFor();
    await say(page, '又一句');
    await chat(page).getByText('第2句：又一句').waitFor();
    expect(errors).toEqual([]);
  });

  it('keeps the chat of another site apart from the one in a window of its own', async () => {
    const page = await open();
    await opener(page).click();
    await say(page, '在人家网页上');
    await chat(page).getByText('第1句：在人家网页上').waitFor();
    const own = await page.context().newPage();
    await own.goto(site.url);
    await own.locator('#tools').waitFor();
    expect(await own.getByText('在人家网页上').count()).toBe(0);
  });

  it('works from the keyboard: opened by Enter, closed by Esc, also from inside the chat', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await chat(page).locator('#tools').waitFor();
    // The focus is in the chat at once.
    expect(await page.evaluate('document.activeElement.shadowRoot.activeElement.tagName')).toBe('IFRAME');
    await chat(page).locator('#text').press('Escape');
    await opener(page).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate('document.activeElement.shadowRoot.activeElement.textContent')).toBe('问补贴');
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog', { name: '问补贴：补贴和政策' })
      .getByRole('button', { name: '关上' })
      .click();
    await opener(page).waitFor();
  });

  it('is big enough to be hit and read, and takes the whole of a phone’s screen', async () => {
    const page = await open({ width: 390 });
    const box = await opener(page).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(56);
    const size = await page.evaluate(
      "getComputedStyle(document.querySelector('#cunkou-widget').shadowRoot.querySelector('button')).fontSize",
    );
    expect(size).toBe('22px');
    await opener(page).click();
    const panel = await page.getByRole('dialog').boundingBox();
    expect(panel).toMatchObject({ x: 0, y: 0, width: 390, height: 800 });
  });

  it('opens a window of its own where the site may not frame the chat', async () => {
    const page = await open({ allowed: false });
    expect(await page.locator('iframe').count()).toBe(0);
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: '问补贴，在新窗口打开' }).click();
    const own = await opened;
    await own.locator('#tools').waitFor();
    expect(own.url()).toBe(`${site.url}/`);
    expect(errors).toEqual([]);
  });

  it('offers a window of its own where the browser keeps no cookie inside', async () => {
    const page = await open({
      prepare: (fresh) =>
        fresh.route(`${site.url}/**`, async (route) => {
          if (route.request().resourceType() !== 'document') return route.continue();
          const response = await route.fetch();
          const headers = response.headers();
          delete headers['set-cookie'];
          return route.fulfill({ response, headers });
        }),
    });
    await opener(page).click();
    const way = page.getByRole('link', { name: '点这里在新窗口打开村口' });
    await way.waitFor();
    expect(await way.getAttribute('href')).toBe(`${site.url}/`);
    expect(await page.locator('iframe').isVisible()).toBe(false);
  });

  it('is there once, however often the page loads it', async () => {
    const page = await open();
    expect(await page.locator('#cunkou-widget').count()).toBe(1);
    await page.evaluate(
      `new Promise((resolve) => {
        const again = document.createElement('script');
        again.onload = resolve;
        again.onerror = resolve;
        const sources = trustedTypes.createPolicy('again', { createScriptURL: (url) => url });
        again.src = sources.createScriptURL('${site.url}/widget.js');
        document.head.append(again);
      })`,
    );
    expect(await page.locator('#cunkou-widget').count()).toBe(1);
  });
});

/** A county's own page, which loads the widget and trusts nobody else. */
async function openCounty(
  host: string,
  home: () => string,
): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', strict(home()));
    response.end(`<!DOCTYPE html><html lang="zh-CN"><title>杭锦旗人民政府</title><link rel="icon" href="data:,">
      <script src="${home()}/widget.js" data-label="问补贴" async></script><p>政务公开`);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
