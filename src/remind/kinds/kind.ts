import type { FollowUpWord } from '../../policies/policies.ts';
import type { HouseholdFact, SettledDuty } from '../../storage/storage.ts';
import type { Member } from '../staff.ts';
import type { Tick } from '../tick.ts';

/** A duty that is to be opened, if its key is not known yet. */
export interface Wanted {
  key: string;
  kind: string;
  rule: string | null;
  region: string;
  householdId: string | null;
  reportId: string | null;
  factId: string | null;
  person: Member;
  text: string;
  how: string | null;
  /** Local date. */
  dueOn: string;
  /** HH:MM. */
  remindAt: string;
  /** Days ahead, as in `DutyRule`. */
  advance: readonly number[];
  /** By which line of policy-kb/duties it is followed up. */
  word: FollowUpWord;
}

/** One kind of reminder that follows from facts. */
export interface DutyKind {
  /** Stands in every duty of the kind, and begins its key. */
  id: string;
  word: FollowUpWord;
  /**
   * What ends a duty of the kind: `word`, 完成 or a report; `report`, the report alone, for it holds what was seen or
   * decided; `nothing` to say, for it is no duty but a hint.
   */
  endsBy: 'word' | 'report' | 'nothing';
  /** True: looked at once a day; false: at every tick, and right after somebody has done something. */
  daily: boolean;
  /** Facts that ask for a duty and have none. */
  wanted(tick: Tick): Promise<Wanted[]>;
  /** Open duties whose fact is settled. */
  settled(tick: Tick): Promise<SettledDuty[]>;
  /** The first moment later than `after` at which `wanted` will have something with time alone. */
  nextWanted?(tick: { db: Tick['db'] }, after: Date): Promise<Date | null>;
}

/** When reminders of facts leave. */
export const MORNING = '08:30';

/** Facts about households as duties of whoever is responsible for them. Who has nobody at all is logged. */
export async function wantedFor(
  tick: Tick,
  kind: Pick<DutyKind, 'id' | 'word'>,
  facts: readonly HouseholdFact[],
  make: (
    fact: HouseholdFact,
    place: string,
  ) => {
    text: string;
    how?: string | null;
    dueOn: string | null;
    /** Left out: the fact's id. */
    key?: string;
    person?: Member | null;
  },
): Promise<Wanted[]> {
  if (facts.length === 0) return [];
  const staff = await tick.staff();
  return facts.flatMap((fact) => {
    const made = make(fact, `${fact.group_no === null ? '' : `${fact.group_no}组`}${fact.head}家`);
    const helper = fact.helper_id === null ? null : staff.member(fact.helper_id);
    const person = made.person ?? helper ?? staff.responsibleFor(fact.village, fact.group_no);
    if (person === null) {
      tick.log?.warn({ kind: kind.id, region: fact.village }, 'nobody is responsible for a duty there');
      return [];
    }
    if (made.dueOn === null) return [];
    return [
      {
        key: `${kind.id}:${made.key ?? fact.id}`,
        kind: kind.id,
        rule: null,
        region: fact.village,
        householdId: fact.household_id,
        reportId: fact.report_id,
        factId: fact.id,
        person,
        text: made.text,
        how: made.how ?? null,
        dueOn: made.dueOn,
        remindAt: MORNING,
        advance: tick.follow(kind.word, fact.village).advance,
        word: kind.word,
      },
    ];
  });
}
