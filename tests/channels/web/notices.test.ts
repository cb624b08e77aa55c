import { afterEach, describe, expect, it } from 'vitest';
import { describeInChromium } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { createVisitor, type Visitor, visit } from './visitor.ts';

let site: Site;
afterEach(() => site.close());

/** The chat behind a visitor's cookie. */
function chatOf(visitor: Visitor): string {
  return decodeURIComponent(visitor.cookie.split('=')[1] ?? '').split('.')[0] ?? '';
}

async function tell(chat: string, text: string, options: string[] = []): Promise<void> {
  const account = { channel: 'web', chat };
  await site.inbox.notify(async () => [{ to: 'p1', text, options, about: 'test', account }]);
  await site.outbox.flush();
  site.clock.advance(1000);
}

/** What an event of the stream says. */
const saidBy = (data: string | undefined): string | undefined => {
  const entry = JSON.parse(data ?? '{}');
  return (entry.notice ?? entry.reply)?.lines[0]?.text;
};

describe('notices', () => {
  it('come down the stream as they are committed, to nobody else, and stand in the history', async () => {
    site = await openSite();
    const [visitor, other] = [await visit(site.url), await visit(site.url)];
    const [stream, foreign] = [await visitor.stream(), await other.stream()];
    await tell(chatOf(visitor), '三组的已核实');
    expect(saidBy((await stream.next())?.data)).toBe('三组的已核实');
    await visitor.say('知道了');
    expect(saidBy((await stream.next())?.data)).toBe('第1句：知道了');
    await other.say('你好');
    expect(saidBy((await foreign.next())?.data)).toBe('第1句：你好');
    const history = await visitor.history();
    expect(history.map((entry) => saidBy(JSON.stringify(entry)))).toEqual(['三组的已核实', '第1句：知道了']);
    expect(await (await visitor.open()).text()).toMatch(/三组的已核实[\s\S]*知道了/);
  });

  it('are resumed without loss or repetition from any point', async () => {
    site = await openSite();
    const visitor = await visit(site.url);
    const chat = chatOf(visitor);
    const all: string[] = [];
    for (let number = 1; number <= 4; number += 1) {
      await tell(chat, `通知${number}`);
      await visitor.say(`${number}`);
      await expect.poll(async () => (await visitor.history()).length).toBe(2 * number);
      await expect
        .poll(async () => saidBy(JSON.stringify((await visitor.history()).at(-1))))
        .toBe(`第${number}句：${number}`);
      site.clock.advance(1000);
      all.push(`通知${number}`, `第${number}句：${number}`);
    }
    const first = await visitor.stream();
    const ids: string[] = [];
    for (const text of all) {
      const event = await first.next();
      expect(saidBy(event?.data)).toBe(text);
      ids.push(event?.id ?? '');
    }
    first.close();
    for (const [index, id] of ids.entries()) {
      const again = await visitor.stream('/api/stream', { 'last-event-id': id });
      await tell(chat, `新${index}`);
      all.push(`新${index}`);
      for (const text of all.slice(index + 1)) expect(saidBy((await again.next())?.data)).toBe(text);
      again.close();
    }
  });

  it('reach nobody who has another cookie', async () => {
    site = await openSite();
    const visitor = await visit(site.url);
    await tell(chatOf(visitor), '只给一个人');
    const stranger = createVisitor(site.url);
    expect(await (await stranger.open()).text()).not.toContain('只给一个人');
    expect(await stranger.history()).toEqual([]);
  });
});

describeInChromium('notices on the page', (chromium) => {
  it('stand as bubbles with buttons, once, also after a reload', async () => {
    site = await openSite();
    const { page, errors } = await chromium.open(site.url);
    const [cookie] = await page.context().cookies();
    const chat = decodeURIComponent(cookie?.value ?? '').split('.')[0] ?? '';
    await tell(chat, '王秀英报了：三组王建国住院\n1. 通过 1\n2. 退回 1', ['通过 1', '退回 1']);
    const bubbles = page.locator('#log .bubble');
    await expect.poll(() => bubbles.count()).toBe(1);
    await page.locator('#log button[value="通过 1"]').click();
    await expect
      .poll(() => bubbles.allTextContents().then((texts) => texts.at(-1)))
      .toContain('第1句：通过 1');
    await tell(chat, '已通过');
    await expect.poll(() => bubbles.count()).toBe(4);
    await page.reload();
    await expect.poll(() => bubbles.count()).toBe(4);
    await expect.poll(() => bubbles.last().textContent()).toContain('已通过');
    await tell(chat, '又一条');
    await expect.poll(() => bubbles.count()).toBe(5);
    expect(errors).toEqual([]);
  });
});
