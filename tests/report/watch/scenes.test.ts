import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assembleKnowledge, readKnowledge } from '../../../src/policies/policies.ts';
import { verifyAudit } from '../../../src/register/register.ts';
import { createReportJob } from '../../../src/report/report.ts';
import { openStorage, type Storage, watchedWithin } from '../../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../../databases.ts';
import { secrets } from '../../register/desk.ts';
import { type Stage, setStage, VILLAGE } from '../filing/stage.ts';

const databases = await databasesForThisFile();
const knowledge = assembleKnowledge(readKnowledge(fileURLToPath(new URL('../../..', import.meta.url))));

describe.each(databases.filter(({ skip }) => !skip))('after filing, on $name', (database) => {
  let storage: Storage;
  let stage: Stage;

  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  afterAll(() => storage.close());
  beforeEach(async () => {
    await wipe(storage);
    stage = await setStage(storage, createReportJob({ knowledge: () => knowledge }));
  });

  const file = async (who: string, text: string): Promise<string> => {
    await stage.say(who, text);
    return stage.say(who, '对');
  };
  const illness = () => file('wang', '三组王建国媳妇昨天住院了，自己花了两万三');
  const watched = async () => (await watchedWithin(storage.db, VILLAGE)).length;

  it('tells cadre and household what may be had, and puts the household on the watch list', async () => {
    const reply = await illness();
    expect(reply).toContain('至少报20700元');
    expect(reply).toContain('【急】他家进了跟进名单');
    expect(reply).toContain('走访1号，2026年3月23日前要去');
    expect(stage.heard('jianguo').join('\n')).toContain('您家报的');
    for (const person of ['bao', 'town', 'county'])
      expect(stage.heard(person).join('\n'), person).toContain('进了跟进名单');
    expect(stage.heard('other').join('\n')).not.toContain('王建国');
    expect(await watched()).toBe(1);
  });

  it('takes the answer to the one question, once', async () => {
    await illness();
    const reply = await stage.say('wang', '不享受脱贫政策');
    expect(reply).toMatch(/^记下了：不享受脱贫政策。/);
    expect(reply).toContain('应急救助防贫保障');
    expect(await stage.tell('wang', '不享受脱贫政策')).toBeNull();
    expect(await stage.tell('bao', '是慢病')).toBeNull();
  });

  it('is left only by a recorded check of a cadre of that village', async () => {
    await illness();
    expect(await stage.say('town', '预警')).toContain('甲嘎查3组王建国家');
    expect(await stage.say('other', '预警')).toBe('跟进名单现在是空的。');
    expect(await stage.say('other', '走访 1 已解除 去看过了')).toContain('没有走访1号');
    expect(await stage.say('town', '走访 1 已解除 去看过了')).toContain('只能由本村的村干部记');
    expect(await stage.say('bao', '走访 1')).toContain('是解除还是继续关注');
    expect(await stage.say('bao', '走访 1 已解除')).toContain('看到的情况也写上');
    expect(await watched()).toBe(1);
    expect(await stage.say('bao', '走访 1 继续关注 还在化疗')).toContain('走访2号');
    expect(await watched()).toBe(1);
    expect(await stage.say('wang', '走访 1 已解除 去看过了')).toContain('已经记过了');
    expect(await stage.say('bao', '走访 2 已解除 出院了，报了两万')).toContain('移出跟进名单');
    expect(await watched()).toBe(0);
    expect(stage.heard('town').at(-1)).toContain('风险已解除');
    expect(await stage.say('bao', '走访')).toBe('现在没有要走访的户。');
    expect(await verifyAudit({ db: storage.db, kind: storage.kind, secrets })).toMatchObject({ ok: true });
  });

  it('stays on the list when the report is taken back', async () => {
    await illness();
    await stage.say('wang', '撤回 1');
    expect(await watched()).toBe(1);
  });

  it('tells once that a visit is overdue, at the midnight after its day', async () => {
    await illness();
    stage.heard('bao');
    expect(await stage.until('2026-03-23T23:59:00+08:00')).toEqual([]);
    const told = await stage.until('2026-03-24T00:00:00+08:00');
    expect(told.map(({ to, about }) => [to, about])).toEqual(
      expect.arrayContaining([
        ['bao', 'visit-overdue'],
        ['town', 'visit-overdue'],
      ]),
    );
    expect(await stage.until('2026-04-30T00:00:00+08:00')).toEqual([]);
  });

  it('opens one visit for one household, brought forward by what is more pressing', async () => {
    expect(await file('wang', '二组李二旺昨天丢了工作')).toContain('走访1号，2026年3月25日前要去');
    expect(await file('wang', '二组李二旺昨天住院了，自己花了两万')).toContain(
      '走访1号，2026年3月23日前要去',
    );
    expect(await stage.say('wang', '走访')).toContain('要走访的1户');
  });

  it('shows a cadre the card and the book of his own village only, and a villager his own', async () => {
    await file('wang', '三组王建国昨天卖了25只羊，得了2万块');
    await stage.say('wang', '是卖出去的');
    const card = await stage.say('wang', '查 王建国');
    expect(card).toContain('六清');
    expect(card).toContain('电话139******01');
    expect(card).not.toContain('13900000001');
    expect(await stage.say('wang', '账 王建国 2026')).toContain('人均纯收入：先不算，1号还没审完');
    expect(await stage.say('other', '查 王建国')).toContain('没有叫“王建国”的户');
    expect(await stage.say('jianguo', '我家的账')).toContain('您家2026年一本账');
    expect(await stage.say('erwang', '查 王建国')).toContain('只能看您自己家的');
    expect(await stage.say('nobody', '我家的账')).toContain('没有登记是哪一户');
    expect(await stage.say('wang', '账 王建国 2025')).toContain('收入：没有报过');
  });

  it('asks which of two households of one name is meant', async () => {
    expect(await stage.say('wang', '查 张秀英')).toContain('是哪一户');
    expect(await stage.say('wang', '四组')).toContain('4组张秀英家一本通');
    expect(await stage.say('wang', '查 一组张秀英')).toContain('1组张秀英家一本通');
    await stage.say('wang', '记 一组张秀英 致贫原因 因病');
    expect(await stage.say('wang', '查 一组张秀英')).toContain('致贫原因清：因病');
  });

  it('does not book a sum of which nobody said which way it went', async () => {
    await file('wang', '三组王建国家卖了5只羊又买了3只羊，一共2万块');
    expect(await stage.say('wang', '账 王建国')).toContain('没说是收进来的还是花出去的');
  });
});
