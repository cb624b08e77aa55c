import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** One YAML file as it lies on disk. */
export interface DataFile {
  /** Path from the project's root, with forward slashes; what a clerk is shown. */
  path: string;
  /** File name without its ending. */
  name: string;
  source: string;
}

/**
 * All data files under a folder, sorted by path; an absent folder has none. A file that Notepad has renamed to
 * `a.yaml.txt`, or one called `a.yml`, comes along too: `parseYaml` says that it has to be renamed.
 */
export function readDataFolder(root: string, folder: string): DataFile[] {
  return walk(join(root, folder))
    .sort()
    .map((path) => ({
      path: relative(root, path).split(sep).join('/'),
      name: path.slice(path.lastIndexOf(sep) + 1).replace(DATA_FILE, ''),
      source: readFileSync(path, 'utf8'),
    }));
}

const DATA_FILE = /\.ya?ml(\.txt)?$/i;

/** A short fingerprint of the files' names and contents: the same data always has the same version. */
export function contentVersion(files: readonly DataFile[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.path).update('\0').update(file.source).update('\0');
  return hash.digest('hex').slice(0, 12);
}

/** The folders that clerks keep. */
export const DATA_FOLDERS = ['policy-kb', 'intents'];

/** The version of all that lies under a root, as it is kept with every answer. */
export function dataVersion(root: string): string {
  return DATA_FOLDERS.map((folder) => contentVersion(readDataFolder(root, folder))).join('-');
}

/** A cheap sign that changes when a file of intents/ or policy-kb/ is added, removed or written. */
export function dataFingerprint(root: string): string {
  return [...DATA_FOLDERS]
    .flatMap((folder) => walk(join(root, folder)))
    .map((path) => {
      // Editors save by replacing: a file may be gone between the listing and this line.
      const stat = statSync(path, { throwIfNoEntry: false });
      return `${path}:${stat?.mtimeMs}:${stat?.size}`;
    })
    .join('\n');
}

function walk(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return names.flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return walk(path);
    // Editors leave their own copies about: `.#a.yaml`, `~$a.yaml`.
    return DATA_FILE.test(name) && !/^[.~#]/.test(name) ? [path] : [];
  });
}
