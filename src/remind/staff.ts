import { isWithin, pathsUp } from '../policies/policies.ts';
import { activeStaffWithin, type Db, type DutyLevel, type DutyRow } from '../storage/storage.ts';

/** Somebody on duty, as far as reminding has to know him. */
export interface Member {
  id: string;
  name: string;
  role: 'cadre' | 'township' | 'office';
  region: string;
}

/** Everybody on duty, read once: who is responsible for a place, and who stands above him. */
export class Staff {
  readonly #byId: ReadonlyMap<string, Member>;
  readonly #byPlace = new Map<string, Member[]>();

  constructor(members: readonly Member[]) {
    this.#byId = new Map(members.map((member) => [member.id, member]));
    for (const member of members) {
      const key = `${member.role}:${member.region}`;
      this.#byPlace.set(key, [...(this.#byPlace.get(key) ?? []), member]);
    }
  }

  member(id: string): Member | null {
    return this.#byId.get(id) ?? null;
  }

  /** Those of a role for exactly that place, the one entered first first. */
  at(role: Member['role'], region: string): readonly Member[] {
    return this.#byPlace.get(`${role}:${region}`) ?? [];
  }

  /** Those of a role for a place: of the nearest region, upwards, that has any. */
  nearest(role: Member['role'], place: string): readonly Member[] {
    for (const up of pathsUp(place)) {
      const found = this.at(role, up);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** Who is responsible in a village: the cadre of the group, else of the village, else the township, else the office. */
  responsibleFor(village: string, group: number | null): Member | null {
    const place = group === null ? village : `${village}/${group}组`;
    const cadres = this.nearest('cadre', place).filter(({ region }) => isWithin(region, village));
    return (
      cadres[0] ??
      this.#ofOneGroup(village) ??
      this.nearest('township', village)[0] ??
      this.nearest('office', village)[0] ??
      null
    );
  }

  /** A village whose cadres all serve one group each has its first one. */
  #ofOneGroup(village: string): Member | null {
    for (const member of this.#byId.values())
      if (member.role === 'cadre' && member.region.startsWith(`${village}/`)) return member;
    return null;
  }

  all(): Member[] {
    return [...this.#byId.values()];
  }

  /** Who has a duty once it has come to a stage above the responsible person. */
  above({ region, stage, level }: Pick<DutyRow, 'region' | 'stage' | 'level'>): readonly Member[] {
    if (stage === 'township' && level === 'village') {
      const town = this.nearest('township', region);
      if (town.length > 0) return town;
    }
    return this.nearest('office', region);
  }

  /** Those who decide on what a person asks: one level up; where nobody is there, one more. */
  superiorsOf(member: Pick<Member, 'role' | 'region' | 'id'>): readonly Member[] {
    const town = member.role === 'cadre' ? this.nearest('township', member.region) : [];
    if (town.length > 0) return town;
    const office = this.nearest('office', member.region).filter(({ id }) => id !== member.id);
    return member.role === 'office' ? [] : office;
  }
}

export async function readStaff(db: Db): Promise<Staff> {
  return new Staff((await activeStaffWithin(db, null)) as Member[]);
}

export function levelOf(role: Member['role']): DutyLevel {
  if (role === 'cadre') return 'village';
  return role === 'township' ? 'township' : 'county';
}

/** A village's path without the group at its end. */
export function villageOf(region: string): string {
  return region.replace(/\/\d+组$/, '');
}
