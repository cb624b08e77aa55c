import { addDays } from '../../calendar/calendar.ts';
import { localDate } from '../../clock/clock.ts';
import { answeredReports, reportFacts } from '../../storage/storage.ts';
import { momentOf } from '../days.ts';
import { lastDayFor } from '../due-day.ts';
import { dropoutHow, dropoutText } from '../wording.ts';
import { type DutyKind, wantedFor } from './kind.ts';

/** Older reports are history: nothing is opened for them when reminding is first switched on. */
const LOOK_BACK_DAYS = 60;

/** A child left school (控辍保学: hangjin-2021 五(一)2, liaoning-2018 二(二)2): until it is enrolled again. */
export const dropout: DutyKind = {
  id: 'dropout',
  word: '辍学',
  endsBy: 'word',
  daily: false,
  async wanted(tick) {
    const since = momentOf(addDays(tick.today, -LOOK_BACK_DAYS), '00:00');
    const facts = await reportFacts(tick.db, { kind: 'dropout', reported: 'dropout', words: [], since });
    return wantedFor(tick, dropout, facts, (fact, place) => ({
      text: dropoutText(place),
      how: dropoutHow,
      dueOn: lastDayFor(tick, '辍学', fact.village, localDate(new Date(fact.at))),
    }));
  },
  settled: ({ db }) => answeredReports(db, { kind: 'dropout', reported: 'enrolment', words: [] }),
};
