import { followedUpHouseholds, signedUpHouseholds } from '../../storage/storage.ts';
import { doctorHow, doctorText } from '../wording.ts';
import { type DutyKind, wantedFor } from './kind.ts';
import { quarterToOpen } from './quarter.ts';

/** A household has signed up with a family doctor (county-2018 三(三)): in each later quarter somebody asks after it. */
export const doctor: DutyKind = {
  id: 'doctor',
  word: '家庭医生',
  endsBy: 'word',
  daily: true,
  async wanted(tick) {
    const quarter = quarterToOpen(tick, '家庭医生');
    if (quarter === null) return [];
    const { period, since, dueOn } = quarter;
    const facts = await signedUpHouseholds(tick.db, { period, since });
    return wantedFor(tick, doctor, facts, (fact, place) => ({
      text: doctorText(place),
      how: doctorHow(fact.head),
      dueOn,
      key: `${fact.household_id}:${period}`,
    }));
  },
  settled: ({ db }) => followedUpHouseholds(db),
};
