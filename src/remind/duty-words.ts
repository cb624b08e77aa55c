import type { FollowUpWord } from '../policies/policies.ts';
import { KINDS } from './kinds/index.ts';
import type { DutyKind } from './kinds/kind.ts';

/** By which line of policy-kb/duties a duty is followed up. */
export function wordOf(kind: string): FollowUpWord {
  return KINDS.find(({ id }) => id === kind)?.word ?? '定期';
}

/** What ends a duty of a kind; those of the calendar end by a word. */
export function endsBy(kind: string): DutyKind['endsBy'] {
  return KINDS.find(({ id }) => id === kind)?.endsBy ?? 'word';
}
