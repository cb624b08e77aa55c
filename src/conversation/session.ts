import { z } from 'zod';
import { maskPhones } from '../language/language.ts';
import { ASPECTS, HOUSEHOLD_CATEGORIES, STAGES } from '../policies/policies.ts';

const toldSchema = z.object({
  counts: z.array(
    z.object({ value: z.number(), measure: z.string(), thing: z.string().nullable(), already: z.boolean() }),
  ),
  stages: z.array(z.object({ stage: z.enum(STAGES), count: z.number(), years: z.number().nullable() })),
  persons: z.number().nullable(),
  things: z.array(z.string()),
  money: z.array(z.number()),
  bare: z.array(z.number()),
  rates: z.array(z.number()),
  years: z.number().nullable(),
  calendarYears: z.array(z.number()),
  bound: z.enum(['least', 'most']).nullable(),
  side: z.enum(['报销', '自付']).nullable(),
  toCap: z.boolean(),
  more: z.boolean(),
  used: z.array(z.number()),
  excluded: z.number(),
  area: z.number().nullable(),
  usedYears: z.number().nullable(),
  adds: z.boolean(),
  inTurn: z.boolean(),
  total: z.boolean(),
});

const citationSchema = z.object({ document: z.string(), clause: z.string() });
const replySchema = z.object({
  kind: z.enum(['answer', 'choices', 'question', 'unknown', 'other']),
  text: z.string(),
  options: z.array(z.object({ label: z.string(), citations: z.array(citationSchema) })),
  citations: z.array(citationSchema),
  policies: z.array(z.string()),
  amount: z.number().nullable(),
  status: z.enum(['in_force', 'expired', 'not_yet', 'unclear']).nullable(),
});

/** What is remembered of one person in one chat between two messages. */
const sessionSchema = z.object({
  /** Path of the place where the person lives. */
  region: z.string().nullable(),
  category: z.enum(HOUSEHOLD_CATEGORIES).nullable(),
  /** The last question, for one that does not stand by itself. */
  last: z
    .object({
      text: z.string(),
      region: z.string().nullable(),
      policy: z.string().nullable(),
      aspects: z.array(z.enum(ASPECTS)),
      told: toldSchema,
    })
    .nullable(),
  /** The last reply, for 再说一遍. */
  reply: replySchema.nullable(),
  /** What the bot asked and has not been told yet. */
  pending: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('region'), text: z.string() }),
      z.object({ kind: z.literal('place'), text: z.string().nullable(), paths: z.array(z.string()) }),
      z.object({
        kind: z.literal('choices'),
        text: z.string(),
        region: z.string().nullable(),
        policies: z.array(z.string()),
      }),
    ])
    .nullable(),
});

export type Session = z.infer<typeof sessionSchema>;

export function newSession(region: string | null = null): Session {
  return { region, category: null, last: null, reply: null, pending: null };
}

/** The session as it may be kept: a phone number in what was said or asked last is masked. */
export function sessionToKeep(session: Session): Session {
  const { last, reply, pending } = session;
  return {
    ...session,
    last: last === null ? null : { ...last, text: maskPhones(last.text), told: withoutPhones(last.told) },
    reply: reply === null ? null : { ...reply, text: maskPhones(reply.text) },
    pending:
      pending === null || pending.text === null ? pending : { ...pending, text: maskPhones(pending.text) },
  };
}

/** A phone number is also read as a figure, of which nothing is ever computed. */
function withoutPhones(told: z.infer<typeof toldSchema>): z.infer<typeof toldSchema> {
  const isFigure = (value: number): boolean => maskPhones(String(value)) === String(value);
  return {
    ...told,
    counts: told.counts.filter(({ value }) => isFigure(value)),
    money: told.money.filter(isFigure),
    bare: told.bare.filter(isFigure),
    used: told.used.filter(isFigure),
  };
}

/** A stored session, or a new one where what is stored is of an older shape. */
export function readSession(stored: unknown, region: string | null): Session {
  const result = sessionSchema.safeParse(stored);
  return result.success ? result.data : newSession(region);
}
