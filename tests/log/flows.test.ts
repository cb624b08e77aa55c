import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Channel, webKind } from '../../src/channels/channels.ts';
import { fixedClock } from '../../src/clock/clock.ts';
import { type App, compose } from '../../src/compose.ts';
import type { Inbox, Incoming } from '../../src/conversation/conversation.ts';
import { createLog } from '../../src/log/log.ts';
import { createSecrets, seedDemoVillage } from '../../src/register/register.ts';
import { openStorage } from '../../src/storage/storage.ts';
import type { ChannelHarness, Platform } from '../channels/kit-harness.ts';
import { officialAccountHarness } from '../channels/official-account/harness.ts';
import { pngOf } from '../channels/picture.ts';
import { telegramHarness } from '../channels/telegram/harness.ts';
import { visit } from '../channels/web/visitor.ts';
import { wecomHarness } from '../channels/wecom/harness.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const KEY = '7'.repeat(64);
const PATIENCE = { timeout: 40_000, interval: 20 };
const PHONE = '13812345678';
const ID = '152727196001011234';

/** Who talks by which channel, and what he says; each goes through binding, reports, review, questions and his own data. */
const SCRIPT = {
  telegram: [
    '绑定 100001',
    `三组王建国媳妇昨天查出乳腺癌，自己掏了两万三，电话${PHONE}，身份证${ID}`,
    '对',
    '二组任改改家昨天卖了12只羊，收入一万二',
    '不对，卖了15只',
    '对',
    '火星移民怎么报名，我叫巴图孟克',
    '待办',
    '我的信息',
    '给王建国绑定码',
  ],
  wecom: ['绑定 100003', '待办', '1', '通过', '看一下王建国家', '王建国家去年收入多少', '发通知 明天开会'],
  'official-account': [
    '绑定 100006',
    '我家能领低保吗',
    '我媳妇的事报了没有',
    '我的信息',
    '删除我的信息',
    '是',
  ],
  web: ['绑定 100007', `我叫赵有财，电话${PHONE}，低保怎么办`, '转人工', '再说一遍', '绑定 999999'],
} as const;

const HARNESSES: Readonly<Record<string, ChannelHarness>> = {
  telegram: telegramHarness('polling'),
  wecom: wecomHarness,
  'official-account': officialAccountHarness(true),
};
const PEOPLE: Readonly<Record<string, string>> = {
  telegram: '王秀英',
  wecom: '丁海霞',
  'official-account': '王建国',
};

/** Words that tell who somebody is or what he said. Single words of a sentence too, since logs quote in pieces. */
const PRIVATE = [
  ...['王秀英', '丁海霞', '王建国', '任改改', '赵有财', '巴图孟克'],
  ...['乳腺癌', '两万三', '火星', '掏了', '卖了', '低保', '转人工', '开会'],
  ...[PHONE, ID, '138***78', '100001', '100003', '100006', '100007', '999999'],
];

const lines = new PassThrough();
let logged = '';
lines.on('data', (chunk) => {
  logged += String(chunk);
});
const log = createLog({ level: 'trace', to: lines });
const accepted: Incoming[] = [];
const settled: string[] = [];
const platforms = new Map<string, Platform>();
const channels: Channel[] = [];
let app: App;

beforeAll(async () => {
  const clock = fixedClock('2026-03-18T02:00:00Z');
  const storage = await openStorage('sqlite::memory:', { log });
  const capabilities = new Map(
    [...Object.entries(HARNESSES), ['web', webKind] as const].map(([name, one]) => [
      name,
      { ...one.capabilities, quotas: [], pauseMs: null },
    ]),
  );
  app = await compose({
    root,
    storage,
    clock,
    log,
    defaultRegion: '杭锦旗',
    reloadMs: null,
    dataKey: KEY,
    capabilities,
  });
  await seedDemoVillage(storage, { secrets: createSecrets(KEY), now: clock.now().toISOString() });
  const inbox: Inbox = {
    ...app.inbox,
    accept(incoming) {
      accepted.push(incoming);
      return app.inbox.accept(incoming);
    },
    async settle(id) {
      try {
        return await app.inbox.settle(id);
      } finally {
        settled.push(id);
      }
    },
  };
  const parts = { inbox, storage, clock, log, replies: app.outbox.replies };
  for (const [name, harness] of Object.entries(HARNESSES)) {
    const platform = await harness.openPlatform();
    platforms.set(name, platform);
    channels.push(platform.create(parts));
  }
  const web = {
    host: '127.0.0.1',
    port: 0,
    secret: 'a secret for tests only',
    regionName: '杭锦旗',
    regionPath: '内蒙古自治区/鄂尔多斯市/杭锦旗',
  };
  channels.push(webKind.create({ ...parts, settings: web }));
  for (const channel of channels) {
    const allowed = capabilities.get(channel.name);
    if (allowed !== undefined) app.outbox.open(channel, allowed);
    await channel.start();
    await platforms.get(channel.name)?.connect(channel);
  }
  app.outbox.start();
});

afterAll(async () => {
  for (const platform of platforms.values()) await platform.disconnect();
  await app.outbox.stop();
  for (const channel of channels) await channel.stop();
  for (const platform of platforms.values()) await platform.close();
  await app.close();
});

/** Resolves when all that was taken in has been worked on. */
async function quiet(messages: number): Promise<void> {
  await vi.waitFor(() => {
    expect(accepted.length).toBeGreaterThanOrEqual(messages);
    expect(settled.length).toBeGreaterThanOrEqual(messages);
  }, PATIENCE);
}

async function sayByPlatform(name: string, id: string, text: string, picture?: Uint8Array): Promise<void> {
  const before = accepted.length;
  const person = PEOPLE[name] ?? '';
  await platforms.get(name)?.say({ id, person, text, ...(picture === undefined ? {} : { picture }) });
  await quiet(before + 1);
}

async function webVisitor() {
  const page = channels.find(({ name }) => name === webKind.name);
  return visit(page !== undefined && 'url' in page ? String(page.url) : '');
}

async function sayOnPage(visitor: Awaited<ReturnType<typeof visit>>, text: string): Promise<void> {
  const before = accepted.length;
  await visitor.say(text);
  await quiet(before + 1);
}

it('nobody’s words, names, numbers or ids reach the log, whatever is done and whatever breaks', async () => {
  for (const name of ['telegram', 'wecom', 'official-account'] as const) {
    for (const [at, text] of SCRIPT[name].entries()) await sayByPlatform(name, `${name}-${at}`, text);
    await sayByPlatform(name, `${name}-picture`, '', pngOf(20, 20));
  }
  const visitor = await webVisitor();
  for (const text of SCRIPT.web) await sayOnPage(visitor, text);
  // What is no message at all, and quotes somebody.
  const headers = { 'content-type': 'application/json' };
  await visitor.fetch('/api/messages', { method: 'POST', headers, body: '{"id":"三组王建国住院' });
  await app.tick();

  // It went as it should: the report is filed, and an account is bound.
  const reports = await app.storage.db.selectFrom('reports').select('state').execute();
  expect(reports.length).toBeGreaterThan(0);
  const bound = await app.storage.db.selectFrom('accounts').select('channel').execute();
  expect(new Set(bound.map(({ channel }) => channel)).size).toBeGreaterThanOrEqual(3);

  // The platforms fail, and then the database.
  for (const [name, { lacks }] of Object.entries(HARNESSES)) {
    for (const kind of ['serverError', 'errorInside200', 'hangUp', 'forbidden'] as const) {
      if (lacks[kind] === undefined) platforms.get(name)?.fail({ kind });
      await sayByPlatform(name, `${name}-${kind}`, '王建国家低保多少钱');
    }
  }
  await sql`alter table replies rename to replies_gone`.execute(app.storage.db);
  for (const name of Object.keys(HARNESSES))
    await sayByPlatform(name, `${name}-broken`, '王建国家低保多少钱');
  await sayOnPage(visitor, '赵有财低保多少钱');
  await sql`alter table replies_gone rename to replies`.execute(app.storage.db);

  const log = logged;
  for (const channel of [...Object.keys(HARNESSES), 'web']) expect(log).toContain(`"channel":"${channel}"`);
  expect(log).toContain('could not be settled');
  const ids = new Set(accepted.flatMap(({ chat, sender }) => [chat, sender]));
  expect(ids.size).toBeGreaterThanOrEqual(4);
  const secrets = Object.values(HARNESSES).flatMap((harness) => harness.secrets);
  const found = [...PRIVATE, ...ids, ...secrets].filter((word) => log.includes(word));
  expect(found.map((word) => [word, log.split('\n').find((line) => line.includes(word))])).toEqual([]);
});
