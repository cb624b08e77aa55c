import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewLevel } from '../../../src/register/register.ts';
import {
  type Facts,
  type Move,
  type Mover,
  moveReport,
  type Standing,
} from '../../../src/report/filing/chain.ts';
import { KIND_RULES, PATHS, type PathId } from '../../../src/report/filing/paths.ts';

const MOVES: readonly Move[] = [
  'file',
  'pass',
  'return',
  'reject',
  'withdraw',
  'resubmit',
  'supplement',
  'open-notice',
];
const LEVELS: readonly ReviewLevel[] = ['village', 'township', 'county'];
const LOOKED = '收支、生活、保障';

const mover: fc.Arbitrary<Mover> = fc.record({
  // As the register gives them: at most one level, and none for one's own report.
  levels: fc.constantFrom<readonly ReviewLevel[]>([], ...LEVELS.map((level) => [level])),
  owns: fc.boolean(),
  system: fc.boolean(),
});
const facts: fc.Arbitrary<Facts> = fc.record({
  reason: fc.constantFrom('', '  ', '缺医院发票'),
  noticeOver: fc.boolean(),
  openObjections: fc.nat(2),
  looked: fc.constantFrom('', '收支够', LOOKED),
});
const step = fc.record({ move: fc.constantFrom(...MOVES), mover, facts });
const path = fc.constantFrom(...(Object.keys(PATHS) as PathId[]));

const fresh = (id: PathId): Standing => ({ path: id, state: 'draft', version: 0 });
const as = (level: ReviewLevel): Mover => ({ levels: [level], owns: false });
const NONE: Facts = { reason: '', noticeOver: false, openObjections: 0, looked: '' };
const OWNER: Mover = { levels: [], owns: true };
const SYSTEM: Mover = { levels: [], owns: false, system: true };

function through(start: Standing, moves: readonly [Move, Mover, Partial<Facts>?][]): Standing {
  let standing = start;
  for (const [move, who, more] of moves) {
    const moved = moveReport(standing, move, who, { ...NONE, ...more });
    if (!moved.ok) throw new Error(`${move}: ${JSON.stringify(moved.refusal)}`);
    standing = moved.standing;
  }
  return standing;
}

describe('from any order of moves by anybody', () => {
  it('every state is one of its path, and each step was passed by its own level in order', () => {
    fc.assert(
      fc.property(path, fc.array(step, { maxLength: 60 }), (id, steps) => {
        const { steps: way } = PATHS[id];
        const legal = new Set([
          'draft',
          'filed',
          'returned',
          'rejected',
          'withdrawn',
          'confirmed',
          ...way.map(({ to }) => to),
        ]);
        let standing = fresh(id);
        let passedLevels: (ReviewLevel | null)[] = [];
        for (const { move, mover: who, facts: what } of steps) {
          const before = standing;
          const moved = moveReport(before, move, who, what);
          if (!moved.ok) continue;
          standing = moved.standing;
          expect(legal.has(standing.state)).toBe(true);
          expect(standing.version - before.version).toBe(
            ['file', 'resubmit', 'supplement'].includes(move) ? 1 : 0,
          );
          if (standing.state === 'filed') passedLevels = [];
          if (move === 'pass' || move === 'open-notice') {
            const taken = way[passedLevels.length];
            expect(standing.state).toBe(taken?.to);
            if (taken?.level) {
              expect(who.levels).toContain(taken.level);
              expect(who.owns).toBe(false);
            } else expect(who.system).toBe(true);
            if (before.state === 'on_notice') {
              expect(what.noticeOver).toBe(true);
              expect(what.openObjections).toBe(0);
            }
            passedLevels.push(taken?.level ?? null);
          }
          if (move === 'return' || move === 'reject') expect(what.reason.trim()).not.toBe('');
          if (standing.state === 'confirmed') expect(passedLevels.length).toBe(way.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('an end is an end', () => {
    fc.assert(
      fc.property(
        path,
        fc.constantFrom('confirmed', 'rejected', 'withdrawn'),
        step,
        (id, state, { move, mover: who, facts: what }) => {
          const moved = moveReport(
            { path: id, state: state as Standing['state'], version: 3 },
            move,
            who,
            what,
          );
          expect(moved).toEqual({ ok: false, refusal: { why: 'ended' } });
        },
      ),
    );
  });

  it('whoever owns a report never passes, returns or rejects it', () => {
    fc.assert(
      fc.property(
        path,
        fc.constantFrom('filed', 'verified', 'compared', 'reviewed', 'on_notice'),
        fc.constantFrom<Move>('pass', 'return', 'reject'),
        mover,
        facts,
        (id, state, move, who, what) => {
          const moved = moveReport(
            { path: id, state: state as Standing['state'], version: 1 },
            move,
            { ...who, owns: true },
            what,
          );
          expect(moved.ok).toBe(false);
        },
      ),
    );
  });
});

describe('the paths', () => {
  it('a phone number needs none of it', () => {
    expect(through(fresh(KIND_RULES.contact.path), [['file', OWNER]]).state).toBe('confirmed');
  });

  it('an ordinary change goes through village and township', () => {
    const end = through(fresh(KIND_RULES.illness.path), [
      ['file', OWNER],
      ['pass', as('village')],
      ['pass', as('township')],
    ]);
    expect(end.state).toBe('confirmed');
  });

  it('entering monitoring takes all of it', () => {
    const end = through(fresh(KIND_RULES.monitor_in.path), [
      ['file', OWNER],
      ['pass', as('village')],
      ['pass', as('county')],
      ['pass', as('township')],
      ['open-notice', SYSTEM],
      ['pass', as('county'), { noticeOver: true }],
    ]);
    expect(end.state).toBe('confirmed');
  });

  it('leaving it asks the village what it looked at', () => {
    const filed = through(fresh(KIND_RULES.monitor_out.path), [['file', OWNER]]);
    expect(moveReport(filed, 'pass', as('village'), { ...NONE, looked: '收支够' })).toEqual({
      ok: false,
      refusal: { why: 'not-looked', missing: ['生活', '保障'] },
    });
    expect(moveReport(filed, 'pass', as('village'), { ...NONE, looked: LOOKED }).ok).toBe(true);
  });

  it('what was returned begins again as the next version', () => {
    const end = through(fresh('ordinary'), [
      ['file', OWNER],
      ['pass', as('village')],
      ['return', as('township'), { reason: '缺医院发票' }],
      ['resubmit', OWNER],
    ]);
    expect(end).toEqual({ path: 'ordinary', state: 'filed', version: 2 });
  });
});
