import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { webKind } from '../../src/channels/channels.ts';
import { type FixedClock, fixedClock } from '../../src/clock/clock.ts';
import type { Incoming, StoredNotice, StoredReply, TurnData } from '../../src/conversation/conversation.ts';
import {
  createDesk,
  createInbox,
  type Inbox,
  loadTurnData,
  newSession,
} from '../../src/conversation/conversation.ts';
import { createLog } from '../../src/log/log.ts';
import { createOutbox, type Outbox, type Outgoing } from '../../src/outbox/outbox.ts';
import {
  addHousehold,
  addPerson,
  issueBindCode,
  type Person,
  personById,
} from '../../src/register/register.ts';
import {
  accountsOf,
  findIncoming,
  listOpenQuestions,
  loadSession,
  openStorage,
  type Storage,
  saveSession,
} from '../../src/storage/storage.ts';
import { PROJECT } from '../commands/village.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { at, NOW, secrets, TOWN, VILLAGE } from '../register/desk.ts';
import { type StandIn, standInJob } from './stand-in-job.ts';

const databases = (await databasesForThisFile()).filter(({ skip }) => !skip);
const COUNTY = '内蒙古自治区/鄂尔多斯市/杭锦旗';
const CANCER = '三组王建国媳妇上周查出乳腺癌,自己掏了两万三';

describe.each(databases)('the desk on $name', (database) => {
  let storage: Storage;
  let data: TurnData;
  let clock: FixedClock;
  let inbox: Inbox;
  let outbox: Outbox;
  let job: StandIn;
  let notices: StoredNotice[];
  let order: string[];
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
    job = standInJob(['town']);
    const log = createLog({ level: 'error', to: new PassThrough() });
    inbox = createInbox({
      storage,
      clock,
      log,
      turn: createDesk({ data: () => data, book: { kind: storage.kind, secrets }, report: job }),
      knowledgeVersion: () => 'kb-1',
    });
    outbox = createOutbox({ storage, clock, log, calendar: () => data.knowledge.calendar });
    notices = [];
    order = [];
    inbox.onReply((reply) => order.push(`reply ${reply.about ?? reply.kind}`));
    inbox.onNotice((notice) => {
      notices.push(notice);
      order.push(`notice ${notice.about}`);
    });
    await at(storage, async (book) => {
      const { id } = await addHousehold(
        book,
        { region: VILLAGE, group: 3, head: '王建国', category: '脱贫户', members: [] },
        'system',
      );
      await addPerson(book, { id: 'wang', name: '王秀英', role: 'cadre', region: VILLAGE }, 'system');
      await addPerson(book, { id: 'town', name: '丁海霞', role: 'township', region: TOWN }, 'system');
      await addPerson(
        book,
        { id: 'jg', name: '王建国', role: 'villager', region: VILLAGE, householdId: id },
        'system',
      );
    });
  });

  function message(sender: string, text: string, more: Partial<Incoming> = {}): Incoming {
    messages += 1;
    const receivedAt = clock.now().toISOString();
    return { channel: 'web', chat: sender, messageId: `m${messages}`, sender, text, receivedAt, ...more };
  }
  const say = (sender: string, text: string, more: Partial<Incoming> = {}): Promise<StoredReply> =>
    inbox.handle(message(sender, text, more));
  const inGroup = async (sender: string, text: string, mention = false): Promise<StoredReply | null> => {
    const { id } = await inbox.accept(message(sender, text, { chat: 'g1', group: true, mention }));
    return inbox.settle(id);
  };
  const codeFor = async (id: string): Promise<string> => {
    const person = (await personById(storage.db, id)) as Person;
    return at(
      storage,
      async (book) => (await issueBindCode(book, person, { by: 'system' })).code,
      clock.now().toISOString(),
    );
  };
  /** Opens the web to the outbox; gives what is sent by it from now on. */
  const sendAll = (): Outgoing[] => {
    const heard: Outgoing[] = [];
    const send = (message: Outgoing) => {
      heard.push(message);
      return Promise.resolve({ kind: 'sent', messageId: null } as const);
    };
    outbox.open({ name: 'web', send }, webKind.capabilities);
    return heard;
  };
  const bindAs = async (id: string, sender = id): Promise<StoredReply> =>
    say(sender, `绑定 ${await codeFor(id)}`);

  describe('binding', () => {
    it('binds an account, also when the code is spoken or run together', async () => {
      const reply = await bindAs('wang', 'visitor');
      expect(reply).toMatchObject({ about: 'bound', kind: 'other' });
      expect(reply.text).toContain('村干部王秀英（甲嘎查）');
      const spoken = [...(await codeFor('jg'))]
        .map((digit) => '零一二三四五六七八九'[Number(digit)])
        .join('');
      expect((await say('phone', `绑定${spoken}`)).text).toContain('村民王建国');
      expect((await say('x', '绑定')).text).toContain('829134');
    });

    it('tells the earlier account, and no other', async () => {
      await bindAs('wang', 'old');
      await bindAs('wang', 'new');
      expect(notices).toMatchObject([
        { about: 'bound-elsewhere', account: { chat: 'old' }, personId: 'wang' },
      ]);
      await say('old', '报 三组');
      expect(job.seen).toEqual([]);
    });

    it('tells the person for whom the account spoke until now', async () => {
      await bindAs('wang', 'shared');
      const { code } = { code: await codeFor('jg') };
      await say('shared', `绑定 ${code}`);
      const heard = sendAll();
      await outbox.flush();
      expect(await storage.db.selectFrom('outbox').selectAll().execute()).toMatchObject([
        { about: 'account-taken', person_id: 'wang', state: 'no_account', channel: '' },
      ]);
      // Bound again, he is told what he could not be told then.
      for (let times = 0; times < 2; times += 1) {
        await bindAs('wang', 'own');
        await outbox.flush();
        expect(heard).toMatchObject([{ chat: 'own', text: expect.stringContaining('2026-03-18') }]);
      }
    });

    it('limits wrong codes, and keeps each refusal with its reply', async () => {
      for (let tries = 0; tries < 5; tries += 1)
        expect((await say('x', '绑定 999999')).text).toContain('不对');
      const reply = await say('x', `绑定 ${await codeFor('wang')}`);
      expect(reply.text).toContain('过');
      expect(await accountsOf(storage.db, 'wang')).toEqual([]);
      expect((await bindAs('wang', 'y')).about).toBe('bound');
    });

    it('does not carry over what was said as another', async () => {
      await bindAs('wang', 'shared');
      await say('shared', '报 三组王建国住院');
      await bindAs('jg', 'shared');
      await say('shared', '对');
      expect(job.seen.at(-1)).toMatchObject({ person: { id: 'jg' }, state: null });
    });
  });

  describe('a person’s own data', () => {
    it('shows what is kept, and erases it after a confirmation', async () => {
      await bindAs('jg');
      expect((await say('jg', '查一下我的信息')).text).toContain('户主王建国，脱贫户');
      expect(await say('jg', '删除我的信息')).toMatchObject({
        about: 'erase-confirm',
        options: [{ label: '确认删除' }],
      });
      // Anything else is no confirmation, and a later one comes too late.
      await say('jg', '25只羊出栏补多少');
      await say('jg', '确认删除');
      expect(await accountsOf(storage.db, 'jg')).toHaveLength(1);
      await say('jg', '把我的信息删了');
      expect((await say('jg', '确认删除')).about).toBe('erased');
      expect(await accountsOf(storage.db, 'jg')).toEqual([]);
      expect((await say('jg', '我的信息')).text).toContain('没有绑定');
    });

    it('refuses whoever is on duty', async () => {
      await bindAs('wang');
      expect(await say('wang', '删除我的信息')).toMatchObject({ about: 'erase-refused' });
    });
  });

  describe('in a group', () => {
    beforeEach(async () => {
      await bindAs('wang');
      order.length = 0;
    });

    it('is silent where it is not addressed, and settles the message all the same', async () => {
      expect(await inGroup('wang', '三组王建国昨天住院了，25只羊补多少')).toBeNull();
      const rows = await storage.db
        .selectFrom('incoming_messages')
        .selectAll()
        .where('chat', '=', 'g1')
        .execute();
      expect(rows).toMatchObject([{ state: 'done', silence: 'group-talk', in_group: 1, mention: 0 }]);
      expect(await inbox.settle(rows[0]?.id ?? '')).toBeNull();
      expect(order).toEqual([]);
      await expect(inbox.handle(message('wang', '早', { chat: 'g1', group: true }))).rejects.toThrow(
        'silence',
      );
    });

    it('answers a policy question, for the place of who asks', async () => {
      const reply = await inGroup('wang', '@村口 25只羊出栏能补多少钱', true);
      expect(reply).toMatchObject({ kind: 'answer', amount: 2000 });
      expect(job.seen).toEqual([]);
    });

    it.each(['我的信息', '绑定 123456', '查 王建国', '待审', '通过 12 13', CANCER])(
      'does not speak of “%s”',
      async (text) => {
        expect(await inGroup('wang', text, true)).toMatchObject({ about: 'private-only' });
        expect(
          (await loadSession(storage.db, { channel: 'web', chat: 'g1', sender: 'wang' })) as object,
        ).toMatchObject({ report: null });
        expect(await accountsOf(storage.db, 'wang')).toMatchObject([{ chat: 'wang' }]);
      },
    );

    it('says nothing when it breaks where nobody asked, and sorry where somebody did', async () => {
      const broken = createInbox({
        storage,
        clock,
        log: createLog({ level: 'silent' }),
        turn: () => Promise.reject(new Error('broken')),
        knowledgeVersion: () => 'kb-1',
      });
      const quiet = await broken.accept(message('wang', '早', { chat: 'g1', group: true }));
      expect(await broken.settle(quiet.id)).toBeNull();
      expect(await findIncoming(storage.db, quiet.id)).toMatchObject({ state: 'failed', silence: 'failed' });
      const asked = await broken.accept(message('wang', '早', { chat: 'g1', group: true, mention: true }));
      expect((await broken.settle(asked.id))?.text).toContain('已经记下');
    });
  });

  describe('the report job', () => {
    it('gets what a bound person says, with all that it may need', async () => {
      await bindAs('wang');
      clock.advance(60_000);
      const reply = await say('wang', ' 报　三组王建国 152727196001011234 ', {
        attachments: [{ kind: 'image', name: '152727196001011234.jpg\u0000' }],
      });
      expect(reply).toMatchObject({
        about: 'report-read-back',
        options: [{ label: '对', citations: [] }, { label: '不对' }],
      });
      expect(job.seen).toMatchObject([
        {
          person: { id: 'wang', role: 'cadre' },
          text: expect.stringMatching(/^报 三组王建国 152\*+34$/),
          messageId: reply.incomingId,
          at: new Date('2026-03-18T01:31:00.000Z'),
          asOf: '2026-03-18',
          state: null,
          attachments: [{ kind: 'image', name: '152*************34.jpg' }],
          book: { now: '2026-03-18T01:31:00.000Z', kind: storage.kind },
        },
      ]);
      expect(job.seen[0]?.db).toBe(job.seen[0]?.book.db);
    });

    it('goes on where it was, with questions in between, and its notices follow the reply', async () => {
      await bindAs('wang');
      await bindAs('town');
      await say('wang', '报 三组王建国住院');
      order.length = 0;
      const between = await say('wang', '问25只羊出栏能补多少钱');
      expect(between).toMatchObject({ kind: 'answer', amount: 2000, about: 'report' });
      expect(between.text).toMatch(/^25只.*\n还有一条没报完：三组王建国住院$/s);
      // Not the job's: answered, and the draft stays.
      expect(await say('wang', '你好')).toMatchObject({ kind: 'other' });
      expect((await say('wang', '对')).text).toBe('记下了，第1号。');
      expect(notices).toMatchObject([
        {
          personId: 'town',
          account: null,
          about: 'report-filed',
          options: ['通过 1', '退回 1'],
          text: '王秀英报了：三组王建国住院',
        },
      ]);
      expect(order).toEqual(['reply report', 'reply other', 'reply report', 'notice report-filed']);
      expect((await say('wang', '再说一遍')).text).toBe('记下了，第1号。');
    });

    it('keeps a notice for one who has no account', async () => {
      await bindAs('wang');
      await say('wang', '报 三组王建国住院');
      await say('wang', '对');
      sendAll();
      await outbox.flush();
      const kept = await storage.db.selectFrom('outbox').selectAll().execute();
      expect(kept).toMatchObject([{ person_id: 'town', state: 'no_account', about: 'report-filed' }]);
    });

    it('that throws leaves nothing behind but the apology', async () => {
      await bindAs('wang');
      await say('wang', '报 三组王建国住院');
      expect((await say('wang', '坏')).text).toContain('已经记下');
      await say('wang', '对');
      expect(job.seen.at(-1)?.state).toMatchObject({ draft: '三组王建国住院' });
    });

    it('sends what falls due, once', async () => {
      await bindAs('wang');
      await say('wang', '报 三组王建国住院');
      const look = () =>
        inbox.notify((db) => {
          const now = clock.now();
          return job.due({
            db,
            at: now,
            asOf: '',
            book: { db, kind: storage.kind, secrets, now: now.toISOString() },
          });
        });
      expect(await look()).toEqual([]);
      clock.advance(86_400_000);
      expect((await Promise.all([look(), look(), look()])).flat()).toMatchObject([
        { about: 'draft-lapsed', personId: 'wang' },
      ]);
      expect(notices).toHaveLength(1);
    });
  });

  describe('somebody unknown', () => {
    it('is told to bind when he wants to report, and never reaches the job', async () => {
      expect(await say('x', CANCER)).toMatchObject({
        about: 'bind-first',
        text: expect.stringContaining('绑定 829134'),
      });
      expect((await say('x', '我要上报，我媳妇上周查出乳腺癌')).text).toContain('绑定 829134');
      expect(job.seen).toEqual([]);
      expect(await listOpenQuestions(storage.db, { state: 'open', limit: 9 })).toEqual([]);
    });

    it('is answered when he asks, also about his own illness', async () => {
      await say('x', '我是杭锦旗的');
      expect((await say('x', '25只羊出栏能补多少钱')).text).toContain('2000');
      expect((await say('x', '我妈糖尿病常年吃药慢病报消能报几成')).text).not.toContain('绑定');
    });

    it('is told that a picture alone says nothing', async () => {
      expect(await say('x', '', { attachments: [{ kind: 'image', name: 'a.jpg' }] })).toMatchObject({
        about: 'attachment-alone',
      });
    });
  });

  it('takes the place and the household’s category from the book', async () => {
    await bindAs('jg');
    const reply = await say('jg', '25只羊出栏能补多少钱');
    expect(reply).toMatchObject({ kind: 'answer', amount: 2000 });
    expect(await loadSession(storage.db, { channel: 'person', chat: 'jg', sender: 'jg' })).toMatchObject({
      person: 'jg',
      answer: { region: VILLAGE, category: '脱贫户' },
    });
  });

  it('reads a session of the older shape as what was talked of', async () => {
    const key = { channel: 'web', chat: 'x', sender: 'x' };
    await saveSession(storage.db, key, newSession(COUNTY), NOW);
    expect(await say('x', '25只羊出栏能补多少钱')).toMatchObject({ kind: 'answer', amount: 2000 });
  });
});
