import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sumsOf } from '../../../src/outbox/outbox.ts';
import { addHousehold, erasePerson, personById, verifyAudit } from '../../../src/register/register.ts';
import { recipientsFor } from '../../../src/remind/broadcast/recipients.ts';
import {
  broadcastNumbered,
  insertAnswer,
  insertRecipients,
  insertReport,
  openStorage,
  type ReportRow,
  recipientsOf,
  type Storage,
  waitingFor,
} from '../../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../../databases.ts';
import { secrets } from '../../register/desk.ts';
import { type Stage, setStage, staff, TOWN, VILLAGE } from '../stage.ts';
import { plantMany, plantVillage, written } from './stage.ts';

const databases = await databasesForThisFile();
const FROM = '2026-03-18T01:00:00.000Z';
const MANY = 1200;

const report = (more: Partial<ReportRow>): ReportRow => ({
  id: 'r',
  number: 1,
  village: VILLAGE,
  household_id: 'h1',
  kind: 'enrolment',
  path: 'ordinary',
  state: 'confirmed',
  version: 1,
  reporter_id: 'wang',
  member: '儿子',
  occurred_on: '2024-09-01',
  span_to: null,
  amount: null,
  count: null,
  unit: null,
  stage: '高中',
  note: null,
  phone_sealed: null,
  filed_at: FROM,
  updated_at: FROM,
  ...more,
});

describe.each(databases.filter(({ skip }) => !skip))('on $name', (database) => {
  let storage: Storage;
  let url: string;
  let stage: Stage;

  beforeAll(async () => {
    url = await database.freshUrl();
    storage = await openStorage(url);
  });
  afterAll(() => storage.close());
  beforeEach(async () => {
    await wipe(storage);
    stage = await setStage(storage, FROM, { plant: plantVillage });
  });

  it('expands a large one in the confirming message: one row for each person, confirmed twice, sums in balance', async () => {
    await stage.inside((book) => plantMany(book, MANY));
    const people = MANY + 2;
    expect(await stage.say('town', '通知甲嘎查村民：周三停水')).toContain(`共${people}人`);
    expect(await stage.say('town', `发 ${people - 1}`)).toContain('人数对不上');
    expect(await stage.say('town', `发 ${people}`)).toContain(`确认发 ${people}`);
    expect((await written(storage.db)).broadcasts).toHaveLength(0);
    expect(await stage.say('town', `确认发 ${people}`)).toContain('第1号群发');
    const first = await written(storage.db);
    expect(first).toMatchObject({ recipients: people, copies: people, persons: people });
    expect(await stage.say('town', `确认发 ${people}`)).toContain('不会再发一遍');
    expect(await written(storage.db)).toEqual(first);
    const [row] = first.broadcasts;
    const sums = await sumsOf(storage.db, { run: `broadcast:${row?.id}` });
    // Those without an account wait for one; the two of the village have it.
    expect(sums).toMatchObject({ expected: people, sent: 2, withoutAccount: MANY, balanced: true });
    expect(await verifyAudit({ db: storage.db, kind: storage.kind, secrets })).toMatchObject({ ok: true });
  });

  it('holds a paused one over a restart, and goes on where it stood', async () => {
    stage.clock.set('2026-03-18T14:00:00.000Z');
    await stage.say('wang', '通知全村：周三停水');
    expect(await stage.say('wang', '发 2')).toContain('明天07:30');
    expect(await stage.say('wang', '暂停群发')).toContain('还有2人没有发');
    if (database.shared) {
      await storage.close();
      storage = await openStorage(url);
      const at = stage.clock.now().toISOString();
      stage = await setStage(storage, at, { plant: () => Promise.resolve() });
    }
    await stage.until('2026-03-19T02:00:00.000Z');
    expect(stage.heard('jianguo')).toEqual([]);
    expect(await stage.say('wang', '继续群发 1')).toContain('还有2人');
    expect(stage.heard('jianguo')).toHaveLength(1);
    expect(stage.heard('erwang')).toHaveLength(1);
    expect(await stage.say('wang', '继续群发 1')).toContain('用不着');
  });

  it('does not send to a list that has changed since it was shown', async () => {
    await stage.say('town', '通知甲嘎查监测户：领饲料');
    await stage.inside((book) =>
      addHousehold(
        book,
        { id: 'h3', region: VILLAGE, group: 3, head: '张三', category: '监测户', members: [] },
        't',
      ),
    );
    const again = await stage.say('town', '发 2');
    expect(again).toContain('名单刚才有变化');
    expect(again).toContain('共3人');
    expect((await written(storage.db)).broadcasts).toHaveLength(0);
    // Nobody of that household uses the bot: the cadre is asked to tell them, and nobody is left out of the count.
    expect(await stage.say('town', '发 3')).toContain('没有账号的1人');
    expect(stage.heard('wang').at(-1)).toContain('张三');
    const row = await broadcastNumbered(storage.db, 1);
    expect((await recipientsOf(storage.db, row?.id ?? '')).map(({ name }) => name).toSorted()).toEqual(
      ['张三', '李二旺', '王建国'].toSorted(),
    );
  });

  it('keeps one row for a person, whatever lists he is on, and every answer, of which the last counts', async () => {
    await stage.say('town', '通知甲嘎查监测户、王建国、李二旺：来开会\n选项：来/不来');
    await stage.say('town', '发 2');
    const row = await broadcastNumbered(storage.db, 1);
    const before = await recipientsOf(storage.db, row?.id ?? '');
    await insertRecipients(storage.db, before);
    expect(await recipientsOf(storage.db, row?.id ?? '')).toEqual(before);
    expect(await stage.say('jianguo', '来')).toContain('记下了');
    expect(await stage.say('jianguo', '不来')).toContain('从“来”改成“不来”');
    const [waiting] = await waitingFor(storage.db, 'jianguo');
    expect(waiting).toMatchObject({ number: 1, answer: '不来' });
    const answers = await storage.db.selectFrom('broadcast_answers').selectAll().execute();
    expect(answers.map(({ answer }) => answer)).toEqual(['来', '不来']);
    const answer = { run_id: 'none', key: 'p:x', answer: '来', note: null, at: FROM };
    await expect(insertAnswer(storage.db, answer)).rejects.toThrow();
  });

  it('knows the households with a pupil from what was reported, as long as the stage lasts', async () => {
    const speaker = {
      id: 'town',
      name: '丁海霞',
      role: 'township',
      region: TOWN,
      householdId: null,
      active: true,
    } as const;
    const pupils = async (today: string): Promise<string[]> =>
      (
        await recipientsFor(
          storage.db,
          speaker,
          [{ places: [TOWN], facts: [{ kind: 'student', stages: ['高中'] }], whom: [{ kind: 'villagers' }] }],
          today,
        )
      ).map(({ name }) => name);
    await insertReport(storage.db, report({}));
    await insertReport(storage.db, report({ id: 'r2', number: 2, household_id: 'h2', state: 'rejected' }));
    expect(await pupils('2026-03-18')).toEqual(['王建国']);
    expect(await pupils('2028-03-18')).toEqual([]);
    await insertReport(
      storage.db,
      report({ id: 'r3', number: 3, kind: 'dropout', occurred_on: '2026-01-01', filed_at: FROM }),
    );
    expect(await pupils('2026-03-18')).toEqual([]);
  });

  it('never goes above or beside the speaker', async () => {
    await stage.inside(async (book) => {
      await addHousehold(
        book,
        { id: 'hx', region: `${TOWN}/乙嘎查`, group: 1, head: '赵六斤', category: '监测户', members: [] },
        'test',
      );
      await staff(book, 'liu', '赵六斤', 'villager', `${TOWN}/乙嘎查`, 'hx');
    });
    expect(await stage.say('wang', '发给 赵六斤、王建国：你好')).toContain('没有“赵六斤”');
    expect(await stage.say('wang', '群发给 丁海霞：你好')).toContain('没有“丁海霞”');
    expect(await stage.say('wang', '紧急通知 全镇：快跑')).toContain('不归您发');
    expect(await stage.say('wang', '通知全体村民：周三停水')).toContain('共2人');
    expect(await stage.say('jianguo', '通知全体村民：周三停水')).toBe('（答）');
    expect(await stage.say('jianguo', '看群发 1')).toBe('（答）');
  });

  it('asks which of two of one name, and takes the one with his group', async () => {
    await stage.inside((book) =>
      addHousehold(
        book,
        { id: 'h5', region: VILLAGE, group: 5, head: '王建国', category: '一般户', members: [] },
        't',
      ),
    );
    expect(await stage.say('wang', '发给 王建国：你好')).toContain('叫“王建国”的有2个');
    expect(await stage.say('wang', '发给 五组王建国：你好')).toContain('共1人：王建国');
  });

  it('sends once more to those alone whom it did not reach, with the same picture', async () => {
    await stage.say('wang', '通知全村：看通知');
    const photo = { kind: 'image', name: '通知.jpg', file: 'file-1' } as const;
    expect(await stage.say('wang', '', [photo])).toContain('带1张图片');
    await stage.say('wang', '发 2');
    expect(await stage.say('wang', '重发失败 1')).toContain('没有发失败的');
    await storage.db
      .updateTable('outbox')
      .set({ state: 'failed', reason: 'blocked' })
      .where('person_id', '=', 'erwang')
      .where('run', 'is not', null)
      .execute();
    stage.heard('jianguo');
    stage.heard('erwang');
    expect(await stage.say('wang', '看群发 1')).toContain('没发成1人：李二旺（blocked）');
    expect(await stage.say('wang', '重发失败 1')).toContain('给1个没发成的人重发');
    expect(stage.heard('jianguo')).toEqual([]);
    expect(stage.heard('erwang')).toHaveLength(1);
    expect(await stage.say('wang', '看群发 1')).toContain('收到2人');
    const pictures = await storage.db
      .selectFrom('outbox')
      .select('picture')
      .where('run', 'is not', null)
      .execute();
    expect(pictures.map(({ picture }) => picture)).toEqual(['file-1', 'file-1', 'file-1']);
  });

  it('forgets the name and the words of somebody who is erased', async () => {
    await stage.say('wang', '通知全村：来开会\n选项：参加/不参加');
    await stage.say('wang', '发 2');
    await stage.say('erwang', '不参加，腿疼');
    await stage.inside(async (book) => {
      const person = await personById(book.db, 'erwang');
      if (person !== null) await erasePerson(book, person, 'erwang');
    });
    const told = await stage.say('wang', '看群发 1');
    expect(told).not.toContain('李二旺');
    expect(told).not.toContain('腿疼');
    expect(told).toContain('“不参加”1人');
  });

  it('leaves a word alone that answers nothing', async () => {
    expect(await stage.say('jianguo', '参加')).toBe('（答）');
    expect(await stage.say('jianguo', '1')).toBe('（答）');
    stage.clock.set('2026-03-18T14:00:00.000Z');
    await stage.say('wang', '通知全村：来开会\n选项：参加/不参加');
    await stage.say('wang', '发 2');
    // It has not reached him yet: the night is quiet.
    expect(await stage.say('jianguo', '参加')).toBe('（答）');
    await stage.until('2026-03-19T00:00:00.000Z');
    expect(await stage.say('jianguo', '参加')).toContain('记下了');
    expect(await stage.say('wang', '结束 1')).toContain('不再收回答');
    expect(await stage.say('erwang', '3')).toBe('（答）');
  });
});
