import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { fixedClock } from '../../src/clock/clock.ts';
import { compose } from '../../src/compose.ts';
import { createLog } from '../../src/log/log.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { type Filed, measureFiling } from './report-filing.ts';
import { type LookUps, measureLookUps } from './report-lookup.ts';
import { type CountyRegister, fillRegister } from './report-register.ts';
import type { Times } from './report-times.ts';
import { markdown, milliseconds } from './table.ts';

const NOW = '2026-03-18T01:30:00.000Z';
const FULL = { households: 100_000, lookUps: 2000, reports: 1000 };
const QUICK = { households: 10_000, lookUps: 200, reports: 100 };
/** Linux's number for a file system in memory, where a commit costs nothing and keeps nothing. */
const TMPFS = 0x01021994;
const FSYNC = 2;

/** Files reports and looks up names in the register of a whole county, in one SQLite file, and prints both. */
export async function reportSection(root: string, { quick }: { quick: boolean }): Promise<void> {
  const size = quick ? QUICK : FULL;
  const folder = mkdtempSync(join(tmpdir(), 'cunkou-bench-'));
  try {
    const path = join(folder, 'cunkou.db');
    const clock = fixedClock(NOW);
    const log = createLog({ level: 'fatal' });
    const storage = await openStorage(`sqlite:${path}`, { log });
    const app = await compose({ root, storage, clock, log, defaultRegion: null, reloadMs: null });
    try {
      const pragma = await sql<{ synchronous: number }>`pragma synchronous`.execute(storage.db);
      if (pragma.rows[0]?.synchronous !== FSYNC) throw new Error('the database is not synchronous=FULL');
      const register = await fillRegister(storage, app.secrets, NOW, size.households);
      const before = load();
      const lookUps = await measureLookUps(storage, register.households, size.lookUps);
      print(lookUpTable(register, lookUps, `${before} to ${load()}`));
      const between = load();
      const filed = await measureFiling({ app, clock, path }, register.households, size.reports);
      print(filingTable(filed, `${between} to ${load()}`));
      if (statfsSync(folder).type === TMPFS)
        print(`Not durable: ${tmpdir()} lies in memory. Set TMPDIR to a folder on a disk.`);
    } finally {
      await app.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lookUpTable(
  { households, members, buildMs }: CountyRegister,
  all: LookUps[],
  loads: string,
): string {
  const rows = all.map(({ way, village, county }) => [
    way,
    ...[village, county].flatMap(({ every, middle }) => [every.p50, every.p99, middle.p99].map(milliseconds)),
  ]);
  return `## ${households.length} households in the register

With ${members} members, made and written in ${(buildMs / 1000).toFixed(1)} s. ${all[0]?.village.middle.count ?? 0} names each way, looked up three times;
the last p99 is over the middle one of the three. Load ${loads}.

${markdown(['name looked up', 'village p50 ms', 'p99 ms', 'p99, middle', 'county p50 ms', 'p99 ms', 'p99, middle'], rows)}`;
}

function filingTable({ reports, rows, told, confirmed, both, bare }: Filed, loads: string): string {
  const line = (name: string, times: Times, perSecond: number | null): string[] => [
    name,
    perSecond === null ? '—' : ((1000 * perSecond) / times.sum).toFixed(1),
    ...[times.p50, times.p99, times.max].map(milliseconds),
  ];
  const table = [
    line('a report, read back', told, null),
    line('对, filed', confirmed, null),
    line('both, per message', both, reports),
    line('bare insert of the same rows', bare, reports),
  ];
  return `## ${reports} reports of one cadre, durable

SQLite file, WAL, synchronous=FULL; the same register, a village of 400 households. Through the composed inbox: each
message is two commits. Bare: better-sqlite3 inserts the ${rows} rows into the same tables and indexes, in two commits
per message too, right after each message; it reads and updates nothing. Load ${loads}.

${markdown(['', 'reports filed per second', 'p50 ms', 'p99 ms', 'max ms'], table)}`;
}

function load(): string {
  return loadavg()[0]?.toFixed(1) ?? '?';
}

function print(text: string): void {
  console.log(`${text}\n`);
}
