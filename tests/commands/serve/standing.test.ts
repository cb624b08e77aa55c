import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Channel, ChannelCheck } from '../../../src/channels/channels.ts';
import { type FixedClock, fixedClock } from '../../../src/clock/clock.ts';
import { checkOf, type OpenChannel, startChannels } from '../../../src/commands/serve/channels.ts';
import { createMeters, type Meters } from '../../../src/commands/serve/meters.ts';
import { createCounter, createHistogram, gauge } from '../../../src/commands/serve/metrics.ts';
import { createStanding, type Standing } from '../../../src/commands/serve/standing.ts';
import { type App, compose } from '../../../src/compose.ts';
import { createLog } from '../../../src/log/log.ts';
import { openStorage } from '../../../src/storage/storage.ts';
import { FREE } from '../../outbox/stand.ts';
import { villageRoot } from '../village.ts';

const root = villageRoot();
const MINUTE = 60_000;
const log = createLog({ level: 'silent' });

function channel(name: string, more: Partial<Channel> = {}): Channel {
  return {
    name,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    send: () => Promise.resolve({ kind: 'sent', messageId: null }),
    ...more,
  };
}

async function open(channels: OpenChannel[] = []): Promise<{
  app: App;
  clock: FixedClock;
  meters: Meters;
  standing: Standing;
}> {
  const clock = fixedClock('2026-03-18T02:00:00Z');
  const storage = await openStorage('sqlite::memory:');
  const app = await compose({
    root,
    storage,
    clock,
    log,
    defaultRegion: '内蒙古自治区/示范旗',
    reloadMs: null,
    capabilities: new Map([['web', FREE]]),
  });
  const meters = createMeters();
  const standing = createStanding({ app, channels, meters, clock, log, tokens: [] });
  onTestFinished(async () => {
    standing.stop();
    await app.close().catch(() => undefined);
  });
  return { app, clock, meters, standing };
}

describe('whether the service can do its work', () => {
  it('it can, while all goes well', async () => {
    const { standing, clock } = await open([{ name: 'web', channel: channel('web'), fault: null }]);
    expect(await standing.ready()).toEqual({ ready: true, reasons: [], say: [], channels: [] });
    clock.advance(9 * MINUTE);
    expect((await standing.ready()).ready).toBe(true);
  });

  it('not when what falls due is looked through no more', async () => {
    const { standing, clock } = await open();
    clock.advance(11 * MINUTE);
    expect((await standing.ready()).reasons).toEqual(['clockwork']);
    standing.ticked();
    clock.advance(MINUTE);
    expect((await standing.ready()).reasons).toEqual([]);
  });

  it('not when a message has stood for a quarter of an hour', async () => {
    const { app, standing, clock } = await open();
    await app.inbox.accept({
      channel: 'web',
      chat: 'a',
      messageId: '1',
      sender: 'a',
      text: '30只羊出栏补多少',
      receivedAt: clock.now().toISOString(),
    });
    clock.advance(16 * MINUTE);
    standing.ticked();
    const { reasons, say } = await standing.ready();
    expect(reasons).toEqual(['outbox']);
    expect(say[0]).toContain('1 条消息没人处理');
    await app.inbox.recover();
    clock.advance(MINUTE);
    standing.ticked();
    expect((await standing.ready()).reasons).toEqual([]);
  });

  it('not when the database cannot be written', async () => {
    const { app, standing } = await open();
    await app.storage.close();
    expect(await standing.ready()).toMatchObject({
      reasons: ['database'],
      say: [expect.stringContaining('数据库写不进去')],
    });
  });

  it('not when a channel is down; asked again it may be up', async () => {
    let check: ChannelCheck = { ok: false, say: '连不上电报：请检查网络。' };
    const telegram = channel('telegram', { check: () => Promise.resolve(check) });
    const { standing, clock } = await open([{ name: 'telegram', channel: telegram, fault: null }]);
    await standing.checkChannels();
    expect(await standing.ready()).toMatchObject({
      ready: false,
      reasons: ['channel:telegram'],
      say: ['电报（Telegram）：连不上电报：请检查网络。'],
    });
    expect(await standing.metrics()).toContain('cunkou_channel_ok{channel="telegram"} 0');
    check = { ok: true, say: '登录正常。' };
    await standing.checkChannels();
    clock.advance(MINUTE);
    expect((await standing.ready()).ready).toBe(true);
  });

  it('by itself what is down is asked every minute, the others every five', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const asked: string[] = [];
    const asking = (name: string, ok: boolean): OpenChannel => ({
      name,
      channel: channel(name, {
        check() {
          asked.push(name);
          return Promise.resolve({ ok, say: '' });
        },
      }),
      fault: null,
    });
    const { standing } = await open([asking('telegram', false), asking('wecom', true)]);
    await standing.checkChannels();
    asked.length = 0;
    for (let minute = 1; minute <= 5; minute += 1) await vi.advanceTimersByTimeAsync(MINUTE);
    expect(asked).toEqual(['telegram', 'telegram', 'telegram', 'telegram', 'telegram', 'wecom']);
  });

  it('the database is not written for each that asks', async () => {
    const { app, standing, clock } = await open();
    const first = standing.ready();
    expect(standing.ready()).toBe(first);
    await first;
    await app.storage.close();
    expect((await standing.ready()).ready).toBe(true);
    clock.advance(MINUTE);
    expect((await standing.ready()).ready).toBe(false);
  });
});

describe('the start', () => {
  const refusing = (say: string): OpenChannel => ({
    name: 'telegram',
    channel: channel('telegram', { start: () => Promise.reject(new Error(say)) }),
    fault: null,
  });

  it('one channel that cannot be started keeps no other from it', async () => {
    const started: string[] = [];
    const last = channel('wecom', { start: async () => void started.push('wecom') });
    const wrong = refusing('电报不认这个令牌。');
    const strange = refusing('connect ECONNREFUSED of somebody’s');
    await startChannels([wrong, strange, { name: 'wecom', channel: last, fault: null }], 'web', log);
    expect(started).toEqual(['wecom']);
    expect(await checkOf(wrong)).toEqual({ ok: false, say: '电报不认这个令牌。' });
    expect((await checkOf(strange))?.say).toBe('没有开起来，原因在日志里。');
  });

  it('but without the web chat there is none', async () => {
    await expect(startChannels([refusing('端口被占了。')], 'telegram', log)).rejects.toThrow('端口被占了');
  });
});

describe('the numbers', () => {
  it('messages, replies and sendings are counted by channel, and by nothing about a person', async () => {
    const { app, meters, standing, clock } = await open();
    const inbox = meters.around(app.inbox);
    const sender = meters.sending(
      channel('web', { send: () => Promise.resolve({ kind: 'never', reason: 'too long' }) }),
    );
    app.outbox.open(sender, FREE);
    const said = {
      channel: 'web',
      chat: 'chat-of-wang',
      messageId: '1',
      sender: 'wang',
      text: '30只羊出栏补多少',
      receivedAt: clock.now().toISOString(),
    };
    await inbox.settle((await inbox.accept(said)).id);
    await inbox.accept(said);
    await app.outbox.flush();
    const text = await standing.metrics();
    expect(text).toContain('cunkou_messages_received_total{channel="web"} 1\n');
    expect(text).toContain('cunkou_messages_repeated_total{channel="web"} 1\n');
    expect(text).toContain('cunkou_reply_seconds_count{channel="web"} 1\n');
    expect(text).toContain('cunkou_reply_seconds_bucket{channel="web",le="+Inf"} 1\n');
    expect(text).toContain('cunkou_sends_total{channel="web",result="never"} 1\n');
    expect(text).toContain('cunkou_outbox_messages{lane="reply",state="failed"} 1\n');
    expect(text).toMatch(/^process_resident_memory_bytes \d{7,}$/m);
    for (const word of ['wang', '羊', 'too long']) expect(text).not.toContain(word);
    // Each line is a comment or one sample, as Prometheus reads it.
    const sample =
      /^(?:# (?:HELP|TYPE) [a-z_]+ .+|[a-z_]+(?:\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\})? -?[\d.e+-]+)$/;
    for (const line of text.trimEnd().split('\n')) expect(line).toMatch(sample);
  });

  it('are written as Prometheus wants them', () => {
    const counter = createCounter('x_total', 'Things.');
    counter.add({ channel: 'a"b\\c\nd' });
    expect(counter.lines()).toEqual([
      '# HELP x_total Things.',
      '# TYPE x_total counter',
      'x_total{channel="a\\"b\\\\c\\nd"} 1',
    ]);
    const histogram = createHistogram('y_seconds', 'How long.');
    for (const seconds of [0.02, 0.3, 400]) histogram.observe({}, seconds);
    const lines = histogram.lines();
    expect(lines).toContain('y_seconds_bucket{le="0.01"} 0');
    expect(lines).toContain('y_seconds_bucket{le="0.025"} 1');
    expect(lines).toContain('y_seconds_bucket{le="0.5"} 2');
    expect(lines).toContain('y_seconds_bucket{le="300"} 2');
    expect(lines.slice(-3)).toEqual([
      'y_seconds_bucket{le="+Inf"} 3',
      'y_seconds_sum 400.32',
      'y_seconds_count 3',
    ]);
    expect(gauge('z', 'Now.', [[{}, 7]])).toEqual(['# HELP z Now.', '# TYPE z gauge', 'z 7']);
  });
});
