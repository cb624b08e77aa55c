import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addHousehold,
  addPerson,
  type BindResult,
  bind,
  DEMO_VILLAGE,
  eraseMember,
  erasePerson,
  findHouseholds,
  importBook,
  issueBindCode,
  membersOfHousehold,
  type Person,
  personById,
  personOf,
  record,
  rosterOf,
  seedDemoVillage,
  staffFor,
  verifyAudit,
  whatIsKept,
} from '../../src/register/register.ts';
import {
  accountsOf,
  auditOf,
  membersByPhoneHash,
  openStorage,
  type Storage,
} from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { at, later, NOW, secrets, TOWN, VILLAGE } from './desk.ts';

const databases = await databasesForThisFile();

describe.each(databases.filter(({ skip }) => !skip))('on $name', (database) => {
  let storage: Storage;
  let wang: Person;
  let li: Person;

  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  beforeEach(async () => {
    await wipe(storage);
    [wang, li] = await at(storage, async (book) => [
      await addPerson(book, { name: '王秀英', role: 'cadre', region: VILLAGE }, 'test'),
      await addPerson(book, { name: '李四', role: 'township', region: TOWN }, 'test'),
    ]);
  });
  afterAll(() => storage.close());

  const codeFor = (person: Person, minutes = 0): Promise<string> =>
    at(storage, async (book) => (await issueBindCode(book, person, { by: 'test' })).code, later(minutes));
  const send = (code: string, user = 'u1', minutes = 0): Promise<BindResult> =>
    at(
      storage,
      (book) => bind(book, { code, channel: 'web', platformUserId: user, chat: `chat-${user}` }),
      later(minutes),
    );
  const reason = (result: BindResult): string => (result.ok ? 'ok' : result.reason);

  describe('a bind code', () => {
    it('has six digits and binds its person, once', async () => {
      const code = await codeFor(wang);
      expect(code).toMatch(/^\d{6}$/);
      expect(await personOf(storage.db, 'web', 'u1')).toBeNull();
      const bound = await send(`${code.slice(0, 3)} ${code.slice(3)}`);
      expect(bound).toMatchObject({ ok: true, person: { id: wang.id }, previous: null, wasPersonId: null });
      expect(await personOf(storage.db, 'web', 'u1')).toEqual(wang);
      expect(await personOf(storage.db, 'telegram', 'u1')).toBeNull();
      expect(reason(await send(code, 'u2'))).toBe('used');
      expect(await personOf(storage.db, 'web', 'u2')).toBeNull();
    });

    it('lasts a day', async () => {
      const code = await codeFor(wang);
      expect(reason(await send(code, 'u1', 24 * 60))).toBe('expired');
      const next = await codeFor(wang);
      expect(reason(await send(next, 'u1', 24 * 60 - 1))).toBe('ok');
    });

    it('voids the one before it', async () => {
      const first = await codeFor(wang);
      const second = await codeFor(wang);
      expect(reason(await send(first))).toBe(first === second ? 'ok' : 'wrong');
      expect(reason(await send(second))).toBe('ok');
    });

    it.each(['', '12345', '1234567', '十二万', 'abcdef'])('%j is none', async (code) => {
      const refused = await send(code);
      expect(reason(refused)).toBe('not-a-code');
      expect(refused.ok ? '' : refused.message).toMatch(/[\u4e00-\u9fff]+.*。$/);
    });

    it('binds nobody who is off duty', async () => {
      const code = await codeFor(wang);
      await storage.db.updateTable('persons').set({ active: 0 }).where('id', '=', wang.id).execute();
      expect(reason(await send(code))).toBe('inactive');
    });

    it('sent by two at once binds one', async () => {
      const code = await codeFor(wang);
      const results = await Promise.allSettled([send(code, 'u1'), send(code, 'u2'), send(code, 'u3')]);
      const bound = results.filter((result) => result.status === 'fulfilled' && result.value.ok);
      expect(bound).toHaveLength(1);
      expect(await accountsOf(storage.db, wang.id)).toHaveLength(1);
    });
  });

  describe('a new binding', () => {
    it('of the same person ends the earlier link and names its account', async () => {
      await send(await codeFor(wang), 'old');
      const again = await send(await codeFor(wang, 5), 'new', 5);
      expect(again).toMatchObject({ ok: true, previous: { platformUserId: 'old', chat: 'chat-old' } });
      expect(await personOf(storage.db, 'web', 'old')).toBeNull();
      expect(await personOf(storage.db, 'web', 'new')).toEqual(wang);
    });

    it('of the same account to another person says for whom it spoke', async () => {
      await send(await codeFor(wang), 'u1');
      expect(await send(await codeFor(li), 'u1')).toMatchObject({ ok: true, wasPersonId: wang.id });
      expect(await personOf(storage.db, 'web', 'u1')).toEqual(li);
    });

    it('leaves the person’s account on another channel alone', async () => {
      await send(await codeFor(wang), 'u1');
      const code = await codeFor(wang);
      await at(storage, (book) =>
        bind(book, { code, channel: 'telegram', platformUserId: 't1', chat: 't1' }),
      );
      expect(await accountsOf(storage.db, wang.id)).toHaveLength(2);
    });
  });

  describe('wrong codes', () => {
    it('five in ten minutes refuse the account for thirty, even with the right code', async () => {
      const code = await codeFor(wang);
      const wrong = code === '500000' ? '500001' : '500000';
      for (let minute = 0; minute < 5; minute += 1)
        expect(reason(await send(wrong, 'u1', minute))).toBe('wrong');
      const refused = await send(code, 'u1', 5);
      expect(reason(refused)).toBe('too-many');
      expect(refused.ok ? '' : refused.message).toContain('29 分钟');
      expect(reason(await send(code, 'u1', 33))).toBe('too-many');
      expect(reason(await send(code, 'u1', 34))).toBe('ok');
    });

    it('of one account do not hinder another', async () => {
      const code = await codeFor(wang);
      for (let tries = 0; tries < 6; tries += 1) await send('000000', 'bad');
      expect(reason(await send(code, 'good'))).toBe('ok');
    });

    it('under many names stop the channel for a while', async () => {
      const code = await codeFor(wang);
      for (let user = 0; user < 30; user += 1) await send('000000', `bot${user}`);
      expect(reason(await send(code, 'good', 1))).toBe('too-many');
      expect(reason(await send(code, 'good', 11))).toBe('ok');
    });
  });

  it('finds who serves a place, the nearest first', async () => {
    const staff = await staffFor(storage.db, `${VILLAGE}/3组`, ['cadre', 'township', 'office']);
    expect(staff.map(({ name }) => name)).toEqual(['王秀英', '李四']);
    expect(await staffFor(storage.db, `${TOWN}/乙嘎查`, ['cadre'])).toEqual([]);
  });

  describe('what is kept', () => {
    async function villager(): Promise<Person> {
      return at(storage, async (book) => {
        const household = await addHousehold(
          book,
          {
            region: VILLAGE,
            group: 3,
            head: '赵大山',
            category: '脱贫户',
            members: [
              { name: '赵大山', relation: '户主', sex: '男', birth: '1960-01-02', phone: '13812345678' },
              { name: '钱小花', relation: '妻子' },
            ],
          },
          'test',
        );
        const seen = {
          actor: wang.id,
          action: 'household.see',
          object: { kind: 'household', id: household.id },
        };
        await record(book, seen);
        return addPerson(
          book,
          { name: '赵大山', role: 'villager', region: VILLAGE, householdId: household.id },
          'test',
        );
      });
    }

    it('is told in lines, masked, with who looked', async () => {
      const zhao = await villager();
      await send(await codeFor(zhao), 'u9');
      const lines = await at(storage, (book) => whatIsKept(book, zhao));
      expect(lines).toEqual([
        '姓名：赵大山',
        '身份：村民，甲嘎查',
        '绑定的账号：web，2026-03-18 绑定',
        '您家：甲嘎查3组，户主赵大山，脱贫户',
        '与户主关系：户主',
        '性别：男',
        '出生日期：1960-01-02',
        '电话：138******78（加密存着）',
        '家里人：钱小花（妻子）',
        '最近看过您家信息的：王秀英（2026-03-18）',
        '您和村口说过的话、报过的事也存着，办事和查账用；身份证号、银行卡号存之前就打了星号。',
      ]);
    });

    it('is erased: phone, links, birth and sex; the household’s file and the audit stay', async () => {
      const zhao = await villager();
      await send(await codeFor(zhao), 'u9');
      const erased = await at(storage, (book) => erasePerson(book, zhao, zhao.id));
      expect(erased).toMatchObject({
        ok: true,
        removed: ['绑定的账号', '电话', '出生日期', '性别', '作为用户的姓名'],
      });
      expect(await personOf(storage.db, 'web', 'u9')).toBeNull();
      expect(await personById(storage.db, zhao.id)).toMatchObject({
        name: '（已删除）',
        active: false,
        householdId: null,
      });
      expect(await membersByPhoneHash(storage.db, secrets.blindIndex('phone', '13812345678'))).toEqual([]);
      const [head] = await membersOfHousehold(storage.db, zhao.householdId ?? '');
      expect(head).toMatchObject({ name: '赵大山', birth: null, sex: null, hasPhone: false });
      const lines = await auditOf(storage.db, { kind: 'person', id: zhao.id }, 10);
      expect(lines[0]).toMatchObject({ action: 'person.erase', actor: zhao.id });
      expect(
        await storage.db.selectFrom('accounts').selectAll().where('person_id', '=', zhao.id).execute(),
      ).toEqual([]);
      expect(await verifyAudit({ db: storage.db, kind: storage.kind, secrets })).toMatchObject({ ok: true });
    });

    it('of one on duty is not erased, with a sentence', async () => {
      expect(await at(storage, (book) => erasePerson(book, wang, wang.id))).toMatchObject({ ok: false });
      expect((await personById(storage.db, wang.id))?.name).toBe('王秀英');
    });

    it('of a member may be erased by itself', async () => {
      const zhao = await villager();
      const [head, wife] = await membersOfHousehold(storage.db, zhao.householdId ?? '');
      const erased = await at(storage, (book) => eraseMember(book, head?.id ?? '', wang.id));
      expect(erased).toMatchObject({ ok: true, removed: ['电话', '出生日期', '性别'] });
      expect(await at(storage, (book) => eraseMember(book, wife?.id ?? '', wang.id))).toMatchObject({
        removed: [],
      });
      expect(await at(storage, (book) => eraseMember(book, 'nobody', wang.id))).toMatchObject({ ok: false });
    });
  });

  describe('the demo village', () => {
    const seed = () => seedDemoVillage(storage, { secrets, now: NOW });

    it('fills an empty book, once, and its codes bind', async () => {
      await wipe(storage);
      const codes = await seed();
      expect(codes[0]).toEqual({ who: '村干部王秀英（示范嘎查）', code: '100001' });
      expect(codes).toHaveLength(7);
      const roster = await rosterOf(storage.db, DEMO_VILLAGE);
      expect(roster).toHaveLength(24);
      expect(new Set(roster.map(({ category }) => category)).size).toBe(6);
      expect(new Set(roster.map(({ group }) => group))).toEqual(new Set([1, 2, 3, 4]));
      expect((await findHouseholds(storage.db, DEMO_VILLAGE, '王建国'))?.households).toHaveLength(2);
      expect(await send('100006', 'u1')).toMatchObject({
        ok: true,
        person: { name: '王建国', role: 'villager' },
      });
      expect(await seed()).toHaveLength(7);
      expect(await rosterOf(storage.db, DEMO_VILLAGE)).toHaveLength(24);
      expect(reason(await send('100006', 'u2'))).toBe('ok');
    });

    it('is not put into a book that somebody began', async () => {
      expect(await seed()).toEqual([]);
      expect(await rosterOf(storage.db, DEMO_VILLAGE)).toEqual([]);
    });

    it('loses its persons when real households come in', async () => {
      await wipe(storage);
      await seed();
      await send('100004', 'u1');
      const csv = Buffer.from('户主姓名,户类型\n赵大山,一般户\n');
      const result = await importBook(storage, { secrets, now: NOW }, csv, { region: VILLAGE, by: 'test' });
      expect(result).toMatchObject({ ok: true, notes: ['演示村的 7 个演示身份已经停用。'] });
      expect(await personOf(storage.db, 'web', 'u1')).toBeNull();
      expect(reason(await send('100001', 'u2'))).toBe('wrong');
      expect(await seed()).toEqual([]);
    });
  });
});
