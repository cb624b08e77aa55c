import { describe, expect, test } from 'vitest';
import { type HouseholdReport, parseMessage, type RosterEntry } from '../../src/report/report.ts';

// A Wednesday.
const AT = new Date('2026-03-18T09:30:00+08:00');

function read(text: string, roster: RosterEntry[] = [], at = AT): HouseholdReport[] {
  return parseMessage(text, at, roster).reports;
}

function one(text: string, roster: RosterEntry[] = []): HouseholdReport {
  const reports = read(text, roster);
  expect(reports, text).toHaveLength(1);
  const [report] = reports;
  if (!report) throw new Error('no report');
  return report;
}

describe('one report', () => {
  test.each<[string, Partial<HouseholdReport>]>([
    [
      '三组王建国媳妇上周查出乳腺癌,自己掏了两万三',
      {
        head: '王建国',
        group: 3,
        change: 'illness',
        member: '妻子',
        occurredOn: '2026-03-09',
        span: { from: '2026-03-09', to: '2026-03-15' },
        amount: 23000,
      },
    ],
    ['二组田大柱他老丈人昨天没了', { change: 'death', member: '岳父', occurredOn: '2026-03-17' }],
    ['二组田大柱闺女生了个女娃', { change: 'birth', member: '外孙女' }],
    ['二组田大柱他爸没住院,住院的是他妈', { change: 'illness', member: '母亲' }],
    ['二组田大柱家昨天着的火', { change: 'disaster', member: null }],
    ['一组后山昨天滑坡把田大柱家猪圈埋了', { head: '田大柱', group: 1, change: 'disaster' }],
    ['户主：景德全\n组别：5组\n事项：母亲去世', { head: '景德全', group: 5, member: '母亲' }],
    ['三组后来福昨天摔断了腿', { head: '后来福', change: 'accident', member: '户主' }],
    ['二组田大柱儿媳生了', { change: 'birth', member: null }],
    ['二组田大柱视力残疾二级证下来了', { change: 'disability', member: '户主', note: '视力二级' }],
    ['二组田大柱从房顶摔下来，住院花了八千', { change: 'accident', member: '户主', amount: 8000 }],
    ['二组田大柱家大风刮倒大棚两座', { change: 'disaster', member: null, count: 2, unit: '座' }],
    ['二组田大柱的工资从五千降到三千五', { change: 'income_drop', member: '户主', amount: 1500 }],
    ['二组田大柱儿子去电子厂上班了，一天180', { change: 'job_start', member: '儿子', amount: null }],
    ['二组田大柱被工地辞退了', { change: 'job_loss', member: '户主' }],
    [
      '二组田大柱孙女上学前班了，交了900',
      { change: 'enrolment', member: '孙女', stage: '幼儿园', amount: 900 },
    ],
    ['二组田大柱儿子初二就不念了', { change: 'dropout', member: '儿子', stage: '初中', occurredOn: null }],
    ['二组田大柱家两间房漏雨', { change: 'housing', member: null, count: 2, unit: '间' }],
    ['二组田大柱家水管冻裂了', { change: 'water', member: null }],
    ['二组田大柱儿子娶媳妇了', { change: 'move_in', member: '儿媳' }],
    ['二组田大柱闺女嫁到山西了', { change: 'move_out', member: '女儿' }],
    ['二组田大柱家分户了', { change: 'split', member: null }],
    ['二组田大柱家卖了10只羊，每只900', { change: 'production', count: 10, unit: '只', amount: null }],
    ['二组田大柱家白菜卖不动', { change: 'unsold', note: '白菜' }],
    ['二组田大柱他妈高龄补贴涨到120了', { change: 'benefit', member: '母亲', amount: 120 }],
    ['二组田大柱换号了，新号15812345678，老的13912345678不用了', { change: 'contact', phone: '15812345678' }],
    ['二组田大柱家的身份证丢了', { change: 'other', member: null }],
  ])('%s', (text, expected) => {
    expect(one(text)).toMatchObject(expected);
  });
});

describe('amounts', () => {
  test.each<[string, number | null]>([
    ['总共三万，医保报了两万', 10000],
    ['花了五六千', null],
    ['大概花了六千', 6000],
    ['报销了一万', null],
    ['花了2w', 20000],
    ['自费1万2', 12000],
  ])('三组王建国住院，%s', (told, amount) => {
    expect(one(`三组王建国住院，${told}`).amount).toBe(amount);
  });
});

describe('the roster', () => {
  const roster = [
    { head: '刘大庆', group: 2 },
    { head: '刘大青', group: 5 },
    { head: '南宫勇', group: 5 },
    { head: '单玉芬', group: 1 },
    { head: '王建峰', group: 1 },
    { head: '王建峰', group: 4 },
  ];

  test.each<[string, string | null, number | null]>([
    ['刘大青家分户了', '刘大青', 5],
    ['五组南官勇家分户了', '南宫勇', 5],
    ['一组山玉芬家分户了', '单玉芬', 1],
    ['王建峰家分户了', '王建峰', null],
    ['四组王建峰家分户了', '王建峰', 4],
    ['老单家分户了', '单玉芬', 1],
    ['老刘家分户了', null, null],
    ['二组老刘家分户了', '刘大庆', 2],
    ['三组周全家分户了', '周全', 3],
  ])('%s → %s, %s', (text, head, group) => {
    expect(one(text, roster)).toMatchObject({ head, group });
  });
});

describe('several reports', () => {
  test('run together without a stop', () => {
    const reports = read('二组的钮三毛家分户了八组的车大力他爷爷昨天没了');
    expect(reports.map(({ head, group, change }) => [head, group, change])).toEqual([
      ['钮三毛', 2, 'split'],
      ['车大力', 8, 'death'],
    ]);
  });

  test('a group and a day in the heading hold for each item', () => {
    const reports = read('三组3月16日大风：\n1、赵有福家掀了大棚2座\n2、钱小云家死羊3只');
    expect(reports.map(({ head, group, occurredOn, count }) => [head, group, occurredOn, count])).toEqual([
      ['赵有福', 3, '2026-03-16', 2],
      ['钱小云', 3, '2026-03-16', 3],
    ]);
  });

  test('one event over two households', () => {
    expect(
      read('一组赵有福和二组钱小云家昨天都停水了').map(({ head, group, change }) => [head, group, change]),
    ).toEqual([
      ['赵有福', 1, 'water'],
      ['钱小云', 2, 'water'],
    ]);
  });

  test('two events of one household, each with its own member', () => {
    const reports = read('三组暴春来他妈大前天摔坏了腰,他自己也从砖厂下岗了');
    expect(reports.map(({ change, member, occurredOn }) => [change, member, occurredOn])).toEqual([
      ['accident', '母亲', '2026-03-15'],
      ['job_loss', '户主', null],
    ]);
  });

  test('a form, and a table', () => {
    expect(
      one('户主：鲍青山；组别：3组；成员：岳母；变化：评定视力残疾二级；日期：2025年10月21日'),
    ).toMatchObject({
      head: '鲍青山',
      group: 3,
      change: 'disability',
      member: '岳母',
      occurredOn: '2025-10-21',
    });
    expect(
      read('户主|组|成员|变化\n由占海|1组|孙女|上小学\n胥二妮|4组|丈夫|失业').map(
        ({ head, member, change }) => [head, member, change],
      ),
    ).toEqual([
      ['由占海', '孙女', 'enrolment'],
      ['胥二妮', '丈夫', 'job_loss'],
    ]);
  });
});

describe('no report', () => {
  test.each([
    '收到',
    '1',
    '13812345678',
    '谢谢书记',
    '今天真热，三十八度',
    '低保怎么办',
    '如果孩子辍学了，补助是不是就没了',
    '三组王建国没住院',
    '三组王建国家孩子辍学是假的',
    '不对，是三组',
    '打错了，应该是两万三',
    '三组王建国家的残疾证复印件送到村部',
    '后天上午十点组长到村部开会',
    '三组王建国住院了吗',
    '三组王建国家低保批下来没有？',
    '出售拖拉机，联系电话13812345678',
    '',
  ])('%s', (text) => {
    expect(parseMessage(text, AT, []).kind).toBe('not_report');
  });

  test('hearsay, and a report with a question, are reports', () => {
    expect(one('听说三组王建国闺女职高不念了，真的假的？')).toMatchObject({
      change: 'dropout',
      stage: '中职',
    });
    expect(one('三组王建国家前天起不出水了，能派人看看不？')).toMatchObject({
      change: 'water',
      occurredOn: '2026-03-16',
    });
  });
});

test('what is missing is named', () => {
  expect(one('三组王建国家换电话了').missing).toEqual(['phone']);
});
