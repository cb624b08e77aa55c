import {
  type Book,
  canReview,
  groupPath,
  type Household,
  nameOfPlace,
  type Person,
  personsOf,
  type ReviewLevel,
  staffFor,
} from '../../register/register.ts';
import { type Db, objectionsTo, type ReportRow, type Role, versionsOf } from '../../storage/storage.ts';
import type { Notice } from '../job.ts';
import { villageOf } from '../own-place.ts';
import { type Mover, nextStep, reviewingLevel } from './chain.ts';
import type { Step } from './paths.ts';
import { standingsOnce } from './standings-once.ts';
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

type Reviewed = Pick<ReportRow, 'id' | 'reporter_id' | 'path' | 'state' | 'version'>;

/**
 * What a person may do with a report, computed from the register's rights: nobody passes what he reported or
 * supplemented. Where a village has nobody left for its check, the township makes it.
 */
export async function moverOf(db: Db, person: Person, row: Reviewed, household: Household): Promise<Mover> {
  const owns = person.id === row.reporter_id;
  const mine = LEVELS.filter((level) => mayReview(person, household, level, [row.reporter_id]));
  if (mine.length === 0) return { levels: [], owns };
  const tellers = await tellersOf(db, row);
  const levels = mine.filter((level) => mayReview(person, household, level, tellers));
  const forVillage =
    levels.includes('township') &&
    nextStep(standingOf(row))?.level === 'village' &&
    (await staffAt(db, household, 'village', tellers)).length === 0;
  return { levels: forVillage ? ['village', ...levels] : levels, owns };
}

/** Who told what the report says: its reporter, and whoever supplemented it. */
async function tellersOf(db: Db, row: Reviewed): Promise<string[]> {
  if (row.version < 2) return [row.reporter_id];
  return [row.reporter_id, ...(await versionsOf(db, row.id)).map(({ by_id }) => by_id)];
}

function mayReview(
  person: Person,
  household: Household,
  level: ReviewLevel,
  tellers: readonly string[],
): boolean {
  return tellers.every((reportedBy) => canReview(person, household, { level, reportedBy }, 'private'));
}

/** Those who may take the next step. */
export interface NextStep {
  step: Step | null;
  persons: Person[];
  /** The township makes the village's check, because the village has nobody for it. */
  forVillage: boolean;
  /** Objections that were upheld against it earlier, with what was found. */
  upheld: { number: number; answer: string }[];
}

export async function nextReviewers(db: Db, row: Reviewed, household: Household): Promise<NextStep> {
  const step = nextStep(standingOf(row));
  const level = reviewingLevel(standingOf(row));
  if (step === null || level === null) return { step, persons: [], forVillage: false, upheld: [] };
  const persons = await reviewersAt(db, row, household, level);
  const upheld = await upheldAgainst(db, row.id);
  if (persons.length > 0 || level !== 'village') return { step, persons, forVillage: false, upheld };
  const above = await reviewersAt(db, row, household, 'township');
  return { step, persons: above, forVillage: above.length > 0, upheld };
}

/** What the township found to be true of what was objected: whoever reviews it again has to know. */
export async function upheldAgainst(db: Db, reportId: string): Promise<NextStep['upheld']> {
  return (await objectionsTo(db, reportId)).flatMap(({ number, state, answer }) =>
    state === 'upheld' ? [{ number, answer: answer ?? '' }] : [],
  );
}

/** Those who may review a report at a level. */
export async function reviewersAt(
  db: Db,
  row: Reviewed,
  household: Household,
  level: ReviewLevel,
): Promise<Person[]> {
  return staffAt(db, household, level, await tellersOf(db, row));
}

async function staffAt(
  db: Db,
  household: Household,
  level: ReviewLevel,
  tellers: readonly string[],
): Promise<Person[]> {
  const staff = await staffFor(db, groupPath(household.region, household.group), [ROLES[level]]);
  return staff.filter((person) => mayReview(person, household, level, tellers));
}

/** How one points at a report towards a person: with the village's name for who serves several. */
export function numberFor(
  person: Pick<Person, 'region'>,
  row: Pick<ReportRow, 'number' | 'village'>,
): string {
  return villageOf(person.region) === row.village
    ? `${row.number}`
    : `${nameOfPlace(row.village)}${row.number}`;
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
    byPerson.set(key, earlier === undefined ? notice : joined(earlier, notice));
  }
  return [...byPerson.values()];
}

/** What tells of two matters does not go with the end of one of them. */
function joined(earlier: Notice, later: Notice): Notice {
  const text = standingsOnce(`${earlier.text}\n${later.text}`.split('\n')).join('\n');
  if (earlier.run === later.run) return { ...earlier, text };
  const { run: _one, ...both } = earlier;
  return { ...both, text };
}
