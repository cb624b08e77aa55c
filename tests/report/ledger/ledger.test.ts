import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LedgerReport, ledgerOf, wholeMonths } from '../../../src/report/ledger/ledger.ts';
import { groupIn, readCardOrder, yearOf } from '../../../src/report/ledger/read-order.ts';

let number = 0;
const report = (told: Partial<LedgerReport>): LedgerReport => {
  number += 1;
  return {
    id: `r${number}`,
    number,
    kind: 'production',
    isPending: false,
    member: null,
    occurred_on: '2026-02-01',
    span_to: null,
    filed_at: '2026-02-01T02:00:00.000Z',
    amount: null,
    count: null,
    unit: null,
    stage: null,
    note: null,
    moneyWay: null,
    benefitWay: null,
    benefitPeriod: null,
    ...told,
  };
};

describe('the money book', () => {
  it('books sales, purchases and what life cost apart', () => {
    const ledger = ledgerOf(
      [
        report({ amount: 20000, moneyWay: 'in' }),
        report({ amount: 5000, moneyWay: 'out' }),
        report({ kind: 'illness', amount: 23000 }),
        report({ kind: 'disaster', amount: 9000 }),
      ],
      3,
      2026,
      '2026-12-31',
    );
    expect(ledger).toMatchObject({ income: 20000, cost: 5000, spending: 23000, net: 15000, perHead: 5000 });
    expect(ledger.losses.map(({ amount }) => amount)).toEqual([9000]);
  });

  it('counts wages by whole months until the work is reported to have ended', () => {
    const start = report({ kind: 'job_start', member: '儿子', amount: 2400, occurred_on: '2025-11-10' });
    const lost = report({ kind: 'job_loss', member: '儿子', occurred_on: '2026-03-31' });
    const other = report({ kind: 'job_loss', member: '女儿', occurred_on: '2026-01-15' });
    const at = (reports: LedgerReport[], year: number) => ledgerOf(reports, 2, year, '2026-06-15').income;
    expect(at([start, other], 2025)).toBe(2400);
    expect(at([start, other], 2026)).toBe(2400 * 5);
    expect(at([start, lost, other], 2026)).toBe(2400 * 3);
    expect(at([start], 2024)).toBe(0);
  });

  it('books a benefit from what became of it', () => {
    const low = (more: Partial<LedgerReport>) =>
      report({ kind: 'benefit', benefitPeriod: 'monthly', ...more });
    const granted = low({
      id: 'a',
      note: '低保批下来了',
      amount: 400,
      benefitWay: 'granted',
      occurred_on: '2026-01-01',
    });
    const late = low({ id: 'b', note: '低保没按时发', benefitWay: 'overdue', occurred_on: '2026-03-01' });
    const raised = low({
      id: 'c',
      note: '低保涨了',
      amount: 50,
      benefitWay: 'raised',
      occurred_on: '2026-04-01',
    });
    const anew = low({
      id: 'd',
      note: '低保涨了',
      amount: 500,
      benefitWay: 'raised-to',
      occurred_on: '2026-05-01',
    });
    const stopped = low({ id: 'e', note: '低保停了', benefitWay: 'stopped', occurred_on: '2026-06-01' });
    const book = (...reports: LedgerReport[]) => ledgerOf(reports, 4, 2026, '2026-06-30');
    expect(book(granted).income).toBe(6 * 400);
    expect(book(granted, late).income).toBe(6 * 400);
    expect(book(granted, raised).gaps.map(({ reason }) => reason)).toEqual(['no-new-sum']);
    expect(book(granted, raised).income).toBe(6 * 400);
    expect(book(granted, anew).income).toBe(4 * 400 + 2 * 500);
    expect(book(granted, stopped).income).toBe(5 * 400);
    expect(book(low({ note: '低保没批', amount: 400, benefitWay: 'refused' })).income).toBe(0);
  });

  it('assumes nothing: what is not told is listed', () => {
    const ledger = ledgerOf(
      [
        report({ amount: 8000 }),
        report({ moneyWay: 'in' }),
        report({ kind: 'job_start', member: '户主', amount: 2000, occurred_on: null }),
        report({ kind: 'job_start', member: '妻子', occurred_on: '2026-01-01' }),
        report({ kind: 'benefit', note: '低保', amount: 300 }),
        report({ kind: 'benefit', note: '补贴', amount: 300, benefitWay: 'stopped' }),
      ],
      4,
      2026,
      '2026-06-30',
    );
    expect(ledger.income).toBe(0);
    expect(ledger.gaps.map(({ reason }) => reason)).toEqual([
      'no-way',
      'no-amount',
      'no-day',
      'no-amount',
      'no-benefit-way',
    ]);
    expect(ledgerOf([], 0, 2026, '2026-06-30').perHead).toBeNull();
  });

  it('per head is the sum of the lines by members, whatever was reported', () => {
    const anyReport = fc.record({
      kind: fc.constantFrom('production', 'job_start', 'benefit', 'illness', 'job_loss', 'contact', 'unsold'),
      member: fc.constantFrom(null, '户主', '儿子'),
      occurred_on: fc.constantFrom(
        null,
        '2024-05-05',
        '2025-12-31',
        '2026-01-01',
        '2026-05-20',
        '2027-01-01',
      ),
      amount: fc.option(fc.integer({ min: 0, max: 100_000 })),
      moneyWay: fc.constantFrom(null, 'in', 'out'),
      benefitWay: fc.constantFrom(null, 'granted', 'stopped'),
      benefitPeriod: fc.constantFrom(null, 'monthly', 'once'),
    });
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 12 }), fc.integer({ min: 0, max: 9 }), (told, members) => {
        const ledger = ledgerOf(
          told.map((one) => report(one as Partial<LedgerReport>)),
          members,
          2026,
          '2026-06-15',
        );
        const sum = (side: string) =>
          ledger.lines.filter((line) => line.side === side).reduce((total, { amount }) => total + amount, 0);
        expect(ledger.income).toBeCloseTo(sum('income'));
        expect(ledger.net).toBeCloseTo(sum('income') - sum('cost'));
        if (members === 0) expect(ledger.perHead).toBeNull();
        else expect((ledger.perHead ?? Number.NaN) * members).toBeCloseTo(ledger.net);
        // Every sum comes out of a report that told one.
        for (const { report: from, amount } of ledger.lines) {
          expect(from.amount).not.toBeNull();
          expect(amount % 1).toBe(0);
        }
        const lines = new Set(ledger.lines.map(({ report: from }) => from.id));
        expect(ledger.gaps.every(({ report: from }) => !lines.has(from.id))).toBe(true);
      }),
    );
  });

  it.each([
    ['2026-01-01', '2026-12-31', 12],
    ['2026-01-01', '2026-01-30', 0],
    ['2026-01-01', '2026-01-31', 1],
    ['2025-11-10', '2025-12-31', 1],
    ['2026-03-18', '2026-03-18', 0],
  ])('%s to %s are %i whole months', (from, to, months) => expect(wholeMonths(from, to)).toBe(months));
});

describe('orders', () => {
  it.each([
    ['查 王建国', { kind: 'card', name: '王建国', isSure: true }],
    ['查三组王建国', { kind: 'card', name: '王建国', group: 3, isSure: false }],
    ['账 王建国 2026', { kind: 'ledger', name: '王建国', year: '2026' }],
    ['王建国家的账', { kind: 'ledger', name: '王建国' }],
    ['经过 王建国', { kind: 'timeline', name: '王建国' }],
    ['我家的账', { kind: 'ledger', name: null }],
    ['我家去年的账', { kind: 'ledger', name: null, year: '去年' }],
    ['我家的账 2025', { kind: 'ledger', name: null, year: '2025' }],
    ['记 王建国 致贫原因 因病', { kind: 'write', name: '王建国', section: '致贫原因', text: '因病' }],
    ['查 低保标准', { kind: 'card', isSure: false }],
    ['王建国媳妇住院了', null],
  ])('%s', (text, order) => {
    if (order === null) expect(readCardOrder(text)).toBeNull();
    else expect(readCardOrder(text)).toMatchObject(order);
  });

  it('reads groups and years', () => {
    expect(groupIn('四组')).toEqual({ group: 4, village: null });
    expect(groupIn('甲嘎查十二组')).toEqual({ group: 12, village: '甲嘎查' });
    expect(groupIn('低保多少钱')).toBeNull();
    expect(yearOf('去年', '2026-03-18')).toBe(2025);
  });
});
