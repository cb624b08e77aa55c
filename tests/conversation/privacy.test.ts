import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/clock/clock.ts';
import { type App, compose } from '../../src/compose.ts';
import type { IncomingFile } from '../../src/conversation/conversation.ts';
import { createLog } from '../../src/log/log.ts';
import { addHousehold, addPerson, bind, ensureRegion, issueBindCode } from '../../src/register/register.ts';
import { insertPublicNotice, insertReport, openStorage, type Storage } from '../../src/storage/storage.ts';
import { pngOf } from '../channels/picture.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { at, KEY, later, NOW, TOWN, VILLAGE } from '../register/desk.ts';

const ROOT = fileURLToPath(new URL('../broken-data/sound', import.meta.url));
const PHONE = '13812345678';
const WHY = '他家在县城有一套楼房';
const databases = (await databasesForThisFile()).filter(({ name }) => name !== 'SQLite file');

describe.each(databases)('what is kept on $name', ({ freshUrl, skip }) => {
  if (skip) return;
  let storage: Storage;
  let app: App;
  let messages = 0;

  beforeEach(async () => {
    storage ??= await openStorage(await freshUrl());
    await wipe(storage);
    await plant(storage);
    app = await compose({
      root: ROOT,
      storage,
      clock: fixedClock(later(10)),
      log: createLog({ level: 'silent' }),
      defaultRegion: null,
      reloadMs: null,
      dataKey: KEY,
    });
  });
  afterEach(() => app.data.stop());
  afterAll(() => storage?.close());

  async function say(who: string, text: string, attachments: IncomingFile[] = [], messageId?: string) {
    messages += 1;
    const { id, duplicate } = await app.inbox.accept({
      channel: 'web',
      chat: `chat-${who}`,
      sender: `chat-${who}`,
      messageId: messageId ?? `m${messages}`,
      text,
      attachments,
      receivedAt: later(10 + messages),
    });
    return { id, duplicate, reply: await app.inbox.settle(id) };
  }
  /** Every row of every table in which one of the words stands, as `table: row`. */
  async function rowsWith(...words: string[]): Promise<string[]> {
    const tables = await storage.db.introspection.getTables();
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(storage.db);
      for (const row of rows) {
        const text = `${name}: ${JSON.stringify(row)}`;
        if (words.some((word) => text.includes(word))) found.push(text);
      }
    }
    return found;
  }
  const picture = (): IncomingFile[] => [
    { kind: 'image', name: '羊.png', content: { mime: 'image/png', bytes: pngOf(9, 9) } },
  ];

  it('holds no phone number in clear once a message has been worked on, draft or not', async () => {
    for (const [who, text] of [
      ['wang', `三组王建国电话换成${PHONE}`],
      ['wang', `三组王建国媳妇昨天住院了，花了八千，电话${PHONE}`],
      ['wang', `二组李二旺家身份证丢了，联系${PHONE}`],
      ['jianguo', `我电话${PHONE}，低保怎么办`],
      ['jianguo', `我媳妇昨天住院了，打${PHONE}`],
      ['nobody', `我电话${PHONE}，小学生活补助标准`],
      ['nobody', `${PHONE}`],
    ] as const) {
      await say(who, text);
      expect(await rowsWith(PHONE), text).toEqual([]);
    }
    await say('wang', '全对');
    expect(await rowsWith(PHONE)).toEqual([]);
  });

  it('does not tell who objected without a name, and takes the objection once', async () => {
    const first = await say('erwang', `匿名异议 1 ${WHY}`, [], 'the-objection');
    expect(first.reply?.text).toContain('没有留您的名字');
    const again = await say('erwang', `匿名异议 1 ${WHY}`, [], 'the-objection');
    expect(again).toMatchObject({ id: first.id, duplicate: true });
    expect(again.reply?.text).toBe(first.reply?.text);
    expect(await storage.db.selectFrom('objections').select(['number', 'by_id', 'text']).execute()).toEqual([
      { number: 1, by_id: null, text: WHY },
    ]);
    // What the whole village was told tells nothing about who objected.
    const told = (await rowsWith(WHY, '异议')).filter((row) => !row.includes('public-notice:n1:opened'));
    expect(told.filter((row) => row.startsWith('incoming_messages: '))).toHaveLength(1);
    expect(told.filter((row) => /erwang|the-objection/.test(row))).toEqual([]);
    // The chat goes on as if nothing had been.
    expect((await say('erwang', '再说一遍')).reply?.text).not.toContain('异议');
    expect((await say('erwang', `异议 1 ${WHY}`)).reply?.text).toContain('异议2');
    expect((await rowsWith(WHY)).filter((row) => row.includes('erwang')).length).toBeGreaterThan(0);
  });

  it('is told to the person, and blanked when he wants it erased, but for what reports hold', async () => {
    await say('jianguo', '小学生活补助标准是多少');
    await say('jianguo', '我家的羊在这', picture());
    await say('jianguo', '我要上报：我家昨天卖了12只羊，得了一万二', picture());
    expect((await say('jianguo', '对')).reply?.about).toBe('report-filed');
    await app.inbox.notify(async () => [
      { to: 'jianguo', text: '明天上午开会，请王建国来', options: [], about: 'notice' },
    ]);
    const lines = (await say('jianguo', '我的信息')).reply?.text ?? '';
    expect(lines).toContain('您交过的图片、文件：2个（加密存着）');
    expect(lines).toMatch(/等着发给您的消息：\d条/);
    await say('jianguo', '删除我的信息');
    const { reply } = await say('jianguo', '确认删除');
    expect(reply?.text).toContain('没有随上报交的图片、文件1个');
    expect(reply?.text).toContain('报过的事和随它交的图片、文件是经办的案卷');
    expect(await storage.db.selectFrom('files').select('id').execute()).toHaveLength(1);
    const left = await rowsWith('小学', '明天上午开会', '我家的羊', '我的信息', '绑定的账号：web');
    expect(left.filter((row) => !/^(?:audit|kysely_migration)/.test(row))).toEqual([]);
    const words = await rowsWith('一万二');
    expect(words.map((row) => row.slice(0, row.indexOf(':')))).toEqual(['report_versions']);
    const waiting = await storage.db
      .selectFrom('outbox')
      .select(['state', 'text'])
      .where('person_id', '=', 'jianguo')
      .execute();
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting.filter(({ state, text }) => state !== 'cleared' || text !== '')).toEqual([]);
    // What is said in that chat from then on is another's.
    expect((await say('jianguo', '小学生活补助标准是多少')).reply?.text).toContain('您家在哪个县');
    expect((await rowsWith('小学生活补助标准是多少')).length).toBeGreaterThan(0);
  });
});

/** Two cadres, the township, two villagers, and a report about one of them that hangs out. */
async function plant(storage: Storage): Promise<void> {
  await at(storage, async (book) => {
    await ensureRegion(book.db, VILLAGE);
    const house = { region: VILLAGE, category: '一般户' as const, members: [], helperId: null };
    await addHousehold(book, { ...house, id: 'h-wang3', group: 3, head: '王建国' }, 'operator');
    await addHousehold(book, { ...house, id: 'h-li2', group: 2, head: '李二旺' }, 'operator');
    for (const [id, name, role, region, householdId] of [
      ['wang', '王秀英', 'cadre', VILLAGE, null],
      ['bao', '宝力德', 'cadre', VILLAGE, null],
      ['town', '丁海霞', 'township', TOWN, null],
      ['jianguo', '王建国', 'villager', VILLAGE, 'h-wang3'],
      ['erwang', '李二旺', 'villager', VILLAGE, 'h-li2'],
    ] as const) {
      const person = await addPerson(book, { id, name, role, region, householdId }, 'operator');
      const { code } = await issueBindCode(book, person, { by: 'operator' });
      const account = { channel: 'web', platformUserId: `chat-${id}`, chat: `chat-${id}` };
      expect(await bind(book, { ...account, code })).toMatchObject({ ok: true });
    }
    await insertReport(book.db, {
      id: 'r1',
      number: 1,
      village: VILLAGE,
      household_id: 'h-wang3',
      kind: 'monitor_in',
      path: 'entering',
      state: 'on_notice',
      version: 1,
      reporter_id: 'wang',
      member: null,
      occurred_on: null,
      span_to: null,
      amount: null,
      count: null,
      unit: null,
      stage: null,
      note: '看病花了八万',
      phone_sealed: null,
      filed_at: NOW,
      updated_at: NOW,
    });
    await book.db
      .insertInto('village_counters')
      .values({ village: VILLAGE, what: 'report', last: 1 })
      .execute();
    await insertPublicNotice(book.db, {
      id: 'n1',
      report_id: 'r1',
      village: VILLAGE,
      text: '3组王**户拟纳入监测',
      opened_on: '2026-03-18',
      days: 5,
      ends_on: '2026-03-24',
      ends_at: '2026-03-24T16:00:00.000Z',
      state: 'open',
      closed_at: null,
    });
  });
}
