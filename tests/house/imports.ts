import { posix } from 'node:path';
import ts from 'typescript';

/** The house from left to right: a file imports from its own folder and from folders to its right, never beside it. */
export const HOUSE = [
  ['channels', 'office'],
  ['conversation'],
  ['answer', 'report', 'remind'],
  ['job'],
  ['policies', 'register', 'outbox'],
  ['language'],
  ['storage'],
  ['calendar', 'clock', 'log', 'data-files'],
] as const;

/** They put the parts together or start them: they may import anything, and nothing but each other imports them. */
const ENTRY_POINTS = /^src\/(?:main|compose|config)\.ts$|^src\/commands\//;

const ORDER = HOUSE.map((tier) => (tier.length > 1 ? `{${tier.join(' | ')}}` : tier[0])).join(' → ');

/** A project's source files by path from its root, e.g. `src/answer/answer.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** Every import that the house does not allow, each with what to do instead. */
export function forbiddenImports(sources: Sources): string[] {
  return [...sources].flatMap(([file, source]) =>
    ts
      .preProcessFile(source, true, true)
      .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
      .flatMap(({ fileName }) => {
        const target = posix.join(posix.dirname(file), fileName);
        const advice = adviceFor(file, target);
        return advice === null ? [] : [`${file} imports ${target}: ${advice}`];
      }),
  );
}

function adviceFor(file: string, target: string): string | null {
  if (ENTRY_POINTS.test(file)) return null;
  if (ENTRY_POINTS.test(target)) {
    return 'nothing imports an entry point. Take what you need as an argument; compose.ts or the command hands it in.';
  }
  const from = folderOf(file);
  const to = folderOf(target);
  if (!target.startsWith('src/'))
    return 'the product imports nothing from outside src/. Move the file in, or read it as data.';
  if (placeOf(from) < 0)
    return `src/${from}/ has no place in the house yet. Give it one in HOUSE of tests/house/imports.ts.`;
  if (placeOf(to) < 0)
    return `src/${to}/ has no place in the house yet. Give it one in HOUSE of tests/house/imports.ts.`;
  if (from === to) return null;
  if (placeOf(from) === placeOf(to)) {
    return placeOf(from) === placeOf('answer')
      ? `the jobs ${from} and ${to} never import each other. Return what happened to conversation/, which carries it on.`
      : `${from}/ and ${to}/ stand side by side and never import each other. Let the folder to their left bring them together.`;
  }
  if (placeOf(from) > placeOf(to)) {
    return `${to}/ lies to the left of ${from}/ (${ORDER}). Move what you need to ${from}/ or to its right, or take it as an argument.`;
  }
  return frontDoorAdvice(to, target);
}

/** Null where the import goes through the front door: the file that is called like its folder. */
function frontDoorAdvice(folder: string, target: string): string | null {
  const door = `src/${folder}/${folder}.ts`;
  return target === door
    ? null
    : `it goes round the front door. Import from ${door}, and export there what is missing.`;
}

function folderOf(path: string): string {
  return path.split('/').length > 2 ? (path.split('/')[1] ?? '') : '';
}

function placeOf(folder: string): number {
  return HOUSE.findIndex((tier) => (tier as readonly string[]).includes(folder));
}
