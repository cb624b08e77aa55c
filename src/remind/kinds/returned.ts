import { localDate } from '../../clock/clock.ts';
import { resubmittedReports, returnedReportFacts } from '../../storage/storage.ts';
import { lastDayFor } from '../due-day.ts';
import { returnedHow, returnedText } from '../wording.ts';
import { type DutyKind, wantedFor } from './kind.ts';

/** A report was returned: whoever filed it mends it. */
export const returned: DutyKind = {
  id: 'returned',
  word: '退回',
  endsBy: 'report',
  daily: false,
  async wanted(tick) {
    const facts = await returnedReportFacts(tick.db);
    if (facts.length === 0) return [];
    const staff = await tick.staff();
    return wantedFor(tick, returned, facts, (fact, place) => ({
      text: returnedText(fact.number ?? 0, place, fact.note),
      how: returnedHow(fact.number ?? 0),
      dueOn: lastDayFor(tick, '退回', fact.village, localDate(new Date(fact.at))),
      person: fact.reporter_id === null ? null : staff.member(fact.reporter_id),
    }));
  },
  settled: ({ db }) => resubmittedReports(db),
};
