import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMessage } from '../../src/report/report.ts';

const AT = new Date('2026-03-18T09:30:00+08:00');
const DIGITS = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

const surname = fc.constantFrom('王', '李', '郭', '解', '佘', '仉', '牛', '钱', '欧阳', '南宫', '查');
const given = fc.constantFrom('建国', '秀英', '有福', '大成', '玉莲', '志强', '喜顺');
const group = fc.integer({ min: 1, max: 9 });
const relation = fc.constantFrom<[string, string]>(
  ['媳妇', '妻子'],
  ['他爸', '父亲'],
  ['的儿子', '儿子'],
  ['家闺女', '女儿'],
  ['他老丈人', '岳父'],
  ['的孙子', '孙子'],
  ['儿媳妇', '儿媳'],
  ['她婆婆', '婆婆'],
);
const event = fc.constantFrom<[string, string]>(
  ['脑梗住院了', 'illness'],
  ['去世了', 'death'],
  ['摔断了腿', 'accident'],
  ['评上肢体残疾二级', 'disability'],
  ['被厂里裁了', 'job_loss'],
  ['辍学了', 'dropout'],
);
const day = fc.constantFrom<[string, string | null]>(
  ['', null],
  ['昨天', '2026-03-17'],
  ['上周五', '2026-03-13'],
  ['3月2号', '2026-03-02'],
  ['腊月二十', '2026-02-07'],
  ['半个月前', '2026-03-03'],
);
const mark = fc.constantFrom('组', '社', '队');

describe('generated messages', () => {
  test('are read back as they were put together', () => {
    fc.assert(
      fc.property(
        surname,
        given,
        group,
        mark,
        relation,
        event,
        day,
        (family, name, number, place, [told, member], [happened, change], [when, occurredOn]) => {
          const text = `${DIGITS[number - 1]}${place}${family}${name}${told}${when}${happened}`;
          const { reports } = parseMessage(text, AT, []);
          expect(reports, text).toHaveLength(1);
          expect(reports[0], text).toMatchObject({
            head: family + name,
            group: number,
            member,
            change,
            occurredOn,
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  test('two of them, run together, stay two', () => {
    fc.assert(
      fc.property(given, given, event, event, (first, second, [happened, change], [later, other]) => {
        const { reports } = parseMessage(`二组郭${first}他爸${happened}三组李${second}媳妇${later}`, AT, []);
        expect(reports.map((report) => [report.head, report.change])).toEqual([
          [`郭${first}`, change],
          [`李${second}`, other],
        ]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('whatever is sent', () => {
  const scraps = fc.array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        '三组',
        '王建国',
        '家',
        '他妈',
        '住院',
        '了',
        '，',
        '\n',
        '1、',
        '户主：',
        '|',
        '两万三',
        '13800001111',
        '昨天',
        '卖不动',
        '和',
        '?',
        '25只羊',
        '🎉',
        '（',
        '组别：3',
      ),
    ),
    { maxLength: 30 },
  );

  test('nothing throws', () => {
    fc.assert(
      fc.property(scraps, (parts) => {
        const { kind, reports } = parseMessage(parts.join(''), AT, [{ head: '王建国', group: 3 }]);
        expect(kind === 'report').toBe(reports.length > 0);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    '一',
    '9',
    '三组',
    '王建国家和',
    '，',
    '户主：',
    '他妈的儿媳妇',
    '三组王建国家住院了',
    '|\n',
    '没',
    '死了一头',
    '(',
    '欠工资',
  ])('100 KB of %s are read at once', (part) => {
    const began = performance.now();
    parseMessage(part.repeat(100_000 / part.length), AT, []);
    // A hang guard, no measurement.
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
