import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as PUPPET from 'wechaty-puppet';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { type KitBot, startBot } from '../kit-bot.ts';
import { BOT } from './gateway.ts';
import {
  chatId,
  loggedIn,
  openWechaty,
  type WechatyOptions,
  type WechatyPlatform,
  wechatyHarness,
} from './harness.ts';

const PATIENCE = { timeout: 40_000, interval: 20 };
const NOTICE = {
  id: 'n1',
  text: '通知',
  options: [],
  picture: null,
  inReplyTo: null,
  lane: 'reminder',
} as const;

describe('WeChat by wechaty, over gRPC on loopback', () => {
  let platform: WechatyPlatform;
  let storage: Storage;
  let bot: KitBot;

  afterEach(async () => {
    await bot.stop();
    await platform.close();
    await storage.close();
  });

  async function start(options: WechatyOptions = {}): Promise<void> {
    platform = await openWechaty(options);
    storage = await openStorage('sqlite::memory:');
    bot = await startBot(wechatyHarness, platform, storage);
  }
  const texts = (): string[] => platform.heard().map(({ text }) => text);
  const hears = (expected: readonly string[]): Promise<void> =>
    vi.waitFor(() => expect(texts()).toEqual(expected), PATIENCE);
  const stands = (state: string): Promise<void> =>
    vi.waitFor(() => expect(platform.channel().status.state).toBe(state), PATIENCE);
  const restarted = (from: number | null): Promise<void> =>
    vi.waitFor(() => {
      const { pid, status } = platform.channel();
      expect(pid !== null && pid !== from && status.state === 'in').toBe(true);
    }, PATIENCE);

  it('comes back after the death of its process; what was accepted is answered, and once', async () => {
    await start();
    for (let at = 1; at <= 30; at += 1)
      await platform.say({ id: `m${at}`, person: `村民${at % 5}`, text: `第${at}句` });
    await vi.waitFor(() => expect(bot.accepted.length).toBeGreaterThan(10), PATIENCE);
    const { pid } = platform.channel();
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await restarted(pid);
    await platform.say({ id: 'after', person: '王秀英', text: '还在吗' });
    await vi.waitFor(() => expect(texts()).toContain('1：还在吗'), PATIENCE);
    const wordsOf = (text: string): string => text.split('：')[1] ?? '';
    await vi.waitFor(() => {
      const answered = new Set(texts().map(wordsOf));
      expect(bot.accepted.filter(({ text }) => !answered.has(text))).toEqual([]);
    }, PATIENCE);
    // What was under way when it died may have arrived: that alone is sent once more, and says so.
    const unmarked = texts().filter((text) => !text.startsWith('（可能重复）'));
    expect(new Set(unmarked).size).toBe(unmarked.length);
    const unknown = bot.sent.filter(({ result }) => result.kind === 'unknown').length;
    expect(texts().length - unmarked.length).toBeLessThanOrEqual(unknown);
  });

  it('comes back when the gateway does', async () => {
    await start();
    await platform.say({ id: 'm1', person: '王秀英', text: '头一句' });
    await hears(['1：头一句']);
    await platform.gateway.die();
    await vi.waitFor(() => expect(platform.channel().status.state).not.toBe('in'), PATIENCE);
    await stands('unreachable');
    expect(await bot.channel.check?.()).toMatchObject({
      ok: false,
      say: expect.stringContaining('微信连不上'),
    });
    expect(await bot.channel.send({ ...NOTICE, chat: chatId('wxid-王秀英') })).toMatchObject({
      kind: 'later',
      scope: 'channel',
    });
    await platform.reopen();
    await stands('in');
    await platform.say({ id: 'm2', person: '王秀英', text: '又一句' });
    await hears(['2：又一句']);
  });

  it('notices a line that is there and says nothing any more', async () => {
    await start();
    const { pid } = platform.channel();
    // A few words come back first: only who has answered can fall silent.
    await vi.waitFor(async () => expect((await bot.channel.check?.())?.ok).toBe(true), PATIENCE);
    platform.gateway.weChat.deaf = true;
    await restarted(pid);
    await platform.say({ id: 'm1', person: '王秀英', text: '听得见吗' });
    await hears(['1：听得见吗']);
    expect(bot.logged()).toContain('"what":"deaf"');
  });

  it('says that the token is wrong, and goes on trying', async () => {
    await start({ settings: { WECHATY_TOKEN: 'insecure_wrong' }, waits: false });
    await stands('refused');
    expect(await bot.channel.check?.()).toMatchObject({
      ok: false,
      say: expect.stringContaining('WECHATY_TOKEN'),
    });
    expect((await bot.channel.send({ ...NOTICE, chat: chatId('wxid-王秀英') })).kind).toBe('later');
    expect(bot.logged()).not.toContain('insecure_wrong');
  });

  it('shows the code to be scanned, and goes on when somebody has', async () => {
    await start({ self: null, waits: false });
    await vi.waitFor(() => expect(platform.gateway.weChat.state.active()).toBe(true), PATIENCE);
    await vi.waitFor(() => {
      platform.gateway.mocker.scan('https://login.weixin.qq.com/l/abc');
      expect(platform.channel().status).toEqual({ state: 'scan', qr: 'https://login.weixin.qq.com/l/abc' });
    }, PATIENCE);
    expect(await bot.channel.check?.()).toMatchObject({ ok: false, say: expect.stringContaining('扫码') });
    expect(platform.printed.join('')).toMatch(/扫这个码登录[\s\S]*█/);
    expect(bot.logged()).not.toContain('login.weixin');
    platform.gateway.logIn(BOT);
    await stands('in');
    expect(platform.channel().status.qr).toBeNull();
    await platform.say({ id: 'm1', person: '王秀英', text: '在' });
    await hears(['1：在']);
  });

  it('tells the id of what was sent where the puppet tells one, and sends the picture too', async () => {
    await start();
    platform.gateway.contact('wxid-王秀英', '王秀英');
    platform.gateway.weChat.tellIds();
    const picture = { name: '通知.png', mime: 'image/png', bytes: Buffer.from('png') };
    expect(await bot.channel.send({ ...NOTICE, chat: chatId('wxid-王秀英'), picture })).toEqual({
      kind: 'sent',
      messageId: 'sent-1',
    });
    expect(platform.heard().map((one) => [one.text, one.picture === null])).toEqual([
      ['通知', true],
      ['', false],
    ]);
  });

  it('accepts new contacts as often as it may, and greets them', async () => {
    await start({ settings: { WECHATY_ACCEPT_FRIENDS: '是', WECHATY_FRIENDS_PER_DAY: '2' } });
    for (const name of ['甲', '乙', '丙']) {
      platform.gateway.contact(`wxid-${name}`, name);
      platform.gateway.friend(`request-${name}`, `wxid-${name}`);
    }
    await vi.waitFor(() => expect(texts()).toEqual(['1：你好', '1：你好']), PATIENCE);
    await vi.waitFor(() => expect(bot.logged()).toContain('enough for today'), PATIENCE);
    expect(platform.gateway.weChat.accepted).toHaveLength(2);
  });

  it('leaves requests to a person unless it was told to accept them', async () => {
    await start();
    platform.gateway.contact('wxid-甲', '甲');
    platform.gateway.friend('request-甲', 'wxid-甲');
    await platform.say({ id: 'm1', person: '乙', text: '你好' });
    await hears(['1：你好']);
    expect(platform.gateway.weChat.accepted).toEqual([]);
  });

  it('passes by its own words, recalls, stickers and public accounts', async () => {
    await start();
    const { mocker, weChat } = platform.gateway;
    mocker.createContact({ id: 'gh_news', name: '公众号', type: PUPPET.types.Contact.Official });
    const emit = (id: string, talkerId: string, type: PUPPET.types.Message, text: string): void => {
      mocker.MessageMock.create({ id, talkerId, listenerId: BOT, type, text, timestamp: 0 });
      weChat.emit('message', { messageId: id });
    };
    await platform.say({ id: 'm1', person: '王秀英', text: '在' });
    emit('own', BOT, PUPPET.types.Message.Text, '自己说的');
    emit('recall', 'wxid-王秀英', PUPPET.types.Message.Recalled, 'm1');
    emit('sticker', 'wxid-王秀英', PUPPET.types.Message.Emoticon, '<msg/>');
    emit('public', 'gh_news', PUPPET.types.Message.Text, '广告');
    await platform.say({ id: 'm2', person: '王秀英', text: '还在' });
    await hears(['1：在', '2：还在']);
    expect(bot.accepted.map(({ messageId }) => messageId)).toEqual(['m1', 'm2']);
  });

  it('knows a person again by the remark after a log-in that changes all ids', async () => {
    await start({ settings: { WECHATY_MARK_CONTACTS: 'true' } });
    await platform.say({ id: 'm1', person: '王秀英', text: '头一句' });
    await hears(['1：头一句']);
    const { mocker, weChat } = platform.gateway;
    const remark = mocker.contactPayload('wxid-王秀英').alias ?? '';
    expect(remark).toMatch(/^村口-[a-z2-9]{8}$/);

    await weChat.logout();
    await stands('out');
    platform.gateway.contact('@new-id', '王秀英');
    mocker.cacheContactPayload.set('@new-id', { ...mocker.contactPayload('@new-id'), alias: remark });
    mocker.cacheContactPayload.delete('wxid-王秀英');
    // Her old id is somebody else's now.
    mocker.cacheContactPayload.set('wxid-王秀英', {
      ...mocker.contactPayload('@new-id'),
      id: 'wxid-王秀英',
      name: '李大山',
      alias: '',
    });
    platform.gateway.logIn('bot-account-2');
    await loggedIn(platform.channel());
    platform.gateway.say({ id: 'm2', from: '@new-id', text: '又一句' });
    await vi.waitFor(() => expect(texts()).toEqual(['1：头一句', '2：又一句']), PATIENCE);
    expect(weChat.sent.at(-1)?.to).toBe('@new-id');
    platform.gateway.say({ id: 'm3', from: 'wxid-王秀英', text: '我是大山' });
    await vi.waitFor(() => expect(texts().at(-1)).toBe('1：我是大山'), PATIENCE);
  });

  it('writes to nobody under an id of an earlier log-in', async () => {
    await start();
    await platform.say({ id: 'm1', person: '王秀英', text: '在' });
    await hears(['1：在']);
    const chat = bot.accepted[0]?.chat ?? '';
    await platform.gateway.weChat.logout();
    await stands('out');
    platform.gateway.logIn('bot-account-2');
    await stands('in');
    expect((await bot.channel.send({ ...NOTICE, chat })).kind).toBe('later');
    expect(texts()).toEqual(['1：在']);
  });

  it('stops sending for half an hour when WeChat says “too often”', async () => {
    await start();
    platform.gateway.contact('wxid-王秀英', '王秀英');
    platform.gateway.weChat.faults.push({ error: new Error('操作过于频繁，请稍后再试'), taken: false });
    const chat = chatId('wxid-王秀英');
    const first = await bot.channel.send({ ...NOTICE, chat });
    expect(first).toMatchObject({ kind: 'later', scope: 'channel' });
    const second = await bot.channel.send({ ...NOTICE, chat });
    expect(second).toMatchObject({ kind: 'later', scope: 'channel' });
    for (const result of [first, second])
      if (result.kind === 'later') expect(result.afterMs).toBeGreaterThan(29 * 60_000);
    expect(texts()).toEqual([]);
    expect(await bot.channel.check?.()).toMatchObject({ ok: false, say: expect.stringContaining('30 分钟') });
  });

  it('ends a process that grows too big, and lives on itself', async () => {
    // wechaty alone needs more than the least that may be set.
    await start({ settings: { WECHATY_MEMORY_MB: '150' }, timing: { beatEvery: 100 }, waits: false });
    const { pid } = platform.channel();
    await vi.waitFor(() => {
      expect(platform.channel().pid).not.toBe(pid);
      expect(bot.logged()).toContain('is too big');
    }, PATIENCE);
    expect((await bot.channel.send({ ...NOTICE, chat: chatId('wxid-王秀英') })).kind).toBe('later');
  });

  it('gives its process no secret, and a folder of its own', async () => {
    await start();
    const pid = String(platform.channel().pid);
    const environment = readFileSync(join('/proc', pid, 'environ'), 'utf8');
    const names = environment.split('\0').flatMap((line) => line.split('=').slice(0, 1));
    expect(names.filter(Boolean).sort()).toEqual([
      'HOME',
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
      'NODE_ENV',
      'WECHATY_LOG',
    ]);
    expect(readFileSync(join('/proc', pid, 'cmdline'), 'utf8')).not.toContain(platform.gateway.token);
    const home = /HOME=([^\0]+)/.exec(environment)?.[1] ?? '';
    expect(home).toContain('cunkou-wechaty-');
    await vi.waitFor(
      () => expect(readdirSync(home, { recursive: true }).join(' ')).toContain('.wechaty'),
      PATIENCE,
    );
  });

  it('ends when the service is gone without a word', async () => {
    await start();
    const script = join(import.meta.dirname, 'service-child.ts');
    const service = spawn(process.execPath, ['--import', 'tsx', script, '1', join(platform.home, 'other')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<string>((resolve) =>
      service.stdout.once('data', (data) => resolve(String(data).trim())),
    );
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    service.kill('SIGKILL');
    await vi.waitFor(() => expect(existsSync(`/proc/${pid}`)).toBe(false), PATIENCE);
  });
});
