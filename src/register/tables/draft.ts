import {
  type HouseholdRow,
  householdsWithin,
  type MemberRow,
  membersOf,
  type PersonRow,
  personsIn,
  personsWithin,
  type RegionRow,
  regionsWithin,
} from '../../storage/storage.ts';
import type { Book } from '../book.ts';
import { isWithin, pathsUp } from '../place.ts';

/** A row of the book as it will be, with what has become of it. */
export interface Entry<Row> {
  row: Row;
  isNew: boolean;
  /** What the person is told about each change: 户类型 一般户→监测户. */
  changes: string[];
  /** The columns that are written. */
  touched: Set<keyof Row>;
  /** The line that named it; null for one that no line named. */
  line: number | null;
}

/** The book as it will be after the import; nothing is written before every line is right. */
export interface Draft {
  region: string;
  /** Villages and higher places that are known, without groups. */
  places: RegionRow[];
  newVillages: Set<string>;
  households: Map<string, Entry<HouseholdRow>>;
  /** By household. */
  members: Map<string, Entry<MemberRow>[]>;
  staff: Entry<PersonRow>[];
}

const STAFF = ['cadre', 'township', 'office', 'admin'] as const;

/** The part of the book that an import into `region` may touch. */
export async function openDraft(book: Book, region: string): Promise<Draft> {
  const places = (await regionsWithin(book.db, region)).filter(({ name }) => !/^\d+组$/.test(name));
  const households = await householdsWithin(book.db, region);
  const members = await membersOf(
    book.db,
    households.map(({ id }) => id),
  );
  const above = await personsIn(book.db, pathsUp(region).slice(1), STAFF);
  const within = (await personsWithin(book.db, region)).filter(({ role }) => role !== 'villager');
  const draft: Draft = {
    region,
    places,
    newVillages: new Set(),
    households: new Map(households.map((row) => [row.id, kept(row)])),
    members: new Map(),
    staff: [...above, ...within].map(kept),
  };
  for (const row of members) membersIn(draft, row.household_id).push(kept(row));
  return draft;
}

export function membersIn(draft: Draft, householdId: string): Entry<MemberRow>[] {
  const known = draft.members.get(householdId);
  if (known !== undefined) return known;
  const fresh: Entry<MemberRow>[] = [];
  draft.members.set(householdId, fresh);
  return fresh;
}

export function kept<Row>(row: Row): Entry<Row> {
  return { row: { ...row }, isNew: false, changes: [], touched: new Set(), line: null };
}

export function fresh<Row>(row: Row, line: number): Entry<Row> {
  return { row, isNew: true, changes: [], touched: new Set(), line };
}

/** Changes one column and notes it, if it is another value. `told`: what the person reads about it; null for nothing. */
export function put<Row, Key extends keyof Row>(
  entry: Entry<Row>,
  key: Key,
  value: Row[Key],
  told: string | null,
): void {
  if (entry.row[key] === value) return;
  entry.row[key] = value;
  entry.touched.add(key);
  if (told !== null && !entry.isNew) entry.changes.push(told);
}

/** The village that a cell means, or why it cannot be told. An empty cell means the region of the import. */
export function villageOf(
  draft: Draft,
  cell: string | undefined,
  newVillages: boolean,
): { ok: true; path: string } | { ok: false; reason: string } {
  const { region, places } = draft;
  const below = places.filter(({ path }) => path !== region);
  const regionName = region.split('/').at(-1) ?? region;
  if (cell === undefined) {
    if (below.length === 0) return { ok: true, path: region };
    return { ok: false, reason: `没有写村：${regionName}下面不止一个村` };
  }
  if (cell === regionName || cell === region) return { ok: true, path: region };
  if (cell.includes('/')) {
    if (!isWithin(cell, region)) return { ok: false, reason: `村“${cell}”不在 ${region} 下面` };
    if (newVillages || places.some(({ path }) => path === cell)) return { ok: true, path: cell };
    return { ok: false, reason: unknownVillage(cell) };
  }
  const named = below.filter(({ name }) => name === cell);
  const [only] = named;
  if (named.length === 1 && only !== undefined) return { ok: true, path: only.path };
  if (named.length > 1) return { ok: false, reason: `叫“${cell}”的村有 ${named.length} 个，请写完整的路径` };
  if (newVillages) return { ok: true, path: `${region}/${cell}` };
  return { ok: false, reason: unknownVillage(cell) };
}

function unknownVillage(cell: string): string {
  return `册里没有“${cell}”这个村，请核对村名；确实是新的村，就加上 --new-villages 再导入`;
}
