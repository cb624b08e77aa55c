import { addDays } from '../../calendar/calendar.ts';
import { localDate } from '../../clock/clock.ts';
import { answeredReports, reportFacts } from '../../storage/storage.ts';
import { momentOf } from '../days.ts';
import { lastDayFor } from '../due-day.ts';
import { housingHow, housingText } from '../wording.ts';
import { type DutyKind, wantedFor } from './kind.ts';

const LOOK_BACK_DAYS = 60;
const UNSAFE = ['D级', 'd级', 'C级', 'c级', '塌', '倒了'];
const REBUILT = ['新房', '建好', '盖好', '修好', '完工', '竣工', '搬进', '入住', '改造好', '加固好'];

/** A house is to be rebuilt (危房改造: hangjin-2021 五(一)5, liaoning-2018 二(二)4): until it is reported as rebuilt. */
export const housing: DutyKind = {
  id: 'housing',
  word: '房屋',
  endsBy: 'word',
  daily: false,
  async wanted(tick) {
    const since = momentOf(addDays(tick.today, -LOOK_BACK_DAYS), '00:00');
    const facts = await reportFacts(tick.db, { kind: 'housing', reported: 'housing', words: UNSAFE, since });
    return wantedFor(tick, housing, facts, (fact, place) => ({
      text: housingText(place),
      how: housingHow(fact.head),
      dueOn: lastDayFor(tick, '房屋', fact.village, localDate(new Date(fact.at))),
    }));
  },
  settled: ({ db }) => answeredReports(db, { kind: 'housing', reported: 'housing', words: REBUILT }),
};
