import fc from 'fast-check';
import { expect, it } from 'vitest';
import { refusedUntil } from '../../src/register/bind-limit.ts';
import { later } from './desk.ts';

it.each([
  [[0, 1, 2, 3], 4, null],
  [[0, 1, 2, 3, 4], 5, 34],
  [[0, 1, 2, 3, 10], 11, 40],
  [[0, 1, 2, 3, 11], 12, null],
  [[0, 1, 2, 3, 4], 33, 34],
  [[0, 1, 2, 3, 4], 34, null],
])('wrong at %j, now %i → until %j', (wrong, now, until) => {
  expect(refusedUntil(wrong.map(later), later(now))).toBe(until === null ? null : later(until));
});

it('never lets more than five wrong codes through in ten minutes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 }), (steps) => {
      const let_in: number[] = [];
      let now = 0;
      for (const step of steps) {
        now += step;
        if (refusedUntil(let_in.map(later), later(now)) === null) let_in.push(now);
      }
      for (const at of let_in)
        expect(let_in.filter((one) => one >= at && one <= at + 10).length).toBeLessThanOrEqual(5);
    }),
  );
});
