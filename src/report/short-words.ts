import type { ReportRow } from '../storage/storage.ts';
import { KIND_WORDS, STATE_WORDS } from './wording.ts';

/** A filed report in two words, for lists outside this job: 生病; 已上报，等村里核实. */
export function shortWords({ kind, state }: Pick<ReportRow, 'kind' | 'state'>): {
  kind: string;
  state: string;
} {
  const kinds: Readonly<Record<string, string>> = KIND_WORDS;
  return { kind: kinds[kind] ?? '', state: STATE_WORDS[state] };
}
