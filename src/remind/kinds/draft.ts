import { localDate } from '../../clock/clock.ts';
import { endedDrafts, lapsingDrafts, nextLapsingDraft } from '../../storage/storage.ts';
import { timeOf } from '../days.ts';
import { draftHow, draftText } from '../wording.ts';
import type { DutyKind, Wanted } from './kind.ts';

/** So long before a draft lapses its owner is told. */
const AHEAD_MS = 4 * 60 * 60 * 1000;

/** Something was read back and never confirmed. Told once; no superior hears of it. */
export const draft: DutyKind = {
  id: 'draft',
  word: '草稿',
  endsBy: 'nothing',
  daily: false,
  async wanted(tick) {
    const before = new Date(Date.parse(tick.now) + AHEAD_MS).toISOString();
    const drafts = await lapsingDrafts(tick.db, before);
    if (drafts.length === 0) return [];
    const staff = await tick.staff();
    return drafts.flatMap(({ id, person_id, lapses_at, region }): Wanted[] => {
      // A villager has no duties: when his draft lapses he is told so.
      const person = staff.member(person_id);
      if (person === null || lapses_at <= tick.now) return [];
      const lapses = new Date(lapses_at);
      return [
        {
          key: `draft:${id}`,
          kind: 'draft',
          rule: null,
          region,
          householdId: null,
          reportId: null,
          factId: id,
          person,
          text: draftText(timeOf(lapses)),
          how: draftHow,
          dueOn: localDate(lapses),
          remindAt: timeOf(new Date(tick.now)),
          advance: [0],
          word: '草稿',
        },
      ];
    });
  },
  settled: ({ db }) => endedDrafts(db),
  async nextWanted({ db }, after) {
    const lapses = await nextLapsingDraft(db, new Date(after.getTime() + AHEAD_MS).toISOString());
    return lapses === null ? null : new Date(Date.parse(lapses) - AHEAD_MS);
  },
};
