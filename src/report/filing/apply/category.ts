import { HOUSEHOLD_CATEGORIES, setCategory } from '../../../register/register.ts';
import { auditOf, type HouseholdCategoryWord } from '../../../storage/storage.ts';
import { benefitName, benefitWay } from '../../find/ways.ts';
import { categoryChanged, categoryKept, categoryUnknown } from '../../wording.ts';
import { type Applied, type Matter, NOTHING } from './matter.ts';

type Category = HouseholdCategoryWord;

/** hangjin-2021 四(三)(四): who has left poverty becomes 监测户, anybody else 边缘易致贫户. */
const ENTERED: Readonly<Partial<Record<Category, Category>>> = {
  脱贫户: '监测户',
  一般户: '边缘易致贫户',
  低保户: '边缘易致贫户',
  特困户: '边缘易致贫户',
};
/** Where the book does not know what a household was before. */
const LEFT: Readonly<Partial<Record<Category, Category>>> = {
  监测户: '脱贫户',
  边缘易致贫户: '一般户',
};
const BENEFITS: readonly (readonly [RegExp, Category])[] = [
  [/低保/, '低保户'],
  [/特困|五保|分散供养|集中供养/, '特困户'],
];
/** How far back the book is read. */
const LOOK_BACK = 500;

export async function applyEntering(matter: Matter): Promise<Applied> {
  return become(matter, ENTERED[matter.household.category] ?? null);
}

/** Out of monitoring: back to what the household was before it entered. */
export async function applyLeaving(matter: Matter): Promise<Applied> {
  const { category } = matter.household;
  const fallback = LEFT[category] ?? null;
  return fallback === null ? NOTHING : become(matter, (await categoryBefore(matter)) ?? fallback);
}

/**
 * 低保 and 特困 make a household of that category, and their end makes it what it was. A household that has left
 * poverty or is watched over stays that, for its own policies hang on it and the book keeps one category.
 */
export async function applyBenefit(matter: Matter): Promise<Applied> {
  const { household, row, words } = matter;
  const name = benefitName(row.note) ?? '';
  const category = BENEFITS.find(([pattern]) => pattern.test(name))?.[1];
  const way = benefitWay(row.note ?? '') ?? benefitWay(words);
  if (category === undefined || way === null) return NOTHING;
  if (way === 'granted') {
    if (household.category === category) return NOTHING;
    if (household.category === '一般户') return become(matter, category);
    return { told: categoryKept(household.category), todo: null };
  }
  if (way !== 'stopped' || household.category !== category) return NOTHING;
  const before = await categoryBefore(matter);
  return before === null ? { told: null, todo: categoryUnknown(household) } : become(matter, before);
}

async function become(matter: Matter, to: Category | null): Promise<Applied> {
  const { book, household, cause } = matter;
  if (to === null || to === household.category) return NOTHING;
  await setCategory(book, household, to, cause);
  return { told: categoryChanged(household.category, to), todo: null };
}

/** What the household was before it became what it is, as the audit tells; null where it does not. */
async function categoryBefore({ book, household }: Matter): Promise<Category | null> {
  const rows = await auditOf(book.db, { kind: 'household', id: household.id }, LOOK_BACK);
  for (const { action, detail } of rows) {
    if (action !== 'household.category') continue;
    const { from, to }: { from?: unknown; to?: unknown } = JSON.parse(detail);
    if (to === household.category) return HOUSEHOLD_CATEGORIES.find((known) => known === from) ?? null;
  }
  return null;
}
