import {
  type Book,
  canReview,
  groupPath,
  type Household,
  type Person,
  personsOf,
  type ReviewLevel,
  staffFor,
} from '../../register/register.ts';
import type { Db, ReportRow, Role } from '../../storage/storage.ts';
import type { Notice } from '../job.ts';
import { type Mover, nextStep, reviewingLevel } from './chain.ts';
import type { Step } from './paths.ts';
import { standingOf } from './store.ts';

const LEVELS: readonly ReviewLevel[] = ['village', 'township', 'county'];
/** At which level a role reviews; a villager and an administrator at none. */
export const LEVEL_OF_ROLE: Readonly<Record<string, ReviewLevel>> = {
  cadre: 'village',
  township: 'township',
  office: 'county',
};
const ROLES: Readonly<Record<ReviewLevel, Role>> = {
  village: 'cadre',
  township: 'township',
  county: 'office',
};

/**
 * What a person may do with a report, computed from the register's rights. Whoever only supplemented it may review
 * it: a checker adds what he found, and the next level reviews both.
 */
export function moverOf(person: Person, row: ReportRow, household: Household): Mover {
  const levels = LEVELS.filter((level) =>
    canReview(person, household, { level, reportedBy: row.reporter_id }, 'private'),
  );
  return { levels, owns: person.id === row.reporter_id };
}

/** Those who may take the next step. */
export async function nextReviewers(
  db: Db,
  row: ReportRow,
  household: Household,
): Promise<{ step: Step | null; persons: Person[] }> {
  const step = nextStep(standingOf(row));
  const level = reviewingLevel(standingOf(row));
  if (step === null || level === null) return { step, persons: [] };
  return { step, persons: await reviewersAt(db, row, household, level) };
}

/** Those who may review a report at a level. */
export async function reviewersAt(
  db: Db,
  row: ReportRow,
  household: Household,
  level: ReviewLevel,
): Promise<Person[]> {
  const staff = await staffFor(db, groupPath(household.region, household.group), [ROLES[level]]);
  return staff.filter((person) =>
    canReview(person, household, { level, reportedBy: row.reporter_id }, 'private'),
  );
}

/** Who is told of each step: the reporter, and the household's own accounts; not the one who just acted. */
export async function concerned(
  book: Book,
  row: ReportRow,
  actorId: string,
): Promise<{ reporter: string | null; household: string[] }> {
  const own = (await personsOf(book.db, row.household_id)).map(({ id }) => id);
  return {
    reporter: row.reporter_id === actorId ? null : row.reporter_id,
    household: own.filter((id) => id !== actorId && id !== row.reporter_id),
  };
}

/** One notice per person: several lines for one are sent as one message. */
export function gather(notices: readonly Notice[]): Notice[] {
  const byPerson = new Map<string, Notice>();
  for (const notice of notices) {
    const key = `${notice.to} ${notice.about}`;
    const earlier = byPerson.get(key);
    byPerson.set(
      key,
      earlier === undefined ? notice : { ...earlier, text: `${earlier.text}\n${notice.text}` },
    );
  }
  return [...byPerson.values()];
}
