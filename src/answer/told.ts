import { findNumerals, type Numeral } from '../language/language.ts';
import type { Told } from '../policies/policies.ts';
import { readCounts, readExcluded, readPersons, readThings } from './told-counts.ts';
import { readBare, readMoney, readRates, readUsed } from './told-money.ts';
import { readStages } from './told-stages.ts';
import { readCalendarYears, readsAsRange, readYears } from './told-years.ts';

/**
 * The figures that a message tells. `today` (ISO) settles 今年 and 去年.
 * readTold('17只羊1头牛', …).counts → 17 只 羊, 1 头 牛; readTold('十来头牛', …).counts → none, it is no number
 */
export function readTold(text: string, today: string): Told {
  const numerals = findNumerals(text);
  const counts = readCounts(text, numerals);
  return {
    counts,
    stages: readStages(text),
    persons: readPersons(text),
    things: readThings(text),
    money: readMoney(text, numerals),
    bare: readBare(text, numerals),
    rates: readRates(text, numerals),
    years: readYears(text, numerals),
    calendarYears: readCalendarYears(text, today),
    bound: /最少|至少|起码|最低能|少说/.test(text)
      ? 'least'
      : /最多|最高|顶多|至多|封顶|上限|撑死/.test(text)
        ? 'most'
        : null,
    side: /自己(?:要|得|还|最多|还要|还得|能|该|大概)*(?:掏|出|付|花|担|负担|拿)|自付|自费|自负|自个儿?(?:掏|出)|个人(?:掏|出|付|负担|自付)/.test(
      text,
    )
      ? '自付'
      : /报销|能报|给报|报多少|报几|报回/.test(text)
        ? '报销'
        : null,
    toCap: /封顶|顶格|卖满|卖够|卖到(?:头|顶)|最高(?:那一?档|比例|标准|限)|按最高|足额|顶满/.test(text),
    used: readUsed(text, numerals),
    excluded: readExcluded(text),
    area: readArea(text, numerals),
    usedYears: readUsedYears(text),
    adds: /再加上?|还加|加上|另外还|还有|合一搭|一搭里|连上/.test(text),
    more: /多领|多发|多拿|多给|涨多少钱|涨几个钱|涨了多少|增加多少|提高多少钱|多出/.test(text),
    inTurn: /明年|后年|将来|以后|往后/.test(text),
    total:
      readsAsRange(text) ||
      /一共|总共|合计|统共|拢共|总计|加起来|合起来|合一搭|合一块|加一块|加一起|一起算|全部|共计|共(?:要|有|能|多少|几)|一总|拢总|加上/.test(
        text,
      ),
  };
}

/** 做了一百三十平 → 130 */
function readArea(text: string, numerals: readonly Numeral[]): number | null {
  const numeral = numerals.find(
    (candidate) =>
      /^(?:个)?(?:平|㎡|m2|多平)/.test(text.slice(candidate.end)) && candidate.low === candidate.high,
  );
  return numeral?.low ?? null;
}

/** 一年的已经领过了, 已经补了一年 → 1 */
function readUsedYears(text: string): number | null {
  const match =
    /([一二两三四五\d])年(?:的)?.{0,8}?(?:已经|都)?(?:领过|补过|领了|补了|拿过|拿了|享受过)/.exec(text) ??
    /(?:已经|都)?(?:领|补|拿|享受)(?:过|了)(?:整整)?([一二两三四五\d])年/.exec(text);
  return match ? (findNumerals(match[1] ?? '')[0]?.low ?? null) : null;
}
