import { madeVisits, openVisitFacts } from '../../storage/storage.ts';
import { visitHow, visitText } from '../wording.ts';
import { type DutyKind, wantedFor } from './kind.ts';

/** A warning was given: somebody has to go there by the day that its rule names. */
export const visit: DutyKind = {
  id: 'visit',
  word: '走访',
  endsBy: 'report',
  daily: false,
  async wanted(tick) {
    return wantedFor(tick, visit, await openVisitFacts(tick.db), (fact, place) => ({
      text: visitText(place),
      how: visitHow(fact.number ?? 0),
      dueOn: fact.due_on,
    }));
  },
  settled: ({ db }) => madeVisits(db),
};
