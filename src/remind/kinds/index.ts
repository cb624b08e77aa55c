import { doctor } from './doctor.ts';
import { draft } from './draft.ts';
import { dropout } from './dropout.ts';
import { housing } from './housing.ts';
import type { DutyKind } from './kind.ts';
import { noticeEnd } from './notice-end.ts';
import { returned } from './returned.ts';
import { review } from './review.ts';
import { visit } from './visit.ts';

/** THE list of reminders that follow from facts. A new one is a file beside these and its line here. */
export const KINDS: readonly DutyKind[] = [
  visit,
  review,
  noticeEnd,
  returned,
  draft,
  doctor,
  dropout,
  housing,
];
