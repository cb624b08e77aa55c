import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver } from 'kysely';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';

/** How long a write waits for another process that is writing, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;

/** Opens the SQLite file `path` (or `:memory:`), creates it and its folder if need be, and brings it up to date. */
export async function openSqlite(path: string): Promise<Kysely<Schema>> {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    file.pragma('journal_mode = WAL');
    // This build of SQLite quietly takes NORMAL in WAL mode: the last messages would be lost with the power.
    file.pragma('synchronous = FULL');
    file.pragma('foreign_keys = ON');
    const db = new Kysely<Schema>({ dialect: new ImmediateSqliteDialect({ database: file }) });
    await migrateAlone(file, db);
    return db;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Kysely takes no lock on SQLite, so the writer's lock is held all through: of two processes one waits. */
async function migrateAlone(file: Database.Database, db: Kysely<Schema>): Promise<void> {
  file.exec('begin immediate');
  try {
    await migrate(db, 'sqlite');
    file.exec('commit');
  } catch (error) {
    if (file.inTransaction) file.exec('rollback');
    throw error;
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: { database: Database.Database };

  constructor(config: { database: Database.Database }) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver(this.#config);
  }
}

/** Takes the writer's lock at the beginning: one that first reads and then writes may fail where no waiting helps. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}
