import type { YAMLError } from 'yaml';

export const NO_BRACKETS = '用了 [ ] 或 { } 的写法，请改成一行一个、前面加“- ”的列表。';
const WRONG_INDENT = '缩进不对：同一层的行要左边对齐，每深一层多两个空格。';

/** One of the parser's complaints in words for a clerk, and the line (1-based) that has to be changed. */
export function explain(
  error: YAMLError,
  at: number,
  lines: readonly string[],
): { line: number; message: string } {
  const line = lines[at - 1] ?? '';
  const next = lines[at] ?? '';
  const value = line.replace(/^\s*(?:- +)*(?:[^\s:]+:(?: +|$))?/, '');
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^\s*(?:- +)?([^\s:]+):/.exec(line)?.[1] ?? '';
    return { line: at, message: `“${key}”在同一段里写了两遍，请只留一个。` };
  }
  if (error.code === 'MULTIPLE_DOCS') {
    const marker = lines.findIndex((text, index) => index + 1 >= at && /^(?:---|\.\.\.)/.test(text));
    return {
      line: marker < 0 ? at : marker + 1,
      message: '用了“---”或“...”这样的分隔行，一个文件只能写一份内容，请删掉。',
    };
  }
  if (error.message.startsWith('Missing closing')) {
    return {
      line: openedAt(lines, at),
      message: '英文引号只写了一边。请去掉这个引号，或者换成中文引号“”。',
    };
  }
  if (/^Flow |^Block collections are not allowed within flow/.test(error.message))
    return { line: at, message: NO_BRACKETS };
  if (/^- |^-$/.test(value) && /^\s*[^\s-]/.test(line)) {
    return { line: at, message: '“- ”要另起一行写，不能跟在冒号后面。' };
  }
  if (/^["'].*["']\s*\S/.test(value))
    return { line: at, message: '内容以英文引号开头，后引号的后面还有字，请把英文引号换成中文引号“”。' };
  const symbol = /^[[\]{},@*&!|>%`?"']/.exec(value)?.[0];
  if (symbol !== undefined) return { line: at, message: startsWith(symbol) };
  if (/: |:$/.test(value)) {
    return {
      line: at,
      message: '这句话里有英文冒号加空格，会被当成项目名，请把句子里的冒号换成中文冒号“：”。',
    };
  }
  if (value !== '' && indentOf(next) > indentOf(line) && /^\s*[^\s:]+:(?:\s|$)/.test(next)) {
    return { line: at + 1, message: WRONG_INDENT };
  }
  if (/^\s*[^\s:-][^:]*$/.test(line)) {
    return { line: at, message: '这一行既没有“名称: ”也没有“- ”，不知道是哪一项，请补上或删掉。' };
  }
  return { line: at, message: WRONG_INDENT };
}

/** A line that YAML silently adds to the content of the line before. */
export function joinedLine(line: string): string {
  if (/^\s*[^\s:]+:(?:\s|$)/.test(line)) return WRONG_INDENT;
  return '这一行接到上一行后面去了。要是新的一条，前面加“- ”；要是同一条，请和上一行写在一起。';
}

/** YAML gives the symbol a meaning of its own at the beginning of a content. */
export function startsWith(symbol: string): string {
  return `这一行的内容以“${symbol}”开头，这个符号在这里另有用处，请换一个开头的字。`;
}

/** The nearest line above whose content begins with a quote that it does not close. */
function openedAt(lines: readonly string[], from: number): number {
  for (let index = Math.min(from, lines.length) - 1; index >= 0; index--) {
    if (/(?:^|\s)"[^"]*$|(?:^|\s)'[^']*$/.test(lines[index] ?? '')) return index + 1;
  }
  return from;
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}
