import { describe, expect, it } from 'vitest';
import { fixedClock, localDate, systemClock } from '../../src/clock/clock.ts';

describe('the local date', () => {
  it.each([
    ['2025-03-01T15:59:59.999Z', '2025-03-01'],
    ['2025-03-01T16:00:00.000Z', '2025-03-02'],
    ['2024-12-31T16:00:00Z', '2025-01-01'],
    ['2024-02-28T23:00:00+08:00', '2024-02-28'],
    ['2024-02-28T16:30:00Z', '2024-02-29'],
    ['2025-07-01T00:00:00+08:00', '2025-07-01'],
  ])('at %s is %s in China, summer and winter', (iso, date) => {
    expect(localDate(new Date(iso))).toBe(date);
  });

  it('refuses what is no time', () => {
    expect(() => localDate(new Date('yesterday'))).toThrow(RangeError);
  });
});

describe('the fixed clock', () => {
  it('stands still until it is set or moved', () => {
    const clock = fixedClock('2025-03-01T00:00:00Z');
    expect(clock.now()).toEqual(clock.now());
    clock.advance(90_000);
    expect(clock.now().toISOString()).toBe('2025-03-01T00:01:30.000Z');
    clock.set('2026-01-01T00:00:00+08:00');
    expect(clock.now().toISOString()).toBe('2025-12-31T16:00:00.000Z');
  });

  it('hands out times that nobody can bend', () => {
    const clock = fixedClock('2025-03-01T00:00:00Z');
    clock.now().setFullYear(1999);
    expect(clock.now().getFullYear()).toBe(2025);
  });

  it('refuses what is no time', () => {
    expect(() => fixedClock('某天')).toThrow(RangeError);
    expect(() => fixedClock('2025-03-01T00:00:00Z').set('')).toThrow(RangeError);
  });
});

it('the system clock goes', () => {
  const before = Date.now();
  const now = systemClock.now().getTime();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});
