import { addDays, localTime } from '../calendar/calendar.ts';
import type { DueContext, Notice } from '../job/job.ts';
import type { Person } from '../register/register.ts';
import {
  appendDutyEvents,
  type Db,
  didSomething,
  dutiesOfInactive,
  findDuties,
  nextDutyStep,
  notePlanned,
  updateOpenDuties,
  wasPlanned,
} from '../storage/storage.ts';
import { openByCalendar } from './calendar-duties.ts';
import { momentOf, weekdayOf } from './days.ts';
import { DIGEST_AT, sendDigests } from './digest.ts';
import { OWN_NOTE } from './duty-words.ts';
import { KINDS } from './kinds/index.ts';
import { numbersFor, openFromFacts } from './open.ts';
import { endDuties, settleByFacts, takeBack } from './settle.ts';
import { levelOf } from './staff.ts';
import { replanWaiting, takeSteps } from './steps.ts';
import { type DutyParts, type Tick, tickAt } from './tick.ts';
import { calendarMissing, clearedByReport } from './wording.ts';

/** When a day's duties are opened. */
const DAY_BEGINS = '06:00';

/** What has fallen due: facts settled, duties opened, steps taken, superiors told; in sets, not one by one. */
export async function dutiesDue(parts: DutyParts, context: DueContext): Promise<Notice[]> {
  const tick = tickAt(parts, context);
  await settleByFacts(tick);
  const isNewDay = await beginsDay(tick);
  if (isNewDay) {
    await handOnFromInactive(tick);
    await openByCalendar(tick);
    await replanWaiting(tick);
  }
  await openFromFacts(tick, isNewDay);
  const notices = [...(await takeSteps(tick)), ...(await sendDigests(tick))];
  return [...notices, ...(await tellMissingCalendar(tick))];
}

/** The first moment later than `after` at which there may be something. */
export async function dutiesNextDue(db: Db, after: Date): Promise<Date> {
  const { day, time } = localTime(after);
  const at = (clock: string): string => momentOf(time < clock ? day : addDays(day, 1), clock);
  const times = [at(DAY_BEGINS), at(DIGEST_AT)];
  const step = await nextDutyStep(db, after.toISOString());
  if (step !== null) times.push(step);
  for (const kind of KINDS) {
    const wanted = await kind.nextWanted?.({ db }, after);
    if (wanted) times.push(wanted.toISOString());
  }
  const [soonest = at(DAY_BEGINS)] = times.sort();
  return new Date(soonest);
}

/** Whatever `actor` has just done ends what waited for it, and opens what follows from it. */
export async function dutiesAfter(
  parts: DutyParts,
  context: DueContext & { actor: Person },
): Promise<Notice[]> {
  const { db, at, actor } = context;
  if (!(await didSomething(db, { actor: actor.id, at: at.toISOString() }))) return [];
  const tick = tickAt(parts, context);
  const settled = await settleByFacts(tick);
  await openFromFacts(tick, false);
  const own = settled.filter(({ person_id, by_id }) => person_id === actor.id && by_id === actor.id);
  const told = (
    await findDuties(
      db,
      own.map(({ id }) => id),
    )
  ).filter(({ kind }) => kind !== 'draft');
  return told.map((duty) => ({
    to: actor.id,
    text: clearedByReport(duty),
    options: [],
    about: 'duty-cleared',
    key: `duty:${duty.key}:cleared:${actor.id}`,
  }));
}

async function beginsDay(tick: Tick): Promise<boolean> {
  if (await wasPlanned(tick.db, 'day', tick.today)) return false;
  await notePlanned(tick.db, 'day', tick.today, tick.today);
  return true;
}

/** Somebody has left: what he had open goes to whoever is responsible now. */
async function handOnFromInactive(tick: Tick): Promise<void> {
  const left = await dutiesOfInactive(tick.db);
  if (left.length === 0) return;
  const isNote = ({ kind }: { kind: string }): boolean => kind === OWN_NOTE;
  // What he told himself is nobody else's.
  const notes = left.filter(isNote).map(({ id }) => id);
  await endDuties(tick, notes, { state: 'dropped', done_by: 'system' }, 'system', null);
  const staff = await tick.staff();
  for (const duty of left.filter((one) => !isNote(one))) {
    const person =
      duty.level === 'village'
        ? staff.responsibleFor(duty.region, null)
        : (staff.nearest(duty.level === 'township' ? 'township' : 'office', duty.region)[0] ?? null);
    if (person === null) {
      tick.log?.warn({ duty: duty.id, region: duty.region }, 'nobody is left to take over a duty');
      continue;
    }
    const [number = duty.number] = await numbersFor(tick.db, [{ person }]);
    await takeBack(tick, [duty.id]);
    await updateOpenDuties(tick.db, [duty.id], {
      person_id: person.id,
      level: levelOf(person.role),
      number,
      state: duty.state === 'handed_back' ? 'open' : duty.state,
    });
    await appendDutyEvents(tick.db, [
      {
        duty_id: duty.id,
        at: tick.now,
        actor_id: 'system',
        event: 'taken-over',
        from_state: duty.state,
        to_state: duty.state,
        note: null,
      },
    ]);
  }
}

/** A year without a table is refused loudly: in the log once a day, and once a week to the offices. */
async function tellMissingCalendar(tick: Tick): Promise<Notice[]> {
  const years = [...tick.missing].sort();
  if (years.length === 0) return [];
  const what = `no-calendar:${years.join(',')}`;
  if (await wasPlanned(tick.db, what, tick.today)) return [];
  await notePlanned(tick.db, what, tick.today, tick.today);
  tick.log?.error({ years }, 'no table of working days for that year: reminders wait for it');
  const week = mondayOf(tick.today);
  if (await wasPlanned(tick.db, what, `week:${week}`)) return [];
  await notePlanned(tick.db, what, `week:${week}`, tick.today);
  const offices = (await tick.staff()).all().filter(({ role }) => role === 'office');
  return offices.map(({ id }) => ({
    to: id,
    text: calendarMissing(years),
    options: [],
    about: 'calendar-missing',
    key: `${what}:${tick.today}:${id}`,
  }));
}

function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayOf(day));
}
