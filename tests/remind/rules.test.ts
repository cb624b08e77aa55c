import { describe, expect, test } from 'vitest';
import { looksLikeRule, type RuleTold, readRuleText } from '../../src/remind/rules/read.ts';
import type { KnownPlace } from '../../src/remind/rules/read-audience.ts';

const OWN = '县';
const places: KnownPlace[] = [
  { path: '县/锡尼镇', name: '锡尼镇', level: 'township' },
  { path: '县/锡尼镇/示范嘎查', name: '示范嘎查', level: 'village' },
  { path: '县/锡尼镇/河西村', name: '河西村', level: 'village' },
  { path: '县/独贵镇/河西村', name: '河西村', level: 'village' },
];
const at = new Date('2026-03-02T09:00:00+08:00');
const read = (text: string): RuleTold => readRuleText(text, { at, own: OWN, places });

const last = { kind: 'last-working-day' } as const;
const date = (day: number) => ({ kind: 'date', day }) as const;

describe('a rule in an office’s own words', () => {
  test.each<[string, Partial<RuleTold>]>([
    [
      '每月5号上午9点提醒各村报送监测表',
      {
        what: '报送监测表',
        rhythm: { kind: 'monthly', days: [date(5)] },
        time: '09:00',
        audience: { kind: 'villages', place: OWN },
      },
    ],
    [
      '每季度最后一个工作日提醒各乡镇上报台账',
      {
        what: '上报台账',
        rhythm: { kind: 'quarterly', month: 3, day: last },
        audience: { kind: 'townships', place: OWN },
      },
    ],
    [
      '12月20日前完成走访，提前7天、3天、当天各提醒一次',
      { what: '完成走访', rhythm: { kind: 'once', on: '2026-12-20' }, advance: [7, 3, 0], audience: null },
    ],
    [
      '每周五下午提醒我报考勤',
      {
        what: '报考勤',
        rhythm: { kind: 'weekly', weekdays: [5] },
        time: '15:00',
        audience: { kind: 'self', place: OWN },
      },
    ],
    [
      '每周一、三、五提醒全体村干部签到',
      {
        what: '签到',
        rhythm: { kind: 'weekly', weekdays: [1, 3, 5] },
        audience: { kind: 'cadres', place: OWN },
      },
    ],
    [
      '每月最后一天提醒各村核对低保名单',
      { what: '核对低保名单', rhythm: { kind: 'monthly', days: [{ kind: 'last-day' }] } },
    ],
    [
      '每月5号和20号提醒各村上报用工',
      { what: '上报用工', rhythm: { kind: 'monthly', days: [date(5), date(20)] } },
    ],
    [
      '每年6月和12月提醒各乡镇报总结',
      { what: '报总结', rhythm: { kind: 'yearly', months: [6, 12], day: last }, isDayGiven: false },
    ],
    ['每年3月15日提醒各村交计划', { what: '交计划', rhythm: { kind: 'yearly', months: [3], day: date(15) } }],
    [
      '每半年提醒各乡镇督查一次',
      { what: '督查一次', rhythm: { kind: 'yearly', months: [6, 12], day: last } },
    ],
    ['每个工作日8点半提醒各村报疫情', { what: '报疫情', rhythm: { kind: 'daily' }, time: '08:30' }],
    [
      '每季度第二个月10号提醒帮扶人走访',
      {
        what: '走访',
        rhythm: { kind: 'quarterly', month: 2, day: date(10) },
        audience: { kind: 'helpers', place: OWN },
      },
    ],
    [
      '每月初提醒锡尼镇各村报表',
      {
        what: '报表',
        rhythm: { kind: 'monthly', days: [{ kind: 'first-working-day' }] },
        audience: { kind: 'villages', place: '县/锡尼镇' },
      },
    ],
    ['每月8号提醒锡尼镇报表', { what: '报表', audience: { kind: 'townships', place: '县/锡尼镇' } }],
    [
      '每月8号提醒示范嘎查报表，到12月止',
      { what: '报表', until: '2026-12-31', audience: { kind: 'villages', place: '县/锡尼镇/示范嘎查' } },
    ],
    [
      '每月十五号下午两点半提醒各村开会',
      { what: '开会', rhythm: { kind: 'monthly', days: [date(15)] }, time: '14:30' },
    ],
    [
      '提醒谁：各村 办什么：报送监测表 什么时候：每月5号上午9点 提前：3天、当天 截止：12月',
      {
        what: '报送监测表',
        rhythm: { kind: 'monthly', days: [date(5)] },
        time: '09:00',
        advance: [3, 0],
        until: '2026-12-31',
        audience: { kind: 'villages', place: OWN },
      },
    ],
  ])('%s', (text, expected) => {
    expect(looksLikeRule(text)).toBe(true);
    const told = read(text);
    expect(told.faults).toEqual([]);
    expect(told).toMatchObject(expected);
  });

  test.each<[string, number]>([
    ['每月35号晚上9点提醒东风镇报送监测表', 3],
    ['每周提醒各村报表', 1],
    ['每年13月提醒各村报表', 1],
    ['每月5号早上6点提醒各村报表', 1],
    ['每月5号提醒河西村报表', 1],
    ['每季度15号提醒各村报表', 1],
  ])('%s is told its faults, all of them, each with an example', (text, count) => {
    const { faults } = read(text);
    expect(faults).toHaveLength(count);
    for (const fault of faults) expect(fault).toMatch(/例如“.+”/);
  });

  test.each([
    '怎么提醒我交医保',
    '昨天提醒过了',
    '你们没提醒我',
    '提醒是什么时候发的',
    '三组王建国昨天卖了12只羊',
    '每月补多少钱',
    '5号开会吗',
    '别提醒我了',
  ])('%s is no rule', (text) => {
    expect(looksLikeRule(text)).toBe(false);
  });
});

describe('whom a rule names, and when', () => {
  const people = [
    { id: 'wang', name: '王秀英', region: '县/锡尼镇/示范嘎查' },
    { id: 'bao', name: '宝力德', region: '县/锡尼镇/河西村' },
    { id: 'far', name: '白音', region: '别县' },
  ];
  const named = (text: string): RuleTold => readRuleText(text, { at, own: OWN, places, people });

  test('people by name, one or several', () => {
    expect(named('提醒王秀英3月19日上午10点前把照片发我')).toMatchObject({
      audience: { kind: 'people', people: ['wang'] },
      what: '上午10点前把照片发我',
      event: '10:00',
      time: null,
      faults: [],
    });
    expect(named('提醒王秀英和宝力德明天交表').audience?.people).toEqual(['wang', 'bao']);
  });

  test.each([
    ['提醒白音明天交表', '不在您管的地方'],
    ['提醒张三丰明天交表', '没有登记叫“张三丰”'],
    ['提醒所有村民明天上午10点领化肥', '群发'],
    ['每周一提醒三组村民交水费', '群发'],
    ['每两周周一提醒村干部报走访', '每两周'],
    ['每隔10天提醒各村报一次', '每隔10天'],
  ])('%s is refused and not taken for somebody or something else', (text, fault) => {
    expect(named(text).faults.join()).toContain(fault);
  });

  test('the hour of what is to be done is not that of the reminder', () => {
    expect(named('提醒各村3月20日下午3点开会')).toMatchObject({
      time: null,
      event: '15:00',
      what: '下午3点开会',
    });
    expect(named('3月20日下午3点提醒各村开会')).toMatchObject({ time: '15:00', event: null, what: '开会' });
    expect(named('每半年提醒各村报总结').faults).toEqual([]);
  });
});
