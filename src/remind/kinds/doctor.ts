import { addDays } from '../../calendar/calendar.ts';
import { followedUpHouseholds, signedUpHouseholds } from '../../storage/storage.ts';
import { momentOf, quarterDays, quarterOf } from '../days.ts';
import { doctorHow, doctorText } from '../wording.ts';
import { type DutyKind, wantedFor } from './kind.ts';

/** A household has signed up with a family doctor (county-2018 三(三)): in each later quarter somebody asks after it. */
export const doctor: DutyKind = {
  id: 'doctor',
  word: '家庭医生',
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
    const ahead = Math.max(...tick.follow('家庭医生', '').advance, 0);
    if (tick.today < addDays(dueOn, -ahead) || tick.today > dueOn) return [];
    const period = quarterOf(tick.today);
    const since = momentOf(quarter.from, '00:00');
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
