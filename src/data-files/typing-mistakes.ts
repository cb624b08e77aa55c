import type { Problem } from './problem.ts';

/** What a line looks like to whoever types it with a Chinese input method: words that YAML has its own marks for. */
const KEY = '[\\u4e00-\\u9fff]{1,12}';
const LIST_MARK = '(?:- +)?';
const FULL_WIDTH_COLON = new RegExp(`^( *${LIST_MARK})(${KEY})：[ \\u3000]*`);
const COLON_WITHOUT_BLANK = new RegExp(`^( *)(${KEY}):(?=[^\\s:])`);
const OTHER_DASH = /^( *)[－—–‐•·●][ \u3000]*(?=\S)/;
const DASH_WITHOUT_BLANK = /^( *)-(?=[^\s-])/;

interface Slip {
  /** The sentence, where the line has this slip. */
  find(line: string, next: string): string | null;
  /** The line as it was meant, so that whatever else is wrong in the file is found in the same pass. */
  mend(line: string): string;
}

const SLIPS: Slip[] = [
  {
    find: (line) => (/^ *\t/.test(line) ? '行首用了 Tab 键，请改成空格（每深一层两个空格）。' : null),
    mend: (line) => line.replace(/^[ \t]+/, (blanks) => blanks.replaceAll('\t', '  ')),
  },
  {
    find: (line) =>
      /^ *\u3000/.test(line) ? '行首用了中文（全角）空格，请改成英文空格（每深一层两个空格）。' : null,
    mend: (line) => line.replace(/^[ \u3000]+/, (blanks) => blanks.replaceAll('\u3000', '  ')),
  },
  {
    find: (line) =>
      OTHER_DASH.test(line) ? '列表的每一行前面要用英文减号加一个空格“- ”，这里用了别的横线或圆点。' : null,
    mend: (line) => line.replace(OTHER_DASH, '$1- '),
  },
  {
    find: (line) => (DASH_WITHOUT_BLANK.test(line) ? '“-”后面少了一个空格，请写成“- ”再写内容。' : null),
    mend: (line) => line.replace(DASH_WITHOUT_BLANK, '$1- '),
  },
  {
    find(line, next) {
      const [, lead = '', key] = FULL_WIDTH_COLON.exec(line) ?? [];
      // A sentence in a list may hold a Chinese colon, as long as no lines “key: ” hang below it.
      if (key === undefined || (lead.includes('-') && !hangsBelow(lead, next))) return null;
      return `“${key}：”用了中文冒号，请改成英文冒号加一个空格“${key}: ”。`;
    },
    mend: (line) => line.replace(FULL_WIDTH_COLON, '$1$2: '),
  },
  {
    find(line) {
      const key = COLON_WITHOUT_BLANK.exec(line)?.[2];
      return key === undefined ? null : `“${key}:”的冒号后面少了一个空格，请写成“${key}: ”再写内容。`;
    },
    mend: (line) => line.replace(COLON_WITHOUT_BLANK, '$1$2: '),
  },
];

/** Slips of the keyboard that YAML itself reports only in riddles, and the text without them, line by line the same. */
export function typingMistakes(file: string, source: string): { problems: Problem[]; mended: string } {
  const problems: Problem[] = [];
  const lines = source.split('\n');
  const mended = lines.map((original, index) => {
    let line = original;
    for (const slip of SLIPS) {
      const message = slip.find(line, lines[index + 1] ?? '');
      if (message === null) continue;
      problems.push({ file, line: index + 1, message, level: 'error' });
      line = slip.mend(line);
    }
    return line;
  });
  return { problems, mended: mended.join('\n') };
}

/** Is the next line a “key: ” that belongs to the list entry begun with `lead`? */
function hangsBelow(lead: string, next: string): boolean {
  return next.startsWith(' '.repeat(lead.length)) && new RegExp(`^ {${lead.length}}${KEY}[:：]`).test(next);
}
