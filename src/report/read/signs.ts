import type { ChangeKind } from '../changes/change.ts';
import { CHANGES } from '../changes/index.ts';
import { asksOnly, isHypothetical, isOrder } from './chatter.ts';
import { isDenied } from './negation.ts';

/** Words that tell a change, found in a clause. */
export interface Hit {
  kind: ChangeKind;
  weight: number;
  start: number;
  end: number;
}

export interface Clause {
  from: number;
  to: number;
  /** The strongest one; null where the clause tells no change. */
  hit: Hit | null;
  /** All kinds told in it, strongest first. */
  hits: Hit[];
}

/** The clause with its signs read: those that are denied, asked about, supposed or ordered left out. */
export function readClause(text: string, from: number, to: number, message: string): Clause {
  const part = text.slice(from, to);
  if (!/[\u4e00-\u9fff]/.test(part) || isHypothetical(part)) return { from, to, hit: null, hits: [] };
  const hits: Hit[] = [];
  for (const [rank, kind] of CHANGES.entries()) {
    let best: Hit | null = null;
    for (const { words, weight } of kind.signs) {
      for (const match of part.matchAll(words)) {
        if (isDenied(part, match.index, match[0])) continue;
        const end = match.index + match[0].length;
        if (asksOnly(part, end, message) || isOrder(part, end)) continue;
        const value = weight * 100 - rank;
        if (best === null || value > best.weight)
          best = { kind, weight: value, start: from + match.index, end: from + end };
      }
    }
    if (best) hits.push(best);
  }
  hits.sort((a, b) => b.weight - a.weight);
  return { from, to, hit: settle(hits), hits };
}

/** Which kind a clause tells, where the words of several stand in it. */
function settle(hits: readonly Hit[]): Hit | null {
  const first = hits[0] ?? null;
  if (!first) return null;
  const of = (id: string): Hit | undefined => hits.find((hit) => hit.kind.id === id);
  const over = (winner: string, ...losers: string[]): Hit | undefined =>
    losers.includes(first.kind.id) ? of(winner) : undefined;
  // Left column: what is meant when the words of the right column stand beside it.
  return (
    over('unsold', 'production') ??
    over('split', 'move_out', 'move_in') ??
    over('contact', 'other') ??
    over('benefit', 'disability', 'job_loss', 'income_drop', 'accident', 'illness') ??
    first
  );
}
