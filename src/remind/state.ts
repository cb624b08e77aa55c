import { z } from 'zod';
import { audienceSchema, planSchema } from './rules/plan.ts';

const ruleDraft = z.object({
  /** The rule that it changes; null: a new one. */
  changes: z.string().nullable(),
  said: z.string(),
  what: z.string(),
  plan: planSchema,
  audience: audienceSchema,
  /** UTC ISO time until which 对 means this one. */
  until: z.string(),
});

const stateSchema = z.object({
  /** What was read back and waits for 对. */
  rule: ruleDraft.nullable(),
  /** A word that came without a number, with what was said beside it. */
  pick: z
    .object({
      word: z.enum(['ack', 'done', 'extend', 'hand-back']),
      note: z.string(),
      /** The duty that is meant, where only the day for it was asked. */
      number: z.number().nullable().default(null),
      until: z.string(),
    })
    .nullable(),
  /** The duties of the list of 通报名单 as it was shown, in that order. */
  listed: z.array(z.string()).nullable(),
  /** A duty that was just done: pictures that come now belong to it. */
  file: z.object({ duty: z.string(), until: z.string() }).nullable(),
  /** What the other parts keep, by name. */
  parts: z.record(z.string(), z.unknown()),
});

export type AskedPick = NonNullable<z.infer<typeof stateSchema>['pick']>;
export type RuleDraft = z.infer<typeof ruleDraft>;
export type RemindState = z.infer<typeof stateSchema>;

const NOTHING: RemindState = { rule: null, pick: null, listed: null, file: null, parts: {} };

/** What was kept for the person, or nothing where it is of an older shape. What is over by `now` is left out. */
export function readState(stored: unknown, now: string): RemindState {
  const read = stateSchema.safeParse(stored);
  if (!read.success) return NOTHING;
  const { rule, pick, file } = read.data;
  const still = <T extends { until: string }>(kept: T | null): T | null =>
    kept !== null && now <= kept.until ? kept : null;
  return { ...read.data, rule: still(rule), pick: still(pick), file: still(file) };
}

/** Null where there is nothing to keep. */
export function keptState(state: RemindState): RemindState | null {
  const parts = Object.fromEntries(Object.entries(state.parts).filter(([, part]) => part != null));
  const empty = state.rule === null && state.pick === null && state.listed === null && state.file === null;
  return empty && Object.keys(parts).length === 0 ? null : { ...state, parts };
}
