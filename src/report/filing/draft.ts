import { z } from 'zod';
import type { Field, HouseholdReport } from '../reading.ts';
import { type FiledKind, KIND_RULES } from './paths.ts';

const FIELDS = ['head', 'member', 'occurredOn', 'amount', 'count', 'stage', 'phone', 'note'] as const;
const KINDS = Object.keys(KIND_RULES) as [FiledKind, ...FiledKind[]];

/** One change that has been read and is not yet filed. */
const itemSchema = z.object({
  kind: z.enum(KINDS),
  head: z.string().nullable(),
  group: z.number().nullable(),
  member: z.string().nullable(),
  occurredOn: z.string().nullable(),
  spanTo: z.string().nullable(),
  amount: z.number().nullable(),
  count: z.number().nullable(),
  unit: z.string().nullable(),
  stage: z.string().nullable(),
  note: z.string().nullable(),
  /** The sentence in which it was told, masked: whether 20 sheep were sold or bought stands only there. */
  words: z.string().nullable().default(null),
  /** The group that was told, where the book has the household in another. */
  groupTold: z.number().nullable().default(null),
  /** Encrypted, as everything that is kept of a phone. */
  phoneSealed: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  /** Fields that must be known, and those of them of which the person says that he does not know. */
  needs: z.array(z.enum(FIELDS)),
  unknown: z.array(z.enum(FIELDS)),
  householdId: z.string().nullable(),
  /** Households between which the name does not decide. */
  among: z.array(z.string()),
  /** Names of the members whom the relation told fits, where it has to be known which of them it is. */
  which: z.array(z.string()).default([]),
  /** Why it cannot be filed for that household; a sentence. */
  refused: z.string().nullable(),
  /** An earlier report that tells the same event, until the person says which it is. */
  same: z.object({ id: z.string(), number: z.number() }).nullable(),
  /** That it has been said to be another event. */
  isNew: z.boolean(),
  /** Put off: it waits for words that take it up again, and a mere 对 does not file it. */
  held: z.boolean().default(false),
  /** Told beside a returned report that is mended: it is filed as one of its own. */
  beside: z.boolean().default(false),
});

const draftSchema = z.object({
  id: z.string(),
  items: z.array(itemSchema),
  attachments: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      messageId: z.string(),
      /** The kept file; null where only its name came. */
      file: z.string().nullable().default(null),
      /** The items to which it belongs; null where nobody has said. */
      for: z.array(z.number()).nullable().default(null),
    }),
  ),
  /** The returned report that it mends. */
  resubmits: z.string().nullable(),
});

const stateSchema = z.object({
  draft: draftSchema.nullable(),
  /** The report filed last: pictures sent later belong to it. */
  last: z.string().nullable(),
  /** What 通过 全部 waits for. */
  sure: z.object({ ids: z.array(z.string()), until: z.string() }).nullable(),
  /** A draft has just ended: the number under which it was filed, null where it was given up. A 对 meets it until then. */
  over: z.object({ filed: z.number().nullable(), until: z.string() }).nullable().default(null),
  /** What was ordered without its reason, which the next message may tell. */
  wants: z
    .object({
      order: z.enum(['return', 'reject', 'object', 'object-anonymously']),
      targets: z.array(z.object({ village: z.string().nullable(), number: z.number() })),
    })
    .nullable()
    .default(null),
  /** The last reply was not about the draft: a bare number or group is then no word about it. */
  aside: z.boolean().default(false),
  /** A villager's words, sealed, that may become a report once he says 上报. */
  offer: z.string().nullable(),
  /** What the other parts of the job keep. */
  others: z.unknown(),
});

export type Item = z.infer<typeof itemSchema>;
export type Draft = z.infer<typeof draftSchema>;
export type FilingState = z.infer<typeof stateSchema>;

const NOTHING: FilingState = {
  draft: null,
  last: null,
  sure: null,
  over: null,
  wants: null,
  aside: false,
  offer: null,
  others: null,
};

/** So long a second 对 is taken for one that was pressed twice. */
const OVER_MS = 10 * 60 * 1000;

export function overNow(at: Date, filed: number | null): FilingState['over'] {
  return { filed, until: new Date(at.getTime() + OVER_MS).toISOString() };
}

/** What was kept for the person, or nothing where it is of an older shape. */
export function readState(stored: unknown): FilingState {
  const result = stateSchema.safeParse(stored);
  return result.success ? { ...result.data, others: result.data.others ?? null } : NOTHING;
}

/** Null where there is nothing to keep. */
export function keptState(state: FilingState): FilingState | null {
  const empty =
    state.draft === null &&
    state.last === null &&
    state.sure === null &&
    state.over === null &&
    state.wants === null &&
    state.offer === null &&
    state.others == null;
  return empty ? null : state;
}

/** 锡尼镇锡尼镇当护林员 → 锡尼镇当护林员; 家丢了一台拖拉机 → 丢了一台拖拉机 */
function tidyNote(note: string | null): string | null {
  return (
    note
      ?.replace(/^(?:[了的着得]+|[他她]?家(?:里|的)?(?=[丢被遭停断没离打]))(?=.)/, '')
      .replace(/^(.{2,8})\1/, '$1') ?? null
  );
}

/** A fresh item; the phone is added by whoever can encrypt it. */
export function itemOf(kind: FiledKind, report: Partial<HouseholdReport>, needs: readonly Field[]): Item {
  const span = report.span ?? null;
  return {
    kind,
    head: report.head ?? null,
    group: report.group ?? null,
    member: report.member ?? null,
    occurredOn: report.occurredOn ?? null,
    spanTo: span !== null && span.to !== span.from ? span.to : null,
    amount: report.amount ?? null,
    count: report.count ?? null,
    unit: report.unit ?? null,
    stage: report.stage ?? null,
    note: tidyNote(report.note ?? null),
    words: null,
    groupTold: null,
    phoneSealed: null,
    phoneMasked: null,
    needs: [...needs],
    unknown: [],
    householdId: null,
    among: [],
    which: [],
    refused: null,
    same: null,
    isNew: false,
    held: false,
    beside: false,
  };
}

/** What keeps an item from being filed, the first to be asked first. */
export type Lack = 'refused' | 'household' | 'group' | 'same' | 'which' | Exclude<Field, 'head'>;

export function lacksOf(item: Item): Lack[] {
  if (item.refused !== null) return ['refused'];
  if (item.householdId === null)
    return [item.among.length > 0 ? 'group' : 'household', ...fieldsLacking(item)];
  if (item.same !== null) return ['same'];
  return [...(item.which.length > 0 ? (['which'] as const) : []), ...fieldsLacking(item)];
}

function fieldsLacking(item: Item): Exclude<Field, 'head'>[] {
  return item.needs.filter(
    (field): field is Exclude<Field, 'head'> =>
      field !== 'head' && !item.unknown.includes(field) && told(item, field) === null,
  );
}

function told(item: Item, field: Exclude<Field, 'head'>): unknown {
  return field === 'phone' ? item.phoneSealed : item[field];
}

/** The first thing that a draft still has to be told; null where it can be filed. What was put off is not asked about. */
export function askedOf(draft: Draft): { index: number; lack: Lack } | null {
  for (const [index, item] of draft.items.entries()) {
    if (item.held) continue;
    const lack = lacksOf(item)[0];
    if (lack !== undefined) return { index, lack };
  }
  return null;
}

/** A draft with one of its items put in place of what stood there. */
export function withItem(draft: Draft, index: number, item: Item): Draft {
  return { ...draft, items: draft.items.map((one, place) => (place === index ? item : one)) };
}

/** What is left of a draft once the report that it mended is gone: what was told beside it; null where that is nothing. */
export function withoutMended(draft: Draft): Draft | null {
  const places = draft.items.flatMap(({ beside }, place) => (beside ? [place] : []));
  if (places.length === 0) return null;
  const attachments = draft.attachments.flatMap((file) => {
    const on =
      file.for === null
        ? null
        : file.for.flatMap((place) => (places.includes(place) ? [places.indexOf(place)] : []));
    return on !== null && on.length === 0 ? [] : [{ ...file, for: on }];
  });
  const items = places
    .flatMap((place) => draft.items[place] ?? [])
    .map((item) => ({ ...item, beside: false }));
  return { ...draft, items, attachments, resubmits: null };
}
