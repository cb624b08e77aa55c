import type { FollowUp, FollowUpWord } from '../policies/policies.ts';
import { KINDS } from './kinds/index.ts';
import type { DutyKind } from './kinds/kind.ts';
import type { Tick } from './tick.ts';

/** What somebody reminds himself of. */
export const OWN_NOTE = 'own-note';

/** By which line of policy-kb/duties a duty is followed up. */
export function wordOf(kind: string): FollowUpWord {
  return KINDS.find(({ id }) => id === kind)?.word ?? '定期';
}

/** How a duty is followed up. What somebody told himself is his own affair: no superior hears of it. */
export function followOf(
  tick: Pick<Tick, 'follow'>,
  { kind, region }: { kind: string; region: string },
): FollowUp {
  const follow = tick.follow(wordOf(kind), region);
  return kind === OWN_NOTE ? { ...follow, township: null, county: null, list: null } : follow;
}

/** What ends a duty of a kind; those of the calendar end by a word. */
export function endsBy(kind: string): DutyKind['endsBy'] {
  return KINDS.find(({ id }) => id === kind)?.endsBy ?? 'word';
}
