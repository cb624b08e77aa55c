import { shapeVariants } from './name-shapes.ts';
import { soundKey, soundKeys } from './name-sounds.ts';

export { shapeVariants } from './name-shapes.ts';
export { soundKey, soundKeys } from './name-sounds.ts';

/** How a typed name meets one in the book, the surest first. */
export type NameMatch = 'exact' | 'sound' | 'shape';

/** One spelling of a name: no blanks, no dots between its parts, no titles of width. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, '')
    .replace(/[\s·•・‧∙．.]/g, '')
    .toLowerCase();
}

/** Longest name that is looked up; a longer text is no name. */
const LONGEST = 20;

/** The one spelling of a typed name; null for what can be no name. */
export function typedKey(typed: string): string | null {
  if (typed.length > 2 * LONGEST) return null;
  const key = nameKey(typed);
  return key === '' || key.length > LONGEST ? null : key;
}

/** How a typed name meets a name of the book; null where it does not. matchName('王建过', '王建国') → 'sound' */
export function matchName(typed: string, inBook: string): NameMatch | null {
  const wanted = typedKey(typed);
  const known = nameKey(inBook);
  if (wanted === null || known === '') return null;
  if (wanted === known) return 'exact';
  if (soundKeys(wanted).includes(soundKey(known))) return 'sound';
  return shapeVariants(wanted).includes(known) ? 'shape' : null;
}

/**
 * All entries of a list that a typed name may mean, by the surest kind of match that finds any: an exact match
 * beats a homophone, and a homophone a character of like shape. Null where nothing fits.
 */
export function matchNames<Entry>(
  typed: string,
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
): { how: NameMatch; found: Entry[] } | null {
  const wanted = typedKey(typed);
  if (wanted === null) return null;
  const known = entries.map((entry) => ({ entry, key: nameKey(nameOf(entry)) }));
  const sounds = new Set(soundKeys(wanted));
  const shapes = new Set(shapeVariants(wanted));
  const ways: [NameMatch, (key: string) => boolean][] = [
    ['exact', (key) => key === wanted],
    ['sound', (key) => key !== '' && sounds.has(soundKey(key))],
    ['shape', (key) => shapes.has(key)],
  ];
  for (const [how, fits] of ways) {
    const found = known.filter(({ key }) => fits(key)).map(({ entry }) => entry);
    if (found.length > 0) return { how, found };
  }
  return null;
}
