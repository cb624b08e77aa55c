import type { Notice } from '../../job/job.ts';
import { type DutyRow, holdOpenDuty, openDutiesOf } from '../../storage/storage.ts';
import { endsBy } from '../duty-words.ts';
import { doneForYou } from '../wording.ts';
import type { Turn } from './turn.ts';

/**
 * The village's duties that a colleague of the same place and role has under these numbers: what one has done for the
 * village is done. Empty where a number names none, or more than one. Held until the transaction ends.
 */
export async function colleaguesDuties(
  { context: { db, book, person }, tick }: Turn,
  numbers: readonly number[],
): Promise<DutyRow[]> {
  const staff = await tick.staff();
  const own = staff.member(person.id);
  if (own === null || own.role !== 'cadre') return [];
  const open: DutyRow[] = [];
  for (const { id } of staff.at(own.role, own.region))
    if (id !== own.id) open.push(...(await openDutiesOf(db, id)));
  const held: DutyRow[] = [];
  for (const number of numbers) {
    const [only, second] = open.filter((duty) => duty.number === number && isOfPlace(duty));
    if (only === undefined || second !== undefined) return [];
    const duty = await holdOpenDuty(db, book.kind, only.id);
    if (duty === undefined) return [];
    held.push(duty);
  }
  return held;
}

/** Asked of a village and not of a person, and made known. */
function isOfPlace({ key, region, kind, stage }: DutyRow): boolean {
  return key.endsWith(`:${region}`) && endsBy(kind) === 'word' && stage !== 'planned';
}

/** Whoever is responsible hears who has done it. */
export function toldResponsible({ context: { person } }: Turn, duties: readonly DutyRow[]): Notice[] {
  return duties
    .filter(({ person_id }) => person_id !== person.id)
    .map((duty) => ({
      to: duty.person_id,
      text: doneForYou(duty, person.name),
      options: [],
      about: 'duty-cleared',
      key: `duty:${duty.key}:done-for:${duty.person_id}`,
      run: duty.id,
    }));
}
