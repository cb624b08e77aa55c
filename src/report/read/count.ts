import { type Count, findNumbers } from '../../language/language.ts';

export type { Count };

export function findCounts(
  text: string,
  taken: readonly { text: string; start: number; end: number }[],
): Count[] {
  return findNumbers(text, taken);
}

/** What is there, not what was lost or sold: 养了30只, 还剩5只. */
const STOCK =
  /(?:养(?:了|着|的)?|存栏|原(?:来|有)|(?:总共|一共|家里|本来)有|还剩|剩(?:下|了)?|承包(?:了|的)?|种(?:了|的|着)|家的|留(?:下|了)?|名下)(?:那)?$/;

/** The count that a change gives: of the units that its kind knows, what was lost or sold before what is there. */
export function chooseCount(
  text: string,
  counts: readonly Count[],
  units: RegExp,
  anchor: number,
): { count: number; unit: string } | null {
  const fitting = counts.flatMap((count) => {
    const unit = count.unit;
    if (count.value === undefined || unit === undefined || !units.test(unit)) return [];
    const before = text.slice(Math.max(0, count.start - 8), count.start);
    const after = text.slice(count.end, count.end + unit.length + 6).slice(unit.length);
    if (/每$/.test(before)) return [];
    // 一斤3块2 prices and counts nothing.
    if (
      count.value === 1 &&
      /^(?:斤|公斤|亩|吨|千克)$/.test(unit) &&
      /^(?:是|卖|才|也就|能|合)?[\d一二两三四五六七八九十几]/.test(after)
    )
      return [];
    // 一斤都没卖.
    if (count.value === 1 && /^(?:都|也)(?:没|不)/.test(after)) return [];
    if (unit === '个' && /^(?:月|年|儿|人|孩|娃|多月|星期|礼拜|小时|学)/.test(after)) return [];
    if (unit === '口' && /^(?:人|子|之家|气)/.test(after)) return [];
    const stock = STOCK.test(before) ? 2 : 0;
    const early = count.start < anchor ? 0.5 : 0;
    const weak = /^(?:个|处|块|分)$/.test(unit) ? 1 : 0;
    return [{ count: count.value, unit, cost: stock + early + weak }];
  });
  fitting.sort((a, b) => a.cost - b.cost);
  const best = fitting[0];
  return best ? { count: best.count, unit: best.unit } : null;
}
