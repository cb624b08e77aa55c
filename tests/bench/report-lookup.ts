import { shapeVariants, soundKey, soundKeys } from '../../src/register/names.ts';
import { findHouseholds } from '../../src/register/register.ts';
import type { HouseholdRow, Storage } from '../../src/storage/storage.ts';
import { seeded } from './random.ts';
import { COUNTY } from './report-register.ts';
import { type Times, timesOf } from './report-times.ts';

const PASSES = 3;

/** Every look-up, and the middle one of each name's passes: there a neighbour on the same machine decides nothing. */
export interface Passes {
  every: Times;
  middle: Times;
}

/** One way of writing names, looked up in the household's village and in the whole county. */
export interface LookUps {
  way: string;
  village: Passes;
  county: Passes;
}

interface Typed {
  text: string;
  /** Null where nobody of that name is in the register. */
  wanted: HouseholdRow | null;
  village: string;
}

/** Throws where a look-up misses its household: a quick wrong answer is none. */
export async function measureLookUps(
  storage: Storage,
  households: readonly HouseholdRow[],
  count: number,
): Promise<LookUps[]> {
  const results: LookUps[] = [];
  for (const { way, how, typed } of waysOf(households, count)) {
    const inPlace = async (placeOf: (one: Typed) => string): Promise<Passes> => {
      const times = typed.map((): number[] => []);
      for (let pass = 0; pass < PASSES; pass++) {
        for (const [index, one] of typed.entries()) {
          const began = performance.now();
          const found = await findHouseholds(storage.db, placeOf(one), one.text);
          times[index]?.push(performance.now() - began);
          const ids = found?.households.map(({ id }) => id) ?? [];
          const right =
            one.wanted === null ? found === null : found?.how === how && ids.includes(one.wanted.id);
          if (!right) throw new Error(`${one.text} (${way}) finds ${ids.length}, not ${one.wanted?.head}`);
        }
      }
      return { every: timesOf(times.flat()), middle: timesOf(times.map((each) => timesOf(each).p50)) };
    };
    const village = await inPlace((one) => one.village);
    results.push({ way, village, county: await inPlace(() => COUNTY) });
  }
  return results;
}

/** Each name is written so that nothing surer than its way fits anywhere in the county. */
function waysOf(
  households: readonly HouseholdRow[],
  count: number,
): { way: string; how: string; typed: Typed[] }[] {
  const random = seeded(7);
  const heads = new Set(households.map(({ head_key }) => head_key));
  const heard = new Set(households.map(({ head_sound }) => head_sound));
  const alike = homophonesAmong(heads);
  const isUnheard = (name: string): boolean =>
    !heads.has(name) && soundKeys(name).every((sound) => !heard.has(sound));
  const draw = (spell: (household: HouseholdRow) => string | undefined): Typed[] => {
    const typed: Typed[] = [];
    for (let tries = 0; typed.length < count; tries++) {
      if (tries > 100 * count) throw new Error('too few names can be written that way');
      const wanted = random.pick(households);
      const text = spell(wanted);
      if (text !== undefined) typed.push({ text, wanted, village: wanted.region });
    }
    return typed;
  };
  return [
    { way: 'exact name', how: 'exact', typed: draw(({ head_key }) => head_key) },
    {
      way: 'homophone',
      how: 'sound',
      typed: draw(({ head_key, head_sound }) =>
        [...head_key]
          .flatMap((char, at) =>
            [...(alike.get(soundKey(char)) ?? [])].map((other) => [...head_key].with(at, other).join('')),
          )
          .find((name) => !heads.has(name) && soundKeys(name).includes(head_sound)),
      ),
    },
    {
      way: 'near shape',
      how: 'shape',
      typed: draw(({ head_key }) =>
        shapeVariants(head_key).find((name) => isUnheard(name) && shapeVariants(name).includes(head_key)),
      ),
    },
    {
      way: 'nobody’s name',
      how: '',
      typed: draw(({ head_key }) => [`${head_key}龘`].find(isUnheard)).map((one) => ({
        ...one,
        wanted: null,
      })),
    },
  ];
}

/** The characters of all names by their sound. */
function homophonesAmong(names: ReadonlySet<string>): Map<string, Set<string>> {
  const bySound = new Map<string, Set<string>>();
  for (const char of new Set([...names].flatMap((name) => [...name]))) {
    const sound = soundKey(char);
    bySound.set(sound, (bySound.get(sound) ?? new Set()).add(char));
  }
  return bySound;
}
