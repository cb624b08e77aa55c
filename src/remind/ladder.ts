import { addDays, type Calendar } from '../calendar/calendar.ts';
import type { FollowUp } from '../policies/policies.ts';
import type { DutyLevel, DutyStage, DutyState } from '../storage/storage.ts';
import { momentOf } from './days.ts';

/**
 * The ladder of a duty: 提醒 → 再提醒 → 乡镇 → 县 → the list on which a person decides. Pure; it always ends.
 * liaoning-2018 四(四)1 names the steps 提醒、约谈、函询、通报、问责; what comes after 提醒 is for people to decide.
 */
export interface Course {
  /** Local date: the last day. */
  dueOn: string;
  /** Local dates of reminders that are still to leave, in order. */
  advance: readonly string[];
  stage: DutyStage;
  level: DutyLevel;
}

export type NextStep =
  | { kind: 'step'; stage: DutyStage; on: string }
  | { kind: 'none' }
  | { kind: 'no-calendar'; year: string };

/** Before the digest. */
const CLIMBS_AT = '08:30';
const CLIMB: readonly DutyStage[] = ['planned', 'reminded', 'again', 'township', 'county', 'listed'];

/** The days on which a duty is reminded of before its last day is over; days off go to the working day before. */
export function advanceDays(
  { dueOn, advance }: { dueOn: string; advance: readonly number[] },
  today: string,
  calendar: Calendar,
): { ok: true; days: string[] } | { ok: false; year: string } {
  const days = new Set<string>();
  for (const ahead of advance) {
    const wanted = addDays(dueOn, -ahead);
    const day = calendar.workingDayUntil(wanted);
    if (!day.ok) return day;
    if (day.day >= today) days.add(day.day);
  }
  // Found out late: reminded at once, where there is still time.
  if (days.size === 0 && advance.length > 0) {
    const soon = calendar.workingDayFrom(today);
    if (!soon.ok) return soon;
    days.add(soon.day);
  }
  return { ok: true, days: [...days].sort() };
}

/** What comes next. `lastOn`: the local date of the step before, or of the opening. */
export function nextStep(course: Course, follow: FollowUp, lastOn: string, calendar: Calendar): NextStep {
  const [soonest] = course.advance;
  if (soonest !== undefined) return { kind: 'step', stage: 'reminded', on: soonest };
  const days: Readonly<Partial<Record<DutyStage, number | null>>> = {
    again: follow.again,
    township: course.level === 'village' ? follow.township : null,
    county: course.level === 'county' ? null : follow.county,
    listed: follow.list,
  };
  const stage = CLIMB.slice(CLIMB.indexOf(course.stage) + 1).find((step) => (days[step] ?? null) !== null);
  const wait = stage === undefined ? null : (days[stage] ?? null);
  if (stage === undefined || wait === null) return { kind: 'none' };
  const isFirst = course.stage === 'planned' || course.stage === 'reminded';
  const from = isFirst && course.dueOn > lastOn ? course.dueOn : lastOn;
  const day = calendar.workingDaysAfter(from, wait);
  return day.ok ? { kind: 'step', stage, on: day.day } : { kind: 'no-calendar', year: day.year };
}

/**
 * The moment of a step. What goes up leaves in the morning, before the superiors' digest of that day, so that nobody is
 * told of a report that has not been made.
 */
export function momentOfStep({ stage, on }: { stage: DutyStage; on: string }, remindAt: string): string {
  const goesUp = CLIMB.indexOf(stage) >= CLIMB.indexOf('township');
  return momentOf(on, goesUp && remindAt > CLIMBS_AT ? CLIMBS_AT : remindAt);
}

/** How a duty stands once a step is taken. */
export function stateAfter(stage: DutyStage, before: DutyState): DutyState {
  if (stage === 'listed') return 'listed';
  if (stage === 'township' || stage === 'county') return before === 'handed_back' ? before : 'escalated';
  return before === 'extended' && stage === 'reminded' ? 'extended' : 'open';
}
