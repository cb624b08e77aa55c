import { type Figure, figureAt } from './numbers-figure.ts';

/** A figure or a range of figures: 三千, 1万到1.5万, 10~15k, 一百二十到一百五十万. */
export interface Amount extends Figure {
  range: boolean;
}

const UNIT_BETWEEN =
  '(?:元|块钱|块|万元|斤|公斤|亩|只|头|个|人|户|岁|米|天|年|度|间|吨|袋|棵|%)?(?:\\(含\\))?';
const BETWEEN = new RegExp(`${UNIT_BETWEEN}\\s?(?:到|至|-{1,2}|~{1,2})\\s?(?:¥)?`, 'y');

/**
 * The figure at `start`, together with the second one where a range is told. A unit that only the second one
 * carries holds for both, unless the first is too large for it.
 * 两到三万 → 20000–30000; 8500到3万 → 8500–30000; 十八至三十万 → 180000–300000; 3-5 → 3–5
 */
export function amountAt(plain: string, start: number): Amount | null {
  const first = figureAt(plain, start);
  if (!first) return null;
  const alone = { ...first, range: first.low !== first.high };
  BETWEEN.lastIndex = first.end;
  const between = BETWEEN.exec(plain);
  if (!between) return alone;
  const second = figureAt(plain, first.end + between[0].length);
  // 0471-7654321, 3-0: no ranges.
  if (!second || /^0\d/.test(plain.slice(first.start, first.end))) return alone;
  const scaled = scaleFirst(plain, first, second);
  if (second.high <= scaled) return alone;
  return { ...second, start, low: scaled, exact: false, single: false, range: true };
}

/** The first figure in the unit of the second: 两(到三)万, 十八(至三十)万, 10(~15)k. */
function scaleFirst(plain: string, first: Figure, second: Figure): number {
  const shorter = first.scale < second.scale && (first.scale < 1e4 || second.scale > 1e4);
  if (!shorter || !/[十百千万亿kw]/.test(plain.charAt(second.end - 1)) || second.scale === 10)
    return first.low;
  // A smaller scale of its own (八百 in 八百到九百亿) is no reason against 亿, but 8500 is against 3万.
  return first.low < second.high / second.scale ? first.low * second.scale : first.low;
}
