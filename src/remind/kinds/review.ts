import { reviewedHouseholds, unreviewedHouseholds } from '../../storage/storage.ts';
import { reviewHow, reviewText } from '../wording.ts';
import { type DutyKind, wantedFor } from './kind.ts';
import { quarterToOpen } from './quarter.ts';

/** Those whose situation is watched: hangjin-2021 五(二)1. */
const MONITORED = ['监测户', '边缘易致贫户'] as const;

/** A monitored household is looked at in each quarter; any visit or report about it counts. */
export const review: DutyKind = {
  id: 'review',
  word: '复核',
  endsBy: 'word',
  daily: true,
  async wanted(tick) {
    const quarter = quarterToOpen(tick, '复核');
    if (quarter === null) return [];
    const { period, since, dueOn } = quarter;
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
