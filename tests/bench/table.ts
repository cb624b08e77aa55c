import type { Result } from './measure.ts';

/** A Markdown table whose columns also line up in a terminal. The first column is text, the others are figures. */
export function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map(widthOf)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => padded(cell, widths[column] ?? 0, column > 0)).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}

export function resultTable(results: readonly Result[]): string {
  const rows = results.map((result) => [
    result.name,
    result.whole ? share(result.whole.right, result.cases) : '—',
    result.whole ? share(result.whole.wrongAnswers, result.cases) : '—',
    share(result.firstRight, result.plain),
    milliseconds(result.p50),
    milliseconds(result.p99),
    milliseconds(result.max),
    Math.round(result.buildMs).toString(),
  ]);
  const [first] = results;
  const header = [
    '',
    `right, whole (${first?.cases ?? 0})`,
    'wrong answers',
    `top-1 (${first?.plain ?? 0} plain)`,
    'p50 ms',
    'p99 ms',
    'max ms',
    'build ms',
  ];
  return [markdown(header, rows), '', ...results.map((result) => `- ${result.name}: ${result.note}`)].join(
    '\n',
  );
}

function share(count: number, total: number): string {
  return `${count} · ${((100 * count) / Math.max(1, total)).toFixed(1)} %`;
}

export function milliseconds(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}

function padded(cell: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return right ? blanks + cell : cell + blanks;
}

/** Chinese characters take two columns. */
function widthOf(text: string): number {
  return [...text].reduce((sum, char) => sum + (/[\u2e80-\u9fff\uff00-\uff60]/.test(char) ? 2 : 1), 0);
}
