import { listOf, number, oneOf, strictRecord, text, textOrList } from '../data-files/data-files.ts';
import { CHANGE_WORDS, type ChangeWord } from './change-words.ts';
import {
  CONDITION_KINDS,
  HOUSEHOLD_CATEGORIES,
  type HouseholdCategory,
  STAGES,
  type Stage,
} from './policy.ts';

/** A fact that a report does not tell and that decides whether a policy fits; asked for, one at a time. */
export interface OpeningQuestion {
  id: string;
  ask: string;
  /** The words that answer it: pressed or typed. */
  yes: string;
  no: string;
  /** Of the household as such, or of this one change. */
  about: 'household' | 'change';
  /** Words of the report that answer it already. */
  yesWords: string[];
  noWords: string[];
  /** Categories of household that answer it already. */
  yesCategories: HouseholdCategory[];
  noCategories: HouseholdCategory[];
}

/** One change that may open one policy. */
export interface Opening {
  changes: ChangeWord[];
  policy: string;
  /** The row speaks of these stages only; empty: of any. */
  stages: Stage[];
  /** The row speaks only of changes whose note or unit holds one of these words; empty: of any. */
  words: string[];
  notWords: string[];
  members: string[];
  /** Yuan: the row speaks only of changes of at least that sum. */
  fromAmount: number | null;
  categories: HouseholdCategory[];
  /** Questions that must be answered with yes, or with no. */
  needsYes: string[];
  needsNo: string[];
  /** Conditions of the policy that the change itself, or the village book, shows to be met. */
  shown: (typeof CONDITION_KINDS)[number][];
  /** What nobody can tell from a report and somebody has to check. */
  toCheck: string | null;
  /** What to hand in, and by when; null: the document does not say. */
  papers: string[] | null;
  deadline: string | null;
}

/** What changes may open of one document. */
export interface Openings {
  document: string;
  questions: OpeningQuestion[];
  rows: Opening[];
}

const question = strictRecord({
  编号: text('大病住院'),
  问: text('是大病住院吗'),
  是: text('是大病住院'),
  否: text('不是大病住院'),
  管: oneOf(['户', '这件事']),
  说到算是: textOrList().default([]),
  说到算否: textOrList().default([]),
  户类别算是: listOf(oneOf(HOUSEHOLD_CATEGORIES)).default([]),
  户类别算否: listOf(oneOf(HOUSEHOLD_CATEGORIES)).default([]),
}).transform(
  (raw): OpeningQuestion => ({
    id: raw.编号,
    ask: raw.问,
    yes: raw.是,
    no: raw.否,
    about: raw.管 === '户' ? 'household' : 'change',
    yesWords: raw.说到算是,
    noWords: raw.说到算否,
    yesCategories: raw.户类别算是,
    noCategories: raw.户类别算否,
  }),
);

const row = strictRecord({
  变化: listOf(oneOf(CHANGE_WORDS)),
  政策: text('hangjin-sheep-sale'),
  学段: listOf(oneOf(STAGES)).default([]),
  说到: textOrList().default([]),
  不说: textOrList().default([]),
  谁: textOrList().default([]),
  金额至少: number('5000').optional(),
  户类别: listOf(oneOf(HOUSEHOLD_CATEGORIES)).default([]),
  要是: textOrList().default([]),
  要不是: textOrList().default([]),
  已满足: listOf(oneOf(CONDITION_KINDS)).default([]),
  待核实: text('有没有致贫返贫风险').optional(),
  要交: textOrList().optional(),
  期限: text('文件没有写').optional(),
}).transform(
  (raw): Opening => ({
    changes: raw.变化,
    policy: raw.政策,
    stages: raw.学段,
    words: raw.说到,
    notWords: raw.不说,
    members: raw.谁,
    fromAmount: raw.金额至少 ?? null,
    categories: raw.户类别,
    needsYes: raw.要是,
    needsNo: raw.要不是,
    shown: raw.已满足,
    toCheck: raw.待核实 ?? null,
    papers: raw.要交 ?? null,
    deadline: raw.期限 ?? null,
  }),
);

/** One file of policy-kb/openings. */
export const openingsSchema = strictRecord({
  文件: text('hangjin-2021'),
  说明: text().optional(),
  问题: listOf(question).default([]),
  可能: listOf(row),
}).transform((raw): Openings => ({ document: raw.文件, questions: raw.问题, rows: raw.可能 }));

/** What a change may open in a place: the documents of the place itself and of those above it, nearest first. */
export function openingsFor(
  knowledge: { openings: readonly Openings[]; documents: ReadonlyMap<string, { region: string }> },
  isServed: (documentRegion: string) => boolean,
): Openings[] {
  const regionOf = (openings: Openings): string => knowledge.documents.get(openings.document)?.region ?? '';
  return knowledge.openings
    .filter((openings) => regionOf(openings) !== '' && isServed(regionOf(openings)))
    .sort((a, b) => regionOf(b).length - regionOf(a).length);
}
