import { type CellRead, isClearing } from './cells.ts';
import type { ImportProblem, Sheet, SheetRow } from './sheet.ts';

/** Reads the cells of one line and gathers all that is wrong with it. */
export interface RowReader {
  line: number;
  /** Undefined where the cell is empty or, being wrong, was noted as such. */
  read<Value>(title: string, how: (cell: string) => CellRead<Value>): Value | undefined;
  /** As `read`; null where the cell says 无: what was kept is to be cleared. */
  readOrClear<Value>(title: string, how: (cell: string) => CellRead<Value>): Value | null | undefined;
  text(title: string): string | undefined;
  wrong(reason: string): void;
  /** True once anything of this line was wrong. */
  failed(): boolean;
}

export function readerFor(sheet: Sheet, row: SheetRow, problems: ImportProblem[]): RowReader {
  const before = problems.length;
  const wrong = (reason: string): void => {
    problems.push({ sheet: sheet.name, line: row.line, message: `${reason}。` });
  };
  for (const { title, required } of sheet.layout.columns) {
    if (required && !row.cells.has(title)) wrong(`“${title}”空着，要填`);
  }
  const read = <Value>(title: string, how: (cell: string) => CellRead<Value>): Value | undefined => {
    const cell = row.cells.get(title);
    if (cell === undefined) return undefined;
    const result = how(cell);
    if (result.ok) return result.value;
    wrong(result.reason);
    return undefined;
  };
  return {
    line: row.line,
    read,
    readOrClear(title, how) {
      const cell = row.cells.get(title);
      return cell !== undefined && isClearing(cell) ? null : read(title, how);
    },
    text: (title) => row.cells.get(title),
    wrong,
    failed: () => problems.length > before,
  };
}
