import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, createCalendar, endOfDay, isOpen, nextOpen } from '../../src/calendar/calendar.ts';
import { readLibrary } from '../../src/calendar/years.ts';

const calendar = createCalendar();
const at = (iso: string) => new Date(`${iso}+08:00`);

describe('working days', () => {
  it.each([
    ['2026-03-18', 5, '2026-03-25'],
    // 清明 on Saturday to Monday.
    ['2026-04-03', 1, '2026-04-07'],
    // 国庆 1 to 7 October, Saturday 10 is worked.
    ['2026-09-30', 3, '2026-10-10'],
    // 春节 15 to 23 February; Saturday 14 and 28 are worked.
    ['2026-02-13', 2, '2026-02-24'],
    ['2025-01-24', 2, '2025-01-27'],
  ])('%s and %i more end on %s', (day, count, end) => {
    expect(calendar.workingDaysAfter(day, count)).toEqual({ ok: true, day: end });
    expect(calendar.workingDaysBefore(addDays(end, 1), 1)).toEqual({ ok: true, day: end });
  });

  it.each([
    // The last day is a Sunday; Saturday 28 is worked, made up for 春节.
    ['2026-02', '2026-02-02', '2026-02-28'],
    ['2026-05', '2026-05-06', '2026-05-29'],
    ['2026-Q1', '2026-01-04', '2026-03-31'],
    ['2026-Q2', '2026-04-01', '2026-06-30'],
    ['2025-H1', '2025-01-02', '2025-06-30'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026', '2026-01-04', '2026-12-31'],
  ])('of %s the first is %s and the last %s', (period, first, last) => {
    expect(calendar.firstWorkingDayOf(period)).toEqual({ ok: true, day: first });
    expect(calendar.lastWorkingDayOf(period)).toEqual({ ok: true, day: last });
  });

  it('refuses what is no period', () => {
    for (const period of ['2026-13', '2026-Q5', '26-01', '']) {
      expect(() => calendar.firstWorkingDayOf(period)).toThrow(RangeError);
    }
  });

  it('names the year that has no table', () => {
    expect(calendar.workingDaysAfter('2026-12-30', 5)).toEqual({ ok: false, year: '2027' });
    expect(calendar.isWorkingDay('2027-01-04')).toBeNull();
    expect(calendar.firstWorkingDayOf('2027-Q1')).toEqual({ ok: false, year: '2027' });
    expect(calendar.years.at(-1)).toBe('2026');
  });

  it('takes the county’s own year before the library’s, and one that the library does not have', () => {
    const own = createCalendar([
      { year: '2026', off: [['2026-03-18', '2026-03-20']], worked: ['2026-03-21'] },
      { year: '2027', off: [['2027-01-01', '2027-01-03']], worked: [] },
    ]);
    expect(own.isWorkingDay('2026-03-18')).toBe(false);
    expect(own.isWorkingDay('2026-03-21')).toBe(true);
    expect(own.isWorkingDay('2026-10-01')).toBe(true);
    expect(own.workingDaysAfter('2026-12-31', 1)).toEqual({ ok: true, day: '2027-01-04' });
    expect(own.isWorkingDay('2028-01-04')).toBeNull();
  });

  it('does not take a year for known of which only the first days stand in another’s announcement', () => {
    const tables = readLibrary({
      holidays: { '2026-01-01': '', '2026-10-01': '', '2026-12-31': '', '2027-01-01': '' },
      workdays: { '2026-10-10': '', '2027-01-09': '' },
    });
    expect([...tables.keys()]).toEqual(['2026']);
    expect(tables.get('2026')?.off).toEqual(new Set(['2026-01-01', '2026-10-01', '2026-12-31']));
  });

  it('counts the same forwards and backwards, and never on a day off', () => {
    const day = fc.integer({ min: 0, max: 300 }).map((n) => addDays('2025-01-10', n));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const end = calendar.workingDaysAfter(from, count);
        if (!end.ok) return;
        expect(calendar.isWorkingDay(end.day)).toBe(true);
        const days = Array.from({ length: 200 }, (_, n) => addDays(from, n + 1)).filter(
          (one) => one <= end.day,
        );
        expect(days.filter((one) => calendar.isWorkingDay(one) === true)).toHaveLength(count);
        const back = calendar.workingDaysBefore(end.day, count);
        const start = calendar.workingDayUntil(from);
        expect(back).toEqual(start);
      }),
    );
  });
});

describe('hours', () => {
  const office = { from: '08:30', until: '17:30', workingDays: true };
  const day = { from: '07:30', until: '20:30', workingDays: false };

  it.each([
    [day, '2026-03-18T07:29:59', false, '2026-03-18T07:30:00'],
    [day, '2026-03-18T07:30:00', true, '2026-03-18T07:30:00'],
    [day, '2026-03-21T20:30:00', false, '2026-03-22T07:30:00'],
    [office, '2026-05-08T17:30:00', false, '2026-05-09T08:30:00'],
    [office, '2026-05-09T12:00:00', true, '2026-05-09T12:00:00'],
    [office, '2026-09-30T18:00:00', false, '2026-10-08T08:30:00'],
    [office, '2026-10-01T09:00:00', false, '2026-10-08T08:30:00'],
    [null, '2027-01-01T03:00:00', true, '2027-01-01T03:00:00'],
  ])('%o at %s', (hours, moment, open, next) => {
    expect(isOpen(hours, at(moment), calendar)).toBe(open);
    expect(nextOpen(hours, at(moment), calendar)).toEqual({ ok: true, at: at(next) });
  });

  it('say which year is missing', () => {
    expect(isOpen(office, at('2027-01-04T09:00:00'), calendar)).toBeNull();
    expect(nextOpen(office, at('2026-12-31T18:00:00'), calendar)).toEqual({ ok: false, year: '2027' });
    expect(isOpen(day, at('2027-01-04T09:00:00'), calendar)).toBe(true);
  });

  it('end a day at midnight in China', () => {
    expect(endOfDay('2026-03-25')).toBe('2026-03-25T16:00:00.000Z');
  });
});
