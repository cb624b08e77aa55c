import { type Document, LineCounter, parseDocument } from 'yaml';
import { explain } from './yaml-mistakes.ts';

/** A file without the sections that could not be read. */
export interface ReadableRest {
  /** Line by line as the file, what was left out being empty. */
  text: string;
  document: Document.Parsed;
  lineAt(offset: number): number;
  /** What was found only after the first mistakes were out of the way. */
  mistakes: ReturnType<typeof explain>[];
  /** The words left of a colon in what had to be left out. */
  left: string[];
}

const SECTION = /^[^\s#:-][^:]*:(?=\s|$)/;

/**
 * One open quote makes a whole file unreadable. The sections (from one line that is not indented to the next) with a
 * bad line are emptied, line by line, so that the mistakes of all others are told as well. Null where nothing is left.
 */
export function readableRest(text: string, badLines: Iterable<number>): ReadableRest | null {
  const lines = text.split('\n');
  const left: string[] = [];
  let bad = new Set(badLines);
  const mistakes: ReadableRest['mistakes'] = [];
  for (let round = 0; round < 12; round++) {
    for (const line of bad) emptySection(lines, line, left);
    if (lines.every((line) => !SECTION.test(line))) return null;
    const counter = new LineCounter();
    const rest = lines.join('\n');
    const document = parseDocument(rest, {
      schema: 'failsafe',
      lineCounter: counter,
      prettyErrors: false,
    });
    const lineAt = (offset: number): number => counter.linePos(offset).line;
    const found = document.errors.filter((error) => error.code !== 'DUPLICATE_KEY');
    if (found.length === 0) return { text: rest, document, lineAt, mistakes, left };
    const next = found.flatMap((error) => {
      const at = lineAt(error.pos[0]);
      const mistake = explain(error, at, lines);
      mistakes.push(mistake);
      return lines[mistake.line - 1]?.trim() ? [mistake.line] : [at, at - 1];
    });
    bad = new Set(next);
  }
  return null;
}

function emptySection(lines: string[], bad: number, left: string[]): void {
  let from = Math.min(bad, lines.length) - 1;
  while (from > 0 && !SECTION.test(lines[from] ?? '')) from -= 1;
  for (let index = from; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (index > from && index >= bad && SECTION.test(line)) return;
    const key = /^\s*(?:- +)?([^\s:：]+)[:：]/.exec(line)?.[1];
    if (key !== undefined) left.push(key);
    lines[index] = '';
  }
}
