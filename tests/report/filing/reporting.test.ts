import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReportJob, type FiledReport } from '../../../src/report/report.ts';
import {
  attachmentsOf,
  auditAfter,
  findMember,
  openStorage,
  reportsNumbered,
  type Storage,
  versionsOf,
} from '../../../src/storage/storage.ts';
import { type Stage, setStage, VILLAGE } from './stage.ts';

let storage: Storage;
let stage: Stage;

beforeEach(async () => {
  storage = await openStorage('sqlite::memory:');
  stage = await setStage(storage);
});
afterEach(() => storage.close());

const report = async (number: number) => (await reportsNumbered(storage.db, VILLAGE, number))[0];
const picture = (name: string) => [{ kind: 'image' as const, name }];

describe('one report', () => {
  it('is read back in one card and filed only after 对', async () => {
    const card = await stage.tell('wang', '三组王建国媳妇上周查出乳腺癌,自己掏了两万三');
    expect(card?.text).toContain(
      '3组王建国家 生病：妻子，乳腺癌，2026年3月9日至2026年3月15日之间，自付23000元',
    );
    expect(card?.options).toEqual(['对', '取消']);
    expect(await report(1)).toBeUndefined();
    expect(await stage.say('wang', '对')).toBe(
      '报好了，是1号：3组王建国家 生病：妻子，乳腺癌，2026年3月9日至2026年3月15日之间，自付23000元。下一步村级核实：宝力德。',
    );
    expect(await report(1)).toMatchObject({
      household_id: 'h-wang3',
      kind: 'illness',
      state: 'filed',
      version: 1,
      reporter_id: 'wang',
      member: '妻子',
      occurred_on: '2026-03-09',
      span_to: '2026-03-15',
      amount: 23000,
      note: '乳腺癌',
    });
    expect(stage.heard('bao')).toEqual([expect.stringContaining('请审：甲嘎查1号')]);
    expect(stage.heard('jianguo')).toEqual([expect.stringContaining('王秀英给您家报了1号')]);
    expect(stage.heard('town')).toEqual([]);
  });

  it.each([
    ['金额改成八千', '自付8000元'],
    ['不对，是8500', '自付8500元'],
    ['不是他媳妇是他妈', '母亲'],
    ['不是他媳妇，是他妈', '母亲'],
    ['日期是昨天', '2026年3月17日'],
    ['不对，3月5号的事', '2026年3月5日'],
    ['病改成肺癌', '肺癌'],
    ['不对，是户主本人', '户主'],
    ['不是王建国是李二旺', '2组李二旺家'],
    ['户主是李二旺', '2组李二旺家'],
    ['错了，二组李二旺', '2组李二旺家'],
    ['不对，是一组张秀英', '1组张秀英家'],
  ])('is corrected by %s', async (said, told) => {
    await stage.say('wang', '三组王建国媳妇上周查出乳腺癌,自己掏了两万三');
    const card = await stage.say('wang', said);
    expect(card).toContain(told);
    expect(card).toContain('生病');
    expect(await stage.say('wang', '对')).toContain('报好了，是1号');
  });

  it('asks for all that is missing at once, with examples, and only for that', async () => {
    const card = await stage.say('wang', '王建国家有人得病了');
    expect(card).toContain('还差2样');
    expect(card).toContain('例如“他媳妇”');
    expect(card).toContain('例如“昨天”');
    const next = await stage.say('wang', '他媳妇，肺癌，上个月12号');
    expect(next).toContain('妻子，肺癌，2026年2月12日');
    expect(next).not.toContain('还差');
  });

  it('a day told beside the answer does not change the day told before', async () => {
    await stage.say('wang', '三组王建国2月卖了羊');
    const card = await stage.say('wang', '3月10号');
    expect(card).toContain('日期先前说的是2026年2月1日至2026年2月28日之间，没有改');
    expect(await stage.say('wang', '12只，8000块')).toMatch(/羊，12只，2026年2月1日至.*收入8000元/);
    expect(await stage.say('wang', '日期是3月10号')).toContain('2026年3月10日，收入8000元');
  });

  it('takes 不清楚 for an answer where the thing need not be known', async () => {
    await stage.say('wang', '二组李二旺家羊死了');
    await stage.say('wang', '昨天');
    expect(await stage.say('wang', '不清楚')).toContain('对就回“对”');
    expect(await stage.say('wang', '对')).toContain('报好了');
  });

  it('says what it could not understand of a correction', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院了');
    expect(await stage.say('wang', '不对')).toContain('可以这样说');
    expect(await stage.say('wang', '对')).toContain('报好了');
  });

  it('is given up by 取消', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院了');
    expect(await stage.say('wang', '取消')).toContain('没有报');
    expect(await stage.say('wang', '对')).toContain('已经不要了，没有报');
    expect(await report(1)).toBeUndefined();
  });

  it('a 对 pressed twice files nothing twice, and after another message it is no longer about the draft', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院了');
    await stage.say('wang', '对');
    expect(await stage.say('wang', '对')).toContain('1号已经报好了，不用再回');
    expect(await report(2)).toBeUndefined();
    expect(await stage.say('wang', '你好')).toBe('答：你好');
    expect(await stage.say('wang', '对')).toContain('现在没有等您回“对”的');
    expect(JSON.stringify(stage.state('wang'))).not.toContain('until');
  });

  it('不清楚 where nothing is missing leaves the draft as it is', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院了');
    expect(await stage.say('wang', '不清楚')).toContain('没有还差的了');
    expect(await stage.say('wang', '对')).toContain('报好了');
  });

  it('lets a question in between be answered and goes on', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院了');
    const answered = await stage.say('wang', '低保一个月多少钱');
    expect(answered).toContain('答：低保一个月多少钱');
    expect(answered).toContain('还有一份没报完：3组王建国家 生病');
    expect(await stage.say('wang', '对')).toContain('报好了，是1号');
  });

  it('is of no use in a message that tells no change', async () => {
    expect(await stage.tell('wang', '低保一个月多少钱')).toBeNull();
    expect(await stage.tell('wang', '你好')).toBeNull();
  });
});

describe('a draft', () => {
  it('lapses after a day with a word, once', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院了');
    const told = await stage.until('2026-03-20T09:00:00+08:00');
    expect(told).toEqual([expect.objectContaining({ to: 'wang', about: 'draft-lapsed' })]);
    expect(await stage.until('2026-03-21T09:00:00+08:00')).toEqual([]);
    expect(await stage.say('wang', '对')).toContain('作废了');
    expect(await report(1)).toBeUndefined();
  });

  it('lives on in plain JSON, without a phone number in clear', async () => {
    await stage.say('wang', '王建国电话换成13812345678了');
    expect(JSON.stringify(stage.state('wang'))).not.toContain('13812345678');
    const again = await setStageOn(stage);
    expect(await again.say('wang', '对')).toContain('新电话138******78');
  });
});

/** Another process: the same job made anew, the state as it was kept. */
async function setStageOn(before: Stage): Promise<Stage> {
  before.job.turn = createReportJob().turn;
  return before;
}

describe('several reports in one message', () => {
  const LIST = '1、三组王建国家卖了12只羊，得了8000块\n2、二组李二旺媳妇昨天摔断了腿';

  it('are read back as a list and confirmed together', async () => {
    const card = await stage.say('wang', LIST);
    expect(card).toContain('1. 3组王建国家 生产经营：羊，12只，收入8000元');
    expect(card).toContain('2. 2组李二旺家 意外受伤：妻子');
    const filed = await stage.say('wang', '全对');
    expect(filed).toContain('是1号');
    expect(filed).toContain('是2号');
  });

  it('or one by one, each corrected for itself', async () => {
    await stage.say('wang', LIST);
    const first = await stage.say('wang', '1对 2不对，是他妈');
    expect(first).toContain('是1号');
    expect(first).toContain('2组李二旺家 意外受伤：母亲');
    expect(await stage.say('wang', '对')).toContain('是2号');
    expect((await report(2))?.member).toBe('母亲');
  });

  it('keep to the one that a correction names', async () => {
    await stage.say('wang', LIST);
    expect(await stage.say('wang', '金额改成九千')).toContain('要改哪一条');
    expect(await stage.say('wang', '3月10号')).toContain('要改哪一条');
    const card = await stage.say('wang', '第一条 金额改成九千');
    expect(card).toContain('收入9000元');
    expect(card).toContain('2. 2组李二旺家 意外受伤：妻子');
  });

  it('take one more that is told before they are confirmed', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院了');
    const card = await stage.say('wang', '二组李二旺家房子漏雨了');
    expect(card).toContain('读到2条');
  });
});

describe('the household', () => {
  it('is asked for where two have the name', async () => {
    const card = await stage.tell('wang', '张秀英家房子漏雨了');
    expect(card?.text).toContain('1组张秀英、4组张秀英');
    expect(card?.options).toEqual(['1组张秀英', '4组张秀英']);
    expect(await stage.say('wang', '四组')).toContain('4组张秀英家 房屋');
  });

  it('of another village is refused with a sentence that tells nothing of it', async () => {
    const card = await stage.say('wang', '二组赵六斤昨天去世了');
    expect(card).toContain('甲嘎查的册里没有“赵六斤”这一户');
    expect(card).not.toContain('乙嘎查');
    expect(await stage.say('wang', '对')).not.toContain('报好了');
    expect(await stage.say('wang', '户主是李二旺')).toContain('2组李二旺家 去世');
  });

  it('of another group than the one told is said to be there', async () => {
    const card = await stage.say('wang', '五组王建国媳妇昨天住院了');
    expect(card).toContain('册里王建国在3组，已按3组写。');
    expect(await stage.say('wang', '不对，是二组李二旺')).not.toContain('已按');
  });

  it('is asked about where the group told is another', async () => {
    expect(await stage.say('wang', '五组王建国媳妇昨天住院了')).toContain('3组王建国');
  });
});

describe('the same event told again', () => {
  beforeEach(async () => {
    await stage.say('wang', '三组王建国媳妇3月5号住院了');
    await stage.say('wang', '对');
  });

  it('is shown, by whomever it is told, and 同一件 files nothing', async () => {
    const card = await stage.tell('bao', '王建国媳妇住院了，3月6号');
    expect(card?.text).toContain('先前的1号（王秀英');
    expect(card?.options).toEqual(['同一件', '补充', '新的']);
    expect(await stage.say('bao', '同一件')).toBe('好，还是1号那一件，没有另外报。');
    expect(await report(2)).toBeUndefined();
  });

  it('补充 adds a version to the first', async () => {
    await stage.say('bao', '王建国媳妇3月6号住院花了九千');
    expect((await stage.tell('bao', '补充'))?.about).toBe('report-supplemented');
    expect(await report(1)).toMatchObject({ amount: 9000, version: 2, state: 'filed', reporter_id: 'wang' });
    const row = await report(1);
    const versions = await versionsOf(storage.db, row?.id ?? '');
    expect(versions.map(({ version, by_id }) => [version, by_id])).toEqual([
      [1, 'wang'],
      [2, 'bao'],
    ]);
    expect(JSON.parse(versions[0]?.content ?? '')).toMatchObject({ amount: null });
  });

  it('新的 files another', async () => {
    await stage.say('bao', '王建国媳妇住院了，3月6号');
    await stage.say('bao', '新的');
    expect(await stage.say('bao', '对')).toContain('是2号');
  });

  it('another member, or long after, is another event', async () => {
    expect(await stage.say('bao', '王建国儿子3月6号住院了')).not.toContain('先前的');
    await stage.say('bao', '取消');
    stage.now = new Date('2026-06-18T09:30:00+08:00');
    expect(await stage.say('bao', '王建国媳妇昨天住院了')).not.toContain('先前的');
  });
});

describe('pictures', () => {
  it('go to the open draft, or to the report filed last', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院了', picture('诊断书.jpg'));
    expect(await stage.say('wang', '', picture('发票.jpg'))).toContain('放在“3组王建国家 生病”里了');
    await stage.say('wang', '对');
    expect(await stage.say('wang', '', picture('发票2.jpg'))).toBe('收到1个附件，放在1号里了。');
    const files = await attachmentsOf(storage.db, (await report(1))?.id ?? '');
    expect(files.map(({ name }) => name).sort()).toEqual(['发票.jpg', '发票2.jpg', '诊断书.jpg'].sort());
  });

  it('belong to nothing where nothing was told', async () => {
    expect(await stage.say('wang', '', picture('x.jpg'))).toContain('不知道是哪件事');
  });
});

describe('a villager', () => {
  it('applies for monitoring and reports for his own household', async () => {
    expect(await stage.say('jianguo', '我家想申请监测，媳妇看病花了八万')).toContain(
      '3组王建国家 申请纳入监测：媳妇看病花了八万',
    );
    expect(await stage.say('jianguo', '对')).toContain('下一步村级核实：宝力德、王秀英');
    await stage.say('erwang', '我要上报：我妈昨天住院了');
    expect(await stage.say('erwang', '对')).toContain('2组李二旺家 生病：母亲');
  });

  it('is answered first, and offered to report what he tells', async () => {
    const answered = await stage.tell('jianguo', '我媳妇昨天摔断了腿');
    expect(answered?.text).toContain('答：我媳妇昨天摔断了腿');
    expect(answered?.options).toEqual(['上报']);
    expect(await stage.say('jianguo', '上报')).toContain('3组王建国家 意外受伤：妻子');
  });

  it('reports for nobody else, and sees nobody else', async () => {
    expect(await stage.say('erwang', '我要上报：王建国媳妇住院了')).toContain('只能报您自己家');
    const refused = await stage.tell('erwang', '王建国家昨天卖了5头牛，得了六万');
    expect(refused?.text).toMatch(/只能报您自己家的事.*告诉村干部宝力德、王秀英/);
    expect(refused?.options).toEqual([]);
    expect(await stage.say('nobody', '我要上报：我媳妇住院了')).toContain('没有对上是哪一户');
    await stage.say('wang', '三组王建国媳妇昨天住院了');
    await stage.say('wang', '对');
    expect(await stage.say('erwang', '看 1')).toContain('没有1号');
    expect(await stage.say('jianguo', '看 1')).toContain('3组王建国家 生病');
  });
});

describe('privacy', () => {
  it('a phone goes encrypted into the book, and nowhere in clear', async () => {
    await stage.say('wang', '王建国电话换成13812345678了');
    expect(await stage.say('wang', '对')).toContain('册里的电话已经换成新的');
    const row = await report(1);
    expect(row?.state).toBe('confirmed');
    const versions = await versionsOf(storage.db, row?.id ?? '');
    const audit = await auditAfter(storage.db, 0, 1000);
    expect(JSON.stringify([row, versions, audit, stage.sent])).not.toContain('13812345678');
    const members = await storage.db
      .selectFrom('members')
      .select('id')
      .where('household_id', '=', 'h-wang3')
      .execute();
    const kept = await Promise.all(members.map(({ id }) => findMember(storage.db, id)));
    expect(kept.some((member) => member?.updated_at === row?.filed_at)).toBe(true);
  });

  it('a wrong phone is told with the reason and an example', async () => {
    await stage.say('wang', '王建国换电话了');
    expect(await stage.say('wang', '1381234567')).toContain('要 11 位，现在是 10 位');
    expect(await stage.say('wang', '13812345678')).toContain('新电话138******78');
  });

  it('an identity number in the words is masked in what is kept', async () => {
    await stage.say('wang', '三组王建国申请纳入监测，身份证152722196805021234，花了八万');
    await stage.say('wang', '对');
    expect(JSON.stringify(await report(1))).not.toContain('152722196805021234');
  });
});

it('the hooks are called within filing: orders before reading, lines and notices after', async () => {
  const seen: FiledReport[] = [];
  const own = await openStorage('sqlite::memory:');
  const hooked = await setStage(
    own,
    createReportJob({
      hooks: [
        {
          orders: async ({ text, state }) =>
            text === '预警'
              ? {
                  reply: { text: `预警：${JSON.stringify(state)}`, options: [] },
                  state: { page: 2 },
                  notices: [],
                }
              : null,
          afterFiled: async (_context, filed) => {
            seen.push(filed);
            return {
              lines: ['可以申请大病救助'],
              notices: [{ to: 'town', text: '预警', options: [], about: 'watch' }],
            };
          },
        },
      ],
    }),
  );
  await hooked.say('wang', '三组王建国媳妇昨天住院了');
  expect(await hooked.say('wang', '预警')).toContain('预警：null\n还有一份没报完');
  expect(await hooked.say('wang', '预警')).toContain('预警：{"page":2}');
  expect(await hooked.say('wang', '对')).toContain('可以申请大病救助');
  expect(hooked.heard('town')).toEqual(['预警']);
  expect(seen).toEqual([expect.objectContaining({ number: 1, kind: 'illness', member: '妻子' })]);
  await own.close();
});
