import { readFileSync } from 'node:fs';
import { systemClock } from '../clock/clock.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log/log.ts';
import {
  createSecrets,
  importBook,
  inBook,
  issueBindCode,
  ROLE_WORDS,
  SHEETS,
} from '../register/register.ts';
import { openStorage } from '../storage/storage.ts';
import { placeForCommand } from './register-place.ts';

export interface ImportCommand {
  region: string;
  dryRun?: boolean;
  newVillages?: boolean;
}

const CHANGES_SHOWN = 50;

/** `import FILE`: takes households, members and staff into the village book. Resolves to the exit status. */
export async function runImport(root: string, file: string, options: ImportCommand): Promise<number> {
  const config = readConfig(process.env, root);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    console.error(`打不开文件：${file}。请核对文件名和所在的文件夹。`);
    return 1;
  }
  const storage = await openStorage(config.databaseUrl, { log: createLog({ level: 'warn' }) });
  try {
    const place = await placeForCommand(storage, root, options.region);
    if (!place.ok) {
      console.error(place.message);
      return 1;
    }
    const opened = { secrets: createSecrets(config.dataKey), now: systemClock.now().toISOString() };
    const dryRun = options.dryRun ?? false;
    const newVillages = options.newVillages ?? false;
    const result = await importBook(storage, opened, bytes, {
      region: place.path,
      by: 'operator',
      dryRun,
      newVillages,
    });
    if (!result.ok) {
      for (const { sheet, line, message } of result.problems) {
        console.error(
          `${sheet === '' ? '' : `“${sheet}”表`}${line === null ? '' : `第 ${line} 行：`}${message}`,
        );
      }
      console.error(`共 ${result.problems.length} 处要改，一条也没有导入。`);
      return 1;
    }
    for (const note of result.notes) console.log(note);
    for (const change of result.changes.slice(0, CHANGES_SHOWN)) console.log(`改了 ${change}`);
    if (result.changes.length > CHANGES_SHOWN)
      console.log(`……还改了 ${result.changes.length - CHANGES_SHOWN} 处`);
    for (const path of result.newRegions) console.log(`新加了地区 ${path}`);
    for (const { kind, added, changed, unchanged } of result.counts) {
      const name = SHEETS.find((sheet) => sheet.kind === kind)?.name ?? kind;
      console.log(`${name}：新增 ${added}，更新 ${changed}，没有变 ${unchanged}`);
    }
    if (dryRun) {
      console.log('这是试导入，什么也没有存。');
      return 0;
    }
    for (const person of result.newStaff.filter(({ active }) => active)) {
      const { code } = await inBook(storage, opened, (book) =>
        issueBindCode(book, person, { by: 'operator' }),
      );
      console.log(
        `绑定码 ${code}：${ROLE_WORDS[person.role]}${person.name}，24 小时内在聊天里发“绑定 ${code}”`,
      );
    }
    return 0;
  } finally {
    await storage.close();
  }
}
