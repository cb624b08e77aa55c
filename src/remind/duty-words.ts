import type { FollowUpWord } from '../policies/policies.ts';
import { KINDS } from './kinds/index.ts';

/** By which line of policy-kb/duties a duty is followed up. */
export function wordOf(kind: string): FollowUpWord {
  return KINDS.find(({ id }) => id === kind)?.word ?? '定期';
}
