import { addDays } from '../../calendar/calendar.ts';
import type { JobContext } from '../../job/job.ts';
import { isWithin, type Rhythm } from '../../policies/policies.ts';
import { regionsWithin } from '../../storage/storage.ts';
import { laterOf, momentOf, timeOf } from '../days.ts';
import { MORNING } from '../kinds/kind.ts';
import { advanceDays } from '../ladder.ts';
import { nextOccurrences } from '../occurrences.ts';
import type { RuleDraft } from '../state.ts';
import type { Tick } from '../tick.ts';
import * as words from '../wording.ts';
import { type Addressed, addressees } from './audience.ts';
import type { Audience, Plan } from './plan.ts';
import type { RuleTold } from './read.ts';
import type { KnownPlace } from './read-audience.ts';

const MOST_AHEAD = 90;
const SHOWN = 3;
const HOUR_MS = 60 * 60 * 1000;

/** Places below the speaker's own that a rule may name: towns and villages, not groups. */
export async function knownPlaces({ db, person }: JobContext): Promise<KnownPlace[]> {
  const rows = await regionsWithin(db, person.region);
  return rows.flatMap(({ path, name }): KnownPlace[] => {
    if (path === person.region || /^\d+组$/.test(name)) return [];
    if (/(?:镇|乡|苏木|街道|办事处)$/.test(name)) return [{ path, name, level: 'township' }];
    return /(?:村|嘎查|社区|屯|庄|营|寨|分场)$/.test(name) ? [{ path, name, level: 'village' }] : [];
  });
}

/** A rule that lacks nothing, or every fault of it. */
export type Checked =
  | { ok: true; rule: Pick<RuleDraft, 'what' | 'plan' | 'audience'>; notes: string[] }
  | { ok: false; faults: string[] };

/** What was told, completed with what is usual; what is told twice wins over what was told before. */
export function checkTold(context: JobContext, told: RuleTold, before: RuleDraft | null): Checked {
  const { person } = context;
  const faults = [...told.faults];
  const notes: string[] = [];
  const usual: Audience =
    person.role === 'cadre'
      ? { kind: 'self', place: person.region }
      : { kind: 'villages', place: person.region };
  const audience = told.audience ?? before?.audience ?? usual;
  const rhythm = told.rhythm ?? before?.plan.rhythm ?? null;
  const what = told.what ?? before?.what ?? null;
  if (what === null || [...what].length < 2) faults.push(words.WHAT_MISSING);
  if (rhythm === null && told.faults.length === 0) faults.push(words.WHEN_MISSING);
  faults.push(...rankFaults(context, audience));
  const usually = usualTimes(context, told, rhythm);
  const advance = told.advance ?? before?.plan.advance ?? usually.advance;
  const far = advance.find((days) => days > MOST_AHEAD);
  if (far !== undefined) faults.push(words.tooFar(String(far)));
  if (faults.length > 0 || rhythm === null || what === null)
    return { ok: false, faults: [...new Set(faults)] };
  if (!told.isDayGiven) notes.push(words.DAY_LEFT_TO_US);
  if (told.audience === null && before === null && audience.kind !== 'self')
    notes.push(words.AUDIENCE_LEFT_TO_US);
  if (told.time === null && told.event === null && before === null) notes.push(words.TIME_LEFT_TO_US);
  const plan: Plan = {
    rhythm,
    time: told.time ?? before?.plan.time ?? usually.time,
    advance,
    until: told.until ?? before?.plan.until ?? null,
  };
  return { ok: true, rule: { what, plan, audience }, notes };
}

/**
 * When nothing else is said. A single day is reminded of the day before too, and an hour of it before that hour: a
 * reminder that comes at the hour itself helps nobody.
 */
function usualTimes(
  { at, asOf }: JobContext,
  { time, event }: RuleTold,
  rhythm: Rhythm | null,
): Pick<Plan, 'time' | 'advance'> {
  if (rhythm?.kind !== 'once' || time !== null) return { time: MORNING, advance: [0] };
  if (rhythm.on === asOf && event !== null) {
    const before = timeOf(new Date(Date.parse(momentOf(asOf, event)) - HOUR_MS));
    const early = laterOf(MORNING, before);
    return { time: early > timeOf(at) && early < event ? early : event, advance: [0] };
  }
  return { time: MORNING, advance: event !== null && event <= MORNING ? [1] : [1, 0] };
}

/** Nobody reminds those above him, nor those of another place. */
function rankFaults({ person }: JobContext, { kind, place }: Audience): string[] {
  if (kind === 'self') return [];
  if (person.role === 'cadre') return [words.CADRE_ONLY_SELF];
  const isOwn = isWithin(place, person.region);
  const isBelow = person.role === 'office' || person.role === 'admin' || kind !== 'townships';
  return isOwn && isBelow ? [] : [words.ABOVE_RANK];
}

/** What is shown of a rule before it counts. */
export interface Shown {
  people: Addressed[];
  times: words.ShownTime[];
}

/** Whom it reminds and when next; a sentence where that is nobody or never. */
export async function shownOf(
  tick: Tick,
  rule: Pick<RuleDraft, 'plan' | 'audience'>,
  maker: string,
): Promise<Shown | string> {
  const people = await addressees(tick.db, await tick.staff(), rule.audience, maker);
  if (people.length === 0) return words.NOBODY_TO_REMIND;
  const from = startOf(tick, rule.plan);
  const found = nextOccurrences(rule.plan.rhythm, from, SHOWN, tick.calendar, rule.plan.until);
  if (found.times.length === 0) return found.missing === null ? words.NO_TIMES : words.noYear(found.missing);
  const times: words.ShownTime[] = [];
  for (const { dueOn } of found.times) {
    const days = advanceDays({ dueOn, advance: rule.plan.advance }, from, tick.calendar);
    // What is known is shown; a year whose days off are not known yet is shown by its days alone.
    if (!days.ok && times.length === 0) return words.noYear(days.year);
    const isMoved = rule.plan.advance.every((ahead) => ahead === 0);
    times.push({ dueOn, remindOn: days.ok ? days.days : [dueOn], isMoved, isOpen: !days.ok });
  }
  return { people, times };
}

/** The first day on which a rule counts: today, where its hour is still to come. */
export function startOf(tick: Pick<Tick, 'now' | 'today'>, plan: Pick<Plan, 'time'>): string {
  return timeOf(new Date(tick.now)) < plan.time ? tick.today : addDays(tick.today, 1);
}
