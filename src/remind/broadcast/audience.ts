import { z } from 'zod';
import { HOUSEHOLD_CATEGORIES } from '../../register/register.ts';

/** The school stages that reports name. */
export const STAGES = ['幼儿园', '小学', '初中', '高中', '中职', '大专', '本科', '研究生'] as const;

/** What a household has, as far as the book and its reports can tell. */
const fact = z.discriminatedUnion('kind', [
  /** Empty: of any stage. */
  z.object({ kind: z.literal('student'), stages: z.array(z.enum(STAGES)) }),
  z.object({ kind: z.literal('disabled') }),
  z.object({ kind: z.literal('ill') }),
  z.object({ kind: z.literal('animals'), animal: z.string() }),
  z.object({ kind: z.literal('elder'), age: z.number() }),
  z.object({ kind: z.literal('child'), age: z.number() }),
]);
export type Fact = z.infer<typeof fact>;

/** Somebody meant by name or by tag. */
export const bearer = z.object({
  key: z.string(),
  name: z.string(),
});
export type Bearer = z.infer<typeof bearer>;

const whom = z.discriminatedUnion('kind', [
  /** Villagers and those on duty. */
  z.object({ kind: z.literal('everybody') }),
  z.object({ kind: z.literal('villagers') }),
  z.object({ kind: z.literal('category'), category: z.enum(HOUSEHOLD_CATEGORIES) }),
  z.object({ kind: z.literal('cadres') }),
  z.object({ kind: z.literal('townships') }),
  z.object({ kind: z.literal('offices') }),
  z.object({ kind: z.literal('staff') }),
  z.object({ kind: z.literal('helpers') }),
  z.object({ kind: z.literal('tag'), tag: z.string() }),
  z.object({ kind: z.literal('one'), who: bearer }),
]);
export type Whom = z.infer<typeof whom>;

/** Of these places, those who are one of `whom` and, where facts are named, of a household that has one of them. */
const segment = z.object({ places: z.array(z.string()), facts: z.array(fact), whom: z.array(whom) });
export type Segment = z.infer<typeof segment>;

export const audienceSchema = z.array(segment);
export type Audience = z.infer<typeof audienceSchema>;
