import { localDate, systemClock } from '../clock/clock.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log/log.ts';
import { dutySums, overdueText, sumsText } from '../remind/remind.ts';
import { openStorage, overdueDuties } from '../storage/storage.ts';

/** `duties`: how many duties stand where, which are overdue, and whether every reminder is accounted for. */
export async function runDuties(root: string, options: { limit: string }): Promise<number> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) {
    console.error(`--limit：要写一个正整数，例如 50，写的是“${options.limit}”。`);
    return 1;
  }
  const config = readConfig(process.env, root);
  const storage = await openStorage(config.databaseUrl, { log: createLog({ level: 'warn' }) });
  try {
    const today = localDate(systemClock.now());
    const sums = await dutySums(storage.db, today);
    console.log(sumsText(sums));
    console.log(`\n${overdueText(await overdueDuties(storage.db, today, limit), today, limit)}`);
    return sums.balanced ? 0 : 1;
  } finally {
    await storage.close();
  }
}
