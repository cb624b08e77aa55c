import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canIssueCode,
  canReport,
  canReview,
  canSee,
  groupPath,
  type HouseholdPlace,
  type Person,
} from '../../src/register/register.ts';
import { TOWN, VILLAGE } from './desk.ts';

const OTHER = `${TOWN}/乙嘎查`;
const LOOKALIKE = `${VILLAGE}新村`;
const COUNTY = '内蒙古自治区/鄂尔多斯市/杭锦旗';
const PLACES = [COUNTY, TOWN, VILLAGE, OTHER, LOOKALIKE, `${VILLAGE}/3组`, `${VILLAGE}/1组`];
const ROLES = ['villager', 'cadre', 'township', 'office', 'admin'] as const;
const LEVELS = ['village', 'township', 'county'] as const;

const person = fc.record({
  id: fc.constantFrom('p1', 'p2', 'p3'),
  name: fc.constant('某人'),
  role: fc.constantFrom(...ROLES),
  region: fc.constantFrom(...PLACES),
  householdId: fc.constantFrom('h1', 'h2', null),
  active: fc.boolean(),
});
const household = fc.record({
  id: fc.constantFrom('h1', 'h2', 'h3'),
  region: fc.constantFrom(VILLAGE, OTHER, LOOKALIKE),
  group: fc.constantFrom(1, 3, 13, null),
});

/** Below, said once more in another way: the steps of one path begin with those of the other. */
function lies(place: string, within: string): boolean {
  const steps = within.split('/');
  return place.split('/').slice(0, steps.length).join('/') === steps.join('/');
}

const serves = (who: Person, what: HouseholdPlace): boolean =>
  who.role !== 'villager' && lies(groupPath(what.region, what.group), who.region);

describe('from any person and household', () => {
  it('one sees his own household and those of his region, and none else', () => {
    fc.assert(
      fc.property(person, household, (who, what) => {
        const may = who.active && (who.householdId === what.id || serves(who, what));
        expect(canSee(who, what, 'private')).toBe(may);
        expect(canReport(who, what, 'private')).toBe(may && who.role !== 'admin');
      }),
    );
  });

  it('in a group nobody sees, reports or reviews anything', () => {
    fc.assert(
      fc.property(person, household, fc.constantFrom(...LEVELS), (who, what, level) => {
        expect(canSee(who, what, 'group')).toBe(false);
        expect(canReport(who, what, 'group')).toBe(false);
        expect(canReview(who, what, { level, reportedBy: 'x' }, 'group')).toBe(false);
      }),
    );
  });

  it('nobody reviews at two levels, outside his region, his own report or his own household', () => {
    fc.assert(
      fc.property(person, household, fc.constantFrom('p1', 'p2', 'p3'), (who, what, reportedBy) => {
        const levels = LEVELS.filter((level) => canReview(who, what, { level, reportedBy }, 'private'));
        expect(levels.length).toBeLessThanOrEqual(1);
        if (levels.length > 0) {
          expect(who.active && serves(who, what)).toBe(true);
          expect(who.id).not.toBe(reportedBy);
          expect(who.householdId).not.toBe(what.id);
          expect(canSee(who, what, 'private')).toBe(true);
        }
      }),
    );
  });

  it('codes are given out downwards only, within the region', () => {
    fc.assert(
      fc.property(person, person, (giver, receiver) => {
        if (!canIssueCode(giver, receiver)) return;
        expect(ROLES.indexOf(giver.role)).toBeGreaterThan(ROLES.indexOf(receiver.role));
        expect(lies(receiver.region, giver.region)).toBe(true);
        expect(canIssueCode(receiver, giver)).toBe(false);
      }),
    );
  });
});

it('each level has its role', () => {
  const what = { id: 'h1', region: VILLAGE, group: 3 };
  const at = (role: Person['role'], region: string) => ({
    id: 'p',
    name: '某',
    role,
    region,
    householdId: null,
    active: true,
  });
  const passes = (who: Person) =>
    LEVELS.filter((level) => canReview(who, what, { level, reportedBy: 'x' }, 'private'));
  expect(passes(at('cadre', VILLAGE))).toEqual(['village']);
  expect(passes(at('cadre', `${VILLAGE}/3组`))).toEqual(['village']);
  expect(passes(at('cadre', `${VILLAGE}/1组`))).toEqual([]);
  expect(passes(at('cadre', OTHER))).toEqual([]);
  expect(passes(at('township', TOWN))).toEqual(['township']);
  expect(passes(at('office', COUNTY))).toEqual(['county']);
  expect(passes(at('admin', COUNTY))).toEqual([]);
  expect(passes(at('villager', COUNTY))).toEqual([]);
});
