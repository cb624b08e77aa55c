import readExcel, { type CellValue } from 'read-excel-file/node';
import { parseCsv } from './csv.ts';

/** One sheet as it was filled in; `rows[0]` is line 1. */
export interface RawTable {
  /** The sheet's name; empty for a file without sheets. */
  sheet: string;
  rows: string[][];
}

export type TableFile = { ok: true; tables: RawTable[] } | { ok: false; message: string };

const MOST_BYTES = 20 * 1024 * 1024;
const MOST_ROWS = 50_000;

/** Reads an .xlsx or .csv file by what is in it, whatever its name says. */
export async function readTableFile(bytes: Buffer): Promise<TableFile> {
  if (bytes.length === 0) return refuse('文件是空的。');
  if (bytes.length > MOST_BYTES) return refuse('文件超过 20 MB，请拆成几份再导入。');
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    return refuse(
      '这是老格式的表格（.xls、.et），或者加了打开密码，读不了。请打开它，另存为 .xlsx（不要密码），再导入。',
    );
  }
  const tables = startsWith(bytes, [0x50, 0x4b]) ? await readXlsx(bytes) : readText(bytes);
  if (tables === null) return refuse('文件坏了，或者不是表格。请用 .xlsx 或 .csv，可以先导出模板照着填。');
  if (tables.some(({ rows }) => rows.length > MOST_ROWS))
    return refuse('一张表超过 5 万行，请拆成几份再导入。');
  return { ok: true, tables };
}

async function readXlsx(bytes: Buffer): Promise<RawTable[] | null> {
  try {
    // Numbers are taken as they were typed: a long one would lose its last digits.
    const sheets = await readExcel<string>(bytes, { parseNumber: (typed) => typed });
    return sheets.map(({ sheet, data }) => ({ sheet, rows: data.map((row) => row.map(cellText)) }));
  } catch {
    return null;
  }
}

function cellText(cell: CellValue<string> | null): string {
  if (cell === null) return '';
  const value: unknown = cell;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value).trim();
}

function readText(bytes: Buffer): RawTable[] | null {
  const text = decode(bytes);
  if (text === null || text.includes('\0')) return null;
  return [{ sheet: '', rows: parseCsv(text).map((row) => row.map((cell) => cell.trim())) }];
}

/** UTF-8, or what Excel in China writes: GBK, or UTF-16 for “Unicode 文本”. */
function decode(bytes: Buffer): string | null {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding.
    }
  }
  return null;
}

function startsWith(bytes: Buffer, head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}

function refuse(message: string): TableFile {
  return { ok: false, message };
}
