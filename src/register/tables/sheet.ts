import { nearest } from '../../data-files/data-files.ts';
import { SHEETS, type SheetLayout } from './columns.ts';
import type { RawTable } from './table-file.ts';

/** One filled-in line of a known table. */
export interface SheetRow {
  /** As the spreadsheet counts them; the first is 1. */
  line: number;
  /** By the column's title; an empty cell is left out. */
  cells: ReadonlyMap<string, string>;
}

export interface Sheet {
  layout: SheetLayout;
  /** What the person calls it: the sheet's own name. */
  name: string;
  rows: SheetRow[];
}

/** A mistake that keeps the whole file out. */
export interface ImportProblem {
  /** The sheet's name; empty for a file without sheets. */
  sheet: string;
  /** Null where the mistake belongs to the whole sheet. */
  line: number | null;
  message: string;
}

export interface RecognisedSheets {
  sheets: Sheet[];
  problems: ImportProblem[];
  /** What was passed over. */
  notes: string[];
}

/** How far down the line of titles may stand: above it people write the table's name. */
const TITLE_LINES = 5;

/** The column of a layout that a title means. */
function columnOf(layout: SheetLayout, title: string): string | null {
  const plain = title
    .normalize('NFKC')
    .replace(/[\s*]/g, '')
    .replace(/\(.*\)$/, '');
  const found = layout.columns.find(
    (column) => column.title === plain || column.also.includes(plain) || column.also.includes(title),
  );
  return found?.title ?? null;
}

/** Finds out which table each sheet holds, and reads its lines; sheets that hold none are passed over. */
export function recogniseSheets(tables: readonly RawTable[]): RecognisedSheets {
  const result: RecognisedSheets = { sheets: [], problems: [], notes: [] };
  for (const table of tables) {
    if (table.rows.every((row) => row.every((cell) => cell === ''))) continue;
    const titled = titlesOf(table);
    if (titled === null) {
      if (table.sheet !== NOTES_SHEET) result.notes.push(`“${table.sheet}”不是认得的表，没有读。`);
      continue;
    }
    readSheet(table, titled, result);
  }
  if (result.sheets.length === 0 && result.problems.length === 0) {
    result.problems.push({
      sheet: '',
      line: null,
      message:
        '没有找到认得的表头。第一行要有“户主姓名、户类型”（户表）或“户主姓名、姓名、与户主关系”（成员表），可以先导出模板照着填。',
    });
  }
  return result;
}

/** The name of the template's sheet of notes. */
export const NOTES_SHEET = '填写说明';

interface Titled {
  layout: SheetLayout;
  titleLine: number;
  missing: string[];
}

/** The layout whose titles a table has most of. */
function titlesOf(table: RawTable): Titled | null {
  let best: (Titled & { hits: number }) | null = null;
  for (const [index, row] of table.rows.slice(0, TITLE_LINES).entries()) {
    for (const layout of SHEETS) {
      const found = new Set(row.map((cell) => columnOf(layout, cell)).filter((title) => title !== null));
      const required = layout.columns.filter((column) => column.required);
      const missing = required.filter(({ title }) => !found.has(title)).map(({ title }) => title);
      const hits = found.size - 3 * missing.length;
      if (found.size >= 2 && missing.length < required.length && (best === null || hits > best.hits)) {
        best = { layout, titleLine: index, missing, hits };
      }
    }
  }
  return best;
}

function readSheet(table: RawTable, titled: Titled, result: RecognisedSheets): void {
  const { layout, titleLine, missing } = titled;
  const name = table.sheet;
  for (const title of missing) {
    result.problems.push({ sheet: name, line: titleLine + 1, message: `少了“${title}”这一列。` });
  }
  const titles = (table.rows[titleLine] ?? []).map((cell) => {
    const title = columnOf(layout, cell);
    if (title === null && cell !== '') {
      const guess = nearest(
        cell,
        layout.columns.map((column) => column.title),
      );
      result.notes.push(`不认识“${cell}”这一列，没有读${guess ? `；是不是“${guess}”？` : '。'}`);
    }
    return title;
  });
  const doubled = titles.find((title, index) => title !== null && titles.indexOf(title) !== index);
  if (doubled != null) {
    result.problems.push({
      sheet: name,
      line: titleLine + 1,
      message: `“${doubled}”这一列有两个，请留一个。`,
    });
  }
  const rows: SheetRow[] = [];
  for (const [index, row] of table.rows.entries()) {
    if (index <= titleLine) continue;
    const cells = new Map<string, string>();
    for (const [at, cell] of row.entries()) {
      const title = titles[at];
      if (title != null && cell !== '' && !cells.has(title)) cells.set(title, cell);
    }
    if (cells.size > 0 && !isExample(cells)) rows.push({ line: index + 1, cells });
  }
  if (missing.length === 0) result.sheets.push({ layout, name, rows });
}

/** The template's own example line may be left in. */
function isExample(cells: ReadonlyMap<string, string>): boolean {
  return (cells.get('户编号') ?? '').startsWith('示例') || (cells.get('姓名') ?? '').startsWith('示例');
}
