import { fieldPath, nearest, type Problem } from '../data-files/data-files.ts';
import type { Located } from './check-views.ts';

export function problemAt(
  entry: Located,
  path: PropertyKey[],
  sentence: string,
  level: Problem['level'] = 'error',
): Problem {
  const message = fieldPath(path) + sentence.replace('？。', '？');
  return { file: entry.file.path, line: entry.lineOf(path), message, level };
}

/** `，是不是“…”？` */
export function guess(written: string, words: Iterable<string>): string {
  const word = nearest(written, [...words]);
  return word ? `，是不是“${word}”？` : '';
}
