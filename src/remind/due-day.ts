import type { FollowUpWord } from '../policies/policies.ts';
import type { Tick } from './tick.ts';

/** The last day for what follows from a fact of `from`, by the line of its kind; null where the calendar is missing. */
export function lastDayFor(tick: Tick, word: FollowUpWord, region: string, from: string): string | null {
  const within = tick.follow(word, region).within ?? 5;
  const day = tick.calendar.workingDaysAfter(from, within);
  if (day.ok) return day.day;
  tick.missing.add(day.year);
  return null;
}
