import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { webhookSecret } from '../../../src/channels/telegram/webhook.ts';
import type { Outgoing } from '../../../src/outbox/outbox.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { type KitBot, startBot } from '../kit-bot.ts';
import { pngOf } from '../picture.ts';
import { openTelegram, type TelegramPlatform, telegramHarness } from './harness.ts';

const PATIENCE = { timeout: 20_000, interval: 10 };
const harness = telegramHarness('polling');

function outgoing(more: Partial<Outgoing> = {}): Outgoing {
  return {
    id: 'n1',
    chat: '700001',
    text: '明天开会',
    options: [],
    picture: null,
    inReplyTo: null,
    lane: 'reply',
    ...more,
  };
}

describe('telegram', () => {
  let storage: Storage;
  let platform: TelegramPlatform;
  let bot: KitBot;

  beforeEach(async () => {
    storage = await openStorage('sqlite::memory:');
    platform = await openTelegram('polling');
  });
  afterEach(async () => {
    await bot.stop();
    await platform.close();
    await storage.close();
  });

  async function start(): Promise<void> {
    bot = await startBot(harness, platform, storage);
  }
  const hears = (texts: readonly string[]): Promise<void> =>
    vi.waitFor(() => expect(platform.heard().map(({ text }) => text)).toEqual(texts), PATIENCE);
  const calls = (method: string) =>
    platform.fake.calls.flatMap((call) => (call.method === method ? [call.payload] : []));

  it('puts its commands, in Chinese, behind the “/” of the chat', async () => {
    await start();
    await vi.waitFor(() => expect(calls('setMyCommands')).toHaveLength(1), PATIENCE);
    expect(calls('setMyCommands')[0]?.commands).toContainEqual({
      command: 'help',
      description: '我能做什么',
    });
    await platform.say({ id: 'm1', person: '王秀英', text: '/start 829134' });
    await platform.say({ id: 'm2', person: '王秀英', text: '/help' });
    await hears(['1：绑定 829134', '2：帮助']);
  });

  it('acknowledges a press with the words that were pressed', async () => {
    await start();
    await platform.say({ id: 'm1', person: '王秀英', text: '选' });
    await vi.waitFor(() => expect(platform.heard()).toHaveLength(1), PATIENCE);
    const [heard] = platform.heard();
    if (heard) await platform.press('p1', '王秀英', heard, '低保');
    await vi.waitFor(
      () => expect(calls('answerCallbackQuery')).toEqual([{ callback_query_id: 'p1', text: '低保' }]),
      PATIENCE,
    );
  });

  it('answers to the very message in a group, and plainly in a private chat', async () => {
    await start();
    await platform.say({ id: 'm1', person: '王秀英', text: '低保' });
    await hears(['1：低保']);
    await platform.say({ id: 'm2', person: '李大山', group: '干部群', mention: true, text: '五保' });
    await hears(['1：低保', '1：五保']);
    expect(platform.fake.taken.map(({ replyTo }) => replyTo)).toEqual([null, 700_002]);
  });

  it('comes back after the platform was down, refused, or answered somebody else', async () => {
    platform.fake.faults.push(
      { method: 'getUpdates', times: 2, line: 'cut' },
      { method: 'getUpdates', times: 1, code: 409, description: 'Conflict' },
      { method: 'getUpdates', times: 1, code: 502 },
      { method: 'getUpdates', times: 1, code: 429, parameters: { retry_after: 0 } },
      { method: 'setMyCommands', times: 2, line: 'cut' },
    );
    await start();
    await platform.say({ id: 'm1', person: '王秀英', text: '低保' });
    await hears(['1：低保']);
    expect(platform.fake.faults).toEqual([]);
  });

  it('starts although the platform is down, and logs in when it is back', async () => {
    platform.fake.faults.push({ method: 'getMe', times: 3, line: 'cut' });
    await start();
    await platform.say({ id: 'm1', person: '王秀英', text: '低保' });
    await hears(['1：低保']);
  });

  it('does not start with a wrong token, and says what to do', async () => {
    platform.fake.faults.push({ method: 'getMe', times: 1, code: 401, description: 'Unauthorized' });
    await expect(start()).rejects.toThrow('@BotFather');
    await start();
    platform.fake.faults.push({ method: 'getMe', times: 1, code: 401, description: 'Unauthorized' });
    expect(await bot.channel.check?.()).toMatchObject({
      ok: false,
      say: expect.stringContaining('BotFather'),
    });
    expect((await bot.channel.check?.())?.ok).toBe(true);
  });

  it('takes the webhook of an earlier mode away', async () => {
    await start();
    await vi.waitFor(() => expect(calls('deleteWebhook')).toHaveLength(1), PATIENCE);
    // What was not fetched yet must not be thrown away with it.
    expect(calls('deleteWebhook')[0]?.drop_pending_updates).toBeUndefined();
  });

  it('passes a file on by name where it is too large, and does not fetch it', async () => {
    await start();
    const from = { id: 700_001, is_bot: false, first_name: '王秀英' };
    const chat = { id: 700_001, type: 'private' };
    const document = {
      file_id: 'big',
      file_unique_id: 'b',
      file_name: '录像.zip',
      file_size: 11 * 1024 * 1024,
    };
    await platform.fake.push({ message: { message_id: 1, date: 1, from, chat, document } });
    // One whose size the platform does not tell is stopped on the way.
    platform.fake.addFile('secretly', new Uint8Array(11 * 1024 * 1024));
    const voice = { file_id: 'secretly', file_unique_id: 's', duration: 3 };
    await platform.fake.push({ message: { message_id: 2, date: 1, from, chat, voice } });
    await hears(['1：[file]', '2：[voice]']);
    expect(calls('getFile').map(({ file_id: id }) => id)).toEqual(['secretly']);
    expect(bot.accepted.map(({ attachments }) => attachments)).toEqual([
      [{ kind: 'file', name: '录像.zip' }],
      [{ kind: 'voice', name: '语音.ogg' }],
    ]);
  });

  it('leaves out what it cannot read, and goes on', async () => {
    await start();
    await platform.fake.push({ message: { message_id: 1, from: {}, chat: null, text: 7 } });
    await platform.say({ id: 'm1', person: '王秀英', text: '低保' });
    await hears(['1：低保']);
  });

  it('sends a long text after its picture, and the picture once', async () => {
    await start();
    const picture = { name: '通知";\r\n.png', mime: 'image/png', bytes: pngOf(4, 3) };
    const message = outgoing({ text: '通知。'.repeat(400), picture });
    platform.fake.faults.push({ method: 'sendMessage', times: 1, code: 429, parameters: { retry_after: 1 } });
    expect((await bot.channel.send(message)).kind).toBe('later');
    expect((await bot.channel.send(message)).kind).toBe('sent');
    expect(platform.fake.taken.map(({ method, text }) => [method, text.length])).toEqual([
      ['sendPhoto', 0],
      ['sendMessage', 1200],
    ]);
  });

  it('sends as a file what is no photo, or not to the platform', async () => {
    await start();
    const bytes = pngOf(4, 3);
    const file = outgoing({ picture: { name: '表.pdf', mime: 'application/pdf', bytes } });
    expect((await bot.channel.send(file)).kind).toBe('sent');
    platform.fake.faults.push({
      method: 'sendPhoto',
      times: 1,
      code: 400,
      description: 'Bad Request: PHOTO_INVALID_DIMENSIONS',
    });
    const odd = outgoing({ picture: { name: '长图.png', mime: 'image/png', bytes } });
    expect((await bot.channel.send(odd)).kind).toBe('sent');
    expect(platform.fake.taken.map(({ method, text }) => [method, text])).toEqual([
      ['sendDocument', '明天开会'],
      ['sendDocument', '明天开会'],
    ]);
  });

  it('follows a group to its new id', async () => {
    await start();
    const parameters = { migrate_to_chat_id: -200 };
    platform.fake.faults.push({ method: 'sendMessage', chat: '-100', times: 1, code: 400, parameters });
    expect((await bot.channel.send(outgoing({ chat: '-100' }))).kind).toBe('sent');
    expect(platform.fake.taken.map(({ chat }) => chat)).toEqual(['-200']);
  });

  it.each([
    ['Bad Request: chat not found', 400, 'blocked'],
    ['Forbidden: user is deactivated', 403, 'blocked'],
    ['Bad Request: message is too long', 400, 'never'],
    ['Unauthorized', 401, 'later'],
    ['Bad Gateway', 502, 'later'],
  ])('%s (%i) → %s', async (description, code, kind) => {
    await start();
    platform.fake.faults.push({ method: 'sendMessage', times: 1, code, description });
    expect((await bot.channel.send(outgoing())).kind).toBe(kind);
  });

  it('waits for one chat, and for all where a second is told to wait at once', async () => {
    await start();
    const wait = { method: 'sendMessage', times: 3, code: 429, parameters: { retry_after: 30 } };
    platform.fake.faults.push(wait);
    const first = await bot.channel.send(outgoing({ chat: '1' }));
    const again = await bot.channel.send(outgoing({ chat: '1' }));
    const second = await bot.channel.send(outgoing({ chat: '2' }));
    expect([first, again, second].map((result) => 'scope' in result && result.scope)).toEqual([
      'chat',
      'chat',
      'channel',
    ]);
  });

  it('sends 20 a minute to a group, and keeps the 21st back by itself', async () => {
    await start();
    const results = [];
    for (let at = 0; at < 21; at += 1) results.push(await bot.channel.send(outgoing({ chat: '-100' })));
    expect(results.slice(0, 20).every(({ kind }) => kind === 'sent')).toBe(true);
    expect(results[20]).toMatchObject({ kind: 'later', scope: 'chat' });
    expect(platform.fake.taken).toHaveLength(20);
    expect((await bot.channel.send(outgoing({ chat: '100' }))).kind).toBe('sent');
  });
});

describe('telegram behind a proxy', () => {
  it('reaches the platform through it, and says that nothing left where the proxy fails', async () => {
    const seen: string[] = [];
    let open = true;
    const proxy = createServer();
    proxy.on('connect', (request, client) => {
      seen.push(String(request.headers['proxy-authorization']));
      if (!open) return void client.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
      const [host, port] = (request.url ?? '').split(':');
      const line = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        line.pipe(client).pipe(line);
      });
      for (const end of [line, client]) end.on('error', () => line.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', () => resolve()));
    const { port } = proxy.address() as AddressInfo;
    const platform = await openTelegram('polling', { proxy: `http://user:%E5%AF%86@127.0.0.1:${port}` });
    const storage = await openStorage('sqlite::memory:');
    const bot = await startBot(harness, platform, storage);
    await platform.say({ id: 'm1', person: '王秀英', text: '低保', picture: pngOf(4, 3) });
    await vi.waitFor(
      () => expect(platform.heard().map(({ text }) => text)).toEqual(['1：低保[image]']),
      PATIENCE,
    );
    expect(bot.accepted[0]?.attachments?.[0]?.content).toBeDefined();
    expect(new Set(seen)).toEqual(new Set([`Basic ${Buffer.from('user:密').toString('base64')}`]));
    open = false;
    proxy.closeAllConnections();
    await platform.fake.close();
    // The line that was open may still look open at the first try.
    await vi.waitFor(
      async () =>
        expect(await bot.channel.send(outgoing())).toMatchObject({ kind: 'later', scope: 'channel' }),
      PATIENCE,
    );
    await bot.stop();
    proxy.close();
    await platform.close();
    await storage.close();
  });
});

describe('telegram’s webhook', () => {
  it('takes what carries the secret alone, and never asks for nonsense again', async () => {
    const platform = await openTelegram('webhook');
    const storage = await openStorage('sqlite::memory:');
    const bot = await startBot(telegramHarness('webhook'), platform, storage);
    const url = platform.fake.webhook?.url ?? '';
    const message = {
      message_id: 1,
      date: 1,
      from: { id: 7, is_bot: false },
      chat: { id: 7, type: 'private' },
      text: '低保',
    };
    const post = (secret: string | null, body: string) =>
      fetch(url, {
        method: 'POST',
        headers: secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret },
        body,
      }).then(({ status }) => status);
    const update = JSON.stringify({ update_id: 1, message });
    const right = webhookSecret(platform.fake.token);
    expect(platform.fake.webhook?.secret).toBe(right);
    expect(right).toMatch(/^[\w-]{1,256}$/);
    for (const wrong of [null, '', 'x', `${right}x`, right.slice(1), platform.fake.token])
      expect(await post(wrong, update)).toBe(401);
    for (const nonsense of [
      '',
      '{',
      'null',
      '[]',
      '{"update_id":"1"}',
      '{"update_id":1,"message":{"chat":5}}',
    ])
      expect(await post(right, nonsense)).toBe(200);
    expect(bot.accepted).toEqual([]);
    expect(await post(right, update)).toBe(200);
    await vi.waitFor(() => expect(platform.heard().map(({ text }) => text)).toEqual(['1：低保']), PATIENCE);
    await bot.stop();
    await platform.close();
    await storage.close();
  });
});
