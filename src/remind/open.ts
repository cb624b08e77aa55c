import { randomUUID } from 'node:crypto';
import {
  appendDutyEvents,
  type Db,
  type DutyRow,
  dutyNumbers,
  insertDuties,
  keepDutyNumbers,
} from '../storage/storage.ts';
import { momentOf } from './days.ts';
import { KINDS } from './kinds/index.ts';
import type { DutyKind, Wanted } from './kinds/kind.ts';
import { advanceDays, nextStep } from './ladder.ts';
import { levelOf } from './staff.ts';
import type { Tick } from './tick.ts';

/** A person's duties are numbered 1 to 99 and round again: short to type, and a number that has just ended stays free. */
const NUMBERS = 99;

/** Opens duties; what is there already stays as it is. Gives how many were new. */
export async function openDuties(tick: Tick, wanted: readonly Wanted[]): Promise<number> {
  if (wanted.length === 0) return 0;
  const numbers = await numbersFor(tick.db, wanted);
  const rows = wanted.map((duty, index) => rowOf(tick, duty, numbers[index] ?? 1));
  const entered = await insertDuties(tick.db, rows);
  await appendDutyEvents(
    tick.db,
    rows
      .filter(({ id }) => entered.has(id))
      .map(({ id }) => ({
        duty_id: id,
        at: tick.now,
        actor_id: 'system',
        event: 'opened',
        from_state: '',
        to_state: 'open',
        note: null,
      })),
  );
  return entered.size;
}

/** Opens what follows from facts. `daily`: with what is looked at once a day only. */
export async function openFromFacts(tick: Tick, daily: boolean): Promise<number> {
  let opened = 0;
  for (const kind of factKinds(daily)) opened += await openDuties(tick, await kind.wanted(tick));
  return opened;
}

function factKinds(daily: boolean): readonly DutyKind[] {
  return daily ? KINDS : KINDS.filter((kind) => !kind.daily);
}

/** The next number of each person, in the order of the duties. */
export async function numbersFor(db: Db, duties: readonly Pick<Wanted, 'person'>[]): Promise<number[]> {
  const people = [...new Set(duties.map(({ person }) => person.id))];
  const { taken, last } = await dutyNumbers(db, people);
  const numbers = duties.map(({ person: { id } }) => {
    const used = taken.get(id) ?? new Set<number>();
    const number = freeNumber(used, last.get(id) ?? 0);
    used.add(number);
    taken.set(id, used);
    last.set(id, number);
    return number;
  });
  await keepDutyNumbers(db, last);
  return numbers;
}

/** The first free one after the last; beyond 99 only for whoever has all of them open. */
function freeNumber(used: ReadonlySet<number>, last: number): number {
  for (let ahead = 1; ahead <= NUMBERS; ahead++) {
    const number = ((last + ahead - 1) % NUMBERS) + 1;
    if (!used.has(number)) return number;
  }
  return Math.max(...used) + 1;
}

function rowOf(tick: Tick, wanted: Wanted, number: number): DutyRow {
  const level = levelOf(wanted.person.role);
  const planned = planOf(tick, { ...wanted, level });
  return {
    id: randomUUID(),
    key: wanted.key,
    number,
    kind: wanted.kind,
    rule: wanted.rule,
    region: wanted.region,
    household_id: wanted.householdId,
    report_id: wanted.reportId,
    fact_id: wanted.factId,
    person_id: wanted.person.id,
    level,
    text: wanted.text,
    how: wanted.how,
    opened_at: tick.now,
    due_on: wanted.dueOn,
    remind_at: wanted.remindAt,
    ...planned,
    state: 'open',
    stage: 'planned',
    acknowledged_at: null,
    ack_lapses_on: null,
    escalated_at: null,
    closed_at: null,
    done_by: null,
    cleared_by: null,
    note: null,
    verdict: null,
    verdict_by: null,
    verdict_at: null,
  };
}

/** When a duty is reminded of first, or that the calendar of a year is missing for it. */
export function planOf(
  tick: Tick,
  duty: Pick<Wanted, 'advance' | 'word' | 'region' | 'dueOn' | 'remindAt'> & { level: DutyRow['level'] },
): Pick<DutyRow, 'advance' | 'next_step_at' | 'waits_calendar'> {
  const ahead = advanceDays(duty, tick.today, tick.calendar);
  if (!ahead.ok) {
    tick.missing.add(ahead.year);
    return { advance: JSON.stringify(duty.advance), next_step_at: null, waits_calendar: 1 };
  }
  const next = nextStep(
    { dueOn: duty.dueOn, advance: ahead.days, stage: 'planned', level: duty.level },
    tick.follow(duty.word, duty.region),
    tick.today,
    tick.calendar,
  );
  const advance = JSON.stringify(ahead.days);
  if (next.kind === 'step')
    return { advance, next_step_at: momentOf(next.on, duty.remindAt), waits_calendar: 0 };
  if (next.kind === 'no-calendar') tick.missing.add(next.year);
  return { advance, next_step_at: null, waits_calendar: next.kind === 'no-calendar' ? 1 : 0 };
}
