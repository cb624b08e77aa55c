import { isWithin } from '../../policies/policies.ts';
import { type Db, helpersWithin, villagesWithin } from '../../storage/storage.ts';
import { type Member, type Staff, villageOf } from '../staff.ts';
import type { Audience } from './plan.ts';

/** One duty for one place or person of an audience. `village`: one in which nobody is registered, and who answers for it. */
export interface Addressed {
  region: string;
  person: Member;
  isVacant: boolean;
}

/** The villages of a place: those in which households live or cadres serve. */
export async function villagesOf(db: Db, staff: Staff, place: string): Promise<string[]> {
  const served = staff
    .all()
    .filter(({ role, region }) => role === 'cadre' && isWithin(region, place))
    .map(({ region }) => villageOf(region));
  return [...new Set([...(await villagesWithin(db, place)), ...served])].sort();
}

/** Everybody whom a rule made by `maker` reminds now. A village without a cadre goes to whoever stands above it. */
export async function addressees(
  db: Db,
  staff: Staff,
  { kind, place, people = [] }: Audience,
  maker: string,
): Promise<Addressed[]> {
  const each = (members: readonly Member[]): Addressed[] =>
    members.map((person) => ({ region: person.region, person, isVacant: false }));
  const within = (role: Member['role']): Member[] =>
    staff.all().filter((member) => member.role === role && isWithin(member.region, place));
  switch (kind) {
    case 'villages':
      return (await villagesOf(db, staff, place)).flatMap((region) => {
        const person = staff.responsibleFor(region, null);
        return person === null ? [] : [{ region, person, isVacant: person.role !== 'cadre' }];
      });
    case 'townships': {
      const regions = [...new Set(within('township').map(({ region }) => region))].sort();
      return regions.flatMap((region) => each(staff.at('township', region).slice(0, 1)));
    }
    case 'cadres':
      return each(within('cadre'));
    case 'helpers': {
      const ids = await helpersWithin(db, place);
      return each(ids.flatMap((id) => staff.member(id) ?? []));
    }
    case 'people':
      return each(people.flatMap((id) => staff.member(id) ?? []));
    case 'self': {
      const self = staff.member(maker);
      return self === null ? [] : each([self]);
    }
  }
}
