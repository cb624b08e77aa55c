import { type Regions, resolveRegion } from '../policies/policies.ts';
import {
  addHousehold,
  addPerson,
  type Book,
  bind,
  ensureRegion,
  findHouseholds,
  groupPath,
  inBook,
  issueBindCode,
  personById,
} from '../register/register.ts';
import {
  householdsWithin,
  regionsNamed,
  type Storage,
  updateHousehold,
  updatePerson,
} from '../storage/storage.ts';
import type { HouseholdLine, PersonLine } from './replay-lines.ts';

/** The channel of a replay, as it stands in every stored message. */
export const REPLAY = 'replay';

/** What a line asks for and cannot have; the run goes on without it. */
export class ReplayError extends Error {}

/** The village book of a replay: what the lines say of places, households and persons. */
export interface ReplayBook {
  addRegion(written: string): Promise<void>;
  addHousehold(line: HouseholdLine): Promise<void>;
  /** Adds a person with one bound account. */
  addPerson(line: PersonLine): Promise<void>;
}

export function createReplayBook(
  storage: Storage,
  regions: Regions,
  opened: () => Pick<Book, 'secrets' | 'now'>,
): ReplayBook {
  /** A helper who is named before he is introduced: his id → the households that wait for him. */
  const waitingForHelper = new Map<string, string[]>();
  /** A person whose household comes later in the script. */
  const waitingForHousehold: PersonLine[] = [];
  const inside = <Result>(work: (book: Book) => Promise<Result>): Promise<Result> =>
    inBook(storage, opened(), work);

  async function placeOf(book: Book, written: string): Promise<string> {
    const path = written
      .split('/')
      .map((step) => step.trim())
      .filter((step) => step !== '')
      .join('/');
    if (path.includes('/')) return path;
    const [own, second] = await regionsNamed(book.db, path);
    if (own !== undefined && second === undefined) return own.path;
    const known = second === undefined ? resolveRegion(regions, path) : null;
    if (known !== null) return known;
    throw new ReplayError(`region: “${written}” is neither a known path nor an unambiguous name`);
  }

  return {
    async addRegion(written) {
      await inside(async (book) => {
        const path = written.includes('/')
          ? await placeOf(book, written)
          : (resolveRegion(regions, written) ?? written);
        await ensureRegion(book.db, path);
      });
    },

    async addHousehold(line) {
      await inside(async (book) => {
        const region = await placeOf(book, line.region);
        const group = line.group ?? null;
        const namesakes = await householdsWithin(book.db, region, { state: 'active' });
        if (namesakes.some(({ head, group_no }) => head === line.household && group_no === group)) {
          throw new ReplayError(`household: “${line.household}” of that group is there already`);
        }
        const helper = line.helper == null ? null : await personById(book.db, line.helper);
        const { id } = await addHousehold(
          book,
          { ...line, region, group, head: line.household, helperId: helper?.id ?? null },
          'operator',
        );
        if (line.helper != null && helper === null) {
          waitingForHelper.set(line.helper, [...(waitingForHelper.get(line.helper) ?? []), id]);
        }
        for (const person of waitingForHousehold.filter((waiting) => waiting.household === line.household)) {
          const path = groupPath(region, group);
          const lives =
            path === person.region || path.startsWith(`${person.region}/`) || region === person.region;
          if (!lives || (person.group !== undefined && person.group !== group)) continue;
          await updatePerson(book.db, person.person, { household_id: id });
          waitingForHousehold.splice(waitingForHousehold.indexOf(person), 1);
        }
      });
    },

    async addPerson(line) {
      await inside(async (book) => {
        if ((await personById(book.db, line.person)) !== null) {
          throw new ReplayError(`person: “${line.person}” is there already`);
        }
        const region = await placeOf(book, line.region);
        const householdId = line.household === undefined ? null : await householdOf(book, region, line);
        const person = await addPerson(
          book,
          { id: line.person, name: line.name, role: line.role, region, householdId },
          'operator',
        );
        const { code } = await issueBindCode(book, person, { by: 'operator' });
        const bound = await bind(book, {
          code,
          channel: REPLAY,
          platformUserId: line.person,
          chat: line.person,
        });
        if (!bound.ok) throw new Error(bound.message);
        if (line.household !== undefined && householdId === null) {
          waitingForHousehold.push({ ...line, region });
        }
        for (const id of waitingForHelper.get(line.person) ?? []) {
          await updateHousehold(book.db, id, { helper_id: line.person, updated_at: book.now });
        }
        waitingForHelper.delete(line.person);
      });
    },
  };
}

/** The id of a person's household; null where the script has not told of it yet. */
async function householdOf(book: Book, region: string, line: PersonLine): Promise<string | null> {
  const found = await findHouseholds(book.db, region, line.household ?? '', line.group ?? null);
  if (found === null || found.how !== 'exact') return null;
  const [only, second] = found.households;
  if (second !== undefined) {
    throw new ReplayError(`household: there is more than one “${line.household}”; give the group`);
  }
  return only?.id ?? null;
}
