import type { AccountRow, OutboxRow } from '../storage/storage.ts';
import { passedOf } from './row.ts';

/**
 * The account by which a message is to reach its person, out of those that can be written to now: the one that he
 * prefers, else the one last heard from. One that has failed for this message comes after all others. Null: there is none.
 */
export function chooseAccount(
  row: Pick<OutboxRow, 'passed'>,
  usable: readonly AccountRow[],
): AccountRow | null {
  const passed = passedOf(row);
  const [first] = usable.toSorted(
    (a, b) =>
      passed.lastIndexOf(a.channel) - passed.lastIndexOf(b.channel) ||
      b.preferred - a.preferred ||
      (a.last_seen_at < b.last_seen_at ? 1 : a.last_seen_at > b.last_seen_at ? -1 : 0),
  );
  return first ?? null;
}
