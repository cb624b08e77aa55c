import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_FOLDERS, dataVersion } from './folder.ts';

/**
 * A copy of the clerk's files as they last were right, under `data/last-good`: a service that is started again in the
 * middle of a clerk's mistake has something to work with.
 */
export interface LastGood {
  /** Keeps the files as they lie there, if they are still that version. Throws where the folder cannot be written. */
  keep(version: string): void;
  /** A root with the files of the last good version; null where none was ever kept. */
  root(): string | null;
}

export function createLastGood(root: string): LastGood {
  const folder = join(root, 'data', 'last-good');
  return {
    keep(version) {
      const goal = join(folder, version);
      if (statSync(goal, { throwIfNoEntry: false })) return;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const copy = mkdtempSync(join(folder, '.new-'));
      for (const name of DATA_FOLDERS) {
        if (statSync(join(root, name), { throwIfNoEntry: false }))
          cpSync(join(root, name), join(copy, name), { recursive: true });
      }
      // A clerk may have saved a file while the others were being copied.
      if (dataVersion(copy) === version) renameSync(copy, goal);
      const others = readdirSync(folder).filter((name) => name !== version);
      const gone = statSync(goal, { throwIfNoEntry: false })
        ? others
        : others.filter((name) => name.startsWith('.'));
      for (const name of gone) rmSync(join(folder, name), { recursive: true, force: true });
    },
    root() {
      let names: string[];
      try {
        names = readdirSync(folder).filter((name) => !name.startsWith('.'));
      } catch {
        return null;
      }
      const newest = names
        .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
        .sort((a, b) => b.at - a.at)[0];
      return newest?.path ?? null;
    },
  };
}
