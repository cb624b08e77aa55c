import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleKnowledge, readKnowledge, type WarningRule } from '../../../src/policies/policies.ts';
import { evaluate, type WatchedEvent } from '../../../src/report/watch/evaluate.ts';

const { warnings } = assembleKnowledge(readKnowledge(fileURLToPath(new URL('../../..', import.meta.url))));
const rules = warnings.find(({ region }) => region.endsWith('杭锦旗'))?.rules ?? [];

let number = 0;
const event = (told: Partial<WatchedEvent>): WatchedEvent => {
  number += 1;
  return {
    reportId: `r${number}`,
    number,
    kind: 'illness',
    day: '2026-03-01',
    amount: null,
    stage: null,
    note: null,
    ...told,
  };
};
const met = (fresh: WatchedEvent, others: WatchedEvent[] = [], income: number | null = null): string[] =>
  evaluate(rules, fresh, others, income === null ? null : { year: 2025, yuan: income }).map(
    ({ rule }) => rule.id,
  );

describe('early warning', () => {
  it('adds up what was paid in a year', () => {
    expect(met(event({ amount: 9999 }))).toEqual([]);
    expect(met(event({ amount: 10000 }))).toEqual(['medical-self-pay']);
    expect(met(event({ amount: 6000 }), [event({ amount: 4000, day: '2025-12-20' })])).toContain(
      'medical-self-pay',
    );
    expect(met(event({ amount: 6000 }), [event({ amount: 4000, day: '2024-12-20' })])).toEqual([]);
  });

  it('compares with an income only where one is known', () => {
    expect(met(event({ amount: 3000 }), [], 10000)).toEqual(['medical-share']);
    expect(met(event({ amount: 2999 }), [], 10000)).toEqual([]);
    expect(met(event({ amount: 3000 }))).toEqual([]);
    expect(met(event({ amount: 3000 }), [], 0)).toEqual([]);
  });

  it.each<[Partial<WatchedEvent>, string[]]>([
    [{ kind: 'job_loss' }, ['job-loss']],
    [{ kind: 'dropout', stage: '初中' }, ['dropout']],
    [{ kind: 'dropout', stage: '高中' }, []],
    [{ kind: 'dropout', stage: null }, ['dropout']],
    [{ kind: 'housing', note: 'D级' }, ['house-unsafe']],
    [{ kind: 'housing', note: 'B级' }, []],
    [{ kind: 'disaster', amount: 12000 }, ['disaster-loss']],
    [{ kind: 'contact' }, []],
    [{ kind: 'production', amount: 99999 }, []],
  ])('%j → %j', (told, ids) => expect(met(event(told))).toEqual(ids));

  it('sees two events within 90 days, also where the earlier one comes in late', () => {
    expect(met(event({ kind: 'illness' }), [event({ kind: 'disaster', day: '2026-01-15' })])).toEqual([
      'two-events',
    ]);
    expect(met(event({ kind: 'illness' }), [event({ kind: 'disaster', day: '2026-04-15' })])).toEqual([
      'two-events',
    ]);
    expect(met(event({ kind: 'illness' }), [event({ kind: 'disaster', day: '2025-10-15' })])).toEqual([]);
  });

  it('a larger sum or one event more never takes a warning back', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 5 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 20_000 }), fc.nat(9000), (earlier, amount, more) => {
        const others = earlier.map((paid) => event({ amount: paid, day: '2026-02-01' }));
        const before = met(event({ amount }), others, 30_000);
        expect(met(event({ amount: amount + more }), others, 30_000)).toEqual(expect.arrayContaining(before));
        const extra = event({ amount: more, day: '2026-02-02' });
        expect(met(event({ amount }), [...others, extra], 30_000)).toEqual(expect.arrayContaining(before));
      }),
    );
  });

  it('every place has rules, all figures marked as examples', () => {
    expect(warnings.map(({ document }) => document).sort()).toEqual([
      'county-2018',
      'hangjin-2021',
      'liaoning-2018',
      'quannan-2017',
      'shanxi-2016',
    ]);
    const all: WarningRule[] = warnings.flatMap((entry) => entry.rules);
    expect(all.every(({ isExample }) => isExample)).toBe(true);
  });
});
