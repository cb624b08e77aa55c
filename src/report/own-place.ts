import type { Person } from '../register/register.ts';

/** Whose matters a person serves, as villages are stored: a cadre may serve one group of a village only. */
export interface OwnPlace {
  region: string;
  group: number | null;
}

/** Somebody may be entered with his group; reports are numbered in the village. */
export function villageOf(region: string): string {
  return ownPlace({ region }).region;
}

export function ownPlace(person: Pick<Person, 'region'>): OwnPlace {
  const found = /^(.+)\/(\d+)组$/.exec(person.region);
  return found?.[1] === undefined
    ? { region: person.region, group: null }
    : { region: found[1], group: Number(found[2]) };
}
