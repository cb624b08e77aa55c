import { z } from 'zod';
import { notADay, notANumber, notInList, unknownKey, wrongShape } from './field-sentences.ts';

/**
 * Building blocks for the schemas of data files. Every scalar comes in as the string that the clerk typed; each block
 * turns it into what the program needs, or says what was written and what right looks like.
 */

/** A non-empty line of text. */
export const text = (example?: string) =>
  z
    .string({
      error: (issue) =>
        wrongShape(issue.input, `一行文字${example === undefined ? '' : `，例如 ${example}`}`),
    })
    .transform((raw, ctx) => {
      const value = raw.trim();
      if (value === '') ctx.addIssue({ code: 'custom', message: '是空的，请写上内容，不需要就删掉这一行。' });
      return value;
    });

/** A number without unit: `80`, `0.5`. */
export const number = (example = '100') =>
  z.string({ error: (issue) => wrongShape(issue.input, `一个数，例如 ${example}`) }).transform((raw, ctx) => {
    const value = raw.trim();
    if (!/^-?\d+(\.\d+)?$/.test(value)) {
      ctx.addIssue({ code: 'custom', message: notANumber(value, example) });
      return 0;
    }
    return Number(value);
  });

/** A day as `2026-07-01`, or one of the words given (长期, 没有写 …). */
export const date = (...words: string[]) =>
  z
    .string({
      error: (issue) =>
        wrongShape(
          issue.input,
          `日期，例如 2026-07-01${words.length > 0 ? `，或者“${words.join('”“')}”` : ''}`,
        ),
    })
    .transform((raw, ctx) => {
      const value = raw.trim();
      if (words.includes(value)) return value;
      const wrong = notADay(value, words);
      if (wrong !== null) ctx.addIssue({ code: 'custom', message: wrong });
      return value;
    });

/** One word of a closed list. */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z
    .string({ error: (issue) => wrongShape(issue.input, `下面这些词之一：${words.join('、')}`) })
    .transform((raw, ctx): T[number] => {
      const value = raw.trim();
      if (!words.includes(value)) {
        ctx.addIssue({ code: 'custom', message: notInList(value, words) });
      }
      return value;
    });

/** A list with at least `least` entries. */
export const listOf = <T extends z.ZodType>(item: T, least = 1) =>
  z
    .array(item, { error: (issue) => wrongShape(issue.input, '列表，一行一个，前面加“- ”') })
    .refine((list) => list.length >= least, {
      error: ({ input }) => `只写了 ${Array.isArray(input) ? input.length : 0} 条，至少要写 ${least} 条。`,
    });

/** One line, or a list of lines; always a list afterwards. */
export const textOrList = () =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() !== '' ? [value] : value),
    listOf(text()),
  );

/** Names for one thing; may be left out. */
export const aliases = () => listOf(text()).default([]);

/** A map with exactly these keys: an unknown key is a mistake and not a silence. */
export const strictRecord = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'invalid_type') return wrongShape(issue.input, '几行“名称: 内容”');
      // One line per key, taken apart again where the sentences get their lines.
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => unknownKey(key, Object.keys(shape))).join('\n');
      }
      return undefined;
    },
  });
