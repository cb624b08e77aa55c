import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml';

/** A file without the sections that could not be read. */
export interface ReadableRest {
  /** Line by line as the file, what was left out being empty. */
  text: string;
  document: Document.Parsed;
  lineAt(offset: number): number;
  /** What was found only after the first mistakes were out of the way. */
  errors: YAMLError[];
  /** The words left of a colon in what had to be left out. */
  left: string[];
}

const SECTION = /^[^\s#:-][^:]*:(?=\s|$)/;

/**
 * One open quote makes a whole file unreadable. The sections (from one line that is not indented to the next) with a
 * bad line are emptied, line by line, so that the mistakes of all others are told as well. Null where nothing is left.
 */
export function readableRest(
  text: string,
  badLines: Iterable<number>,
  lineOfError: (error: YAMLError, line: number, lines: readonly string[]) => number,
): ReadableRest | null {
  const lines = text.split('\n');
  const left: string[] = [];
  let bad = new Set(badLines);
  const errors: YAMLError[] = [];
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
    if (found.length === 0) return { text: rest, document, lineAt, errors, left };
    errors.push(...found);
    const next = found.flatMap((error) => {
      const line = lineAt(error.pos[0]);
      const meant = lineOfError(error, line, lines);
      return lines[meant - 1]?.trim() ? [meant] : [line, line - 1];
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
