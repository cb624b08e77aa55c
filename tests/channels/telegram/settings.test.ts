import { describe, expect, it } from 'vitest';
import { telegramConfig, telegramSettings } from '../../../src/channels/telegram/settings.ts';

const TOKEN = `123456:${'Ab_-9'.repeat(7)}`;

function configOf(environment: Record<string, string>) {
  return telegramConfig(telegramSettings.parse(environment));
}

describe('telegram’s settings', () => {
  it('leave it off without a token', () => {
    expect(configOf({})).toBeNull();
    expect(configOf({ TELEGRAM_PROXY: 'http://127.0.0.1:7890' })).toBeNull();
  });

  it('need nothing but a token', () => {
    expect(configOf({ TELEGRAM_TOKEN: TOKEN })).toEqual({
      token: TOKEN,
      webhookUrl: null,
      apiRoot: 'https://api.telegram.org',
      proxy: null,
    });
  });

  it('take addresses as people write them', () => {
    const config = configOf({
      TELEGRAM_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: 'https://relay.example.cn/telegram/',
      TELEGRAM_WEBHOOK_URL: 'https://cunkou.example.cn/hooks/telegram',
      TELEGRAM_PROXY: 'http://user:secret@127.0.0.1:7890',
    });
    expect(config).toMatchObject({
      apiRoot: 'https://relay.example.cn/telegram',
      webhookUrl: expect.any(String),
    });
  });

  it.each([
    ['TELEGRAM_TOKEN', '机器人'],
    ['TELEGRAM_TOKEN', '123456'],
    ['TELEGRAM_TOKEN', ` ${TOKEN} x`],
    ['TELEGRAM_API_ROOT', 'api.telegram.org'],
    ['TELEGRAM_WEBHOOK_URL', '/hooks/telegram'],
    ['TELEGRAM_PROXY', 'socks5://127.0.0.1:1080'],
  ])('refuse %s=%s', (name, value) => {
    const result = telegramSettings.safeParse({ TELEGRAM_TOKEN: TOKEN, [name]: value });
    expect(result.error?.issues.map(({ path }) => path)).toEqual([[name]]);
  });
});
