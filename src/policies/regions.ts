import { z } from 'zod';
import { aliases, listOf, oneOf, strictRecord, text } from '../data-files/data-files.ts';
import { CATEGORIES, type Category } from './policy.ts';

/** A place of the tree province › city › county › town. */
export interface Region {
  /** Names from the top, joined by `/`; what everything else refers to. */
  path: string;
  name: string;
  /** The name and what people call the place. */
  names: string[];
  /** Where to turn to, per kind of matter; the region's own lines only. */
  offices: Partial<Record<Category | '其他', string>>;
}

/** The tree of places; places that are not in it hang below the nearest one that is. */
export interface Regions {
  byPath: ReadonlyMap<string, Region>;
  byName: ReadonlyMap<string, readonly Region[]>;
}

interface RawRegion {
  名称: string;
  叫法: string[];
  办事: { 类别: Category | '其他'; 找: string }[];
  下级: RawRegion[];
}

const office = strictRecord({ 类别: oneOf([...CATEGORIES, '其他']), 找: text('旗民政局') });

/** One file of policy-kb/regions: a place with the places below it. */
export const regionSchema: z.ZodType<RawRegion> = z.lazy(() =>
  strictRecord({
    名称: text('全南县'),
    叫法: aliases(),
    办事: listOf(office).default([]),
    下级: listOf(regionSchema).default([]),
  }),
);

/** The name of the file whose children stand at the top of the tree. */
const ELSEWHERE = '其他地方';

export function buildRegions(files: readonly RawRegion[]): Regions {
  const byPath = new Map<string, Region>();
  const byName = new Map<string, Region[]>();
  const add = (raw: RawRegion, parent: string): void => {
    const path = parent === '' ? raw.名称 : `${parent}/${raw.名称}`;
    const offices = Object.fromEntries(raw.办事.map((row) => [row.类别, row.找]));
    const region = { path, name: raw.名称, names: [raw.名称, ...raw.叫法], offices };
    byPath.set(path, region);
    for (const name of region.names) byName.set(name, [...(byName.get(name) ?? []), region]);
    for (const child of raw.下级) add(child, path);
  };
  for (const file of files) {
    if (file.名称 === ELSEWHERE) for (const child of file.下级) add(child, '');
    else add(file, '');
  }
  return { byPath, byName };
}

/** The path itself and those above it, nearest first: `a/b/c` → `a/b/c`, `a/b`, `a`. */
export function pathsUp(path: string): string[] {
  const steps = path.split('/');
  return steps.map((_, index) => steps.slice(0, steps.length - index).join('/'));
}

/**
 * The path of a place given by path or by an unambiguous name; null where it is neither.
 * A path below a known place is taken as it is: villages need no entry of their own.
 */
export function resolveRegion(regions: Regions, nameOrPath: string): string | null {
  const wanted = nameOrPath.trim();
  if (regions.byPath.has(wanted)) return wanted;
  if (wanted.includes('/')) return wanted;
  const named = regions.byName.get(wanted) ?? [];
  return named.length === 1 ? (named[0]?.path ?? null) : null;
}

/** Is `path` the place itself or below it? */
export function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** Who to turn to for a kind of matter in a place: its own line, or the nearest one above. */
export function officeFor(regions: Regions, path: string | null, category: Category | null): string | null {
  if (path === null) return null;
  for (const up of pathsUp(path)) {
    const offices = regions.byPath.get(up)?.offices;
    const office = (category && offices?.[category]) ?? null;
    if (office) return office;
  }
  for (const up of pathsUp(path)) {
    const office = regions.byPath.get(up)?.offices.其他;
    if (office) return office;
  }
  return null;
}
