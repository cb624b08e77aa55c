import type { Numeral } from '../language/language.ts';
import { MEASURE } from './told-counts.ts';

/** What is a sum of money by its unit. */
const MONEY_AFTER = /^(?:来|多|几)?(?:块钱|块|元钱|元|圆|万块|万元|千块|百块|块多|毛)/;

/** Sums that are marked as money, by their unit or by what was done with them. */
export function readMoney(text: string, numerals: readonly Numeral[]): number[] {
  return numerals.flatMap((numeral) => {
    if (numeral.percent || numeral.low !== numeral.high) return [];
    const after = text.slice(numeral.end);
    const before = text.slice(Math.max(0, numeral.start - 6), numeral.start);
    const marked = MONEY_AFTER.test(after);
    const spent =
      /(?:花|花了|花费|掏了|用了|费用|医药费|药费|住院费|一共花|共花|总费用|账单|贷|贷了|借了|借|贷款|想贷|工资|标准|底薪|挣|是|了)(?:大概|大约|约|将近|整整|总共|一共|统共)?$/.test(
        before,
      );
    // A large round figure after 花了 or 贷 is money; what has a measure word of its own is not.
    const bare = spent && numeral.low >= 100 && !MEASURE.test(after) && !/^[年月日号岁%]/.test(after);
    return marked || bare ? [numeral.low] : [];
  });
}

/** 已经贷过三万没还, 已经报了3万: what was had before counts against the limit. */
export function readUsed(text: string, numerals: readonly Numeral[]): number[] {
  return numerals.flatMap((numeral) => {
    if (numeral.percent || numeral.low < 100) return [];
    const before = text.slice(Math.max(0, numeral.start - 8), numeral.start);
    const after = text.slice(numeral.end, numeral.end + 8);
    const borrowed =
      /(?:已经?|之前|以前|前年|去年|早先)(?:贷|借|用)(?:过|了)?$|(?:贷|借)过(?:了)?$|还欠(?:着)?$|(?:已经|先|都)(?:报|报销)(?:了|过)?$/.test(
        before,
      ) || /^(?:块|元)?(?:钱)?(?:还)?没还/.test(after);
    return borrowed ? [numeral.low] : [];
  });
}

/** 基准按4.35% is the rate that a subsidised loan goes by, whatever the bank takes. */
export function readRates(text: string, numerals: readonly Numeral[]): number[] {
  const rates = numerals.filter((numeral) => numeral.percent && numeral.low === numeral.high);
  const bare = numerals.filter(
    (numeral) =>
      !numeral.percent &&
      numeral.low < 100 &&
      /(?:年息|利率|利息|年利率|比例)(?:照|按|是|算|为|原来)*$/.test(
        text.slice(Math.max(0, numeral.start - 6), numeral.start),
      ),
  );
  const isBase = (numeral: Numeral): boolean =>
    /基准(?:利率)?(?:是|按|为|年|算)*$/.test(text.slice(Math.max(0, numeral.start - 8), numeral.start));
  return [...rates.filter(isBase), ...rates.filter((numeral) => !isBase(numeral)), ...bare].map(
    (numeral) => numeral.low,
  );
}

/** Round figures of a hundred and more that have no measure word and are no year: 去年一年四千. */
export function readBare(text: string, numerals: readonly Numeral[]): number[] {
  return numerals.flatMap((numeral) => {
    if (numeral.percent || numeral.low !== numeral.high || numeral.low < 100) return [];
    const after = text.slice(numeral.end);
    if (MEASURE.test(after) || /^[年月日号岁%米公里平米亩]/.test(after) || /^20[0-4]\d$/.test(numeral.text))
      return [];
    return [numeral.low];
  });
}
