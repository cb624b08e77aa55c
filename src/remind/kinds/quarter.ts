import { addDays } from '../../calendar/calendar.ts';
import { momentOf, quarterDays, quarterOf } from '../days.ts';
import type { Tick } from '../tick.ts';
import type { DutyKind } from './kind.ts';

/** A quarter in which something is to be done for a household. */
export interface Quarter {
  /** As it stands in keys and sentences. */
  period: string;
  /** UTC ISO time at which it began. */
  since: string;
  /** Local date: its last working day. */
  dueOn: string;
}

/** The quarter under way where its duty of that kind (`word`) has to be opened today; null: not yet, past, or no calendar. */
export function quarterToOpen(tick: Tick, word: DutyKind['word']): Quarter | null {
  const quarter = quarterDays(tick.today);
  const last = tick.calendar.workingDayUntil(quarter.to);
  if (!last.ok) {
    tick.missing.add(last.year);
    return null;
  }
  const ahead = Math.max(...tick.follow(word, '').advance, 0);
  if (tick.today < addDays(last.day, -ahead) || tick.today > last.day) return null;
  return { period: quarterOf(tick.today), since: momentOf(quarter.from, '00:00'), dueOn: last.day };
}
