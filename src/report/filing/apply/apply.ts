import { type Book, membersOfHousehold, record, todayOf } from '../../../register/register.ts';
import { auditOf } from '../../../storage/storage.ts';
import { notYet } from '../../wording.ts';
import { type FiledKind, isFiledKind } from '../paths.ts';
import { wordsOf } from '../store.ts';
import type { Stored } from '../told.ts';
import { applyBirth, applyMoveIn } from './arriving.ts';
import { applyBenefit, applyEntering, applyLeaving } from './category.ts';
import { applyDeath, applyMoveOut } from './leaving.ts';
import { type Applied, type Matter, NOTHING } from './matter.ts';
import { applyPhone } from './phone.ts';
import { applySplit } from './splitting.ts';

export type { Applied } from './matter.ts';

/** What changes the village book. What other kinds tell, card and money book read from the reports themselves. */
const MATTERS: Readonly<Partial<Record<FiledKind, (matter: Matter) => Promise<Applied>>>> = {
  birth: applyBirth,
  death: applyDeath,
  move_in: applyMoveIn,
  move_out: applyMoveOut,
  split: applySplit,
  benefit: applyBenefit,
  contact: applyPhone,
  monitor_in: applyEntering,
  monitor_out: applyLeaving,
};

/** These are told ahead of time: the book follows once it has happened. */
const BY_DAY: readonly FiledKind[] = ['birth', 'death', 'move_in', 'move_out', 'split'];

/**
 * Brings into the village book what a confirmed report changes there, once, within the transaction that confirms it;
 * gives what was changed, or what could not be and why.
 */
export async function applyConfirmed(book: Book, { row, household }: Stored): Promise<Applied> {
  const apply = isFiledKind(row.kind) ? MATTERS[row.kind] : undefined;
  if (apply === undefined || (await isApplied(book, row.id))) return NOTHING;
  const today = todayOf(book);
  if (isFiledKind(row.kind) && BY_DAY.includes(row.kind) && (row.occurred_on ?? '') > today)
    return { told: null, todo: notYet(row.number) };
  const applied = await apply({
    book,
    row,
    household,
    cause: { by: 'system', report: row.id },
    words: (await wordsOf(book.db, row.id)) ?? '',
    members: await membersOfHousehold(book.db, household.id),
    today,
  });
  await record(book, {
    actor: 'system',
    action: APPLIED,
    object: { kind: 'report', id: row.id },
    detail: { kind: row.kind, changed: applied.told !== null, open: applied.todo !== null },
  });
  return applied;
}

const APPLIED = 'report.applied';

async function isApplied(book: Book, id: string): Promise<boolean> {
  return (await auditOf(book.db, { kind: 'report', id }, 100)).some(({ action }) => action === APPLIED);
}
