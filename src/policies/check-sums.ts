import type { Problem } from '../data-files/data-files.ts';
import { problemAt } from './check-problem.ts';
import type { Located } from './check-views.ts';
import type { Policy } from './policy.ts';
import type { Standard } from './standard.ts';

export function checkSums(_policy: Policy, _entry: Located): Problem[] {
  return [];
}
