import { addDays } from '../calendar/calendar.ts';
import { type DutyRule, type FollowUpWord, standingOf } from '../policies/policies.ts';
import { activeDutyRules, type DutyRuleRow, notePlanned, plannedOf } from '../storage/storage.ts';
import { earlierOf, laterOf } from './days.ts';
import { OWN_NOTE } from './duty-words.ts';
import { MORNING, type Wanted } from './kinds/kind.ts';
import { type Occurrence, occurrencesBetween } from './occurrences.ts';
import { openDuties } from './open.ts';
import { addressees, villagesOf } from './rules/audience.ts';
import { readRule } from './rules/plan.ts';
import type { Member } from './staff.ts';
import type { Tick } from './tick.ts';
import { basisLine, NOBODY_THERE } from './wording.ts';

/** After an outage duties are opened late, but not from further back. */
const LATE_DAYS = 31;
/** A reminder on a day off leaves before it: so many days of holiday and weekend may lie between. */
const LONGEST_HOLIDAY = 14;
const CALENDAR: FollowUpWord = '定期';

/** Opens the duties whose first reminder has come, of documents and of the offices' own rules. */
export async function openByCalendar(tick: Tick): Promise<void> {
  await openOfDocuments(tick);
  const own = await activeDutyRules(tick.db);
  for (const rule of own) await openOfOwnRule(tick, rule);
}

async function openOfDocuments(tick: Tick): Promise<void> {
  const { duties, documents } = tick.knowledge;
  for (const { region, document: id, rules } of duties) {
    const document = documents.get(id);
    if (region === null || document === undefined || rules.length === 0) continue;
    // Of a document that has ended, or of which nobody knows whether it still holds, nothing is demanded.
    if (standingOf(document, tick.today) !== 'in_force') continue;
    for (const rule of rules) {
      const end = document.to;
      await openTimes(
        tick,
        { id: rule.id, rhythm: rule.rhythm, advance: rule.advance, since: null, until: end },
        (time) => ofDocument(tick, rule, region, document.shortTitle, time),
      );
    }
  }
}

/** Opens what a rule of an office wants now; right after it was made, too. */
export async function openOfOwnRule(tick: Tick, row: DutyRuleRow): Promise<void> {
  // Made after its hour: it begins tomorrow.
  if (tick.today < row.since_on) return;
  const { plan } = readRule(row);
  await openTimes(
    tick,
    { id: row.id, rhythm: plan.rhythm, advance: plan.advance, since: row.since_on, until: plan.until },
    (time) => ofOwnRule(tick, row, time),
  );
}

interface Timed {
  id: string;
  rhythm: DutyRule['rhythm'];
  advance: readonly number[];
  /** Null: since the rule was first seen. */
  since: string | null;
  until: string | null;
}

async function openTimes(
  tick: Tick,
  { id, rhythm, advance, since, until }: Timed,
  make: (time: Occurrence) => Promise<Wanted[]>,
): Promise<void> {
  const planned = await plannedOf(tick.db, [id]);
  const noted = planned.find(({ period }) => period === 'since')?.on_day;
  if (noted === undefined) await notePlanned(tick.db, id, 'since', since ?? tick.today);
  const first = since ?? noted ?? tick.today;
  const late = addDays(tick.today, -LATE_DAYS);
  const ahead = Math.max(0, ...advance);
  const last = addDays(tick.today, ahead + LONGEST_HOLIDAY);
  const to = until === null ? last : earlierOf(until, last);
  const found = occurrencesBetween(rhythm, laterOf(first, late), to, tick.calendar);
  if (found.missing !== null) tick.missing.add(found.missing);
  const known = new Set(planned.map(({ period }) => period));
  for (const time of found.times) {
    if (known.has(time.period) || !hasCome(tick, time, ahead)) continue;
    if (!(await notePlanned(tick.db, id, time.period, tick.today))) continue;
    await openDuties(tick, await make(time));
  }
}

/** Is it the day of the first reminder, or later? Where the calendar does not tell, the duty is opened and waits. */
function hasCome(tick: Tick, { dueOn }: Occurrence, ahead: number): boolean {
  const day = addDays(dueOn, -ahead);
  const first = tick.calendar.workingDayUntil(day);
  return first.ok ? first.day <= tick.today : day <= tick.today;
}

async function ofDocument(
  tick: Tick,
  rule: DutyRule,
  region: string,
  document: string,
  time: Occurrence,
): Promise<Wanted[]> {
  const staff = await tick.staff();
  const wanted = (place: string, person: Member, isVacant: boolean): Wanted => ({
    key: `rule:${rule.id}:${time.period}:${place}`,
    kind: 'calendar',
    rule: rule.id,
    region: place,
    householdId: null,
    reportId: null,
    factId: null,
    person,
    text: isVacant ? NOBODY_THERE(place, rule.what) : rule.what,
    how: basisLine(document, rule.clause, rule.lead),
    dueOn: time.dueOn,
    remindAt: MORNING,
    advance: rule.advance,
    word: CALENDAR,
  });
  if (rule.who === 'own') {
    const [person] = staff.at('office', region);
    return person === undefined ? [] : [wanted(region, person, false)];
  }
  const kind = rule.who;
  if (kind === 'townships') {
    const all = await addressees(tick.db, staff, { kind, place: region }, '');
    return all.map(({ region: place, person }) => wanted(place, person, false));
  }
  return (await villagesOf(tick.db, staff, region)).flatMap((village) => {
    const person = staff.responsibleFor(village, null);
    return person === null ? [] : [wanted(village, person, person.role !== 'cadre')];
  });
}

async function ofOwnRule(tick: Tick, row: DutyRuleRow, time: Occurrence): Promise<Wanted[]> {
  const { plan, audience } = readRule(row);
  const staff = await tick.staff();
  const people = await addressees(tick.db, staff, audience, row.by_id);
  const perPerson = audience.kind !== 'villages' && audience.kind !== 'townships';
  return people.map(({ region, person, isVacant }) => ({
    key: `own:${row.id}:${row.changed_at}:${time.period}:${perPerson ? person.id : region}`,
    kind: audience.kind === 'self' ? OWN_NOTE : 'own',
    rule: row.id,
    region,
    householdId: null,
    reportId: null,
    factId: null,
    person,
    text: isVacant ? NOBODY_THERE(region, row.what) : row.what,
    how: null,
    dueOn: time.dueOn,
    remindAt: plan.time,
    advance: plan.advance,
    word: CALENDAR,
  }));
}
