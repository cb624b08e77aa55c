import { Api } from 'grammy';
import { afterEach, describe, expect, it } from 'vitest';
import { checkTelegram } from '../../../src/channels/telegram/check.ts';
import type { TelegramConfig } from '../../../src/channels/telegram/settings.ts';
import { type FakeBotApi, startFakeBotApi } from './fake-bot-api.ts';

const HOOK = 'https://cunkou.example.cn/hooks/telegram';
let fake: FakeBotApi;

afterEach(() => fake.close());

function check(more: Partial<TelegramConfig> = {}) {
  const config = { token: fake.token, webhookUrl: null, apiRoot: fake.root, proxy: null, ...more };
  return checkTelegram(new Api(config.token, { apiRoot: config.apiRoot }), config);
}

describe('what the operator is told of telegram', () => {
  it('is well where messages find us', async () => {
    fake = await startFakeBotApi();
    expect(await check()).toEqual({ ok: true, say: '电报机器人 @cunkou_bot 登录正常，自己去取消息。' });
    await new Api(fake.token, { apiRoot: fake.root }).setWebhook(HOOK);
    expect(await check({ webhookUrl: HOOK })).toEqual({
      ok: true,
      say: '电报机器人 @cunkou_bot 登录正常，由电报把消息送来，还有 0 条没送到。',
    });
  });

  it('is not where they go elsewhere', async () => {
    fake = await startFakeBotApi();
    expect(await check({ webhookUrl: HOOK })).toMatchObject({
      ok: false,
      say: expect.stringContaining('重新启动'),
    });
    await new Api(fake.token, { apiRoot: fake.root }).setWebhook('https://elsewhere.example/hook');
    expect(await check()).toMatchObject({ ok: false, say: expect.stringContaining('别的回调地址') });
  });

  it('is a warning where the bot overhears groups', async () => {
    fake = await startFakeBotApi(undefined, { readsGroups: true });
    expect(await check()).toMatchObject({ ok: true, say: expect.stringContaining('/setprivacy') });
  });

  it('names the token, or the network, as what is wrong', async () => {
    fake = await startFakeBotApi();
    expect(await check({ token: '1:wrong' })).toMatchObject({
      ok: false,
      say: expect.stringContaining('@BotFather'),
    });
    fake.faults.push({ method: 'getMe', times: 1, code: 500 });
    expect((await check()).say).toContain('500 Internal Server Error');
    await fake.close();
    const { say } = await check();
    expect(say).toMatch(/连不上电报（127\.0\.0\.1:\d+，E[A-Z]+）.*TELEGRAM_PROXY/);
  });
});
