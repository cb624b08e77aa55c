import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { bubbles, describeInChromium, say } from './browser.ts';
import { freePort, openSite, type Site } from './site.ts';
import { CHOICES, SHEEP } from './village-turn.ts';

describeInChromium('the web chat in Chromium', (chromium) => {
  let site: Site | undefined;
  afterEach(async () => {
    await site?.close();
    site = undefined;
  });

  it('answers, offers choices, and shows the same again when it is loaded again', async () => {
    site = await openSite();
    const { page, errors, origins } = await chromium.open(site.url);
    await page.getByRole('button', { name: SHEEP }).click();
    await page.getByText('25只羊出栏，能补2000元。').waitFor();
    await say(page, '低保怎么办');
    await page.getByRole('button', { name: CHOICES[1] ?? '' }).click();
    await page.getByText(`第3句：${CHOICES[1]}`).waitFor();
    await page.getByRole('button', { name: '慢点说' }).click();
    await page.getByText('第4句：慢点说').waitFor();
    const before = await bubbles(page);
    expect(before).toHaveLength(8);
    expect(before.slice(2, 6)).toEqual([
      '> 低保怎么办',
      '您问的是哪一件？回数字就行：',
      `> ${CHOICES[1]}`,
      `第3句：${CHOICES[1]}`,
    ]);
    await page.reload();
    await expect.poll(() => bubbles(page)).toEqual(before);
    expect([...origins]).toEqual([new URL(site.url).origin]);
    expect(errors).toEqual([]);
  });

  it('keeps two windows of one person alike', async () => {
    site = await openSite();
    const { page } = await chromium.open(site.url);
    const second = await page.context().newPage();
    await second.goto(site.url);
    await say(page, '这边说');
    await second.getByText('第1句：这边说').waitFor();
    await say(second, '那边说');
    await page.getByText('第2句：那边说').waitFor();
    expect(await bubbles(page)).toEqual(['> 这边说', '第1句：这边说', '> 那边说', '第2句：那边说']);
    expect(await bubbles(second)).toEqual(await bubbles(page));
  });

  it('comes through the death of the server without losing or doubling anything', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cunkou-web-'));
    const database = `sqlite:${join(folder, 'cunkou.db')}`;
    const port = await freePort();
    let server = await startServer(database, port);
    try {
      const { page } = await chromium.open(server.url);
      await say(page, '头一句');
      await page.getByText('第1句：头一句').waitFor();
      await server.kill();
      await say(page, '断网时说的');
      await say(page, '又一句');
      await page.getByText('网断了，正在重连…').waitFor();
      await page.getByRole('button', { name: '没发出去，点这里重发' }).first().waitFor();
      server = await startServer(database, port);
      await page.getByText('第3句：又一句').waitFor();
      const all = [
        '> 头一句',
        '第1句：头一句',
        '> 断网时说的',
        '第2句：断网时说的',
        '> 又一句',
        '第3句：又一句',
      ];
      await expect.poll(() => bubbles(page)).toEqual(all);
      await expect.poll(() => page.getByText('网断了').isVisible()).toBe(false);
      await say(page, '通了');
      await page.getByText('第4句：通了').waitFor();
      await page.reload();
      await expect.poll(() => bubbles(page)).toEqual([...all, '> 通了', '第4句：通了']);
    } finally {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('keeps what is unsent when the page is closed, and sends it once at the next visit', async () => {
    site = await openSite();
    const { page } = await chromium.open(site.url);
    await page.context().route('**/api/messages', (route) => route.abort());
    await say(page, '没发出去');
    await page.getByText('没发出去，点这里重发').waitFor();
    await page.context().unroute('**/api/messages');
    await page.reload();
    await page.getByText('第1句：没发出去').waitFor();
    expect(await bubbles(page)).toEqual(['> 没发出去', '第1句：没发出去']);
  });

  it('counts a message once whose acknowledgement got lost, and sends on a press', async () => {
    site = await openSite();
    const { page } = await chromium.open(site.url);
    let lost = 0;
    await page.context().route('**/api/messages', async (route) => {
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await say(page, '只说一次');
    await page.getByText('第1句：只说一次').waitFor();
    await page.context().unroute('**/api/messages');
    await say(page, '第二次');
    await page.getByText('第2句：第二次').waitFor();
    expect(lost).toBeGreaterThan(0);
    await page.context().setOffline(true);
    await say(page, '离线');
    const again = page.getByRole('button', { name: '没发出去，点这里重发' });
    await again.waitFor();
    await page.context().setOffline(false);
    await page.getByText('第3句：离线').waitFor();
    expect(await bubbles(page)).toHaveLength(6);
  });

  it('asks for the reply where the stream does not come through', async () => {
    site = await openSite();
    const { page } = await chromium.open(site.url, {}, async (fresh) => {
      await fresh.route('**/api/stream*', (route) => route.abort());
    });
    await say(page, '没有流');
    await page.getByText('第1句：没有流').waitFor();
    expect(await bubbles(page)).toEqual(['> 没有流', '第1句：没有流']);
  });

  it('doubles nothing where the history could not be read at first', async () => {
    site = await openSite();
    const { page } = await chromium.open(site.url);
    await say(page, '从前');
    await page.getByText('第1句：从前').waitFor();
    await page.context().route('**/api/history', (route) => route.abort());
    await page.reload();
    await page.getByText('第1句：从前').waitFor();
    await say(page, '现在');
    await page.getByText('收到了，正在查…').waitFor();
    await page.context().unroute('**/api/history');
    await page.getByText('第2句：现在').waitFor();
    expect(await bubbles(page)).toEqual(['> 从前', '第1句：从前', '> 现在', '第2句：现在']);
  });

  it('goes on with a new chat where the cookie is gone, and says so where none is kept', async () => {
    site = await openSite();
    const { page } = await chromium.open(site.url);
    await page.context().clearCookies();
    await say(page, '小饼干没了');
    await page.getByText('第1句：小饼干没了').waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.context().clearCookies();
    await page
      .context()
      .route('**/api/*', (route) => route.fulfill({ status: 401, json: { error: 'no-chat' } }));
    await page.reload();
    await page.getByText('浏览器不让村口记住您').waitFor();
  });

  it('says what is wrong with a message and gives its words back', async () => {
    site = await openSite();
    const { page } = await chromium.open(site.url);
    await say(page, '羊'.repeat(2001));
    await page.getByText('这段话太长了').waitFor();
    expect(await page.locator('#text').inputValue()).toHaveLength(2001);
    expect(await bubbles(page)).toEqual([]);
    await page.locator('#text').fill('短');
    expect(await page.getByText('这段话太长了').isVisible()).toBe(false);
    await page.locator('#text').press('Enter');
    await page.getByText('第1句：短').waitFor();
  });

  it('shows markup from either side as text', async () => {
    site = await openSite();
    const { page, errors } = await chromium.open(site.url);
    const evil = `<script>hacked=1</script><img src=x onerror=hacked=1>"><svg onload=hacked=1>`;
    await say(page, evil);
    await page.getByText(`第1句：${evil}`).waitFor();
    await page.reload();
    await page.getByText(`第1句：${evil}`).waitFor();
    expect(await page.evaluate('typeof hacked')).toBe('undefined');
    expect(await page.locator('main :is(img, svg, script)').count()).toBe(0);
    expect(errors).toEqual([]);
  });

  it('starts anew when the person wants it', async () => {
    site = await openSite();
    const { page } = await chromium.open(site.url);
    await say(page, '旧的');
    await page.getByText('第1句：旧的').waitFor();
    page.on('dialog', (dialog) => dialog.accept());
    await page.getByRole('button', { name: '清空，重新开始' }).click();
    await expect.poll(() => bubbles(page)).toEqual([]);
    await say(page, '新的');
    await page.getByText('第1句：新的').waitFor();
  });

  it('works as a plain form where scripts are off', async () => {
    site = await openSite();
    const { page } = await chromium.open(site.url, { javaScriptEnabled: false });
    await page.locator('#text').fill('低保怎么办');
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('button', { name: CHOICES[2] ?? '' }).click();
    await page.getByText(`第2句：${CHOICES[2]}`).waitFor();
    await page.getByRole('button', { name: '再说一遍' }).click();
    await page.getByText('第3句：再说一遍').waitFor();
  });
});

/** A server of its own, to be killed as a power cut would. */
async function startServer(database: string, port: number): Promise<{ url: string; kill(): Promise<void> }> {
  const script = join(import.meta.dirname, 'serve-child.ts');
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script, database, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (line) => resolve(String(line).trim()));
    child.once('exit', () => reject(new Error('the server did not start')));
  });
  return {
    url,
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
