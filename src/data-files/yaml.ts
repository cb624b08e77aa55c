import { type Document, isCollection, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Problem } from './problem.ts';

/** A YAML file read as text only: every scalar is a string, every list and map is in block style. */
export interface ParsedYaml {
  /** Strings, arrays and plain objects; undefined where the file could not be read at all. */
  value: unknown;
  problems: Problem[];
  /** The line on which the value at this path begins, or its nearest parent's; null where nothing is known. */
  lineOf(path: readonly PropertyKey[]): number | null;
}

/**
 * Reads one file's text. The failsafe schema keeps what was typed: YAML's own guesses turn `0715` into 715 and an
 * 18-digit number into a different one. Flow style is refused because `[低保，农村低保]` with a Chinese comma loads as one name.
 */
export function parseYaml(file: string, source: string): ParsedYaml {
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const problems = typedMistakes(file, text);
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  // A Tab or a full-width colon makes the parser complain on the lines after it too; one clear sentence is enough.
  if (problems.length === 0) {
    for (const error of document.errors) {
      problems.push({ file, line: lines.linePos(error.pos[0]).line, message: sentenceFor(error.code, error.message), level: 'error' });
    }
  }
  visit(document, {
    Collection(_key, node) {
      if (node.flow && node.range) {
        const line = lines.linePos(node.range[0]).line;
        problems.push({
          file,
          line,
          message: '用了 [ ] 或 { } 的写法，请改成一行一个、前面加“- ”的列表。',
          level: 'error',
        });
      }
    },
    Alias(_key, node) {
      const line = node.range ? lines.linePos(node.range[0]).line : null;
      problems.push({ file, line, message: '这一行的内容以 * 开头，YAML 会当成引用，请换一个开头的字。', level: 'error' });
    },
  });
  const unreadable = problems.length > 0;
  return {
    value: unreadable ? undefined : document.toJS(),
    problems,
    lineOf: (path) => lineOf(document, lines, path),
  };
}

/** Mistakes that the parser itself reports only in riddles. */
function typedMistakes(file: string, text: string): Problem[] {
  const problems: Problem[] = [];
  text.split('\n').forEach((line, index) => {
    const at = { file, line: index + 1, level: 'error' as const };
    if (/^ *\t/.test(line)) {
      problems.push({ ...at, message: '行首用了 Tab 键，请改成空格（每深一层两个空格）。' });
    }
    const key = /^\s*(?:- )?([\u4e00-\u9fffA-Za-z]{1,12})：\s*(\S?)/.exec(line);
    // A sentence inside a list may hold a Chinese colon; a line that has no “key: ” of its own and stands where a key stands may not.
    if (key && !/^\s*- /.test(line) && !/^\s*[\u4e00-\u9fffA-Za-z]{1,12}:(\s|$)/.test(line) && !line.trim().startsWith('#')) {
      problems.push({ ...at, message: `“${key[1]}：”用了中文冒号，请改成英文冒号加一个空格“${key[1]}: ”。` });
    }
  });
  return problems;
}

function sentenceFor(code: string, message: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return '同一段里有两个相同的项目名，请只留一个。';
    case 'TAB_AS_INDENT':
      return '行首用了 Tab 键，请改成空格（每深一层两个空格）。';
    case 'BAD_INDENT':
      return '缩进不对，同一层的行要对齐，每深一层多两个空格。';
    case 'MISSING_CHAR':
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'IMPOSSIBLE':
      return '这一行读不懂：可能少了“- ”、冒号后面少了空格，或者上一行没有写完。';
    case 'UNEXPECTED_TOKEN':
    case 'BAD_SCALAR_START':
      return '这一行的内容以 YAML 的符号开头（[ { @ * & ! | > % 等），请换一个开头的字。';
    case 'MULTILINE_MULTIPLE_DOCS':
    case 'MULTIPLE_DOCS':
      return '文件里有“---”，一个文件只能写一份内容，请删掉这一行。';
    default:
      return `这一行读不懂，请对照 README 里的样子改（${message.split('\n')[0]}）。`;
  }
}

function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number | null {
  let node: unknown = document.contents;
  let line: number | null = null;
  for (const step of [undefined, ...path]) {
    if (step !== undefined) {
      if (!isCollection(node)) break;
      if (isMap(node)) {
        const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
        if (!pair) break;
        if (isNode(pair.key) && pair.key.range) line = lines.linePos(pair.key.range[0]).line;
        node = pair.value;
        continue;
      }
      node = node.items[Number(step)];
    }
    if (isNode(node) && node.range) line = lines.linePos(node.range[0]).line;
  }
  return line;
}
