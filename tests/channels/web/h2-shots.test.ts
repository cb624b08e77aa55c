import { it } from 'vitest';
import { pngOf } from '../picture.ts';
import { describeInChromium, say } from './browser.ts';
import { openOffice } from './office.ts';
const file = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });
describeInChromium('shots', (chromium) => {
  for (const [name, width, height] of [['phone', 390, 844], ['small', 360, 640], ['desktop', 1280, 800]] as const)
    it(name, async () => {
      const office = await openOffice();
      const { page } = await chromium.open(office.url, { viewport: { width, height } });
      await page.screenshot({ path: `/tmp/h2-${name}-0.png` });
      await say(page, `绑定 ${await office.code('wang')}`);
      await page.getByText('绑定好了').waitFor();
      const P = file('发票.png', 'image/png', pngOf(400, 300));
      await page.locator('#files').setInputFiles([P, file('病历.pdf', 'application/pdf', Buffer.from('%PDF-1.7')), file('很长很长很长很长很长很长的名字.pdf', 'application/pdf', Buffer.from('%PDF-1.7 x'))]);
      await page.locator('#tray img').waitFor();
      await page.locator('#text').fill('三组王建国媳妇昨天住院了，花了八千');
      await page.screenshot({ path: `/tmp/h2-${name}-1.png` });
      for (let step = 0; step < 4; step += 1) {
        const wide = await page.evaluate(`(() => { const w = document.documentElement.clientWidth; return [document.documentElement.scrollWidth - w, ...Array.from(document.querySelectorAll('*')).filter((e) => e.getBoundingClientRect().right > w + 1).map((e) => e.tagName + '#' + e.id + '.' + e.className + Math.round(e.getBoundingClientRect().right)) ] })()`);
        console.log(name, step, JSON.stringify(wide));
        if (step < 3) await page.getByRole('button', { name: '字大一点' }).click();
      }
      await page.screenshot({ path: `/tmp/h2-${name}-2.png` });
      await page.evaluate(`localStorage.clear()`);
      await page.locator('#send').click();
      await page.getByText('附件3个').waitFor();
      await page.reload();
      await page.locator('#log img').waitFor();
      await page.waitForTimeout(500);
      await page.screenshot({ path: `/tmp/h2-${name}-3.png` });
      await office.close();
    });
});
