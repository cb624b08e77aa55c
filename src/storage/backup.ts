import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * Writes a copy of the SQLite file `from` as it stands at this moment to `to`, which must not be there yet, while others
 * go on writing. The copy is read over before it gets its name, is for its owner alone, and holds nothing of what was
 * deleted. Gives its size in bytes. Throws where the one cannot be read, the other not written, or the copy is not sound.
 */
export function backupSqlite(from: string, to: string): number {
  const unfinished = `${to}.part`;
  rmSync(unfinished, { force: true });
  closeSync(openSync(unfinished, 'wx', 0o600));
  try {
    const source = new Database(from, { readonly: true, fileMustExist: true });
    try {
      source.prepare('vacuum into ?').run(unfinished);
    } finally {
      source.close();
    }
    const damage = sqliteDamage(unfinished);
    if (damage !== null) throw new Error(`the copy is not sound: ${damage}`);
    const file = openSync(unfinished, 'r+');
    fsyncSync(file);
    closeSync(file);
    if (existsSync(to)) throw new Error(`${to} is there already`);
    renameSync(unfinished, to);
    return statSync(to).size;
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/**
 * Reads a SQLite file over without changing it, about a second for a gigabyte: what is wrong with it; null: it is sound.
 * Throws where it cannot be read, or is none.
 */
export function sqliteDamage(path: string): string | null {
  const file = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const found = file.pragma('integrity_check(1)', { simple: true });
    return found === 'ok' ? null : String(found);
  } finally {
    file.close();
  }
}
