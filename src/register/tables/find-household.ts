import type { HouseholdRow } from '../../storage/storage.ts';
import { nameKey } from '../names.ts';
import type { Draft, Entry } from './draft.ts';

/** What a line says about which household it means. */
export interface HouseholdKey {
  village: string;
  code: string | undefined;
  /** Undefined where the line leaves it open. */
  group: number | null | undefined;
  head: string;
}

export type HouseholdFound = { ok: true; entry: Entry<HouseholdRow> | null } | { ok: false; reason: string };

/** Finds households of a draft by number, or by village, group and head. */
export class HouseholdIndex {
  readonly #draft: Draft;
  readonly #byCode = new Map<string, Entry<HouseholdRow>>();
  readonly #byHead = new Map<string, Entry<HouseholdRow>[]>();

  constructor(draft: Draft) {
    this.#draft = draft;
    for (const entry of draft.households.values()) this.#index(entry);
  }

  add(entry: Entry<HouseholdRow>): void {
    this.#draft.households.set(entry.row.id, entry);
    this.#index(entry);
  }

  /** After a change of number or head: the new ones are found as well. */
  renew(entry: Entry<HouseholdRow>): void {
    this.#index(entry);
  }

  /** `entry` null: there is no such household yet. */
  find(key: HouseholdKey): HouseholdFound {
    if (key.code !== undefined) {
      const coded = this.#byCode.get(codeKey(key.village, key.code));
      if (coded !== undefined) return { ok: true, entry: coded };
    }
    const named = (this.#byHead.get(codeKey(key.village, nameKey(key.head))) ?? []).filter(
      // A number tells two of one name apart.
      ({ row }) => key.code === undefined || row.code === null,
    );
    const candidates = key.group == null ? named : inGroup(named, key.group);
    const [first] = candidates;
    if (candidates.length > 1) {
      const how = key.group == null ? '请写上组，或者写户编号' : '请写户编号';
      return { ok: false, reason: `叫“${key.head}”的户有 ${candidates.length} 户，${how}` };
    }
    return { ok: true, entry: first ?? null };
  }

  #index(entry: Entry<HouseholdRow>): void {
    const { region, code, head_key } = entry.row;
    if (code !== null) this.#byCode.set(codeKey(region, code), entry);
    const key = codeKey(region, head_key);
    const named = this.#byHead.get(key) ?? [];
    if (!named.includes(entry)) named.push(entry);
    this.#byHead.set(key, named);
  }
}

/** Those of that group; where there is none, those of whom no group is known. */
function inGroup(named: Entry<HouseholdRow>[], group: number): Entry<HouseholdRow>[] {
  const same = named.filter(({ row }) => row.group_no === group);
  return same.length > 0 ? same : named.filter(({ row }) => row.group_no === null);
}

function codeKey(village: string, text: string): string {
  return `${village}\n${text}`;
}
