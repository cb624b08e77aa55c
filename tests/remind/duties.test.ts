import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addHousehold } from '../../src/register/register.ts';
import { dutySums } from '../../src/remind/remind.ts';
import {
  attachmentsOfDuty,
  type DutyRow,
  eventsOfDuty,
  openStorage,
  type Storage,
  updatePerson,
} from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { OTHER, type Stage, setStage, VILLAGE } from './stage.ts';

const databases = (await databasesForThisFile()).filter(({ name }) => name !== 'SQLite file');

async function dutiesOf({ storage }: Stage, kind: string): Promise<DutyRow[]> {
  return storage.db
    .selectFrom('duties')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('region')
    .orderBy('due_on')
    .orderBy('number')
    .execute();
}

describe.each(databases)('duties on $name', ({ skip, freshUrl }) => {
  let storage: Storage;
  beforeAll(async () => {
    if (!skip) storage = await openStorage(await freshUrl());
  });
  beforeEach(async () => {
    if (!skip) await wipe(storage);
  });
  afterAll(async () => {
    if (!skip) await storage.close();
  });
  const on = (iso: string): Promise<Stage> => setStage(storage, iso);

  test.skipIf(skip)('a rule is opened once, reminded of, done with a note and a picture', async () => {
    const stage = await on('2026-03-02T09:00:00+08:00');
    await stage.say('county', '每月5号上午9点提醒各村报送监测表');
    await stage.say('county', '对');
    await stage.until('2026-03-05T12:00:00+08:00');
    const [first, second] = await dutiesOf(stage, 'own');
    expect([first?.region, second?.region]).toEqual([OTHER, VILLAGE]);
    expect(stage.heard('other')).toEqual([expect.stringContaining('待办1：报送监测表，今天到期')]);
    await stage.say('other', '完成 已交13812345678', [{ kind: 'image', name: '表.jpg', file: 'f1' }]);
    const [done] = await dutiesOf(stage, 'own');
    expect(done).toMatchObject({ state: 'done', done_by: 'other', next_step_at: null });
    expect(done?.note).not.toContain('13812345678');
    expect(await attachmentsOfDuty(storage.db, done?.id ?? '')).toMatchObject([
      { name: '表.jpg', file: 'f1' },
    ]);
    expect((await eventsOfDuty(storage.db, done?.id ?? '')).map(({ event }) => event)).toEqual([
      'opened',
      'reminded',
      'done',
    ]);
    expect(await dutiesOf(stage, 'own')).toHaveLength(2);
  });

  test.skipIf(skip)('a duty that is done before its reminder leaves takes it back', async () => {
    const stage = await on('2026-03-05T08:40:00+08:00');
    await stage.say('county', '3月6日上午9点提醒各村报送监测表');
    await stage.say('county', '对');
    await stage.until('2026-03-06T08:59:00+08:00');
    // Its reminder is worked out at 9:00 and waits for the channel, which is shut.
    stage.outbox.open(
      {
        name: 'stage',
        send: async () => ({ kind: 'later', afterMs: 3_600_000, scope: 'channel', reason: 'shut' }),
      },
      {
        text: { limit: 4000, unit: 'characters' },
        buttons: 8,
        pictures: { in: true, out: true },
        groups: true,
        mayBegin: true,
        replyWindow: null,
        stableUserIds: true,
        stableMessageIds: true,
        quotas: [],
        pauseMs: null,
        inlineReplyMs: null,
        pulls: false,
      },
    );
    await stage.until('2026-03-06T09:05:00+08:00');
    await stage.say('other', '完成');
    await stage.say('bao', '办完了');
    expect(await dutySums(storage.db, '2026-03-06')).toMatchObject({
      expected: 2,
      sent: 0,
      cleared: 2,
      balanced: true,
    });
  });

  test.skipIf(skip)(
    'many at once are one message for each person, and one digest for each superior',
    async () => {
      const stage = await on('2026-03-02T09:00:00+08:00');
      for (const what of ['监测表', '低保表', '用工表', '台账', '总结'])
        for (const text of [`每月5号提醒各村报${what}`, '对']) await stage.say('county', text);
      await stage.until('2026-03-11T12:00:00+08:00');
      expect(stage.heard('bao').map((text) => text.split('\n')[0])).toEqual([
        '您有5件事要办：',
        '您有5件事要办：',
        '【已报乡镇】您有5件事过期没办：',
      ]);
      expect(stage.heard('town')).toEqual([expect.stringContaining('2个人有10件事过期没办')]);
      expect(await dutySums(storage.db, '2026-03-11')).toMatchObject({
        expected: 7,
        sent: 7,
        balanced: true,
      });
    },
  );

  test.skipIf(skip)('a visit is opened by the warning and cleared by its record', async () => {
    const stage = await on('2026-03-18T09:30:00+08:00');
    await stage.say('wang', '三组王建国媳妇3月9号查出乳腺癌，自己掏了两万三');
    await stage.say('wang', '对');
    expect(await dutiesOf(stage, 'visit')).toMatchObject([{ person_id: 'bao', due_on: '2026-03-23' }]);
    await stage.say('bao', '走访 1 已解除 出院了，报销后只花了六千');
    const [visit] = await dutiesOf(stage, 'visit');
    expect(visit).toMatchObject({ state: 'cleared', done_by: 'bao', cleared_by: visit?.fact_id });
    expect(stage.heard('bao').at(-1)).toContain('跟着刚才记的销掉了');
  });

  test.skipIf(skip)(
    'a returned report, a child who left school and a house to be rebuilt wait for their report',
    async () => {
      const stage = await on('2026-03-18T09:30:00+08:00');
      await stage.say('wang', '三组王建国昨天卖了12只羊，收入一万二');
      await stage.say('wang', '对');
      await stage.say('bao', '退回 1 缺票据');
      await stage.say('wang', '三组王建国儿子初二不上学了');
      await stage.say('wang', '对');
      await stage.say('other', '二组赵六斤家房子鉴定成D级危房了');
      await stage.say('other', '对');
      expect(await dutiesOf(stage, 'returned')).toMatchObject([{ person_id: 'wang', state: 'open' }]);
      expect(await dutiesOf(stage, 'dropout')).toMatchObject([{ person_id: 'bao', state: 'open' }]);
      expect(await dutiesOf(stage, 'housing')).toMatchObject([{ person_id: 'other', state: 'open' }]);
      await stage.say('wang', '重报 1');
      await stage.say('wang', '对');
      await stage.say('bao', '三组王建国儿子今天入学，上初二');
      await stage.say('bao', '对');
      await stage.say('other', '二组赵六斤家新房建好了，昨天搬进去了');
      await stage.say('other', '新的');
      await stage.say('other', '对');
      for (const kind of ['returned', 'dropout', 'housing'])
        expect(await dutiesOf(stage, kind), kind).toMatchObject([{ state: 'cleared' }]);
    },
  );

  test.skipIf(skip)('monitored households are looked at each quarter; a visit or report counts', async () => {
    const stage = await on('2026-03-16T08:00:00+08:00');
    await stage.inside(async (book) => {
      await addHousehold(
        book,
        { id: 'h-mon', region: OTHER, group: 1, head: '钱七', category: '边缘易致贫户', members: [] },
        'test',
      );
    });
    await stage.until('2026-03-18T09:00:00+08:00');
    expect(await dutiesOf(stage, 'review')).toMatchObject([
      { household_id: 'h-mon', person_id: 'other', due_on: '2026-03-31' },
      { household_id: 'h-zhang1', person_id: 'bao', due_on: '2026-03-31' },
    ]);
    await stage.say('other', '一组钱七昨天开始在镇上当保洁员，一个月一千五');
    await stage.say('other', '对');
    expect((await dutiesOf(stage, 'review')).map(({ state }) => state)).toEqual(['cleared', 'open']);
    await stage.until('2026-06-20T09:00:00+08:00');
    expect((await dutiesOf(stage, 'review')).filter(({ due_on }) => due_on === '2026-06-30')).toHaveLength(2);
  });

  test.skipIf(skip)('a family doctor who was signed up is asked after in the next quarter', async () => {
    const stage = await on('2026-03-18T09:00:00+08:00');
    await stage.say('wang', '记 王建国 帮扶措施 签了家庭医生');
    await stage.until('2026-03-31T18:00:00+08:00');
    expect(await dutiesOf(stage, 'doctor')).toEqual([]);
    await stage.until('2026-06-18T09:00:00+08:00');
    expect(await dutiesOf(stage, 'doctor')).toMatchObject([
      { household_id: 'h-wang3', due_on: '2026-06-30' },
    ]);
    await stage.say('wang', '记 王建国 工作动态 家庭医生随访了');
    expect(await dutiesOf(stage, 'doctor')).toMatchObject([{ state: 'cleared', done_by: 'wang' }]);
  });

  test.skipIf(skip)('a notice that is over waits for the county', async () => {
    const stage = await on('2026-03-02T09:00:00+08:00');
    await stage.say('wang', '三组王建国家申请纳入监测，看病花了八万');
    await stage.say('wang', '对');
    await stage.say('bao', '通过 1');
    await stage.say('county', '通过 甲嘎查1');
    await stage.say('town', '通过 甲嘎查1');
    await stage.until('2026-03-10T09:00:00+08:00');
    expect(await dutiesOf(stage, 'notice-end')).toMatchObject([
      { person_id: 'county', state: 'open', level: 'county' },
    ]);
    expect(await stage.say('county', '完成')).toContain('光回“完成”还不行');
    await stage.say('county', '通过 甲嘎查1');
    expect(await dutiesOf(stage, 'notice-end')).toMatchObject([{ state: 'cleared', done_by: 'county' }]);
  });

  test.skipIf(skip)('a draft left open is hinted at once, and is nothing to do', async () => {
    const stage = await on('2026-03-18T14:00:00+08:00');
    await stage.say('wang', '三组王建国媳妇昨天住院了，花了八千');
    await stage.until('2026-03-19T13:00:00+08:00');
    expect(stage.heard('wang').filter((text) => text.includes('还没确认'))).toHaveLength(1);
    expect(await stage.say('wang', '我的待办')).toBe('您现在没有待办。');
    await stage.until('2026-03-20T13:00:00+08:00');
    expect(await dutiesOf(stage, 'draft')).toMatchObject([{ state: 'cleared' }]);
  });

  test.skipIf(skip)('who leaves hands on what he had open', async () => {
    const stage = await on('2026-03-02T09:00:00+08:00');
    await stage.say('county', '每月5号上午9点提醒各村报送监测表');
    await stage.say('county', '对');
    await stage.until('2026-03-05T12:00:00+08:00');
    await stage.inside((book) => updatePerson(book.db, 'bao', { active: 0 }));
    await stage.until('2026-03-06T12:00:00+08:00');
    expect((await dutiesOf(stage, 'own')).find(({ region }) => region === VILLAGE)?.person_id).toBe('wang');
    expect(stage.heard('wang')).toEqual([expect.stringContaining('【再提醒】')]);
  });

  test.skipIf(skip)('two looks at the same moment send once', async () => {
    const stage = await on('2026-03-02T09:00:00+08:00');
    await stage.say('county', '每月5号上午9点提醒各村报送监测表');
    await stage.say('county', '对');
    await stage.until('2026-03-05T09:00:00+08:00');
    await stage.until('2026-03-05T09:00:00+08:00');
    expect(stage.arrived.filter(({ to }) => to === 'bao')).toHaveLength(1);
  });
});
