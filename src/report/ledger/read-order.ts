import { z } from 'zod';
import { SIX } from './card.ts';

/** An order about one household's card or money book. `name` null: the person's own. */
export const cardOrderSchema = z.object({
  kind: z.enum(['card', 'ledger', 'timeline', 'write']),
  name: z.string().nullable(),
  group: z.number().nullable(),
  village: z.string().nullable(),
  /** 2026, 今年, 去年 or nothing. */
  year: z.string().nullable(),
  section: z.enum(SIX).nullable(),
  text: z.string(),
  /** It can be nothing else; else it is an order only where a household of that name is found. */
  isSure: z.boolean(),
});
export type CardOrder = z.infer<typeof cardOrderSchema>;

const GROUP = '(?:(\\d{1,3}|[一二三四五六七八九十]{1,3})\\s*(?:组|社|队|屯)\\s*)?';
const NAME = '([\\u4e00-\\u9fff·]{2,15}?)';
const YEAR = '(?:\\s*(20\\d\\d|今年|去年|前年)\\s*年?的?)?';
const OWN =
  /^(?:查看?|看看?)?\s*(?:我家|我们家|咱家|俺家|自己家)\s*(20\d\d|今年|去年|前年)?年?的?\s*(一本账|账本?|帐本?|收支|收入|一本通|卡|情况|变化|经过)\s*(20\d\d|今年|去年|前年)?年?的?$/;
const SEE = new RegExp(`^查(?:一下|看)?(\\s*)${GROUP}${NAME}(?:家)?$`);
const LEDGER = new RegExp(`^(?:查?[账帐]|一本账|收支)(\\s*)${GROUP}${NAME}(?:家)?(?:的)?${YEAR}$`);
const LEDGER_OF = new RegExp(`^${GROUP}${NAME}家?的(?:一本)?[账帐]${YEAR}$`);
const TIMELINE = new RegExp(`^(?:经过|变化)(\\s*)${GROUP}${NAME}(?:家)?$`);
const WRITE = new RegExp(
  `^记(\\s*)${GROUP}${NAME}家?\\s+(?:的)?(${SIX.join('|')}|村情|户情)清?[\\s:：,，]*([\\s\\S]+)$`,
);

/** Reads such an order; null where the text is none. readCardOrder('账 王建国 2026') → ledger of 王建国, 2026 */
export function readCardOrder(text: string): CardOrder | null {
  const own = OWN.exec(text);
  if (own) {
    const kind = /变化|经过/.test(own[2] ?? '')
      ? 'timeline'
      : /通|卡|情况/.test(own[2] ?? '')
        ? 'card'
        : 'ledger';
    return order(kind, { name: null, year: own[1] ?? own[3] ?? null, isSure: true });
  }
  const write = WRITE.exec(text);
  if (write) {
    const section = SIX.find((name) => name.includes(write[4] ?? '?')) ?? null;
    return order('write', {
      ...whose(write[2], write[3]),
      section,
      text: (write[5] ?? '').trim(),
      isSure: write[1] !== '',
    });
  }
  for (const [pattern, kind] of [
    [TIMELINE, 'timeline'],
    [LEDGER, 'ledger'],
    [SEE, 'card'],
  ] as const) {
    const found = pattern.exec(text);
    if (!found) continue;
    return order(kind, {
      ...whose(found[2], found[3]),
      year: found[4] ?? null,
      isSure: isSure(found[1], found[3]),
    });
  }
  const of = LEDGER_OF.exec(text);
  return of ? order('ledger', { ...whose(of[1], of[2]), year: of[3] ?? null, isSure: false }) : null;
}

/** 查 低保标准 is a question with a blank in it. */
function isSure(blank: string | undefined, name: string | undefined): boolean {
  return (
    blank !== '' &&
    (name?.length ?? 0) <= 4 &&
    !/低保|补贴|报销|政策|标准|贷款|医保|社保|养老|材料|账/.test(name ?? '')
  );
}

function whose(group: string | undefined, name: string | undefined) {
  return { name: name ?? null, group: group === undefined ? null : numberOf(group) };
}

function order(kind: CardOrder['kind'], told: Partial<CardOrder>): CardOrder {
  return {
    kind,
    name: null,
    group: null,
    village: null,
    year: null,
    section: null,
    text: '',
    isSure: false,
    ...told,
  };
}

/** 三组 → 3; 示范嘎查3组 → 3 of 示范嘎查; null where no group is told. */
export function groupIn(text: string): Pick<CardOrder, 'group' | 'village'> | null {
  const found =
    /^(?:是|就是)?([\u4e00-\u9fff]{1,12}?(?:嘎查|村|社区))?\s*(?:第)?(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:组|社|队|屯|个|户)?(?:的|那个|那户)?$/.exec(
      text,
    );
  return found ? { group: numberOf(found[2] ?? ''), village: found[1] ?? null } : null;
}

const DIGITS = '一二三四五六七八九';

function numberOf(written: string): number {
  if (/^\d+$/.test(written)) return Number(written);
  const [tens, ones] = written.includes('十') ? written.split('十') : ['0', written];
  const digit = (character: string | undefined, empty: number): number =>
    character === undefined || character === ''
      ? empty
      : character === '0'
        ? 0
        : DIGITS.indexOf(character) + 1;
  return digit(tens, 1) * 10 + digit(ones, 0);
}

/** 去年 seen from 2026-03-18 → 2025. */
export function yearOf(told: string | null, asOf: string): number {
  const now = Number(asOf.slice(0, 4));
  const words: Readonly<Record<string, number>> = { 今年: now, 去年: now - 1, 前年: now - 2 };
  return told === null ? now : (words[told] ?? Number(told));
}
