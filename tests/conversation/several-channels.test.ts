import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FixedClock, fixedClock } from '../../src/clock/clock.ts';
import { channelsMeant } from '../../src/conversation/channel-words.ts';
import {
  createDesk,
  createInbox,
  type Inbox,
  loadTurnData,
  type Turn,
  type TurnData,
} from '../../src/conversation/conversation.ts';
import { createLog } from '../../src/log/log.ts';
import { addHousehold, addPerson, issueBindCode, personById } from '../../src/register/register.ts';
import { createReportJob } from '../../src/report/report.ts';
import {
  accountsOf,
  loadSession,
  openStorage,
  type Storage,
  saveSession,
} from '../../src/storage/storage.ts';
import { PROJECT } from '../commands/village.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { at, NOW, secrets, VILLAGE } from '../register/desk.ts';
import { replyWith } from './echo.ts';

const databases = (await databasesForThisFile()).filter(({ skip }) => !skip);
const PERSON = { channel: 'person', chat: 'wang', sender: 'wang' };

describe.each(databases)('a person on several channels, on $name', (database) => {
  let storage: Storage;
  let data: TurnData;
  let clock: FixedClock;
  let inbox: Inbox;
  let messages = 0;

  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
    const load = loadTurnData(PROJECT, null);
    if (!load.data) throw new Error(JSON.stringify(load.problems.slice(0, 3)));
    data = load.data;
  });
  afterAll(() => storage.close());

  beforeEach(async () => {
    await wipe(storage);
    // The chain of the audit begins anew.
    await storage.db.insertInto('audit_head').values({ id: 1, seq: 0, hash: '', seal: '' }).execute();
    clock = fixedClock(NOW);
    inbox = open();
    await at(storage, async (book) => {
      await addHousehold(
        book,
        {
          region: VILLAGE,
          group: 3,
          head: '王建国',
          category: '脱贫户',
          members: [{ name: '王建国', relation: '户主' }],
        },
        'system',
      );
      await addPerson(book, { id: 'wang', name: '王秀英', role: 'cadre', region: VILLAGE }, 'system');
      await addPerson(book, { id: 'li', name: '李四', role: 'cadre', region: VILLAGE }, 'system');
    });
  });

  function open(turn?: Turn): Inbox {
    const report = createReportJob({ knowledge: () => data.knowledge });
    return createInbox({
      storage,
      clock,
      log: createLog({ level: 'error', to: new PassThrough() }),
      turn: turn ?? createDesk({ data: () => data, book: { kind: storage.kind, secrets }, report }),
      knowledgeVersion: () => 'kb-1',
    });
  }

  async function say(
    channel: string,
    text: string,
    account = 'w',
    more: { group?: boolean; mention?: boolean } = {},
  ) {
    clock.advance(60_000);
    messages += 1;
    const reply = await inbox.handle({
      channel,
      chat: more.group === true ? 'group' : `${channel}-${account}`,
      messageId: `m${messages}`,
      sender: `${channel}-${account}`,
      text,
      receivedAt: clock.now().toISOString(),
      ...more,
    });
    return reply.text;
  }

  async function bind(channel: string, account = 'w', person = 'wang'): Promise<string> {
    const code = await at(
      storage,
      async (book) => {
        const whom = await personById(book.db, person);
        if (whom === null) throw new Error(`nobody is called ${person}`);
        return (await issueBindCode(book, whom, { by: 'test' })).code;
      },
      clock.now().toISOString(),
    );
    return say(channel, `绑定 ${code}`, account);
  }

  const preferred = async (): Promise<string[]> =>
    (await accountsOf(storage.db, 'wang')).filter((one) => one.preferred === 1).map(({ channel }) => channel);

  it('begins a report on the web page and confirms it on Telegram', async () => {
    await bind('web');
    await bind('telegram');
    expect(await say('web', '三组王建国昨天卖了12只羊，收入一万二')).toContain('请核对');
    expect(await say('telegram', '对')).toMatch(/第\s?1\s?号|1号/);
    // There is nothing left to confirm on the page.
    expect(await say('web', '对')).not.toMatch(/第\s?2\s?号/);
  });

  it('corrects on one channel what was said on the other', async () => {
    await bind('web');
    await bind('telegram');
    await say('telegram', '三组王建国昨天卖了12只羊，收入一万二');
    expect(await say('web', '不对，是15只')).toContain('15只');
    expect(await say('telegram', '对')).toMatch(/1号/);
  });

  it('goes on with what was talked of', async () => {
    await bind('web');
    await bind('telegram');
    await say('web', '低保怎么办');
    const repeated = await say('telegram', '再说一遍');
    expect(repeated).toContain('低保');
  });

  it('takes the open report along to an account that is bound later', async () => {
    await bind('web');
    await say('web', '三组王建国昨天卖了12只羊，收入一万二');
    expect(await bind('wechaty')).toContain('绑定好了');
    expect(await say('wechaty', '对')).toMatch(/1号/);
  });

  it('goes on with a conversation of the time before this was kept under the person', async () => {
    await bind('web');
    await say('web', '三组王建国昨天卖了12只羊，收入一万二');
    const kept = await loadSession(storage.db, PERSON);
    await storage.db.deleteFrom('sessions').execute();
    await saveSession(storage.db, { channel: 'web', chat: 'web-w', sender: 'web-w' }, kept, NOW);
    expect(await say('web', '对')).toMatch(/1号/);
    expect(await loadSession(storage.db, { channel: 'web', chat: 'web-w', sender: 'web-w' })).toBeNull();
  });

  it('keeps nothing of one person for the next who is bound to the account', async () => {
    await bind('web');
    await say('web', '三组王建国昨天卖了12只羊，收入一万二');
    await bind('web', 'w', 'li');
    expect(await say('web', '对')).not.toMatch(/1号/);
    // Her report is still open, for her.
    await bind('telegram');
    expect(await say('telegram', '对')).toMatch(/1号/);
  });

  it('keeps a group apart', async () => {
    await bind('web');
    await bind('telegram');
    await say('web', '三组王建国昨天卖了12只羊，收入一万二');
    const inGroup = await say('telegram', '对', 'w', { group: true, mention: true });
    expect(inGroup).not.toMatch(/1号|王建国/);
    expect(await say('telegram', '对')).toMatch(/1号/);
  });

  it('loses nothing where two messages of one person come on two channels at once', async () => {
    await bind('web');
    await bind('telegram');
    // Each message adds its text to all that it found: one that works on old ground would wipe out another.
    inbox = open(async ({ session, text }) => {
      const heard = [...(Array.isArray(session) ? session : []), text];
      await new Promise((resolve) => setTimeout(resolve, 5));
      return { session: heard, reply: replyWith(String(heard.length)) };
    });
    const sent = Array.from({ length: 24 }, (_, at) => `第${at}句`);
    await Promise.all(sent.map((text, at) => say(at % 2 === 0 ? 'web' : 'telegram', text)));
    const kept = await loadSession(storage.db, PERSON);
    expect((kept as string[]).slice(-24).sort()).toEqual(sent.sort());
  });

  it('is reminded where he says', async () => {
    await bind('web');
    await bind('telegram');
    expect(await say('web', '提醒发到哪里')).toBe(
      '您绑定了：网页、电报（Telegram）。提醒发到您最近说话的那一个。要换，例如说“用网页提醒我”。',
    );
    expect(await say('web', '提醒发到电报')).toBe(
      '好，以后的提醒先发到电报（Telegram）；那边发不到，再发您别的账号。要换，说“用……提醒我”就行。',
    );
    expect(await preferred()).toEqual(['telegram']);
    expect(await say('web', '以后都在这里提醒我吧')).toContain('先发到网页');
    expect(await preferred()).toEqual(['web']);
    expect(await say('web', '用微信提醒我')).toBe(
      '您在微信上还没有绑定，提醒发不到那里。请先向给您码的人再要一个绑定码，在微信里发：绑定 号码。绑好再跟我说一遍。',
    );
    expect(await preferred()).toEqual(['web']);
    await bind('official-account');
    expect(await say('web', '用微信提醒我')).toContain('先发到微信公众号');
    // A new account on the same channel takes the place of the old one.
    await bind('official-account', 'w2');
    expect(await preferred()).toEqual(['official-account']);
    expect(await say('web', '我的提醒都发到哪儿了')).toContain('提醒先发到微信公众号。');
    expect(await say('web', '用微信提醒我', 'stranger')).toMatch(/绑定了身份的人[\s\S]*绑定码/);
  });

  it.each([
    '把通知发到各村',
    '通知发微信群',
    '提醒我明天去走访',
    '用微信提醒我妈',
    '微信怎么绑定',
    '消息发给王建国',
    '每月5号提醒我报表',
  ])('does not take “%s” for where he wants to be reminded', async (text) => {
    await bind('web');
    await say('web', text);
    expect(await preferred()).toEqual([]);
  });
});

it('knows the channels by what people call them', () => {
  expect(channelsMeant('企业微信')).toEqual(['wecom']);
  expect(channelsMeant('微信')).toEqual(['wechaty', 'official-account']);
  expect(channelsMeant('微信群')).toBeNull();
});
