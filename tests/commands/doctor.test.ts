import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { fixedClock } from '../../src/clock/clock.ts';
import { backup } from '../../src/commands/backup.ts';
import { clockFinding, clockOf } from '../../src/commands/doctor/clock.ts';
import { holidayFinding } from '../../src/commands/doctor/data.ts';
import type { Finding } from '../../src/commands/doctor/finding.ts';
import { diskFinding, folderFinding, memoryFinding, nodeFinding } from '../../src/commands/doctor/machine.ts';
import { examine, runDoctor } from '../../src/commands/doctor.ts';
import { readConfig } from '../../src/config.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { startFakeBotApi } from '../channels/telegram/fake-bot-api.ts';
import { freePort, openSite } from '../channels/web/site.ts';
import { createFakeWecom } from '../channels/wecom/fake-wecom.ts';
import { settingsFor } from '../channels/wecom/harness.ts';
import { createStand } from '../outbox/stand.ts';
import { villageRoot } from './village.ts';

const NOW = '2026-03-18T02:00:00Z';
const TELEGRAM_TOKEN = `4242:${'A'.repeat(35)}`;
const root = villageRoot();
const database = join(root, 'data', 'cunkou.db');

beforeEach(() => rmSync(join(root, 'data'), { recursive: true, force: true }));

async function doctor(more: Record<string, string> = {}, now = NOW): Promise<Record<string, Finding>> {
  const environment = { REGION: '示范旗', PORT: String(await freePort()), ...more };
  const findings = await examine(root, () => readConfig(environment, root), fixedClock(now));
  return Object.fromEntries(findings.map((finding) => [finding.name, finding]));
}

async function makeDatabase(): Promise<void> {
  await (await openStorage(`sqlite:${database}`)).close();
}

describe('the machine', () => {
  it.each([
    ['20.11.0', 'ok'],
    ['24.1.0', 'ok'],
    ['18.20.4', 'fail'],
  ])('Node %s is %s', (version, level) => expect(nodeFinding(version).level).toBe(level));

  it.each([
    [80, 'ok'],
    [1.5, 'warn'],
    [0.1, 'fail'],
  ])('%d GB of disk are %s, also where the folder is not there yet', (gb, level) => {
    expect(diskFinding(join(root, 'not', 'yet'), () => gb * 1024 ** 3).level).toBe(level);
    expect(diskFinding(join(root, 'not', 'yet')).say).toMatch(/^还有 \d+\.\d GB/);
  });

  it('wechaty wants more memory', () => {
    const room = { free: 300 * 1024 ** 2, total: 1024 ** 3 };
    expect(memoryFinding(false, room).level).toBe('ok');
    expect(memoryFinding(true, room)).toMatchObject({
      level: 'warn',
      say: expect.stringContaining('300 MB'),
    });
  });

  it('a data folder that others can read, or that is somebody else’s, is told', () => {
    const folder = join(root, 'data');
    expect(folderFinding(root, 0).level).toBe('ok');
    mkdirSync(folder);
    const { uid } = statSync(folder);
    chmodSync(folder, 0o755);
    expect(folderFinding(root, uid)).toMatchObject({ level: 'warn', say: expect.stringContaining('chmod') });
    chmodSync(folder, 0o700);
    expect(folderFinding(root, uid).level).toBe('ok');
    expect(folderFinding(root, uid + 1)).toMatchObject({
      level: 'fail',
      say: expect.stringContaining('别的用户'),
    });
  });
});

describe('the clock', () => {
  const installed = new Date('2026-01-01T00:00:00Z');
  const other = (aheadMs: number) => ({ whose: '数据库服务器', aheadMs });
  it.each([
    [NOW, null, 'ok', '没有别的钟可以对'],
    [NOW, 20_000, 'ok', '跟数据库服务器对得上'],
    [NOW, 120_000, 'warn', '慢了 120 秒'],
    [NOW, -900_000, 'fail', '快了 900 秒：请把服务器的时间对准'],
    ['1970-01-02T00:00:00Z', null, 'fail', '日子不对'],
    ['2200-01-02T00:00:00Z', null, 'fail', '日子不对'],
    ['2025-12-30T00:00:00Z', null, 'fail', '日子不对'],
  ])('%s, the other %j ms ahead: %s', (now, aheadMs, level, say) => {
    const found = clockFinding(new Date(now), installed, aheadMs === null ? null : other(aheadMs));
    expect(found).toMatchObject({ level, say: expect.stringContaining(say) });
  });

  it('is compared with the time in a platform’s answer', async () => {
    const server = createServer((_, response) => {
      response.setHeader('Date', 'Wed, 18 Mar 2026 02:10:00 GMT');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const now = (): Date => new Date(NOW);
    expect((await clockOf(address, now))?.aheadMs).toBe(600_500);
    expect(await clockOf(`http://127.0.0.1:${await freePort()}`, now)).toBeNull();
  });
});

describe('the holidays', () => {
  it.each([
    ['2026-03-18', ['2026'], 'ok'],
    ['2026-10-31', ['2026'], 'ok'],
    ['2026-11-01', ['2026'], 'warn'],
    ['2026-11-01', ['2026', '2027'], 'ok'],
    ['2027-01-01', ['2026'], 'fail'],
  ])('on %s with %j: %s', (today, years, level) => {
    const found = holidayFinding({ years }, today);
    expect(found.level).toBe(level);
    if (level !== 'ok') expect(found.say).toContain('policy-kb/calendar/2027.yaml');
  });
});

describe('the settings and the data files', () => {
  it('wrong settings are told all at once, and what does not hang on them is looked at all the same', async () => {
    const found = await doctor({ PORT: 'eighty', WECOM_CORP_ID: 'ww1' });
    expect(found.设置).toMatchObject({
      level: 'fail',
      say: expect.stringMatching(/PORT：[\s\S]*WECOM_SECRET：/),
    });
    expect(Object.keys(found)).toEqual(['Node', 'data 文件夹', '设置', '磁盘', '时钟']);
  });

  it('a mistake of the clerk’s is told with its file, and whether something good is in service', async () => {
    const broken = villageRoot();
    writeFileSync(join(broken, 'policy-kb', 'regions', 'broken.yaml'), '名称: [a，b]\n');
    const findings = await examine(
      broken,
      () => readConfig({ REGION: '示范旗', PORT: '0' }, broken),
      fixedClock(NOW),
    );
    const data = findings.find(({ name }) => name === '政策数据');
    expect(data).toMatchObject({
      level: 'fail',
      say: expect.stringMatching(/没有留下好的数据.*broken\.yaml/s),
    });
  });

  it('a place that is none is told', async () => {
    expect((await doctor({ REGION: '示范棋' })).地方).toMatchObject({
      level: 'fail',
      say: expect.stringContaining('示范旗'),
    });
  });
});

describe('the database', () => {
  it('that is not there yet is not made by looking', async () => {
    expect((await doctor()).数据库).toMatchObject({ level: 'ok', say: expect.stringContaining('还没有') });
    expect(statSync(database, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('that is sound is told with its size; so are what is stuck and the lack of a backup', async () => {
    const storage = await openStorage(`sqlite:${database}`);
    const stand = createStand(storage);
    await stand.queue({
      key: 'late',
      lane: 'reply',
      to: { account: { channel: 'web', chat: 'c' }, person: null },
      notBefore: '2026-03-18T01:00:00.000Z',
    });
    await storage.close();
    const found = await doctor();
    expect(found.数据库).toMatchObject({
      level: 'ok',
      say: expect.stringMatching(/^SQLite 3\.\d+\.\d+，[\d.]+ MB/),
    });
    expect(found.发消息).toMatchObject({ level: 'warn', say: expect.stringContaining('1 条答复该发没发') });
    expect(found.备份).toMatchObject({ level: 'warn', say: expect.stringContaining('还没有备份过') });
  });

  it.each([
    ['2026-03-20T02:00:00Z', 'ok', '2 天前'],
    ['2026-03-30T02:00:00Z', 'warn', '12 天前'],
  ])('a backup of 18 March is on %s %s', async (now, level, say) => {
    await makeDatabase();
    const goal = join(root, 'data', 'copy.db');
    expect(backup(`sqlite:${database}`, goal, { root, clock: fixedClock(NOW) }).ok).toBe(true);
    expect((await doctor({}, now)).备份).toMatchObject({ level, say: expect.stringContaining(say) });
    rmSync(goal);
    expect((await doctor({}, '2026-03-20T02:00:00Z')).备份).toMatchObject({
      level: 'warn',
      say: expect.stringContaining('不在了'),
    });
  });

  it('that is damaged, or no database at all, is told', async () => {
    await makeDatabase();
    const bytes = readFileSync(database);
    bytes.fill(0x55, 4096 * 3, 4096 * 8);
    writeFileSync(database, bytes);
    expect((await doctor()).数据库).toMatchObject({
      level: 'fail',
      say: expect.stringMatching(/坏了.*用备份换上/),
    });
    rmSync(`${database}-wal`, { force: true });
    rmSync(`${database}-shm`, { force: true });
    writeFileSync(database, 'not a database at all, but long enough to look like a file of some kind');
    expect((await doctor()).数据库).toMatchObject({
      level: 'fail',
      say: expect.stringContaining('不是 SQLite 数据库'),
    });
  });
});

describe('the channels and the service', () => {
  it('each channel that is on is asked; none says a secret', async () => {
    const bot = await startFakeBotApi(TELEGRAM_TOKEN);
    onTestFinished(() => bot.close());
    const wecom = createFakeWecom();
    await wecom.open();
    onTestFinished(() => wecom.close());
    const { WECOM_AGENT_ID, WECOM_CARDS: _, WECOM_ACCOUNTS: __, ...settings } = settingsFor(wecom);
    const environment = {
      ...(settings as Record<string, string>),
      WECOM_AGENT_ID: String(WECOM_AGENT_ID),
      TELEGRAM_TOKEN,
      TELEGRAM_API_ROOT: bot.root,
      WECHATY_PUPPET: 'mock',
    };
    const errmsg = 'not allow to access from your ip, from ip: 203.0.113.7';
    wecom.fail({ path: '/cgi-bin/agent/get', errcode: 60_020, errmsg });
    const found = await doctor(environment);
    expect(found['电报（Telegram）']).toMatchObject({
      level: 'ok',
      say: expect.stringContaining('登录正常'),
    });
    expect(found.企业微信).toMatchObject({
      level: 'fail',
      say: expect.stringMatching(/企业可信IP.*203\.0\.113\.7/),
    });
    expect(found.微信).toMatchObject({ level: 'warn', say: expect.stringContaining('要开着门') });
    expect(found.服务).toMatchObject({ level: 'warn' });
    expect((await doctor(environment)).企业微信?.level).toBe('ok');
    const said = JSON.stringify(found);
    for (const secret of [TELEGRAM_TOKEN, settings.WECOM_SECRET, settings.WECOM_AES_KEY])
      expect(said).not.toContain(secret);
  });

  it('a service that runs tells how it stands, and what lives in it alone', async () => {
    const port = await freePort();
    const { doctorToken } = await import('../../src/commands/serve/doctor-token.ts');
    const secret = 's'.repeat(32);
    const operations = {
      ready: () =>
        Promise.resolve({
          ready: false,
          reasons: ['clockwork', 'channel:wechaty'],
          say: ['到期的事没有查。', '微信：等人扫码。'],
          channels: [{ name: 'wechaty', ok: false, say: '等人扫码。' }],
        }),
      metrics: () => Promise.resolve(''),
      tokens: [doctorToken({ secret })],
    };
    const { close } = await openSite({
      port,
      config: { operations, publicUrl: 'https://cunkou.example.cn' },
    });
    onTestFinished(close);
    const found = await doctor({ PORT: String(port), SECRET: secret, WECHATY_PUPPET: 'mock' });
    expect(found.服务).toEqual({ name: '服务', level: 'fail', say: '到期的事没有查。' });
    expect(found.微信).toEqual({ name: '微信', level: 'fail', say: '等人扫码。' });
  });
});

describe('what is printed', () => {
  it('is one line for each, marked, with a sum and the exit status; or one JSON', async () => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    vi.stubEnv('PORT', String(await freePort()));
    vi.stubEnv('REGION', '示范棋');
    onTestFinished(() => {
      vi.restoreAllMocks();
      vi.unstubAllEnvs();
    });
    expect(await runDoctor(root, {})).toBe(1);
    const printed = lines.join('\n').split('\n');
    expect(printed).toContainEqual(expect.stringMatching(/^✓ 设置：/));
    expect(printed).toContainEqual(expect.stringMatching(/^✗ 地方：/));
    expect(printed).toContainEqual(expect.stringMatching(/^！ 服务：/));
    expect(printed.at(-1)).toMatch(/^要处理的 1 处（✗），要留意的 \d 处（！）。$/);
    lines.length = 0;
    vi.stubEnv('REGION', '示范旗');
    expect(await runDoctor(root, { json: true })).toBe(0);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      ok: true,
      findings: expect.arrayContaining([expect.objectContaining({ name: '设置', level: 'ok' })]),
    });
  });
});
