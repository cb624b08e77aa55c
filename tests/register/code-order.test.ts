import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FixedClock, fixedClock } from '../../src/clock/clock.ts';
import type { StoredNotice, StoredReply, TurnData } from '../../src/conversation/conversation.ts';
import { createDesk, createInbox, type Inbox, loadTurnData } from '../../src/conversation/conversation.ts';
import { codeOrderIn } from '../../src/conversation/issuing.ts';
import { createLog } from '../../src/log/log.ts';
import { addHousehold, addPerson, issueBindCode } from '../../src/register/register.ts';
import { createReportJob } from '../../src/report/report.ts';
import { openStorage, personsOfHousehold, type Storage } from '../../src/storage/storage.ts';
import { PROJECT } from '../commands/village.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { at, later, NOW, secrets, TOWN, VILLAGE } from './desk.ts';

describe('the order', () => {
  const who = (name: string, more: object = {}) => ({
    name,
    village: null,
    group: null,
    member: null,
    onDuty: false,
    ...more,
  });
  it.each([
    ['发码 王建国', who('王建国')],
    ['发码王建国', who('王建国')],
    ['给王建国开个码', who('王建国')],
    ['请给三组王建国发个绑定码吧', who('王建国', { group: 3 })],
    ['绑定码 王建国', who('王建国')],
    ['发码 王建国家 李秀兰', who('王建国', { member: '李秀兰' })],
    ['发码 示范嘎查3组王建国家 李秀兰', who('王建国', { village: '示范嘎查', group: 3, member: '李秀兰' })],
    ['发码 村干部王秀英', who('王秀英', { onDuty: true })],
    ['发码', ''],
  ])('%s', (text, wanted) => expect(codeOrderIn(text)).toEqual(wanted));

  it.each(['绑定 829134', '绑定码是829134', '绑定码', '健康码怎么弄', '给我家发低保', '代码'])(
    '%s is none',
    (text) => expect(codeOrderIn(text)).toBeNull(),
  );
});

describe.each((await databasesForThisFile()).filter(({ skip }) => !skip))('on $name', (database) => {
  let storage: Storage;
  let data: TurnData;
  let clock: FixedClock;
  let inbox: Inbox;
  let notices: StoredNotice[];
  let messages = 0;

  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
    const load = loadTurnData(PROJECT, null);
    if (!load.data) throw new Error('no data');
    data = load.data;
  });
  afterAll(() => storage.close());
  beforeEach(async () => {
    await wipe(storage);
    clock = fixedClock(NOW);
    notices = [];
    inbox = createInbox({
      storage,
      clock,
      log: createLog({ level: 'error', to: new PassThrough() }),
      turn: createDesk({
        data: () => data,
        book: { kind: storage.kind, secrets },
        report: createReportJob(),
      }),
      knowledgeVersion: () => 'kb-1',
    });
    inbox.onNotice((notice) => notices.push(notice));
    const codes = await at(storage, async (book) => {
      const house = (id: string, group: number, head: string, ...others: [string, string][]) =>
        addHousehold(
          book,
          {
            id,
            region: VILLAGE,
            group,
            head,
            category: '一般户',
            members: [
              { name: head, relation: '户主' },
              ...others.map(([relation, name]) => ({ relation, name })),
            ],
          },
          'test',
        );
      await house('h3', 3, '王建国', ['妻子', '李秀兰']);
      await house('h1', 1, '张秀英');
      await house('h4', 4, '张秀英');
      const wang = await addPerson(
        book,
        { id: 'wang', name: '王秀英', role: 'cadre', region: VILLAGE },
        'test',
      );
      await addPerson(book, { id: 'bao', name: '宝力德', role: 'cadre', region: VILLAGE }, 'test');
      const town = await addPerson(
        book,
        { id: 'town', name: '丁海霞', role: 'township', region: TOWN },
        'test',
      );
      const group = await addPerson(
        book,
        { id: 'one', name: '一组长', role: 'cadre', region: `${VILLAGE}/1组` },
        'test',
      );
      const made: [string, string][] = [];
      for (const person of [wang, town, group])
        made.push([person.id, (await issueBindCode(book, person, { by: 'test' })).code]);
      return made;
    });
    for (const [id, code] of codes) expect((await say(id, `绑定 ${code}`)).about).toBe('bound');
  });

  const say = (sender: string, text: string): Promise<StoredReply> => {
    messages += 1;
    const receivedAt = clock.now().toISOString();
    return inbox.handle({
      channel: 'web',
      chat: sender,
      messageId: `m${messages}`,
      sender,
      text,
      receivedAt,
    });
  };
  const codeIn = ({ text }: StoredReply): string => /绑定码：(\d{6})/.exec(text)?.[1] ?? 'none';

  it('a head gets one, becomes a user of his own household, and binds with it', async () => {
    const reply = await say('wang', '发码 王建过');
    expect(reply.about).toBe('code-issued');
    expect(reply.text).toContain('给村民王建国（甲嘎查）的绑定码');
    expect(reply.text).toContain('到3月19日09:30');
    expect(reply.text).toMatch(/让他在村口里发：绑定 \d{6}/);
    expect((await say('phone1', `绑定 ${codeIn(reply)}`)).text).toContain('您是村民王建国');
    const users = await personsOfHousehold(storage.db, 'h3');
    expect(users).toEqual([expect.objectContaining({ name: '王建国', role: 'villager' })]);
    const audit = await storage.db
      .selectFrom('audit')
      .select(['actor', 'action'])
      .where('action', 'in', ['person.add', 'bind-code.issue'])
      .where('actor', '=', 'wang')
      .execute();
    expect(audit).toHaveLength(2);
  });

  it('a member of a household is named with it, by name or by relation', async () => {
    expect((await say('wang', '发码 王建国家 李秀兰')).text).toContain('给村民李秀兰');
    expect((await say('wang', '发码 王建国家媳妇')).text).toContain('给村民李秀兰');
    expect((await say('wang', '发码 李秀兰')).text).toContain('给村民李秀兰');
    expect((await personsOfHousehold(storage.db, 'h3')).map(({ name }) => name)).toEqual(['李秀兰']);
    expect((await say('wang', '发码 王建国家 王小军')).text).toContain('王建国家的册里没有“王小军”');
  });

  it('two of one name are asked about, and what is offered can be pressed', async () => {
    const reply = await say('wang', '发码 张秀英');
    expect(reply.about).toBe('code-which');
    const [first, second] = reply.options.map(({ label }) => label);
    expect([first, second]).toEqual(['发码 甲嘎查1组张秀英家 张秀英', '发码 甲嘎查4组张秀英家 张秀英']);
    expect((await say('wang', second ?? '')).about).toBe('code-issued');
    expect(await personsOfHousehold(storage.db, 'h4')).toHaveLength(1);
    expect((await say('wang', '发码 一组张秀英')).about).toBe('code-issued');
  });

  it.each(['4组', '四组的', '2', '第二个', '4组张秀英'])(
    'two of one name: %s picks the second',
    async (answer) => {
      await say('wang', '发码 张秀英');
      expect((await say('wang', answer)).about).toBe('code-issued');
      expect(await personsOfHousehold(storage.db, 'h4')).toHaveLength(1);
      expect(await personsOfHousehold(storage.db, 'h1')).toHaveLength(0);
    },
  );

  it('what was offered is over once something else is said, and a wrong number gives nobody a code', async () => {
    await say('wang', '发码 张秀英');
    expect((await say('wang', '5组')).about).not.toBe('code-issued');
    expect((await say('wang', '4组')).about).not.toBe('code-issued');
  });

  it('nobody gives one upwards, sideways, or outside his place', async () => {
    expect((await say('wang', '发码 丁海霞')).about).toBe('code-refused');
    expect((await say('wang', '发码 宝力德')).about).toBe('code-refused');
    expect((await say('town', '发码 宝力德')).text).toContain('给村干部宝力德');
    expect((await say('one', '发码 三组王建国')).about).toBe('code-refused');
    expect((await say('one', '发码 张秀英')).about).toBe('code-issued');
    expect((await say('stranger', '发码 王建国')).text).toContain('由村干部发');
    const code = codeIn(await say('wang', '发码 王建国'));
    await say('phone1', `绑定 ${code}`);
    expect((await say('phone1', '发码 李秀兰')).about).toBe('code-refused');
  });

  it('a second code voids the first; a new account takes the place of a lost one, which is told', async () => {
    const first = codeIn(await say('wang', '发码 王建国'));
    const second = codeIn(await say('wang', '发码 王建国'));
    expect((await say('phone1', `绑定 ${first}`)).about).toBe('bind-refused');
    expect((await say('phone1', `绑定 ${second}`)).about).toBe('bound');
    const third = codeIn(await say('wang', '发码 王建国'));
    expect((await say('phone2', `绑定 ${third}`)).about).toBe('bound');
    expect(notices).toEqual([
      expect.objectContaining({
        account: expect.objectContaining({ chat: 'phone1' }),
        about: 'bound-elsewhere',
      }),
    ]);
  });

  it('the sixth within a day for one person is refused, and the next day it is not', async () => {
    for (let count = 0; count < 5; count += 1)
      expect((await say('wang', '发码 王建国')).about).toBe('code-issued');
    expect((await say('wang', '发码 王建国')).text).toContain('今天已经给王建国发过好几个码了');
    clock.set(later(24 * 60 + 1));
    expect((await say('wang', '发码 王建国')).about).toBe('code-issued');
  });

  it('one person gives out no more than so many within an hour', async () => {
    await at(storage, async (book) => {
      for (let number = 0; number < 40; number += 1) {
        const person = await addPerson(
          book,
          { name: `村民${number}`, role: 'villager', region: VILLAGE },
          'test',
        );
        await issueBindCode(book, person, { by: 'wang' });
      }
    });
    expect((await say('wang', '发码 王建国')).text).toContain('发的码太多了');
    clock.set(later(61));
    expect((await say('wang', '发码 王建国')).about).toBe('code-issued');
  });

  it('in a group no code is given', async () => {
    const receivedAt = NOW;
    const { id } = await inbox.accept({
      channel: 'web',
      chat: 'g1',
      messageId: 'in-group',
      sender: 'wang',
      text: '发码 王建国',
      receivedAt,
      group: true,
      mention: true,
    });
    const reply = await inbox.settle(id);
    expect(reply?.about).toBe('private-only');
    expect(reply?.text).not.toMatch(/\d{6}/);
  });
});
