import type { Role } from '../storage/storage.ts';
import type { Person } from './person.ts';
import { groupPath, isWithin } from './place.ts';

/** What rights look at in a household. */
export interface HouseholdPlace {
  id: string;
  /** The village's path. */
  region: string;
  group: number | null;
}

/** Where something is said. In a group others listen. */
export type Where = 'private' | 'group';

export type ReviewLevel = 'village' | 'township' | 'county';

const ROLE_OF_LEVEL: Readonly<Record<ReviewLevel, Role>> = {
  village: 'cadre',
  township: 'township',
  county: 'office',
};

const RANK: Readonly<Record<Role, number>> = { villager: 0, cadre: 1, township: 2, office: 3, admin: 4 };

/** May this be shown to that person? His own household, or one of his region; in a group nothing about any. */
export function canSee(person: Person, household: HouseholdPlace, where: Where): boolean {
  if (!person.active || where !== 'private') return false;
  return person.householdId === household.id || servesPlace(person, household);
}

/** May that person report a change of the household? Its own people, and those who serve its place. */
export function canReport(person: Person, household: HouseholdPlace, where: Where): boolean {
  return person.role !== 'admin' && canSee(person, household, where);
}

/**
 * May that person pass or return a report at this level? Only the level's own role, in its own region; nobody
 * passes what he reported himself, nor anything of his own household.
 */
export function canReview(
  person: Person,
  household: HouseholdPlace,
  review: { level: ReviewLevel; reportedBy: string },
  where: Where,
): boolean {
  return (
    person.active &&
    where === 'private' &&
    person.role === ROLE_OF_LEVEL[review.level] &&
    servesPlace(person, household) &&
    person.householdId !== household.id &&
    person.id !== review.reportedBy
  );
}

/** May that person give out a bind code for another? Somebody of lower rank whose place is the giver's. */
export function canIssueCode(giver: Person, receiver: Person): boolean {
  return (
    giver.active &&
    receiver.active &&
    RANK[giver.role] > RANK[receiver.role] &&
    isWithin(receiver.region, giver.region)
  );
}

function servesPlace(person: Person, household: HouseholdPlace): boolean {
  return person.role !== 'villager' && isWithin(groupPath(household.region, household.group), person.region);
}
