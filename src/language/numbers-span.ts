/** A stretch of the text as it was given. */
export interface Span {
  text: string;
  /** Index of the first character. */
  start: number;
  /** Index after the last character. */
  end: number;
}

/** Whether a stretch touches one that holds something else. `taken` stands in the order of the text. */
export function isTaken(taken: readonly Span[], start: number, end: number): boolean {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((taken[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return (taken[low]?.start ?? Number.POSITIVE_INFINITY) < end;
}

const LOOSE_BEFORE =
  /(?:大概|大约|约莫|约|差不多|将近|(?<!最|附|靠|邻|接)近|快|不到|不足|不满|没到|至少|起码|最少|少说|超过|估计|[得有是了]小)(?:是|有|要|花了|得|也)?$/;
const LOOSE_AFTER =
  /^(?:块钱|块|元|只|头|个|人|亩|斤|天|岁)?(?:钱)?[,\s]?(?:左右|上下|出头|开外|以上|以下|往上|不到|挂零|有余|的样子|多点|多一点|多(?!少)|来(?![\u4e00-\u9fff])|余)/;

/**
 * Whether the words around a figure make it an approximate one: 大概三千, 三千来块, 三千出头, 不到三千.
 * `figureEnd` is where the digits end, `end` where the expression ends with its unit.
 */
export function isLoose(plain: string, start: number, figureEnd: number, end: number): boolean {
  return (
    LOOSE_BEFORE.test(plain.slice(Math.max(0, start - 6), start)) ||
    /^[好上]/.test(plain.slice(start, start + 1)) ||
    /[来多余把]/.test(plain.slice(figureEnd - 1, end)) ||
    LOOSE_AFTER.test(plain.slice(end, end + 6)) ||
    LOOSE_AFTER.test(plain.slice(figureEnd, figureEnd + 6))
  );
}
