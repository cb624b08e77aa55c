import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver } from './kysely.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';

/** How long a write waits for another process that is writing, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens the SQLite file `path` (or `:memory:`), creates it and its folder if need be, for the owner alone, and brings it
 * up to date. Throws an Error with a Chinese sentence that names the file.
 */
export async function openSqlite(path: string): Promise<Kysely<Schema>> {
  let file: Database.Database | null = null;
  try {
    if (path !== ':memory:') prepareFile(path);
    file = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    file.pragma('journal_mode = WAL');
    // This build of SQLite quietly takes NORMAL in WAL mode: the last messages would be lost with the power.
    file.pragma('synchronous = FULL');
    file.pragma('foreign_keys = ON');
    const db = new Kysely<Schema>({ dialect: new ImmediateSqliteDialect({ database: file }) });
    await migrateAlone(file, db);
    return db;
  } catch (error) {
    file?.close();
    const sentence = sentenceFor(error, path);
    throw sentence === null ? error : new Error(sentence, { cause: error });
  }
}

/** SQLite gives its -wal and -shm files the rights of the file itself; those of an earlier run are closed here. */
function prepareFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  for (const name of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      if (existsSync(name)) chmodSync(name, 0o600);
    } catch {
      // Another user's file: whether it may be written is found out next.
    }
  }
}

/** What the operator can do about it; null where the error speaks for itself. */
function sentenceFor(error: unknown, path: string): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const file = `数据库文件 ${path}`;
  if (/^SQLITE_NOTADB/.test(code))
    return `${file} 不是 SQLite 数据库。请检查 DATABASE_URL 里的路径，不要动那个文件。`;
  if (/^SQLITE_CORRUPT/.test(code)) return `${file} 坏了，请停下来，用备份换上。`;
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) return `${file} 正被别的程序占着，请先关掉那个程序再开。`;
  if (/^(?:SQLITE_FULL|ENOSPC)/.test(code)) return `${file} 写不进去：磁盘满了。`;
  if (code === 'EISDIR') return `${file} 是一个文件夹，DATABASE_URL 要写到文件，例如 sqlite:data/cunkou.db。`;
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return `${file} 建不了：路径中间有一段是文件，不是文件夹。请改 DATABASE_URL。`;
  if (/^(?:EACCES|EPERM|EROFS|ENOENT|SQLITE_(?:CANTOPEN|READONLY|IOERR|PERM))/.test(code))
    return `${file} 打不开或者写不了（${code}）。请检查路径、文件夹的权限，或者改 DATABASE_URL。`;
  return null;
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
