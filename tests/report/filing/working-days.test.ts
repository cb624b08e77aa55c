import { describe, expect, it } from 'vitest';
import { HOLIDAYS } from '../../../src/report/filing/holidays.ts';
import { endOfDay, isWorkingDay, workingDaysAfter } from '../../../src/report/filing/working-days.ts';

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
    expect(workingDaysAfter(day, count)).toEqual({ ok: true, day: end });
  });

  it('names the year that has no table', () => {
    expect(workingDaysAfter('2026-12-30', 5)).toEqual({ ok: false, year: '2027' });
    expect(isWorkingDay('2027-01-04')).toBe(null);
  });

  it('ends a day at midnight in China', () => {
    expect(endOfDay('2026-03-25')).toBe('2026-03-25T16:00:00.000Z');
  });

  it('works only on weekends made up for, and rests within the year', () => {
    for (const [year, { off, worked }] of Object.entries(HOLIDAYS)) {
      for (const day of worked) {
        expect([0, 6]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
        expect(off.some(([from, to]) => day >= from && day <= to)).toBe(false);
      }
      for (const [from, to] of off) {
        expect(from <= to && from.startsWith(year) && to.startsWith(year)).toBe(true);
      }
    }
  });
});
