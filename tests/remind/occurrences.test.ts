import { Cron } from 'croner';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, createCalendar } from '../../src/calendar/calendar.ts';
import type { Rhythm } from '../../src/policies/policies.ts';
import { lastDayOf } from '../../src/remind/days.ts';
import { nextOccurrences, occurrencesBetween } from '../../src/remind/occurrences.ts';

const calendar = createCalendar();
const days = (rhythm: Rhythm, from: string, to: string): string[] =>
  occurrencesBetween(rhythm, from, to, calendar).times.map(({ dueOn }) => dueOn);

describe('when something is due', () => {
  test.each<[string, Rhythm, string, string, string[]]>([
    [
      'the 31st is the last day of a shorter month, in a leap year too',
      { kind: 'monthly', days: [{ kind: 'date', day: 31 }] },
      '2024-01-01',
      '2024-04-30',
      ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30'],
    ],
    [
      'February of a common year ends on the 28th',
      { kind: 'monthly', days: [{ kind: 'last-day' }] },
      '2025-02-01',
      '2025-02-28',
      ['2025-02-28'],
    ],
    [
      'the first working day comes after the holiday, and may be a Saturday that is made up',
      { kind: 'monthly', days: [{ kind: 'first-working-day' }] },
      '2025-10-01',
      '2026-01-31',
      ['2025-10-09', '2025-11-03', '2025-12-01', '2026-01-04'],
    ],
    [
      'the last working day of a month may be a Saturday that is made up',
      { kind: 'monthly', days: [{ kind: 'last-working-day' }] },
      '2026-02-01',
      '2026-02-28',
      ['2026-02-28'],
    ],
    [
      'the last working day of each quarter',
      { kind: 'quarterly', month: 3, day: { kind: 'last-working-day' } },
      '2025-01-01',
      '2025-12-31',
      ['2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31'],
    ],
    [
      'June and December',
      { kind: 'yearly', months: [6, 12], day: { kind: 'date', day: 20 } },
      '2025-01-01',
      '2025-12-31',
      ['2025-06-20', '2025-12-20'],
    ],
    ['once', { kind: 'once', on: '2025-04-30' }, '2025-04-01', '2025-05-01', ['2025-04-30']],
    [
      'each working day, around the National Day',
      { kind: 'daily' },
      '2025-09-27',
      '2025-10-12',
      ['2025-09-28', '2025-09-29', '2025-09-30', '2025-10-09', '2025-10-10', '2025-10-11'],
    ],
  ])('%s', (_, rhythm, from, to, expected) => {
    expect(days(rhythm, from, to)).toEqual(expected);
  });

  test('a year without a table is named, and what is known before it is given', () => {
    const found = occurrencesBetween(
      { kind: 'monthly', days: [{ kind: 'last-working-day' }] },
      '2025-11-01',
      '2099-01-31',
      createCalendar(),
    );
    expect(found.times.slice(0, 2).map(({ dueOn }) => dueOn)).toEqual(['2025-11-28', '2025-12-31']);
    expect(found.missing).toBe('2027');
    expect(nextOccurrences({ kind: 'daily' }, '2099-01-01', 3, calendar)).toEqual({
      times: [],
      missing: '2099',
    });
  });

  test('plain rhythms fall on the days that croner finds', () => {
    const plain = fc.oneof(
      fc.record({ kind: fc.constant('weekly' as const), weekday: fc.integer({ min: 1, max: 7 }) }),
      fc.record({ kind: fc.constant('monthly' as const), day: fc.integer({ min: 1, max: 28 }) }),
      fc.record({ kind: fc.constant('last' as const) }),
    );
    fc.assert(
      fc.property(plain, fc.integer({ min: 0, max: 6000 }), (rhythm, offset) => {
        const from = addDays('2010-01-01', offset);
        const [asked, pattern]: [Rhythm, string] =
          rhythm.kind === 'weekly'
            ? [{ kind: 'weekly', weekdays: [rhythm.weekday] }, `0 0 * * ${rhythm.weekday}`]
            : rhythm.kind === 'monthly'
              ? [{ kind: 'monthly', days: [{ kind: 'date', day: rhythm.day }] }, `0 0 ${rhythm.day} * *`]
              : [{ kind: 'monthly', days: [{ kind: 'last-day' }] }, '0 0 L * *'];
        const before = new Date(`${addDays(from, -1)}T23:59:00Z`);
        const expected = new Cron(pattern, { timezone: 'UTC' })
          .nextRuns(5, before)
          .map((time) => time.toISOString().slice(0, 10));
        const found = nextOccurrences(asked, from, 5, calendar).times.map(({ dueOn }) => dueOn);
        expect(found).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('whatever the rhythm: in order, within the days asked for, no period twice, and asking in pieces is the same', () => {
    const day = fc.oneof(
      fc.record({ kind: fc.constant('date' as const), day: fc.integer({ min: 1, max: 31 }) }),
      fc.constantFrom(
        { kind: 'last-day' as const },
        { kind: 'first-working-day' as const },
        { kind: 'last-working-day' as const },
      ),
    );
    const rhythms: fc.Arbitrary<Rhythm> = fc.oneof(
      fc.record({
        kind: fc.constant('monthly' as const),
        days: fc.array(day, { minLength: 1, maxLength: 1 }),
      }),
      fc.record({ kind: fc.constant('quarterly' as const), month: fc.integer({ min: 1, max: 3 }), day }),
      fc.record({
        kind: fc.constant('yearly' as const),
        months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
        day,
      }),
    );
    fc.assert(
      fc.property(
        rhythms,
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 1, max: 400 }),
        (rhythm, offset, length) => {
          const from = addDays('2010-01-01', offset);
          const to = addDays(from, length);
          const middle = addDays(from, Math.floor(length / 2));
          const { times } = occurrencesBetween(rhythm, from, to, calendar);
          const found = times.map(({ dueOn }) => dueOn);
          expect(found).toEqual([...found].sort());
          expect(found.every((at) => at >= from && at <= to)).toBe(true);
          expect(new Set(times.map(({ period }) => period)).size).toBe(times.length);
          expect([...days(rhythm, from, middle), ...days(rhythm, addDays(middle, 1), to)]).toEqual(found);
          for (const at of found)
            expect(at <= lastDayOf(Number(at.slice(0, 4)), Number(at.slice(5, 7)))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
