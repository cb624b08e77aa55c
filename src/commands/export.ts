import { writeFileSync } from 'node:fs';
import { systemClock } from '../clock/clock.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log/log.ts';
import { createSecrets, exportBook, inBook, writeTemplate } from '../register/register.ts';
import { openStorage } from '../storage/storage.ts';
import { placeForCommand } from './register-place.ts';

export interface ExportCommand {
  region?: string;
  out: string;
  phones?: boolean;
}

const KINDS = ['households', 'people', 'staff'] as const;

/** `export households|people|staff|template`: writes a table that can be filled in and taken in again. */
export async function runExport(root: string, what: string, options: ExportCommand): Promise<number> {
  const format = /\.(xlsx|csv)$/i.exec(options.out)?.[1]?.toLowerCase();
  if (what === 'template') {
    if (format !== 'xlsx') return fail('--out：模板有几张表，只能存成 .xlsx，例如 --out 模板.xlsx。');
    return save(options.out, await writeTemplate(), '模板');
  }
  const kind = KINDS.find((word) => word === what);
  if (kind === undefined) return fail(`不认识“${what}”，只能写 ${KINDS.join('、')} 或 template。`);
  if (format !== 'xlsx' && format !== 'csv') return fail('--out：文件名要以 .xlsx 或 .csv 结尾。');
  if (options.region === undefined) return fail('请用 --region 写明导出哪个地方的。');

  const config = readConfig(process.env, root);
  const storage = await openStorage(config.databaseUrl, { log: createLog({ level: 'warn' }) });
  try {
    const place = await placeForCommand(storage, root, options.region);
    if (!place.ok) return fail(place.message);
    const opened = { secrets: createSecrets(config.dataKey), now: systemClock.now().toISOString() };
    const { bytes, rows } = await inBook(storage, opened, (book) =>
      exportBook(book, { kind, region: place.path, format, phones: options.phones ?? false, by: 'operator' }),
    );
    return save(options.out, bytes, `${rows} 行`);
  } finally {
    await storage.close();
  }
}

/** Readable by its owner alone: it names people. */
function save(path: string, bytes: Buffer, what: string): number {
  try {
    writeFileSync(path, bytes, { mode: 0o600 });
  } catch {
    return fail(`写不了文件：${path}。请核对文件夹在不在、能不能写。`);
  }
  console.log(`${what}已经写到 ${path}`);
  return 0;
}

function fail(message: string): number {
  console.error(message);
  return 1;
}
