import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, createCalendar } from '../../src/calendar/calendar.ts';
import type { FollowUp } from '../../src/policies/policies.ts';
import { advanceDays, type Course, nextStep } from '../../src/remind/ladder.ts';
import { DUTY_STAGES, type DutyStage } from '../../src/storage/storage.ts';

const calendar = createCalendar();
const follow = (change: Partial<FollowUp> = {}): FollowUp => ({
  kind: '定期',
  within: null,
  advance: [3, 0],
  again: 1,
  township: 2,
  county: 2,
  list: 3,
  acknowledged: 2,
  isExample: true,
  ...change,
});

/** Every step of a duty that nobody answers. */
function climb(course: Course, how: FollowUp, from: string): { stage: DutyStage; on: string }[] {
  const taken: { stage: DutyStage; on: string }[] = [];
  let here = course;
  let last = from;
  for (let guard = 0; guard < 30; guard++) {
    const next = nextStep(here, how, last, calendar);
    if (next.kind !== 'step') return taken;
    taken.push({ stage: next.stage, on: next.on });
    here = { ...here, stage: next.stage, advance: here.advance.filter((day) => day > next.on) };
    last = next.on;
  }
  throw new Error('the ladder does not end');
}

describe('the ladder', () => {
  test('提醒 → 再提醒 → 乡镇 → 县 → 待通报, in working days, over the National Day', () => {
    const course: Course = {
      dueOn: '2025-09-30',
      advance: ['2025-09-28', '2025-09-30'],
      stage: 'planned',
      level: 'village',
    };
    expect(climb(course, follow(), '2025-09-20')).toEqual([
      { stage: 'reminded', on: '2025-09-28' },
      { stage: 'reminded', on: '2025-09-30' },
      { stage: 'again', on: '2025-10-09' },
      { stage: 'township', on: '2025-10-11' },
      { stage: 'county', on: '2025-10-14' },
      { stage: 'listed', on: '2025-10-17' },
    ]);
  });

  test.each([
    ['township', ['again', 'county', 'listed']],
    ['county', ['again', 'listed']],
  ] as const)('begins above a responsible person of the %s', (level, stages) => {
    const course: Course = { dueOn: '2025-03-05', advance: [], stage: 'reminded', level };
    expect(climb(course, follow(), '2025-03-05').map(({ stage }) => stage)).toEqual(stages);
  });

  test('leaves out the steps that are not written', () => {
    const course: Course = { dueOn: '2025-03-05', advance: [], stage: 'reminded', level: 'village' };
    const how = follow({ township: null, list: null });
    expect(climb(course, how, '2025-03-05').map(({ stage }) => stage)).toEqual(['again', 'county']);
  });

  test('a day off is reminded of on the working day before; what is found out late, at once', () => {
    expect(advanceDays({ dueOn: '2025-10-05', advance: [3, 0] }, '2025-09-01', calendar)).toEqual({
      ok: true,
      days: ['2025-09-30'],
    });
    expect(advanceDays({ dueOn: '2025-10-10', advance: [30] }, '2025-10-03', calendar)).toEqual({
      ok: true,
      days: ['2025-10-09'],
    });
  });

  test('asks for the table of a year that is missing', () => {
    const course: Course = { dueOn: '2098-12-31', advance: [], stage: 'reminded', level: 'village' };
    expect(nextStep(course, follow(), '2098-12-31', calendar)).toEqual({ kind: 'no-calendar', year: '2099' });
    expect(advanceDays({ dueOn: '2099-01-05', advance: [0] }, '2026-01-01', calendar)).toEqual({
      ok: false,
      year: '2099',
    });
  });

  test('whatever it is set to, it ends, goes up only, and takes each step on a working day later than the last', () => {
    const some = fc.option(fc.integer({ min: 1, max: 20 }), { nil: null });
    fc.assert(
      fc.property(
        fc.record({ again: some, township: some, county: some, list: some }),
        fc.constantFrom('village' as const, 'township' as const, 'county' as const),
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: -5, max: 60 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 4 }),
        (steps, level, offset, ahead, advance) => {
          const today = addDays('2010-01-01', offset);
          const dueOn = addDays(today, ahead);
          const planned = advanceDays({ dueOn, advance }, today, calendar);
          if (!planned.ok) throw new Error('a known year is missing');
          const taken = climb(
            { dueOn, advance: planned.days, stage: 'planned', level },
            follow(steps),
            today,
          );
          const order = taken.map(({ stage }) => DUTY_STAGES.indexOf(stage));
          expect(order).toEqual([...order].sort((a, b) => a - b));
          for (const [index, { stage, on }] of taken.entries()) {
            expect(calendar.isWorkingDay(on)).toBe(true);
            const before = taken[index - 1];
            if (before !== undefined) expect(on > before.on).toBe(true);
            if (stage !== 'reminded') expect(on > dueOn).toBe(true);
          }
          const above = taken.map(({ stage }) => stage);
          if (level !== 'village') expect(above).not.toContain('township');
          if (level === 'county') expect(above).not.toContain('county');
        },
      ),
      { numRuns: 400 },
    );
  });
});
