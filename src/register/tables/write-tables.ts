import writeExcel, { type CellObject, type Sheet } from 'write-excel-file/node';
import { type Column, layoutOf, SHEETS, type SheetKind, type SheetLayout } from './columns.ts';
import { formatCsv } from './csv.ts';
import { NOTES_SHEET } from './sheet.ts';

export type TableFormat = 'xlsx' | 'csv';

/** A table as a file; every cell is text, so that no program shortens a number. */
export async function writeTable(
  kind: SheetKind,
  rows: readonly ReadonlyMap<string, string>[],
  format: TableFormat,
): Promise<Buffer> {
  const layout = layoutOf(kind);
  if (format === 'xlsx') return writeExcel([sheetOf(layout, rows)]).toBuffer();
  const titles = layout.columns.map(({ title }) => title);
  const lines = rows.map((row) => titles.map((title) => row.get(title) ?? ''));
  return Buffer.from(formatCsv([titles, ...lines]));
}

/** An empty workbook to fill in: each table with one example line, and a sheet that explains every column. */
export async function writeTemplate(): Promise<Buffer> {
  const tables = SHEETS.map((layout) => {
    const example = new Map(layout.columns.map(({ title, example }) => [title, example]));
    return sheetOf(layout, [example]);
  });
  return writeExcel([...tables, notesSheet()]).toBuffer();
}

function sheetOf(layout: SheetLayout, rows: readonly ReadonlyMap<string, string>[]): Sheet<never> {
  return {
    sheet: layout.name,
    columns: layout.columns.map(({ title }) => ({ width: Math.max(10, title.length * 2 + 4) })),
    stickyRowsCount: 1,
    data: [
      layout.columns.map(titleCell),
      ...rows.map((row) => layout.columns.map(({ title }) => textCell(row.get(title) ?? ''))),
    ],
  };
}

const GENERAL_NOTES = [
  '标了 * 的列必须填。一行一户（或一人），第一行的表头不要改。',
  '以“示例”开头的那一行不会导入，可以留着。',
  '整份表有一处错就一条也不导入；错在第几行、怎么改，会一次全部说清。',
  '再导入一次就是更新：空着的格子不改，要清掉就写“无”。',
  '号码列请先设成“文本”再填，不然 Excel 会把后几位变成 0。',
  '导出的表里身份证号和电话带星号：带着星号再导入，就是不改。',
  '请存成 .xlsx 或 .csv，老格式 .xls 读不了。',
];

function notesSheet(): Sheet<never> {
  const rows: CellObject[][] = [
    ...GENERAL_NOTES.map((note) => [textCell(note)]),
    [],
    ...SHEETS.flatMap(({ name, columns }) => [
      [{ value: `“${name}”表`, type: String, fontWeight: 'bold' as const }],
      ...columns.map((column) => [
        textCell(`${column.title}${column.required ? ' *' : ''}`),
        textCell(column.note),
        textCell(column.example),
      ]),
      [],
    ]),
  ];
  return { sheet: NOTES_SHEET, columns: [{ width: 18 }, { width: 70 }, { width: 16 }], data: rows };
}

function titleCell({ title, required }: Column): CellObject {
  return {
    value: required ? `${title}*` : title,
    type: String,
    fontWeight: 'bold',
    backgroundColor: required ? '#FFF2CC' : '#F2F2F2',
  };
}

function textCell(value: string): CellObject {
  return { value, type: String, format: '@' };
}
