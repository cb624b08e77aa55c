import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { pngOf } from '../picture.ts';
import { bubbles, describeInChromium, say } from './browser.ts';
import { lowContrast, unnamed } from './look.ts';
import { type Office, openOffice } from './office.ts';

const REPORT = '三组王建国媳妇昨天住院了，花了八千';
const file = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });
const PICTURE = file('发票.png', 'image/png', pngOf(400, 300));
const PAPER = file('病历.pdf', 'application/pdf', Buffer.from('%PDF-1.7 …'));

describeInChromium('pictures and files on the page', (chromium) => {
  let office: Office;
  afterEach(() => office.close());

  async function bind(page: Page, who: 'wang' | 'bao' | 'other'): Promise<void> {
    await say(page, `绑定 ${await office.code(who)}`);
    await page.getByText('绑定好了').waitFor();
  }
  const choose = (page: Page, ...files: ReturnType<typeof file>[]) =>
    page.locator('#files').setInputFiles(files);
  /** How many of the pictures in the log have really been loaded. */
  const loaded = (page: Page) =>
    page.evaluate<number>(
      `Array.from(document.querySelectorAll('#log img')).filter((image) => image.complete && image.naturalWidth > 0).length`,
    );

  it('are chosen, looked at, sent with words, and shown to the one who reviews', async () => {
    office = await openOffice();
    const { page, errors } = await chromium.open(office.url);
    await bind(page, 'wang');
    const button = page.getByRole('button', { name: '发照片或者文件，一次最多20个，每个最多10兆' });
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
    expect(chooser.isMultiple()).toBe(true);
    await chooser.setFiles([PICTURE, PAPER, file('多余.png', 'image/png', pngOf(10, 10))]);
    await page.getByText('选了3个').waitFor();
    await page.getByRole('button', { name: '不发“多余.png”' }).click();
    await page.getByText('选了2个').waitFor();
    await page.locator('#tray img').waitFor();
    await page.locator('#text').fill(REPORT);
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByText('附件2个').waitFor();
    expect(await page.locator('#tray').isHidden()).toBe(true);
    await page.reload();
    await expect.poll(() => loaded(page)).toBe(1);
    expect(await page.getByRole('link', { name: '照片：发票.png' }).getAttribute('href')).toMatch(
      /^\/api\/file\//,
    );
    await say(page, '对');
    await page.getByText('报好了，是1号').waitFor();
    const reviewer = await chromium.open(office.url);
    await bind(reviewer.page, 'bao');
    await say(reviewer.page, '看 1');
    await expect.poll(() => loaded(reviewer.page)).toBe(1);
    const download = reviewer.page.waitForEvent('download');
    await reviewer.page.getByRole('link', { name: '病历.pdf' }).click();
    expect((await download).suggestedFilename()).toBe('病历.pdf');
    expect([...errors, ...reviewer.errors]).toEqual([]);
  });

  it('may be sent without a word, and are offered again where they are refused', async () => {
    office = await openOffice();
    const { page } = await chromium.open(office.url);
    await choose(page, PICTURE);
    await page.locator('#send').click();
    await page.getByText('图片、文件要绑定身份以后才能发').waitFor();
    expect(await page.locator('#tray').isHidden()).toBe(true);
    await bind(page, 'wang');
    await choose(page, PICTURE);
    await say(page, REPORT);
    await page.getByText('附件1个').waitFor();
    await choose(page, PICTURE);
    await page.locator('#send').click();
    await page.getByText('附件2个').waitFor();
    const large = file(
      '大.png',
      'image/png',
      Buffer.concat([PICTURE.buffer, Buffer.alloc(10 * 1024 * 1024)]),
    );
    await choose(page, large, file('怪.png', 'image/png', Buffer.from('MZ')));
    await page.getByText('“大.png”太大了').waitFor();
    await page.locator('#send').click();
    await page.getByText('“怪.png”没有收下').waitFor();
    await page.getByText('选了1个').waitFor();
  });

  it('that could not be sent are kept over a closed page and sent once', async () => {
    office = await openOffice();
    const { page } = await chromium.open(office.url);
    await bind(page, 'wang');
    let lost = 0;
    await page.context().route('**/api/files', async (route) => {
      // The first time it is lost on the way, the second time its acknowledgement is.
      lost += 1;
      if (lost > 1) await route.fetch();
      await route.abort();
    });
    await choose(page, PICTURE);
    await say(page, REPORT);
    await page.getByText('没发出去，点这里重发').waitFor();
    await page.getByText('没发出去，点这里重发').click();
    await expect.poll(() => lost).toBeGreaterThan(1);
    await page.context().unrouteAll({ behavior: 'wait' });
    await page.reload();
    await page.getByText('附件1个').waitFor();
    expect((await bubbles(page)).filter((bubble) => bubble.startsWith('> 三组'))).toHaveLength(1);
    expect(await office.storage.db.selectFrom('files').select('id').execute()).toHaveLength(1);
  });

  it('heavier than one message can be go in several', async () => {
    office = await openOffice();
    const { page } = await chromium.open(office.url);
    await bind(page, 'wang');
    const heavy = (name: string) =>
      file(name, 'image/png', Buffer.concat([PICTURE.buffer, Buffer.alloc(6 * 1024 * 1024)]));
    await choose(page, heavy('a.png'), heavy('b.png'), heavy('c.png'));
    await say(page, REPORT);
    await page.getByText('附件3个').waitFor();
    expect(await office.storage.db.selectFrom('incoming_messages').select('id').execute()).toHaveLength(4);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`fit a small screen, have names and contrast, and work with the keyboard, ${colorScheme}`, async () => {
      office = await openOffice();
      const { page } = await chromium.open(office.url, {
        colorScheme,
        viewport: { width: 360, height: 640 },
      });
      await bind(page, 'wang');
      await choose(page, PICTURE, PAPER);
      await say(page, REPORT);
      await page.getByText('附件2个').waitFor();
      await choose(
        page,
        PICTURE,
        PAPER,
        file('很长很长很长很长很长很长的名字.pdf', 'application/pdf', PAPER.buffer),
      );
      await page.locator('#tray img').waitFor();
      expect(await page.evaluate(lowContrast(7))).toEqual([]);
      expect(await page.evaluate(unnamed)).toEqual([]);
      const small = await page.evaluate(`Array.from(document.querySelectorAll('button, .files a'))
        .filter((button) => button.offsetParent !== null && (button.offsetHeight < 48 || button.offsetWidth < 48))
        .map((button) => button.textContent)`);
      expect(small).toEqual([]);
      const tooWide = () =>
        page.evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`);
      expect(await tooWide()).toBe(0);
      for (let step = 0; step < 3; step += 1) {
        await page.getByRole('button', { name: '字大一点' }).click();
        expect(await tooWide(), `after ${step + 1} steps`).toBe(0);
      }
      await page.getByRole('button', { name: '不发“发票.png”' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('选了2个').waitFor();
      expect(await page.evaluate(`document.activeElement.getAttribute('aria-label')`)).toBe('不发“病历.pdf”');
    });
  }
});
