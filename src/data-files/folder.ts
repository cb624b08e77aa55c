import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** One YAML file as it lies on disk. */
export interface DataFile {
  /** Path from the project's root, with forward slashes; what a clerk is shown. */
  path: string;
  /** File name without `.yaml`. */
  name: string;
  source: string;
}

/** All `.yaml` files under a folder, sorted by path; an absent folder has none. */
export function readDataFolder(root: string, folder: string): DataFile[] {
  return walk(join(root, folder))
    .sort()
    .map((path) => ({
      path: relative(root, path).split(sep).join('/'),
      name: path.slice(path.lastIndexOf(sep) + 1, -'.yaml'.length),
      source: readFileSync(path, 'utf8'),
    }));
}

/** A short fingerprint of the files' names and contents: the same data always has the same version. */
export function contentVersion(files: readonly DataFile[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.path).update('\0').update(file.source).update('\0');
  return hash.digest('hex').slice(0, 12);
}

/** A cheap sign that changes when a file of intents/ or policy-kb/ is added, removed or written. */
export function dataFingerprint(root: string): string {
  return ['intents', 'policy-kb']
    .flatMap((folder) => walk(join(root, folder)))
    .map((path) => {
      const { mtimeMs, size } = statSync(path);
      return `${path}:${mtimeMs}:${size}`;
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
    if (statSync(path).isDirectory()) return walk(path);
    // Editors leave their own copies about: `.#a.yaml`, `~$a.yaml`.
    return name.endsWith('.yaml') && !/^[.~#]/.test(name) ? [path] : [];
  });
}
