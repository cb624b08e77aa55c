/** One line of a reply, with what it is to the eye: the answer itself, the rest, or where it stands written. */
export interface Line {
  role: 'lead' | 'plain' | 'source';
  text: string;
}

const NUMBER_MARK = /^[(（]?(?:\d{1,2}|[一二三四五])[)）.、．:：]\s*/;

/**
 * Splits a reply for the page. The numbered choices at its end are left out where they stand as buttons below.
 * `2000元\n依据：…` → lead `2000元`, source `依据：…`
 */
export function toLines(text: string, options: readonly { label: string }[]): Line[] {
  const labels = new Set(options.map(({ label }) => label.trim()));
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !(NUMBER_MARK.test(line) && labels.has(line.replace(NUMBER_MARK, ''))))
    .map((line, index) => ({ role: roleOf(line, index), text: line }));
}

function roleOf(line: string, index: number): Line['role'] {
  if (index === 0) return 'lead';
  return line.startsWith('依据') ? 'source' : 'plain';
}
