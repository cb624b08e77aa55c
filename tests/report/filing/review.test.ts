import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inBook, verifyAudit } from '../../../src/register/register.ts';
import {
  eventsOf,
  findHousehold,
  latestNoticeOf,
  objectionsTo,
  openStorage,
  reportsNumbered,
  type Storage,
  versionsOf,
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
  });

  const report = async (number: number) => {
    const [row] = await reportsNumbered(storage.db, VILLAGE, number);
    if (row === undefined) throw new Error(`no report ${number}`);
    return row;
  };
  const history = async (number: number) =>
    (await eventsOf(storage.db, (await report(number)).id)).map(({ event }) => event);
  const file = async (who: string, text: string) => {
    await stage.say(who, text);
    const filed = await stage.say(who, '对');
    expect(filed).toContain('报好了');
  };
  const illness = () => file('wang', '三组王建国媳妇昨天住院了，自己花了八千');
  const application = async () => {
    await file('jianguo', '我家想申请监测，媳妇看病花了八万');
    await stage.say('bao', '通过 1');
    await stage.say('county', '通过 1');
    return stage.say('town', '通过 1');
  };

  describe('an ordinary change', () => {
    beforeEach(illness);

    it('goes up by chat, and reporter and household are told each step', async () => {
      expect(await stage.say('bao', '待审')).toContain('1号 3组王建国家 生病');
      expect(await stage.say('bao', '通过 1')).toContain('下一步乡镇审核：丁海霞、丁海霞二');
      expect(stage.heard('wang')).toEqual([expect.stringContaining('村级核实通过')]);
      expect(stage.heard('town')).toEqual([expect.stringContaining('请审：甲嘎查1号')]);
      expect(await stage.say('town', '通过 1')).toContain('1号确认了');
      expect((await report(1)).state).toBe('confirmed');
      expect(stage.heard('jianguo')).toHaveLength(3);
      expect(await history(1)).toEqual(['filed', 'pass', 'pass']);
    });

    it('nobody skips a level, passes his own, or acts outside his place', async () => {
      expect(await stage.say('town', '通过 1')).toContain('要村里来办');
      expect(await stage.say('county', '通过 1')).toContain('要村里来办');
      expect(await stage.say('wang', '通过 1')).toContain('是您自己报的');
      expect(await stage.say('other', '通过 1')).toContain('没有1号');
      expect(await stage.say('jianguo', '通过 1')).toContain('不归您这一级');
      expect(await stage.say('admin', '通过 1')).toContain('不归您这一级');
      expect(await stage.say('town', '待审')).toContain('没有等您审的');
      expect(await stage.say('jianguo', '待审')).toContain('没有要审的');
      expect((await report(1)).state).toBe('filed');
    });

    it('a late reviewer is told who acted already', async () => {
      await stage.say('bao', '通过 1');
      expect(await stage.say('bao', '通过 1')).toMatch(/^1号您在3月18日09:\d\d已经通过了。$/);
      await stage.say('town2', '通过 1');
      expect(await stage.say('town', '退回 1 缺发票')).toMatch(/^1号丁海霞二在3月18日09:\d\d已经通过了。$/);
    });

    it('is returned with a reason only, resubmitted with the difference, and keeps every version', async () => {
      await stage.say('bao', '通过 1');
      stage.heard('wang');
      expect(await stage.say('town', '退回 1')).toContain('要写明原因，例如“退回 1 缺医院发票”');
      expect(await stage.say('town', '退回 1 缺医院发票')).toBe('1号退回了，原因：缺医院发票。');
      expect(stage.heard('wang')).toEqual([expect.stringContaining('“重报 1”')]);
      expect(await stage.say('bao', '重报 1')).toContain('不是您报的');
      expect(await stage.say('wang', '重报 1 金额改成九千')).toContain('自付9000元');
      stage.heard('bao');
      expect(await stage.say('wang', '对')).toBe(
        '1号重报好了，改了 金额：8000 → 9000。下一步村级核实：宝力德。',
      );
      expect(stage.heard('bao')).toEqual([expect.stringContaining('金额：8000 → 9000')]);
      expect(await report(1)).toMatchObject({ state: 'filed', version: 2, amount: 9000 });
      const versions = await versionsOf(storage.db, (await report(1)).id);
      expect(versions.map(({ content }) => JSON.parse(content).amount)).toEqual([8000, 9000]);
      expect(await history(1)).toEqual(['filed', 'pass', 'return', 'resubmit']);
    });

    it('is rejected with a reason', async () => {
      expect(await stage.say('bao', '驳回 1')).toContain('要写明原因');
      expect(await stage.say('bao', '驳回 1 没有这回事')).toContain('1号驳回了');
      expect(await stage.say('wang', '重报 1')).toContain('只有被退回的才能重报');
      expect(await stage.say('wang', '撤回 1')).toContain('被驳回，不能再动了');
    });

    it('is taken back by its reporter until it is confirmed', async () => {
      expect(await stage.say('bao', '撤回 1')).toContain('不是您报的');
      expect(await stage.say('wang', '撤回 1')).toBe('1号撤回了，经过还留着。');
      expect(await history(1)).toEqual(['filed', 'withdraw']);
      expect(await stage.say('bao', '通过 1')).toContain('王秀英');
    });

    it('after a supplement goes through the village again, and not past who supplemented it', async () => {
      await stage.say('bao', '通过 1');
      await stage.say('bao', '王建国媳妇3月17号住院花了一万');
      stage.heard('town');
      expect(await stage.say('bao', '补充')).toMatch(/从村级核实重新走.*由乡镇丁海霞、丁海霞二代办/);
      expect(await report(1)).toMatchObject({ state: 'filed', version: 2, amount: 10000 });
      expect(stage.heard('town')).toEqual([expect.stringContaining('请乡镇代做村级核实')]);
      expect(await stage.say('bao', '通过 1')).not.toContain('1号通过了');
      expect(await stage.say('town', '待审')).toContain('1号 3组王建国家');
      expect(await stage.say('town', '通过 1')).toContain('下一步乡镇审核：丁海霞（就是您）、丁海霞二');
      await stage.say('town2', '通过 1');
      await stage.say('wang', '王建国媳妇3月17号住院花了两万');
      expect(await stage.say('wang', '补充')).toContain('记在它的经过里了');
      expect(await report(1)).toMatchObject({ state: 'confirmed', version: 2, amount: 10000 });
    });
  });

  it('several at once have each its own result', async () => {
    await illness();
    await file('wang', '二组李二旺家房子漏雨了');
    await file('bao', '四组张秀英家没水吃了');
    const results = await stage.say('bao', '通过 1 2、3 9');
    expect(results).toContain('办成2条，没办成2条');
    expect(results).toContain('1号通过了');
    expect(results).toContain('2号通过了');
    expect(results).toContain('3号是您自己报的');
    expect(results).toContain('没有9号');
  });

  it('通过 全部 asks for the count first, and for nothing else', async () => {
    await illness();
    await file('wang', '二组李二旺家房子漏雨了');
    expect(await stage.say('bao', '通过 全部')).toContain('要通过全部2条：1号、2号');
    expect((await report(1)).state).toBe('filed');
    await stage.say('bao', '你好');
    expect(await stage.say('bao', '确定')).toBe('（答）');
    await stage.say('bao', '通过 全部');
    expect(await stage.say('bao', '不')).toContain('没有动');
    await stage.say('bao', '通过 全部');
    stage.now = new Date('2026-03-18T20:00:00+08:00');
    expect(await stage.say('bao', '好的')).toBe('答：好的');
    await stage.say('bao', '通过 全部');
    expect(await stage.say('bao', '确定')).toContain('办成2条');
    expect((await report(2)).state).toBe('verified');
  });

  it('two villages have the same numbers: the village is named', async () => {
    await illness();
    await stage.say('other', '二组赵六斤家房子漏雨了');
    await stage.say('other', '对');
    await stage.say('bao', '通过 1');
    await stage.say('other2', '通过 1');
    expect(await stage.say('town', '待审')).toMatch(/甲嘎查1号.*\n.*乙嘎查1号/);
    expect(await stage.say('town', '通过 1')).toContain('1号有2条');
    expect(await stage.say('town', '通过 乙嘎查1')).toContain('1号确认了');
    expect((await report(1)).state).toBe('verified');
  });

  describe('entering monitoring', () => {
    it('hangs out for working days and is confirmed by the county', async () => {
      const opened = await application();
      expect(opened).toContain('公示，5个工作日，到2026年3月25日止');
      expect(await stage.say('erwang', '公示')).toContain('1号 3组王**户拟纳入监测，公示到2026年3月25日');
      expect(await stage.say('county', '通过 1')).toContain('还在公示');
      expect(await stage.say('county', '待审')).toContain('没有等您审的');
      const ended = await stage.until('2026-03-26T08:00:00+08:00');
      expect(ended).toEqual([expect.objectContaining({ to: 'county', about: 'notice-over' })]);
      expect((await stage.until('2026-03-27T08:00:00+08:00')).length).toBe(0);
      expect(await stage.say('county', '通过 1')).toContain('户类型从脱贫户改为监测户');
      expect((await findHousehold(storage.db, 'h-wang3'))?.category).toBe('监测户');
      expect(await history(1)).toEqual([
        'filed',
        'pass',
        'pass',
        'pass',
        'open-notice',
        'notice-ended',
        'pass',
      ]);
      expect(await stage.say('erwang', '公示')).toBe('现在没有公示。');
    });

    it('an objection is told to the township and stops the confirmation until it is answered', async () => {
      await application();
      stage.heard('town');
      expect(await stage.say('erwang', '异议 1')).toContain('请写上原因');
      expect(await stage.say('erwang', '异议 1 他家在旗里有楼房')).toContain('是异议1');
      expect(stage.heard('town')).toEqual([expect.stringContaining('李二旺：他家在旗里有楼房')]);
      await stage.until('2026-03-26T08:00:00+08:00');
      expect(await stage.say('county', '通过 1')).toContain('还有1条异议|有1条异议'.split('|')[1]);
      expect(await stage.say('wang', '答复 异议 1 不成立 是他弟弟的')).toContain('没有异议1');
      stage.heard('county');
      expect(await stage.say('town', '答复 异议 1 不成立 楼房是他弟弟的')).toBe('异议1已答复：不成立。');
      expect(stage.heard('erwang')).toEqual([expect.stringContaining('楼房是他弟弟的')]);
      expect(stage.heard('county')).toEqual([expect.stringContaining('可以确认了')]);
      expect(await stage.say('town2', '答复 异议 1 成立 真的')).toContain('丁海霞在3月26日08:');
      expect(await stage.say('county', '通过 1')).toContain('1号确认了');
    });

    it('the household is told that it hangs out, and what is written there', async () => {
      stage.heard('jianguo');
      await application();
      const own = stage.sent.filter(({ about }) => about === 'public-notice-opened');
      expect(own).toEqual([expect.objectContaining({ to: 'jianguo', options: ['公示'] })]);
      expect(own[0]?.text).toContain('“3组王**户拟纳入监测”');
    });

    it('who objected is told to the township, and neither to the reporter nor to the village', async () => {
      await application();
      await stage.say('erwang', '异议 1 他家在旗里有楼房');
      expect(await stage.say('town', '看 1')).toContain('李二旺');
      for (const who of ['jianguo', 'wang']) {
        const card = await stage.say(who, '看 1');
        expect(card).toContain('有村民 提异议');
        expect(card).not.toContain('李二旺');
      }
    });

    it('an answer says whether it holds and why, or is asked for', async () => {
      await application();
      await stage.say('erwang', '异议 1 他家在旗里有楼房');
      expect(await stage.say('town', '答复 异议 1 成立')).toContain('请写清楚');
      expect(await stage.say('town', '答复 异议 1 查过了')).toContain('请写清楚');
      expect(await stage.say('town', '答复 异议 1 不成立,查过了,是他弟弟的')).toContain('不成立');
      expect(stage.heard('erwang')).toEqual(['您提的异议1有答复了：不成立，查过了，是他弟弟的。']);
    });

    it('an anonymous one names nobody, anywhere', async () => {
      await application();
      await stage.say('erwang', '匿名异议 1 他家有小轿车');
      expect(stage.heard('town').at(-1)).toContain('匿名：他家有小轿车');
      const [objection] = await objectionsTo(storage.db, (await report(1)).id);
      expect(objection?.by_id).toBeNull();
      const audit = await storage.db.selectFrom('audit').select(['actor', 'action']).execute();
      expect(audit.filter(({ action }) => action === 'report.objection')).toEqual([
        { actor: 'anonymous', action: 'report.objection' },
      ]);
      await stage.say('town', '答复 异议 1 不成立 车是单位的');
      expect(await stage.say('erwang', '公示')).toContain('异议1已答复：不成立，车是单位的');
    });

    it('an objection that is upheld sends the report back and takes the notice down', async () => {
      await application();
      await stage.say('erwang', '异议 1 他家在旗里有楼房');
      expect(await stage.say('town', '答复 异议 1 成立 核实属实')).toContain('退回重办');
      expect(await report(1)).toMatchObject({ state: 'returned' });
      expect((await latestNoticeOf(storage.db, (await report(1)).id))?.state).toBe('stopped');
      expect(stage.heard('jianguo').at(-1)).toMatch(/退回：异议1成立，核实属实。.*“重报 1”/);
      expect(await stage.say('erwang', '异议 1 还有车')).toContain('没有在公示');
    });

    it('a returned report hangs out anew, with a second notice', async () => {
      await application();
      await stage.say('town', '退回 1 材料不全');
      await stage.say('jianguo', '重报 1');
      await stage.say('jianguo', '对');
      for (const who of ['bao', 'county', 'town']) await stage.say(who, '通过 1');
      expect(await report(1)).toMatchObject({ state: 'on_notice', version: 2 });
      expect(await stage.say('erwang', '公示')).toContain('1号 3组王**');
      expect(await stage.say('county', '通过 1')).toContain('还在公示');
    });

    it('people of another village neither see the notice nor object', async () => {
      await application();
      expect(await stage.say('other', '公示')).toBe('现在没有公示。');
      expect(await stage.say('other', '异议 1 不公平')).toContain('没有在公示');
    });

    it('a year without a table of holidays is loud, and nothing is confirmed', async () => {
      stage.now = new Date('2026-12-29T09:00:00+08:00');
      const opened = await application();
      expect(opened).toContain('没有2027年的节假日安排');
      expect(stage.heard('admin')).toEqual([expect.stringContaining('2027年的节假日安排还没有录入')]);
      expect((await report(1)).state).toBe('reviewed');
      await stage.until('2027-01-20T09:00:00+08:00');
      expect(await stage.say('county', '通过 1')).toContain('现在办不了');
    });
  });

  it('leaving monitoring asks the village what it looked at', async () => {
    await file('wang', '一组张秀英家申请退出监测，收入稳定了');
    expect(await stage.say('bao', '通过 1')).toContain('还没说看过：收支、生活、保障');
    expect(await stage.say('bao', '通过 1 收支够，生活好，保障全')).toContain('下一步部门比对');
    expect(await stage.say('wang', '三组王建国申请退出监测，好了')).toContain('不是监测对象');
  });

  it('看 shows the history, and that it was looked at is recorded', async () => {
    await illness();
    await stage.say('bao', '通过 1');
    const card = await stage.say('town', '看 1');
    expect(card).toContain('甲嘎查1号：3组王建国家 生病');
    expect(card).toMatch(/王秀英 上报\n.*宝力德 通过/);
    const audit = await storage.db.selectFrom('audit').select(['actor', 'action', 'object_id']).execute();
    expect(audit).toContainEqual({ actor: 'town', action: 'household.see', object_id: 'h-wang3' });
    expect((await inBook(storage, { secrets, now: stage.now.toISOString() }, verifyAudit)).ok).toBe(true);
  });
});
