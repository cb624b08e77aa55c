import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bubbles, describeInChromium, say } from './browser.ts';
import { lowContrast, unnamed } from './look.ts';
import { openSite, type Site } from './site.ts';
import { SHEEP } from './village-turn.ts';

const LEAD = '25只羊出栏，能补2000元。';

describeInChromium('the page for old eyes and hands', (chromium) => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  const fontSize = (page: Page, selector: string) =>
    page.evaluate<number>(`parseFloat(getComputedStyle(document.querySelector('${selector}')).fontSize)`);
  const tooWide = (page: Page) =>
    page.evaluate<number>(`document.documentElement.scrollWidth - document.documentElement.clientWidth`);

  async function talk(page: Page): Promise<void> {
    await say(page, SHEEP);
    await page.getByText(LEAD).waitFor();
    await say(page, '低保怎么办');
    await page.getByText('您问的是哪一件').waitFor();
  }

  it('fits 360 px at every size of type, and remembers the size', async () => {
    const { page, errors } = await chromium.open(site.url, { viewport: { width: 360, height: 640 } });
    await talk(page);
    await say(
      page,
      'https://example.cn/a-very-long-word-without-any-place-to-break-it/0123456789012345678901234567890',
    );
    await page.getByText('第3句').waitFor();
    expect(await fontSize(page, 'body')).toBe(22);
    expect(await fontSize(page, '#log .lead')).toBeGreaterThan(22);
    expect(await fontSize(page, '#log .source')).toBeLessThan(22);
    expect(await fontSize(page, '#log .source')).toBeGreaterThanOrEqual(18);
    expect(await tooWide(page)).toBe(0);
    const larger = page.getByRole('button', { name: '字大一点' });
    for (let step = 0; step < 3; step += 1) {
      await larger.click();
      expect(await tooWide(page), `after ${step + 1} steps`).toBe(0);
    }
    expect(await larger.getAttribute('aria-disabled')).toBe('true');
    expect(await fontSize(page, 'body')).toBe(36);
    await page.reload();
    await page.locator('#tools').waitFor();
    expect(await fontSize(page, 'body')).toBe(36);
    expect(errors).toEqual([]);
  });

  it('brings the first line of a long reply into sight', async () => {
    const { page } = await chromium.open(site.url, { viewport: { width: 360, height: 640 } });
    await page.getByRole('button', { name: SHEEP }).click();
    await page.getByText(LEAD).waitFor();
    const seen = () =>
      page.evaluate<boolean>(`(() => {
        const box = document.querySelector('#log .lead').getBoundingClientRect();
        const top = document.querySelector('header').getBoundingClientRect().bottom;
        return box.top >= top && box.bottom <= document.querySelector('.composer').getBoundingClientRect().top;
      })()`);
    await expect.poll(seen).toBe(true);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has names for everything and contrast for all text, ${colorScheme}`, async () => {
      const { page } = await chromium.open(site.url, { colorScheme });
      await talk(page);
      await page.context().route('**/api/**', (route) => route.abort());
      await page.context().setOffline(true);
      await say(page, '没有网');
      await page.getByText('网断了，正在重连…').waitFor();
      await page.getByText('没发出去，点这里重发').waitFor();
      expect(await page.evaluate(lowContrast(7))).toEqual([]);
      expect(await page.evaluate(unnamed)).toEqual([]);
      const small = await page.evaluate(`Array.from(document.querySelectorAll('button'))
        .filter((button) => button.offsetParent !== null && (button.offsetHeight < 48 || button.offsetWidth < 48))
        .map((button) => button.textContent)`);
      expect(small).toEqual([]);
      expect(await page.getByRole('log').getAttribute('aria-live')).toBe('polite');
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.getByRole('main').count()).toBe(1);
    });
  }

  it('is usable with the keyboard alone', async () => {
    const { page } = await chromium.open(site.url);
    const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('跳到写字的地方');
    await page.keyboard.press('Enter');
    await page.keyboard.type('低保怎么办');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('第二行');
    expect(await page.locator('#text').inputValue()).toBe('低保怎么办\n第二行');
    await page.locator('#text').fill('低保怎么办');
    await page.keyboard.press('Enter');
    await page.getByText('您问的是哪一件').waitFor();
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('念给我听');
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toContain('低保户住院怎么报销');
    const outline = await page.evaluate(`getComputedStyle(document.activeElement).outlineWidth`);
    expect(outline).toBe('4px');
    await page.keyboard.press('Space');
    await page.getByText('第2句：低保户住院怎么报销').waitFor();
  });

  it('leaves Enter to the input method while it is composing', async () => {
    const { page } = await chromium.open(site.url);
    await page.locator('#text').fill('di bao');
    for (const how of ['isComposing: true', 'keyCode: 229']) {
      await page.evaluate(`document.getElementById('text').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ${how} }))`);
    }
    expect(await page.locator('#text').inputValue()).toBe('di bao');
    expect(await bubbles(page)).toEqual([]);
  });

  it('reads a reply aloud in slow Chinese, and stops', async () => {
    const { page } = await chromium.open(site.url, {}, (fresh) =>
      fresh.addInitScript(`
        window.said = [];
        Object.defineProperty(window, 'speechSynthesis', { value: {
          getVoices: () => [{ lang: 'zh-CN' }],
          speak: (one) => said.push([one.text, one.lang, one.rate]),
          cancel: () => said.push('cancel'),
        } });`),
    );
    await say(page, SHEEP);
    const button = page.locator('#log').getByRole('button', { name: '念给我听' });
    await button.click();
    const said = await page.evaluate<(string | [string, string, number])[]>('said');
    expect(said[1]).toEqual([LEAD, 'zh-CN', expect.closeTo(0.8)]);
    expect(JSON.stringify(said)).not.toContain('依据');
    await page.locator('#log').getByRole('button', { name: '停下' }).click();
    expect(await page.evaluate('said.at(-1)')).toBe('cancel');
    await button.waitFor();
  });

  it('hides what the browser cannot do, and can do without keeping anything', async () => {
    const { page, errors } = await chromium.open(site.url, {}, (fresh) =>
      fresh.addInitScript(`
        delete window.speechSynthesis; delete window.SpeechSynthesisUtterance;
        delete window.SpeechRecognition; delete window.webkitSpeechRecognition;
        delete Crypto.prototype.randomUUID;
        Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });`),
    );
    await say(page, SHEEP);
    await page.getByText(LEAD).waitFor();
    expect(await page.getByRole('button', { name: '念给我听' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: '说话' }).count()).toBe(0);
    expect(errors).toEqual([]);
  });

  it('puts spoken words into the field, and explains a closed microphone', async () => {
    const { page } = await chromium.open(site.url, {}, (fresh) =>
      fresh.addInitScript(`
        window.SpeechRecognition = class {
          start() { window.ear = this; }
          stop() { this.onend(); }
        };`),
    );
    await page.locator('#text').fill('你好，');
    await page.getByRole('button', { name: '说话' }).click();
    await page.getByRole('button', { name: '正在听' }).waitFor();
    expect(await page.evaluate('[ear.lang, ear.interimResults]')).toEqual(['zh-CN', true]);
    await page.evaluate(`ear.onresult({ results: [[{ transcript: '低保' }], [{ transcript: '怎么办' }]] })`);
    expect(await page.locator('#text').inputValue()).toBe('你好，低保怎么办');
    await page.evaluate(`ear.onerror({ error: 'not-allowed' })`);
    await page.getByText('话筒没有打开').waitFor();
    await page.evaluate(`ear.onerror({ error: 'network' })`);
    expect(await page.getByRole('button', { name: '说话' }).count()).toBe(0);
  });
});
