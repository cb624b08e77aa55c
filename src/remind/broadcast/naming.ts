import { isWithin } from '../../policies/policies.ts';
import {
  type Book,
  findReceivers,
  groupPath,
  nameKey,
  nameOf,
  nameOfPlace,
  type Person,
  personsOf,
  type Receiver,
} from '../../register/register.ts';
import type { Role } from '../../storage/storage.ts';
import { villageOf } from '../staff.ts';
import type { Bearer } from './audience.ts';
import type { NameSaid } from './read-audience.ts';
import * as words from './wording.ts';

/** `isKnown`: somebody of that name is there, only not which. */
export type Named =
  | { ok: true; who: Bearer; note: string | null }
  | { ok: false; fault: string; isKnown: boolean };

const RANK: Readonly<Record<Role, number>> = { villager: 0, cadre: 1, township: 2, office: 3, admin: 4 };

/** The one whom a typed name means, in the speaker's place and not above him; else what to write instead. */
export async function findNamed(book: Book, speaker: Person, said: NameSaid): Promise<Named> {
  if (!/^[\p{Script=Han}·]{2,12}$/u.test(said.name))
    return { ok: false, fault: words.nameUnknown(said.name), isKnown: false };
  const wanted = { name: said.name, village: null, group: said.group, member: null, onDuty: false };
  const all = await findReceivers(book.db, villageOf(speaker.region), wanted, null);
  const candidates = await each(book, all, speaker, said.places);
  const [first, ...others] = candidates;
  if (first === undefined) return { ok: false, fault: words.nameUnknown(said.name), isKnown: false };
  if (others.length > 0) {
    const where = candidates.map(({ place }) => place);
    return { ok: false, fault: words.whichName(said.name, where), isKnown: true };
  }
  const note =
    nameKey(first.who.name) === nameKey(said.name) ? null : words.soundsLike(said.name, first.who.name);
  return { ok: true, who: first.who, note };
}

async function each(
  book: Book,
  receivers: readonly Receiver[],
  speaker: Person,
  places: readonly string[],
): Promise<{ who: Bearer; place: string }[]> {
  const found = new Map<string, { who: Bearer; place: string }>();
  for (const receiver of receivers) {
    const region = regionOf(receiver);
    const role = receiver.kind === 'person' ? receiver.person.role : 'villager';
    if (!isWithin(region, speaker.region) && !isWithin(region, villageOf(speaker.region))) continue;
    if (RANK[role] > RANK[speaker.role]) continue;
    if (places.length > 0 && !places.some((place) => isWithin(region, place))) continue;
    const who = await bearerOf(book, receiver);
    found.set(who.key, { who, place: placeWords(region) });
  }
  return [...found.values()];
}

function regionOf(receiver: Receiver): string {
  return receiver.kind === 'person'
    ? receiver.person.region
    : groupPath(receiver.household.region, receiver.household.group);
}

async function bearerOf(book: Book, receiver: Receiver): Promise<Bearer> {
  const name = nameOf(receiver);
  if (receiver.kind === 'person') return { key: `p:${receiver.person.id}`, name };
  const users = await personsOf(book.db, receiver.household.id);
  const user = users.find((person) => nameKey(person.name) === nameKey(name));
  return { key: user === undefined ? `m:${receiver.member.id}` : `p:${user.id}`, name };
}

function placeWords(region: string): string {
  const group = /\/(\d+组)$/.exec(region)?.[1] ?? '';
  return `${nameOfPlace(villageOf(region))}${group}`;
}
