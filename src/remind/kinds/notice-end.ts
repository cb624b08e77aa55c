import { localDate } from '../../clock/clock.ts';
import { endedNoticeFacts, settledNotices } from '../../storage/storage.ts';
import { lastDayFor } from '../due-day.ts';
import { noticeEndHow, noticeEndText } from '../wording.ts';
import { type DutyKind, wantedFor } from './kind.ts';

/** A public notice is over: the county confirms, or sends back. */
export const noticeEnd: DutyKind = {
  id: 'notice-end',
  word: '公示期满',
  endsBy: 'report',
  daily: false,
  async wanted(tick) {
    const facts = await endedNoticeFacts(tick.db);
    if (facts.length === 0) return [];
    const staff = await tick.staff();
    return wantedFor(tick, noticeEnd, facts, (fact, place) => ({
      text: noticeEndText(fact.village, place, fact.note === 'monitor_out'),
      how: noticeEndHow(fact.village, fact.number ?? 0),
      dueOn: lastDayFor(tick, '公示期满', fact.village, localDate(new Date(fact.at))),
      person: staff.nearest('office', fact.village)[0] ?? null,
    }));
  },
  settled: ({ db }) => settledNotices(db),
};
