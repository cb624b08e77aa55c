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

// In an order in which no row is left pointing at nothing.
const TABLES = [
  'open_questions',
  'replies',
  'sessions',
  'incoming_messages',
  'knowledge_versions',
  'audit',
  'audit_head',
  'bind_tries',
  'bind_codes',
  'accounts',
  'persons',
  'members',
  'households',
  'village_regions',
];

/** Empties every table and lets `seq` begin again at 1; much quicker on PostgreSQL than a fresh database. */
export async function wipe({ kind, db }: Storage): Promise<void> {
  if (kind === 'postgres') {
    await sql`truncate ${sql.join(TABLES.map((table) => sql.table(table)))} restart identity`.execute(db);
    return;
  }
  for (const table of TABLES) await sql`delete from ${sql.table(table)}`.execute(db);
  await sql`delete from sqlite_sequence`.execute(db);
}
