import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll } from 'vitest';
import type { Storage } from '../src/storage/storage.ts';
import { postgresForThisFile } from './postgres.ts';

/** One kind of database that the tests run on. */
export interface TestDatabase {
  name: string;
  /** True when a second process, or a second opening, sees the same data. */
  shared: boolean;
  skip: boolean;
  /** The address of a database that nobody has used. */
  freshUrl(): Promise<string>;
}

/** SQLite in memory, SQLite in a file and PostgreSQL, for the test file that calls; all wiped after it. */
export async function databasesForThisFile(): Promise<TestDatabase[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cunkou-sqlite-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const postgres = await postgresForThisFile();
  return [
    {
      name: 'SQLite in memory',
      shared: false,
      skip: false,
      freshUrl: () => Promise.resolve('sqlite::memory:'),
    },
    {
      name: 'SQLite file',
      shared: true,
      skip: false,
      freshUrl: () => Promise.resolve(`sqlite:${join(folder, randomUUID(), 'cunkou.db')}`),
    },
    {
      name: 'PostgreSQL',
      shared: true,
      skip: postgres === null,
      freshUrl: () => postgres?.createDatabase() ?? Promise.reject(new Error('PostgreSQL is not running')),
    },
  ];
}

/** Empties every table and lets `seq` begin again at 1; much quicker on PostgreSQL than a fresh database. */
export async function wipe({ kind, db, transaction }: Storage): Promise<void> {
  const tables = (await db.introspection.getTables())
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('kysely_') && !name.startsWith('sqlite_'));
  if (kind === 'postgres') {
    await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))} restart identity`.execute(db);
    return;
  }
  await transaction(async (inside) => {
    // Rows may point at one another until the end of the transaction.
    await sql`pragma defer_foreign_keys = on`.execute(inside);
    for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(inside);
    await sql`delete from sqlite_sequence`.execute(inside);
  });
}
