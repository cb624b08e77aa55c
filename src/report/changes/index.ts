import type { ChangeId } from '../reading.ts';
import { accident } from './accident.ts';
import { benefit } from './benefit.ts';
import { birth } from './birth.ts';
import type { ChangeKind } from './change.ts';
import { contact } from './contact.ts';
import { death } from './death.ts';
import { disability } from './disability.ts';
import { disaster } from './disaster.ts';
import { dropout } from './dropout.ts';
import { enrolment } from './enrolment.ts';
import { housing } from './housing.ts';
import { illness } from './illness.ts';
import { incomeDrop } from './income-drop.ts';
import { jobLoss } from './job-loss.ts';
import { jobStart } from './job-start.ts';
import { moveIn } from './move-in.ts';
import { moveOut } from './move-out.ts';
import { other } from './other.ts';
import { production } from './production.ts';
import { split } from './split.ts';
import { unsold } from './unsold.ts';
import { water } from './water.ts';

/** THE list. Where a clause tells two kinds equally strongly, the first of these wins. */
export const CHANGES: readonly ChangeKind[] = [
  death,
  birth,
  benefit,
  unsold,
  split,
  contact,
  dropout,
  disability,
  water,
  disaster,
  housing,
  accident,
  jobLoss,
  moveOut,
  moveIn,
  incomeDrop,
  illness,
  enrolment,
  jobStart,
  production,
  other,
];

export function changeOf(id: ChangeId): ChangeKind {
  const kind = CHANGES.find((candidate) => candidate.id === id);
  if (!kind) throw new RangeError(`no change kind “${id}”`);
  return kind;
}
