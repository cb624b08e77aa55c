import type { DataFile } from '../data-files/data-files.ts';

/** A file with mistakes of form, as far as it could be read: enough to see how it fits with the other files. */
export interface BrokenFile {
  file: DataFile;
  /** Strings, arrays and plain objects. */
  value: unknown;
  lineOf(path: readonly PropertyKey[]): number | null;
  /** Where the form is wrong: what stands there is not looked at a second time. */
  doubtful: readonly (readonly PropertyKey[])[];
  /** Names of sections that could not be read at all. */
  left: ReadonlySet<string>;
}

/** Looks into a broken file without tripping over its mistakes. */
export interface Reader {
  /** The text at a path; null where there is none, or a mistake has been told of it. */
  text(...path: PropertyKey[]): string | null;
  /** Entries of a list, in their places; of a single text, that one. */
  texts(...path: PropertyKey[]): (string | null)[];
  /** One result for each entry of a list. */
  each<T>(path: readonly PropertyKey[], read: (...at: PropertyKey[]) => T): T[];
  at(...path: PropertyKey[]): unknown;
  isDoubtful(...path: PropertyKey[]): boolean;
}

export function readerOf({ value, doubtful, left }: BrokenFile): Reader {
  const at = (...path: PropertyKey[]): unknown => path.reduce(step, value);
  const isDoubtful = (...path: PropertyKey[]): boolean =>
    left.has(String(path[0])) ||
    doubtful.some(
      (wrong) => wrong.length <= path.length && wrong.every((name, index) => name === path[index]),
    );
  const text = (...path: PropertyKey[]): string | null => {
    const found = at(...path);
    return typeof found !== 'string' || found.trim() === '' || isDoubtful(...path) ? null : found.trim();
  };
  const each = <T>(path: readonly PropertyKey[], read: (...at: PropertyKey[]) => T): T[] => {
    const list = at(...path);
    return Array.isArray(list) ? list.map((_, index) => read(...path, index)) : [];
  };
  return {
    at,
    isDoubtful,
    text,
    each,
    texts: (...path) => (typeof at(...path) === 'string' ? [text(...path)] : each(path, text)),
  };
}

function step(value: unknown, name: PropertyKey): unknown {
  if (Array.isArray(value)) return value[Number(name)];
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}
