import { randomUUID } from 'node:crypto';
import { addDays, type Calendar, endOfDay } from '../../calendar/calendar.ts';
import type { Log } from '../../log/log.ts';
import type { Household } from '../../register/register.ts';
import {
  type Db,
  insertVisit,
  nextNumber,
  openVisitTo,
  updateOpenVisit,
  type VisitRow,
} from '../../storage/storage.ts';

export interface VisitWanted {
  household: Household;
  urgency: '急' | '一般';
  /** Working days. */
  within: number;
  asOf: string;
  at: Date;
  calendar: Calendar;
}

/** The one open visit to a household: a new one, or the open one brought forward where this is more pressing. */
export async function wantVisit(db: Db, wanted: VisitWanted, log?: Log): Promise<VisitRow> {
  const due = dueDay(wanted, log);
  const open = await openVisitTo(db, wanted.household.id);
  if (open === undefined) return openVisit(db, wanted, due);
  const urgency = open.urgency === '急' ? '急' : wanted.urgency;
  if (due >= open.due_on && urgency === open.urgency) return open;
  const [due_on = due] = [due, open.due_on].sort();
  const change = { urgency, due_on, due_at: endOfDay(due_on), overdue_told_at: open.overdue_told_at };
  await updateOpenVisit(db, open.id, change);
  return { ...open, ...change };
}

async function openVisit(db: Db, { household, urgency, at }: VisitWanted, due_on: string): Promise<VisitRow> {
  const row: VisitRow = {
    id: randomUUID(),
    number: await nextNumber(db, household.region, 'visit'),
    village: household.region,
    household_id: household.id,
    urgency,
    opened_at: at.toISOString(),
    due_on,
    due_at: endOfDay(due_on),
    overdue_told_at: null,
    outcome: null,
    done_at: null,
    done_by: null,
    note: null,
  };
  await insertVisit(db, row);
  return row;
}

/** The last of so many working days; in a year without a table of holidays plain days, and the operator is told. */
function dueDay({ asOf, within, calendar }: VisitWanted, log?: Log): string {
  const due = calendar.workingDaysAfter(asOf, within);
  if (due.ok) return due.day;
  log?.warn({ year: due.year }, 'no table of holidays for that year: visits are counted in plain days');
  return addDays(asOf, within);
}
