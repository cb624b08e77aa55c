import { addDays } from '../../calendar/calendar.ts';
import { reviewedHouseholds, unreviewedHouseholds } from '../../storage/storage.ts';
import { momentOf, quarterDays, quarterOf } from '../days.ts';
import { reviewHow, reviewText } from '../wording.ts';
import { type DutyKind, wantedFor } from './kind.ts';

/** Those whose situation is watched: hangjin-2021 五(二)1. */
const MONITORED = ['监测户', '边缘易致贫户'] as const;

/** A monitored household is looked at in each quarter; any visit or report about it counts. */
export const review: DutyKind = {
  id: 'review',
  word: '复核',
  endsBy: 'word',
  daily: true,
  async wanted(tick) {
    const quarter = quarterDays(tick.today);
    const last = tick.calendar.workingDayUntil(quarter.to);
    if (!last.ok) {
      tick.missing.add(last.year);
      return [];
    }
    const dueOn = last.day;
    const ahead = Math.max(...tick.follow('复核', '').advance, 0);
    if (tick.today < addDays(dueOn, -ahead) || tick.today > dueOn) return [];
    const period = quarterOf(tick.today);
    const since = momentOf(quarter.from, '00:00');
    const facts = await unreviewedHouseholds(tick.db, { categories: MONITORED, period, since });
    return wantedFor(tick, review, facts, (fact, place) => ({
      text: reviewText(place, period),
      how: reviewHow(fact.head),
      dueOn,
      key: `${fact.household_id}:${period}`,
    }));
  },
  settled: ({ db }) => reviewedHouseholds(db),
};
