import { addRegions, type Db, type RegionRow } from '../storage/storage.ts';

/** The path of a village's group: `…/示范嘎查`, 3 → `…/示范嘎查/3组`. Without a group the village itself. */
export function groupPath(village: string, group: number | null): string {
  return group === null ? village : `${village}/${group}组`;
}

/** A place with all those above it, from the top down, as rows. */
export function regionRows(path: string): RegionRow[] {
  const steps = path.split('/');
  return steps.map((name, index) => ({
    path: steps.slice(0, index + 1).join('/'),
    name,
    parent: index === 0 ? null : steps.slice(0, index).join('/'),
  }));
}

/** Adds a place with its parents where they are missing; gives the paths that were new. */
export async function ensureRegion(db: Db, path: string): Promise<string[]> {
  return addRegions(db, regionRows(path));
}

/** Adds many places with their parents. */
export async function ensureRegions(db: Db, paths: Iterable<string>): Promise<string[]> {
  const rows = new Map<string, RegionRow>();
  for (const path of paths) for (const row of regionRows(path)) rows.set(row.path, row);
  const byDepth = [...rows.values()].sort((a, b) => a.path.split('/').length - b.path.split('/').length);
  return addRegions(db, byDepth);
}

/** The last step of a path. */
export function nameOfPlace(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** Is `path` the place itself or below it? */
export function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** The path itself and those above it, nearest first: `a/b/c` → `a/b/c`, `a/b`, `a`. */
export function pathsUp(path: string): string[] {
  return regionRows(path)
    .map((row) => row.path)
    .reverse();
}
