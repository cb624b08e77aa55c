import { z } from 'zod';
import { HOUSEHOLD_CATEGORIES } from '../register/register.ts';

const name = z.string().trim().min(1).max(60);
const personId = z.string().trim().min(1).max(100);
/** With its offset from UTC: a time without one means another moment on every computer. */
const at = z.iso.datetime({ offset: true });

const region = z.strictObject({ region: name.max(200) });

const person = z.strictObject({
  person: personId,
  name,
  role: z.enum(['villager', 'cadre', 'township', 'office', 'admin']),
  region: name.max(200),
  /** The head of the person's own household. */
  household: name.optional(),
  group: z.int().positive().optional(),
});

const household = z.strictObject({
  household: name,
  region: name.max(200),
  group: z.int().positive().nullish(),
  category: z.enum(HOUSEHOLD_CATEGORIES).default('一般户'),
  members: z.array(z.object({ name, relation: name })).default([]),
  helper: personId.nullish(),
});

const said = z
  .strictObject({
    at,
    from: personId,
    text: z.string().optional(),
    in: z.string().min(1).max(150).nullish(),
    mention: z.boolean().optional(),
    attachment: z.object({ kind: z.enum(['image', 'file', 'voice', 'video']), name: z.string() }).optional(),
  })
  .refine((line) => line.text !== undefined || line.attachment !== undefined, {
    error: 'give text, attachment or choose',
  });

const chosen = z.strictObject({
  at,
  from: personId,
  choose: z.string().trim().min(1),
  in: z.string().min(1).max(150).nullish(),
});

const passing = z.strictObject({ at });

const FORMS = { region, person, household, said, chosen, passing } as const;

export type PersonLine = z.infer<typeof person>;
export type HouseholdLine = z.infer<typeof household>;
export type SaidLine = z.infer<typeof said>;
export type ChosenLine = z.infer<typeof chosen>;

/** One line of the script, with which kind it is. */
export type ReplayLine =
  | { kind: 'region'; line: z.infer<typeof region> }
  | { kind: 'person'; line: PersonLine }
  | { kind: 'household'; line: HouseholdLine }
  | { kind: 'said'; line: SaidLine }
  | { kind: 'chosen'; line: ChosenLine }
  | { kind: 'passing'; line: z.infer<typeof passing> };

function kindOf(value: object): keyof typeof FORMS | null {
  if ('from' in value) return 'choose' in value ? 'chosen' : 'said';
  if ('person' in value) return 'person';
  if ('household' in value) return 'household';
  if ('at' in value) return 'passing';
  return 'region' in value ? 'region' : null;
}

/** A line of the script: which kind it is tells its first field, and what is wrong with it that kind's schema. */
export const replayLine: z.ZodType<ReplayLine> = z.looseObject({}).transform((value, context): ReplayLine => {
  const kind = kindOf(value);
  if (kind === null) {
    context.addIssue({ code: 'custom', message: 'no region, person, household, from or at' });
    return z.NEVER;
  }
  const { id: _, ...rest } = value;
  const read = FORMS[kind].safeParse(rest);
  if (read.success) return { kind, line: read.data } as ReplayLine;
  for (const issue of read.error.issues) {
    context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  }
  return z.NEVER;
});
