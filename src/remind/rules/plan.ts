import { z } from 'zod';
import type { DutyRuleRow } from '../../storage/storage.ts';

const day = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('date'), day: z.int().min(1).max(31) }),
  z.object({ kind: z.literal('last-day') }),
  z.object({ kind: z.literal('first-working-day') }),
  z.object({ kind: z.literal('last-working-day') }),
]);

export const rhythmSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('daily') }),
  z.object({ kind: z.literal('weekly'), weekdays: z.array(z.int().min(1).max(7)) }),
  z.object({ kind: z.literal('monthly'), days: z.array(day) }),
  z.object({ kind: z.literal('quarterly'), month: z.int().min(1).max(3), day }),
  z.object({ kind: z.literal('yearly'), months: z.array(z.int().min(1).max(12)), day }),
  z.object({ kind: z.literal('once'), on: z.string() }),
]);

/** When a rule of an office reminds. */
export const planSchema = z.object({
  rhythm: rhythmSchema,
  /** HH:MM in China. */
  time: z.string(),
  /** Days ahead of the last one; 0 is the day itself. */
  advance: z.array(z.int().min(0)),
  /** Local date after which it ends by itself. */
  until: z.string().nullable(),
});
export type Plan = z.infer<typeof planSchema>;

/** Whom a rule reminds. `place`: the path of the place that is meant; `people`: the ids of those who were named. */
export const audienceSchema = z.object({
  kind: z.enum(['villages', 'townships', 'cadres', 'helpers', 'self', 'people']),
  place: z.string(),
  people: z.array(z.string()).optional(),
});
export type Audience = z.infer<typeof audienceSchema>;

/** What a stored rule says; a row of an older shape is a fault of the program. */
export function readRule(row: Pick<DutyRuleRow, 'plan' | 'audience'>): { plan: Plan; audience: Audience } {
  return {
    plan: planSchema.parse(JSON.parse(row.plan)),
    audience: audienceSchema.parse(JSON.parse(row.audience)),
  };
}
