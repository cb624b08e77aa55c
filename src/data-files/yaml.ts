import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { nameMistake } from './file-names.ts';
import type { Problem } from './problem.ts';
import { typingMistakes } from './typing-mistakes.ts';
import { explain, joinedLine, NO_BRACKETS, startsWith } from './yaml-mistakes.ts';
import { readableRest } from './yaml-rest.ts';

/** A YAML file read as text only: every scalar is a string, every list and map is in block style. */
export interface ParsedYaml {
  /** Strings, arrays and plain objects; undefined where the file could not be read at all. */
  value: unknown;
  problems: Problem[];
  /** Lines that YAML could not make sense of: that their value has the wrong shape as well says nothing new. */
  unsure: ReadonlySet<number>;
  /** Names of what could not be read and is left out of `value`: that it is missing says nothing new. */
  left: ReadonlySet<string>;
  /** The line on which the value at this path begins, or its nearest parent's; null where nothing is known. */
  lineOf(path: readonly PropertyKey[]): number | null;
}

/**
 * Reads one file's text. The failsafe schema keeps what was typed: YAML's own guesses turn `0715` into 715 and an
 * 18-digit number into a different one. Flow style is refused because `[低保，农村低保]` with a Chinese comma loads as one name.
 * Where a slip can be seen through, the value is given all the same, so that the file's other mistakes are told too.
 */
export function parseYaml(file: string, source: string): ParsedYaml {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const wholeFile = fileMistake(file, text);
  if (wholeFile !== null)
    return {
      value: undefined,
      problems: [wholeFile],
      unsure: new Set(),
      left: new Set(),
      lineOf: () => null,
    };
  const { problems, mended } = typingMistakes(file, text);
  const wrongName = nameMistake(file);
  if (wrongName !== null) problems.push({ file, line: null, message: wrongName, level: 'error' });
  const lines = new LineCounter();
  const document = parseDocument(mended, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const strict = notOurStyle(document, mended, lineAt);
  const unread = document.errors.some((error) => error.code !== 'DUPLICATE_KEY');
  const sourceLines = mended.split('\n');
  const told = new Set<number | string | null>(problems.map((problem) => problem.line));
  const unsure = new Set<number>();
  const add = ({ line, message }: Mistake): void => {
    // What the parser says about a line after its first complaint only follows from it.
    if (told.has(line)) return;
    told.add(line).add(message);
    unsure.add(line);
    problems.push({ file, line, message, level: 'error' });
  };
  for (const mistake of strict.mistakes) add(mistake);
  for (const error of document.errors) {
    const mistake = explain(error, lineAt(error.pos[0]), sourceLines);
    // An open bracket swallows the lines after it.
    if (mistake.message !== NO_BRACKETS || !told.has(NO_BRACKETS)) add(mistake);
  }
  const sort = (): Problem[] => problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const addJoined = (joined: readonly number[]): void => {
    for (const line of joined) add({ line, message: joinedLine(sourceLines[line - 1] ?? '') });
  };
  if (!unread && !strict.unreadable) {
    addJoined(strict.joined);
    const left = new Set<string>();
    return {
      value: document.toJS(),
      problems: sort(),
      unsure,
      left,
      lineOf: (path) => lineOf(document, lineAt, path),
    };
  }
  const badLines = [
    ...document.errors.map((error) => explain(error, lineAt(error.pos[0]), sourceLines).line),
    ...(strict.unreadable ? strict.mistakes.map(({ line }) => line) : []),
  ];
  const rest = readableRest(mended, badLines);
  // An open quote swallows lines too, so joined lines are told only of what the parser found nothing in.
  if (rest !== null) {
    for (const mistake of rest.mistakes) add(mistake);
    const style = notOurStyle(rest.document, rest.text, rest.lineAt);
    for (const mistake of style.mistakes) add(mistake);
    addJoined(style.joined);
    if (!style.unreadable) {
      return {
        value: rest.document.toJS(),
        problems: sort(),
        unsure,
        left: new Set(rest.left),
        lineOf: (path) => lineOf(rest.document, rest.lineAt, path),
      };
    }
  }
  return {
    value: undefined,
    problems: sort(),
    unsure,
    left: new Set(),
    lineOf: (path) => lineOf(document, lineAt, path),
  };
}

/** What is wrong with a file before its first line is looked at. */
function fileMistake(file: string, text: string): Problem | null {
  const told = (message: string): Problem => ({ file, line: null, message, level: 'error' });
  if (!file.endsWith('.yaml')) return told('文件名要以 .yaml 结尾，请改名，否则不会用到它。');
  if (text.includes('\uFFFD') || text.includes('\0')) {
    return told('文字编码不对，读出来是乱码。请用记事本打开，点“另存为”，编码选“UTF-8”，再存一遍。');
  }
  if (text.replace(/^\s*#.*$/gm, '').trim() === '')
    return told('是空文件。不要它就删掉，要它就照 README 写上内容。');
  return null;
}

interface Mistake {
  line: number;
  message: string;
}

/** Right YAML that would silently lose or join words: brackets, references, marks, content over several lines. */
function notOurStyle(
  document: Document.Parsed,
  text: string,
  lineAt: (offset: number) => number,
): { mistakes: Mistake[]; joined: number[]; unreadable: boolean } {
  const mistakes: Mistake[] = [];
  const joined: number[] = [];
  let unreadable = false;
  const add = (node: Node, message: string): void => {
    mistakes.push({ line: node.range ? lineAt(node.range[0]) : 1, message });
  };
  const refuseMarks = (node: Scalar | YAMLMap | YAMLSeq): void => {
    if (node.anchor) add(node, startsWith('&'));
    else if (node.range && /!\S*\s*$/.test(text.slice(0, node.range[0]))) add(node, startsWith('!'));
  };
  visit(document, {
    Pair(_key, pair) {
      if (isScalar(pair.key) || !isNode(pair.key)) return;
      unreadable = true;
      if (document.errors.length === 0) add(pair.key, startsWith('?'));
    },
    Collection(_key, node) {
      refuseMarks(node);
      if (node.flow) add(node, NO_BRACKETS);
    },
    Scalar(key, node) {
      refuseMarks(node);
      const [start = 0, end = 0] = node.range ?? [];
      if (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED) {
        add(node, startsWith(text[start] ?? ''));
      } else if (key !== 'key' && text.slice(start, end).includes('\n')) joined.push(lineAt(start) + 1);
    },
    Alias(_key, node) {
      unreadable = true;
      add(node, startsWith('*'));
    },
  });
  return { mistakes, joined, unreadable };
}

function lineOf(
  document: Document.Parsed,
  lineAt: (offset: number) => number,
  path: readonly PropertyKey[],
): number | null {
  let node: unknown = document.contents;
  let line: number | null = null;
  for (const step of [undefined, ...path]) {
    if (step !== undefined) {
      if (!isCollection(node)) break;
      if (isMap(node)) {
        const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
        if (!pair) break;
        if (isNode(pair.key) && pair.key.range) line = lineAt(pair.key.range[0]);
        node = pair.value;
        continue;
      }
      node = node.items[Number(step)];
    }
    if (isNode(node) && node.range) line = lineAt(node.range[0]);
  }
  return line;
}
