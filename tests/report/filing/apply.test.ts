import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addHousehold, addPerson, inBook, verifyAudit } from '../../../src/register/register.ts';
import { applyConfirmed } from '../../../src/report/filing/apply/apply.ts';
import { withHousehold } from '../../../src/report/filing/told.ts';
import {
  findHousehold,
  findPerson,
  householdsWithin,
  membersOf,
  openStorage,
  reportsNumbered,
  type Storage,
} from '../../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../../databases.ts';
import { secrets } from '../../register/desk.ts';
import { type Stage, setStage, VILLAGE } from './stage.ts';

const databases = await databasesForThisFile();

describe.each(databases.filter(({ skip }) => !skip))('on $name', (database) => {
  let storage: Storage;
  let stage: Stage;

  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  afterAll(() => storage.close());
  beforeEach(async () => {
    await wipe(storage);
    stage = await setStage(storage);
    await inBook(storage, { secrets, now: '2026-03-01T00:00:01.000Z' }, async (book) => {
      await addHousehold(
        book,
        {
          id: 'h-sun5',
          region: VILLAGE,
          group: 5,
          head: '孙大山',
          category: '脱贫户',
          members: [
            { name: '孙大山', relation: '户主', sex: '男' },
            { name: '钱桂花', relation: '妻子' },
            { name: '孙强', relation: '长子', birth: '1995-04-01' },
            { name: '李娜', relation: '儿媳' },
            { name: '孙小宝', relation: '孙子', birth: '2020-01-02' },
            { name: '孙老汉', relation: '父亲' },
          ],
        },
        'test',
      );
      await addHousehold(
        book,
        {
          id: 'h-alone',
          region: VILLAGE,
          group: 5,
          head: '何老三',
          category: '特困户',
          members: [{ name: '何老三', relation: '户主', sex: '男' }],
        },
        'test',
      );
      await addHousehold(
        book,
        {
          id: 'h-brothers',
          region: VILLAGE,
          group: 5,
          head: '周福',
          category: '一般户',
          members: [
            { name: '周福', relation: '户主', sex: '男' },
            { name: '周文', relation: '儿子' },
            { name: '周武', relation: '儿子' },
          ],
        },
        'test',
      );
      await addPerson(
        book,
        { id: 'qiang', name: '孙强', role: 'villager', region: VILLAGE, householdId: 'h-sun5' },
        'test',
      );
    });
  });

  /** Files and passes; gives what the township reads that confirms it. */
  const confirm = async (text: string, number = 1): Promise<string> => {
    await stage.say('wang', text);
    expect(await stage.say('wang', '对')).toContain(`是${number}号`);
    await stage.say('bao', `通过 ${number}`);
    return stage.say('town', `通过 ${number}`);
  };
  const members = async (household: string) => {
    const rows = await membersOf(storage.db, [household]);
    return Object.fromEntries(rows.map(({ name, relation, state }) => [name, `${relation} ${state}`]));
  };
  const household = async (id: string) => {
    const row = await findHousehold(storage.db, id);
    if (row === undefined) throw new Error(`no household ${id}`);
    return row;
  };
  const actions = async () =>
    (await storage.db.selectFrom('audit').select('action').orderBy('seq').execute()).map(
      ({ action }) => action,
    );

  it('a birth adds a member, and everybody concerned is told', async () => {
    expect(await confirm('五组孙大山家昨天添了个孙女，取名孙小雪')).toContain(
      '册里添了孙女孙小雪，2026年3月17日生。',
    );
    const [row] = (await membersOf(storage.db, ['h-sun5'])).filter(({ name }) => name === '孙小雪');
    expect(row).toMatchObject({ relation: '孙女', sex: '女', birth: '2026-03-17', state: 'active' });
    expect(stage.heard('wang').at(-1)).toContain('册里添了孙女孙小雪');
    expect(stage.heard('qiang').at(-1)).toContain('册里添了孙女孙小雪');
    expect(await actions()).toContain('member.add');
  });

  it('a child without a name is entered without one; twins are two', async () => {
    expect(await confirm('五组孙大山儿媳昨天生了双胞胎孙子')).toContain('孙子（名字还没有）');
    const born = (await membersOf(storage.db, ['h-sun5'])).filter(({ name }) => name === '未取名');
    expect(born.map(({ relation, birth }) => [relation, birth])).toEqual([
      ['孙子', '2026-03-17'],
      ['孙子', '2026-03-17'],
    ]);
  });

  it('a death is recorded', async () => {
    expect(await confirm('五组孙大山他爹昨天去世了')).toContain('册里父亲孙老汉记为去世。');
    expect(await members('h-sun5')).toMatchObject({ 孙老汉: '父亲 dead', 孙大山: '户主 active' });
    expect((await household('h-sun5')).head).toBe('孙大山');
  });

  it('where the head dies his wife leads the household, and all are related to her', async () => {
    expect(await confirm('五组孙大山昨天去世了')).toContain('户主改为妻子钱桂花，以后报这一户请说“钱桂花家”');
    expect(await members('h-sun5')).toEqual({
      孙大山: '丈夫 dead',
      钱桂花: '户主 active',
      孙强: '儿子 active',
      李娜: '儿媳 active',
      孙小宝: '孙子 active',
      孙老汉: '公公 active',
    });
    expect((await household('h-sun5')).head).toBe('钱桂花');
    expect(await stage.say('wang', '五组钱桂花昨天住院了')).toContain('5组钱桂花家 生病');
    expect(await actions()).toEqual(expect.arrayContaining(['member.state', 'household.head']));
  });

  it('where nobody can tell who is next, the cadre is told how to set it, and does', async () => {
    expect(await confirm('五组周福昨天去世了')).toContain('新户主定不下来');
    expect(stage.heard('wang').at(-1)).toContain('发“换户主 5组周福家 周文”');
    expect((await household('h-brothers')).head).toBe('周福');
    expect(await stage.say('erwang', '换户主 5组周福家 周文')).toContain('由村干部或者乡镇办');
    expect(await stage.say('other', '换户主 5组周福家 周文')).toContain('没有叫“周福”的户');
    expect(await stage.say('wang', '换户主 5组周福家 周全')).toContain('家里有：儿子周文、儿子周武');
    expect(await stage.say('wang', '换户主 5组周福家 周文')).toContain('户主换成周文');
    expect(await members('h-brothers')).toEqual({
      周福: '父亲 dead',
      周文: '户主 active',
      周武: '家人 active',
    });
    expect(await stage.say('wang', '换户主 5组周文家 周武')).toContain('周文还是册里的户主');
    // The only one of whom the book does not know what he is to the head.
    expect(await confirm('五组周文弟弟昨天迁出了', 2)).toContain('册里家人周武记为迁出');
  });

  it('one of two sons is told by his name, else nothing is changed', async () => {
    const card = await stage.tell('wang', '五组周福儿子昨天去世了');
    expect(card?.text).toContain('册里的儿子有周文、周武，是哪一个？');
    expect(card?.options).toEqual(['周文', '周武']);
    expect(await stage.say('wang', '不清楚')).toContain('对就回“对”');
    await stage.say('wang', '对');
    await stage.say('bao', '通过 1');
    expect(await stage.say('town', '通过 1')).toMatch(/对得上儿子周文、儿子周武.*请再报一条/);
    expect(await members('h-brothers')).toMatchObject({ 周文: '儿子 active', 周武: '儿子 active' });
    await stage.say('wang', '五组周福儿子昨天去世了');
    await stage.say('wang', '新的');
    expect(await stage.say('wang', '周武')).toContain('去世：周武');
    await stage.say('wang', '对');
    await stage.say('bao', '通过 2');
    expect(await stage.say('town', '通过 2')).toContain('册里儿子周武记为去世');
    expect(await members('h-brothers')).toMatchObject({ 周文: '儿子 active', 周武: '儿子 dead' });
  });

  it('with the last of them the household ends', async () => {
    expect(await confirm('五组何老三昨天去世了')).toContain('这一户记为销户');
    expect((await household('h-alone')).state).toBe('ended');
  });

  it('somebody who is not in the book changes nothing there', async () => {
    expect(await confirm('五组何老三他哥昨天去世了')).toContain('这一户的册里没有“哥哥”，只有户主何老三');
    expect(await members('h-alone')).toEqual({ 何老三: '户主 active' });
  });

  it('who marries in is added; who comes back is there again; a second mother is not', async () => {
    expect(await confirm('五组周福儿子昨天娶了媳妇，叫吴芳')).toContain('册里添了儿媳吴芳');
    expect(await members('h-brothers')).toMatchObject({ 吴芳: '儿媳 active' });
    expect(await confirm('五组孙大山媳妇昨天迁入了', 2)).toContain('已经有妻子钱桂花');
  });

  it('who leaves is recorded, and his account sees the household no more', async () => {
    expect(await confirm('五组孙大山大儿子昨天迁出了')).toContain('册里长子孙强记为迁出');
    expect(await members('h-sun5')).toMatchObject({ 孙强: '长子 moved' });
    expect((await findPerson(storage.db, 'qiang'))?.household_id).toBeNull();
    expect(stage.heard('qiang').at(-1)).toContain('记为迁出');
    expect(await confirm('五组孙大山大儿子昨天搬回村住了', 2)).toContain('孙强改成在家');
  });

  it('when everybody has left the household has moved', async () => {
    expect(await confirm('五组孙大山全家昨天搬走了')).toContain('6口人都记为迁出');
    expect((await household('h-sun5')).state).toBe('moved');
    expect(Object.values(await members('h-sun5')).every((state) => state.endsWith('moved'))).toBe(true);
  });

  it('a split makes a second household of whoever is named', async () => {
    expect(await confirm('五组孙大山家昨天分户，儿子孙强和儿媳、孙子单过')).toContain(
      '新的一户是5组孙强家（孙强、李娜、孙小宝）',
    );
    const made = (await householdsWithin(storage.db, VILLAGE)).find(({ head }) => head === '孙强');
    expect(made).toMatchObject({ group_no: 5, category: '脱贫户', state: 'active' });
    expect(await members(made?.id ?? '')).toEqual({
      孙强: '户主 active',
      李娜: '妻子 active',
      孙小宝: '儿子 active',
    });
    expect(Object.keys(await members('h-sun5')).sort()).toEqual(['孙大山', '孙老汉', '钱桂花'].sort());
    expect((await findPerson(storage.db, 'qiang'))?.household_id).toBe(made?.id);
  });

  it('a split of which nobody said whose is told back', async () => {
    expect(await confirm('五组孙大山家昨天分户了')).toContain('没说是谁分出去');
    expect(stage.heard('wang').at(-1)).toContain('没说是谁分出去');
  });

  it('低保 makes a 低保户, and its end makes it what it was', async () => {
    expect(await confirm('二组李二旺家低保昨天批下来了')).toContain('户类型从一般户改为低保户');
    const card = await stage.say('wang', '二组李二旺家低保昨天停了');
    expect(card).toContain('待遇变化：低保停了');
    await stage.say('wang', '对');
    await stage.say('bao', '通过 2');
    expect(await stage.say('town', '通过 2')).toContain('户类型从低保户改为一般户');
  });

  it('a household that has left poverty stays that with 低保', async () => {
    expect(await confirm('五组孙大山家低保昨天批下来了')).toContain('户类型还是脱贫户');
    expect((await household('h-sun5')).category).toBe('脱贫户');
    expect(await confirm('五组孙大山家低保这个月没发', 2)).not.toContain('户类型');
  });

  it('out of monitoring a household is again what it was before', async () => {
    const through = async (number: number) => {
      for (const who of ['bao', 'county', 'town']) await stage.say(who, `通过 ${number} 收支、生活、保障`);
      stage.now = new Date(stage.now.getTime() + 12 * 86_400_000);
      await stage.until(stage.now.toISOString());
      return stage.say('county', `通过 ${number}`);
    };
    await confirm('二组李二旺家低保昨天批下来了');
    await stage.say('wang', '二组李二旺家申请纳入监测，看病花了八万');
    await stage.say('wang', '对');
    expect(await through(2)).toContain('从低保户改为边缘易致贫户');
    await stage.say('wang', '二组李二旺家申请退出监测，收入稳定了');
    await stage.say('wang', '对');
    expect(await through(3)).toContain('从边缘易致贫户改为低保户');
    // Of one that came so by import nobody knows more than the document tells.
    await stage.say('wang', '一组张秀英家申请退出监测，收入稳定了');
    await stage.say('wang', '对');
    expect(await through(4)).toContain('从监测户改为脱贫户');
  });

  it('what is still to come is not entered yet', async () => {
    expect(await confirm('五组孙大山大儿子下个月5号迁出')).toContain('日子还没到');
    expect(await members('h-sun5')).toMatchObject({ 孙强: '长子 active' });
  });

  it('is done once, however often it is called, and the audit holds', async () => {
    await confirm('五组孙大山家昨天添了个孙女');
    const [row] = await reportsNumbered(storage.db, VILLAGE, 1);
    if (row === undefined) throw new Error('no report');
    const again = await inBook(storage, { secrets, now: stage.now.toISOString() }, async (book) =>
      applyConfirmed(book, await withHousehold(book, row)),
    );
    expect(again).toEqual({ told: null, todo: null });
    expect(Object.keys(await members('h-sun5'))).toHaveLength(7);
    expect((await inBook(storage, { secrets, now: stage.now.toISOString() }, verifyAudit)).ok).toBe(true);
  });

  it('a report that changes nothing in the book says nothing of it', async () => {
    expect(await confirm('五组孙大山媳妇昨天住院了，自己花了八百')).toBe('1号确认了，全部办完。');
    expect(await stage.say('wang', '撤回 1')).toContain('写错了请再报一条对的');
  });
});
