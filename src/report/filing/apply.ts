import { type Book, membersOfHousehold, record, sealPhone } from '../../register/register.ts';
import type { HouseholdCategoryWord } from '../../storage/storage.ts';
import { updateHousehold, updateMember } from '../../storage/storage.ts';
import { categoryChanged, phoneChanged, phoneKeptOnly } from '../wording.ts';
import { phoneOf } from './store.ts';
import type { Stored } from './told.ts';

/** hangjin-2021 四(三)(四): who has left poverty becomes 监测户, anybody else 边缘易致贫户. */
const ENTERED: Readonly<Partial<Record<HouseholdCategoryWord, HouseholdCategoryWord>>> = {
  脱贫户: '监测户',
  一般户: '边缘易致贫户',
};
const LEFT: Readonly<Partial<Record<HouseholdCategoryWord, HouseholdCategoryWord>>> = {
  监测户: '脱贫户',
  边缘易致贫户: '一般户',
};

/** Brings into the village book what a confirmed report changes there; a sentence about it, or null. */
export async function applyConfirmed(book: Book, { row, household }: Stored): Promise<string | null> {
  if (row.kind === 'contact') return applyPhone(book, { row, household });
  const table = row.kind === 'monitor_in' ? ENTERED : row.kind === 'monitor_out' ? LEFT : {};
  const category = table[household.category];
  if (category === undefined) return null;
  await updateHousehold(book.db, household.id, { category, updated_at: book.now });
  await record(book, {
    actor: 'system',
    action: 'household.category',
    object: { kind: 'household', id: household.id },
    detail: { from: household.category, to: category, report: row.id },
  });
  return categoryChanged(household.category, category);
}

async function applyPhone(book: Book, { row, household }: Stored): Promise<string> {
  const digits = phoneOf(book, row);
  const members = await membersOfHousehold(book.db, household.id);
  const relation = row.member ?? '户主';
  const meant = members.filter((member) => member.relation === relation || member.name === relation);
  const [member] = meant;
  if (digits === null || member === undefined || meant.length > 1) return phoneKeptOnly;
  await updateMember(book.db, member.id, {
    ...sealPhone(book.secrets, member.id, digits),
    updated_at: book.now,
  });
  await record(book, {
    actor: 'system',
    action: 'member.phone',
    object: { kind: 'member', id: member.id },
    detail: { report: row.id },
  });
  return phoneChanged;
}
