import { z } from 'zod';

/**
 * Building blocks for the schemas of data files. Every scalar comes in as the string that the clerk typed; each block
 * turns it into what the program needs, or says what was written and what right looks like.
 */

/** A non-empty line of text. */
export const text = (example = '……') =>
  z.string({ error: (issue) => wrongShape(issue.input, `一行文字，例如 ${example}`) }).transform((raw, ctx) => {
    const value = raw.trim();
    if (value === '') ctx.addIssue({ code: 'custom', message: '是空的，请写上内容，不需要就删掉这一行。' });
    return value;
  });

/** A number without unit: `80`, `0.5`. */
export const number = (example = '100') =>
  z
    .string({ error: (issue) => wrongShape(issue.input, `一个数，例如 ${example}`) })
    .transform((raw, ctx) => {
      const value = raw.trim();
      if (!/^-?\d+(\.\d+)?$/.test(value)) {
        ctx.addIssue({ code: 'custom', message: `写的是“${value}”，这里只写数字，例如 ${example}。` });
        return 0;
      }
      return Number(value);
    });

/** A day as `2026-07-01`, or one of the words given (长期, 没有写 …). */
export const date = (...words: string[]) =>
  z
    .string({ error: (issue) => wrongShape(issue.input, '日期，例如 2026-07-01') })
    .transform((raw, ctx) => {
      const value = raw.trim();
      if (words.includes(value)) return value;
      if (!isRealDay(value)) {
        const also = words.length > 0 ? `，或者“${words.join('”“')}”` : '';
        ctx.addIssue({ code: 'custom', message: `写的是“${value}”，日期要写成 2026-07-01 这样${also}。` });
      }
      return value;
    });

/** One word of a closed list. */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z
    .string({ error: (issue) => wrongShape(issue.input, `下面这些词之一：${words.join('、')}`) })
    .transform((raw, ctx): T[number] => {
      const value = raw.trim();
      if (!words.includes(value)) {
        ctx.addIssue({ code: 'custom', message: `写的是“${value}”，只能写：${words.join('、')}。`, params: { written: value, words } });
      }
      return value;
    });

/** A list with at least `least` entries. */
export const listOf = <T extends z.ZodType>(item: T, least = 1) =>
  z
    .array(item, { error: (issue) => wrongShape(issue.input, '列表，一行一个，前面加“- ”') })
    .refine((list) => list.length >= least, { error: `至少要写 ${least} 条。` });

/** One line, or a list of lines; always a list afterwards. */
export const textOrList = () =>
  z
    .union([z.string(), z.array(z.string())], { error: (issue) => wrongShape(issue.input, '一行文字，或者一行一个的列表') })
    .transform((value) => (typeof value === 'string' ? [value] : value).map((line) => line.trim()).filter((line) => line !== ''));

/** Names for one thing; may be left out. */
export const aliases = () => listOf(text()).default([]);

/** A map with exactly these keys: an unknown key is a mistake and not a silence. */
export const strictRecord = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, { error: (issue) => (issue.code === 'invalid_type' ? wrongShape(issue.input, '几行“名称: 内容”') : undefined) });

/** `2026-02-30` and `0715` are no days. */
function isRealDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === value;
}

function wrongShape(input: unknown, wanted: string): string {
  if (input === undefined) return `缺了这一项，要写${wanted}。`;
  if (input === null || input === '') return `是空的，要写${wanted}。`;
  if (typeof input === 'object' && !Array.isArray(input)) {
    return `写成了“${Object.keys(input).join('、')}: ……”的样子，这里要${wanted}。句子里有英文冒号加空格的话，请换成中文冒号。`;
  }
  if (Array.isArray(input)) return `写成了列表，这里要${wanted}。`;
  return `写的是“${String(input)}”，这里要${wanted}。`;
}
