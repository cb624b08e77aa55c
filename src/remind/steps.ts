import { z } from 'zod';
import type { Notice } from '../job/job.ts';
import {
  appendManyDutyEvents,
  type DutyChange,
  type DutyRow,
  type DutyStage,
  dutiesDueBy,
  dutiesWaitingForCalendar,
  noteReminders,
  updateOpenDuties,
} from '../storage/storage.ts';
import { endsBy, followOf } from './duty-words.ts';
import { advanceDays, momentOfStep, nextStep, stateAfter } from './ladder.ts';
import type { Staff } from './staff.ts';
import type { Tick } from './tick.ts';
import {
  remindedAgain,
  reminder,
  reminderOptions,
  severalAbove,
  severalReminders,
  toldAbove,
  toldListed,
} from './wording.ts';

/** More than so many at the same moment are one message. */
const SINGLE = 3;

const dates = z.array(z.string());

/** One duty at its next step. */
interface Taken {
  duty: DutyRow;
  stage: DutyStage;
  change: DutyChange;
}

/** Takes the next step of every duty whose time has come, and gives what people are told of it. */
export async function takeSteps(tick: Tick): Promise<Notice[]> {
  const rows = await dutiesDueBy(tick.db, tick.now);
  if (rows.length === 0) return [];
  const taken = stepsOf(tick, rows);
  await keep(tick, taken);
  const notices = tellAll(
    tick,
    taken.filter(({ stage }) => stage !== 'planned'),
    await tick.staff(),
  );
  await noteReminders(
    tick.db,
    tick.book.kind,
    notices.flatMap(({ notice, duties }) =>
      duties.map(({ duty, stage }) => ({
        outbox_key: notice.key,
        duty_id: duty.id,
        stage,
        person_id: notice.to,
        at: tick.now,
      })),
    ),
  );
  return notices.map(({ notice }) => notice);
}

/** What becomes of each duty. Those that stand alike come to the same, which is worked out once. */
function stepsOf(tick: Tick, duties: readonly DutyRow[]): Taken[] {
  const known = new Map<string, Omit<Taken, 'duty'>>();
  return duties.map((duty) => {
    const { kind, region, due_on, advance, stage, level, state, remind_at } = duty;
    const key = JSON.stringify([kind, region, due_on, advance, stage, level, state, remind_at]);
    const step = known.get(key) ?? stepOf(tick, duty);
    known.set(key, step);
    return { ...step, duty };
  });
}

/** What becomes of a duty at its step. `planned`: there was nothing to take. */
function stepOf(tick: Tick, duty: DutyRow): Taken {
  const follow = followOf(tick, duty);
  const ahead = dates.parse(JSON.parse(duty.advance));
  const course = { dueOn: duty.due_on, advance: ahead, stage: duty.stage, level: duty.level };
  const step = nextStep(course, follow, tick.today, tick.calendar);
  if (step.kind !== 'step') return { duty, stage: 'planned', change: waiting(tick, step) };
  // Of reminders that an outage has passed over, one is sent.
  const left = ahead.filter((day) => day > tick.today);
  const after = { ...course, advance: left, stage: step.stage };
  const next = nextStep(after, follow, tick.today, tick.calendar);
  const climbs = step.stage === 'township' || step.stage === 'county' || step.stage === 'listed';
  return {
    duty,
    stage: step.stage,
    change: {
      stage: step.stage,
      state: stateAfter(step.stage, duty.state),
      advance: JSON.stringify(left),
      ack_lapses_on: null,
      ...(climbs ? { escalated_at: tick.now } : {}),
      ...(next.kind === 'step'
        ? { next_step_at: momentOfStep(next, duty.remind_at), waits_calendar: 0 }
        : waiting(tick, next)),
    },
  };
}

function waiting(tick: Tick, step: { kind: 'none' } | { kind: 'no-calendar'; year: string }): DutyChange {
  if (step.kind === 'none') return { next_step_at: null, waits_calendar: 0 };
  tick.missing.add(step.year);
  return { next_step_at: null, waits_calendar: 1 };
}

/** Duties that change alike are changed in one statement. */
async function keep(tick: Tick, taken: readonly Taken[]): Promise<void> {
  const alike = new Map<string, { change: DutyChange; ids: string[] }>();
  for (const { duty, change } of taken) {
    const key = JSON.stringify(change);
    const group = alike.get(key) ?? { change, ids: [] };
    group.ids.push(duty.id);
    alike.set(key, group);
  }
  for (const { change, ids } of alike.values()) await updateOpenDuties(tick.db, ids, change);
  await appendManyDutyEvents(
    tick.db,
    tick.book.kind,
    taken
      .filter(({ stage }) => stage !== 'planned')
      .map(({ duty, stage, change }) => ({
        duty_id: duty.id,
        at: tick.now,
        actor_id: 'system',
        event: stage,
        from_state: duty.state,
        to_state: change.state ?? duty.state,
        note: duty.ack_lapses_on === null ? null : 'acknowledgement lapsed',
      })),
  );
}

interface Told {
  notice: Notice & { key: string };
  duties: Taken[];
}

function tellAll(tick: Tick, taken: readonly Taken[], staff: Staff): Told[] {
  // What concerns one person in one way at one moment, in the order in which it fell due.
  const alike = new Map<string, Taken[]>();
  for (const step of taken) {
    const { duty, stage } = step;
    // Whoever handed it back is not reminded of it.
    if (duty.state === 'handed_back') continue;
    const way = endsBy(duty.kind) === 'nothing' ? duty.id : stage === 'again' ? 'reminded' : stage;
    const key = `${duty.person_id}:${way}`;
    alike.set(key, [...(alike.get(key) ?? []), step]);
  }
  return [...alike.values()].flatMap((steps) =>
    steps.length > SINGLE
      ? [{ notice: listNotice(tick, steps), duties: steps }]
      : steps.map((step) => ({ notice: noticeOf(tick, step, staff), duties: [step] })),
  );
}

function noticeOf(tick: Tick, step: Taken, staff: Staff): Told['notice'] {
  return step.stage === 'reminded' || step.stage === 'again'
    ? singleNotice(tick, step)
    : climbNotice(tick, step, staff);
}

/** The same step of the same duty has the same key, also where it is worked out twice. */
function keyOf({ today }: Tick, { duty, stage }: Taken): string {
  return `duty:${duty.key}:${stage}:${today}:${duty.person_id}`;
}

function singleNotice(tick: Tick, step: Taken): Told['notice'] {
  const { duty, stage } = step;
  return {
    to: duty.person_id,
    text:
      stage === 'again'
        ? remindedAgain(duty, tick.today, endsBy(duty.kind))
        : reminder(duty, tick.today, endsBy(duty.kind)),
    options: reminderOptions(duty.number, endsBy(duty.kind)),
    about: stage === 'again' ? 'duty-again' : 'duty',
    key: keyOf(tick, step),
    run: duty.id,
  };
}

function listNotice(tick: Tick, steps: readonly Taken[]): Told['notice'] {
  const duties = steps.map(({ duty }) => duty);
  const person = duties[0]?.person_id ?? '';
  const stage = steps[0]?.stage ?? 'reminded';
  const climbed = stage === 'township' || stage === 'county' || stage === 'listed';
  return {
    to: person,
    text: climbed ? severalAbove(duties, tick.today, stage) : severalReminders(duties, tick.today),
    options: climbed ? ['我的待办'] : ['全部收到', '我的待办'],
    about: climbed ? 'duty-above' : 'duty-list',
    key: `duty-list:${person}:${climbed ? stage : 'reminded'}:${tick.now}`,
  };
}

function climbNotice(tick: Tick, step: Taken, staff: Staff): Told['notice'] {
  const { duty, stage } = step;
  const above = staff.above({ ...duty, stage }).map(({ name }) => name);
  return {
    to: duty.person_id,
    text:
      stage === 'listed'
        ? toldListed(duty, tick.today)
        : toldAbove(duty, tick.today, above, stage === 'township' ? 'township' : 'county'),
    options: [`完成 ${duty.number}`],
    about: stage === 'listed' ? 'duty-listed' : 'duty-above',
    key: keyOf(tick, step),
    run: duty.id,
  };
}

/** Duties that waited for the calendar of a year go on once it is there. */
export async function replanWaiting(tick: Tick): Promise<void> {
  for (const duty of await dutiesWaitingForCalendar(tick.db)) {
    const follow = followOf(tick, duty);
    const left = aheadOf(tick, duty);
    if (left === null) continue;
    const course = { dueOn: duty.due_on, advance: left, stage: duty.stage, level: duty.level };
    const next = nextStep(course, follow, tick.today, tick.calendar);
    if (next.kind === 'no-calendar') {
      tick.missing.add(next.year);
      continue;
    }
    await updateOpenDuties(tick.db, [duty.id], {
      advance: JSON.stringify(left),
      waits_calendar: 0,
      next_step_at: next.kind === 'step' ? momentOfStep(next, duty.remind_at) : null,
    });
  }
}

/** The days of its reminders; kept as days ahead where the calendar was missing from the beginning. */
function aheadOf(tick: Tick, duty: DutyRow): string[] | null {
  const kept = z.array(z.union([z.number(), z.string()])).parse(JSON.parse(duty.advance));
  const ahead = kept.filter((day) => typeof day === 'number');
  if (ahead.length === 0) return kept.filter((day) => typeof day === 'string');
  const days = advanceDays({ dueOn: duty.due_on, advance: ahead }, tick.today, tick.calendar);
  if (days.ok) return days.days;
  tick.missing.add(days.year);
  return null;
}
