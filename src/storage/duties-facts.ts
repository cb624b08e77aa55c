import { type RawBuilder, sql } from './kysely.ts';
import type { Db } from './schema.ts';

/** Facts that ask for a duty and have none yet, and open duties whose fact is settled; each in one statement. */

/** A fact about a household, with whoever looks after it. */
export interface HouseholdFact {
  /** The visit's, report's or notice's id; the household's where it is about the household itself. */
  id: string;
  household_id: string;
  village: string;
  group_no: number | null;
  head: string;
  /** The helper, where he is on duty. */
  helper_id: string | null;
  report_id: string | null;
  /** The report's or visit's number. */
  number: number | null;
  /** UTC ISO time of the fact. */
  at: string;
  /** Local date, where the fact itself names the last day. */
  due_on: string | null;
  /** Who reported it, where a report is the fact and he is staff on duty. */
  reporter_id: string | null;
  note: string | null;
}

/** An open duty whose fact is settled. */
export interface SettledDuty {
  id: string;
  person_id: string;
  /** Who did it; null: nobody is known. */
  by_id: string | null;
  /** The report or visit that settled it. */
  cleared_by: string | null;
}

/** What somebody did at a moment: facts are then looked at for that moment alone. */
export interface Moment {
  actor: string;
  /** UTC ISO time. */
  at: string;
}

/** Did that person visit, or move a report, at that very moment? */
export async function didSomething(db: Db, { actor, at }: Moment): Promise<boolean> {
  const { rows } = await sql<{ found: number }>`
    select 1 as found from report_events where at = ${at} and actor_id = ${actor}
    union all select 1 from visits where done_at = ${at} and done_by = ${actor}
    union all select 1 from card_entries where at = ${at} and by_id = ${actor}
    limit 1`.execute(db);
  return rows.length > 0;
}

const HELPER = sql`left join persons helper on helper.id = h.helper_id and helper.active = 1`;
const REPORTER = sql`left join persons reporter on reporter.id = r.reporter_id and reporter.active = 1 and reporter.role <> 'villager'`;
const NOT_COUNTED = sql`('withdrawn', 'rejected')`;

/** Visits that are still to be made. */
export function openVisitFacts(db: Db): Promise<HouseholdFact[]> {
  return all(
    db,
    sql<HouseholdFact>`
      select v.id, v.household_id, v.village, h.group_no, h.head, helper.id as helper_id, null as report_id,
             v.number, v.opened_at as at, v.due_on, null as reporter_id, null as note
      from visits v
      join households h on h.id = v.household_id ${HELPER}
      left join duties d on d.key = 'visit:' || v.id
      where v.done_at is null and d.id is null
      order by v.due_on, v.village, v.number`,
  );
}

export function madeVisits(db: Db): Promise<SettledDuty[]> {
  return all(
    db,
    sql<SettledDuty>`
      select d.id, d.person_id, v.done_by as by_id, v.id as cleared_by
      from duties d join visits v on v.id = d.fact_id
      where d.kind = 'visit' and d.closed_at is null and v.done_at is not null`,
  );
}

/** Households of these categories that nobody has looked at since a moment, without a duty of that period. */
export function unreviewedHouseholds(
  db: Db,
  { categories, period, since }: { categories: readonly string[]; period: string; since: string },
): Promise<HouseholdFact[]> {
  return all(
    db,
    sql<HouseholdFact>`
      select h.id, h.id as household_id, h.region as village, h.group_no, h.head, helper.id as helper_id,
             null as report_id, null as number, ${since} as at, null as due_on, null as reporter_id, null as note
      from households h ${HELPER}
      left join duties d on d.key = 'review:' || h.id || ':' || ${period}
      where h.state = 'active' and h.category in (${sql.join([...categories])}) and d.id is null
        and not exists (select 1 from visits v where v.household_id = h.id and v.done_at >= ${since})
        and not exists (select 1 from reports r where r.household_id = h.id and r.filed_at >= ${since}
                        and r.state not in ${NOT_COUNTED})
      order by h.region, h.head_key, h.id`,
  );
}

/** Somebody was there, or reported on the household, after the duty was opened. */
export function reviewedHouseholds(db: Db): Promise<SettledDuty[]> {
  return all(
    db,
    sql<SettledDuty>`
      select d.id, d.person_id, v.done_by as by_id, v.id as cleared_by
      from duties d join visits v on v.household_id = d.household_id and v.done_at >= d.opened_at
      where d.kind = 'review' and d.closed_at is null
      union all
      select d.id, d.person_id, r.reporter_id, r.id
      from duties d join reports r on r.household_id = d.household_id and r.filed_at >= d.opened_at
      where d.kind = 'review' and d.closed_at is null and r.state not in ${NOT_COUNTED}`,
  );
}

/** Public notices whose days are over, and whose report nobody has confirmed. */
export function endedNoticeFacts(db: Db): Promise<HouseholdFact[]> {
  return all(
    db,
    sql<HouseholdFact>`
      select n.id, r.household_id, r.village, h.group_no, h.head, null as helper_id, r.id as report_id,
             r.number, n.closed_at as at, null as due_on, null as reporter_id, r.kind as note
      from public_notices n
      join reports r on r.id = n.report_id and r.state = 'on_notice'
      join households h on h.id = r.household_id
      left join duties d on d.key = 'notice-end:' || n.id
      where n.state = 'ended' and d.id is null
      order by n.closed_at, n.id`,
  );
}

export function settledNotices(db: Db): Promise<SettledDuty[]> {
  return all(
    db,
    sql<SettledDuty>`
      select d.id, d.person_id, ${lastActor()} as by_id, r.id as cleared_by
      from duties d join reports r on r.id = d.report_id
      where d.kind = 'notice-end' and d.closed_at is null and r.state <> 'on_notice'`,
  );
}

/** Reports that were returned and not filed again. */
export function returnedReportFacts(db: Db): Promise<HouseholdFact[]> {
  return all(
    db,
    sql<HouseholdFact>`
      select r.id || ':' || r.version as id, r.household_id, r.village, h.group_no, h.head, helper.id as helper_id,
             r.id as report_id, r.number, r.updated_at as at, null as due_on, reporter.id as reporter_id,
             (select e.note from report_events e where e.report_id = r.id and e.event = 'return'
              order by e.seq desc limit 1) as note
      from reports r
      join households h on h.id = r.household_id ${HELPER} ${REPORTER}
      left join duties d on d.key = 'returned:' || r.id || ':' || r.version
      where r.state = 'returned' and d.id is null
      order by r.updated_at, r.id`,
  );
}

export function resubmittedReports(db: Db): Promise<SettledDuty[]> {
  return all(
    db,
    sql<SettledDuty>`
      select d.id, d.person_id, ${lastActor()} as by_id, r.id as cleared_by
      from duties d join reports r on r.id = d.report_id
      where d.kind = 'returned' and d.closed_at is null
        and (r.state <> 'returned' or d.fact_id <> r.id || ':' || r.version)`,
  );
}

/** Drafts that will lapse by a moment. */
export async function lapsingDrafts(
  db: Db,
  before: string,
): Promise<{ id: string; person_id: string; lapses_at: string; region: string }[]> {
  const { rows } = await sql<{ id: string; person_id: string; lapses_at: string; region: string }>`
    select f.id, f.person_id, f.lapses_at, p.region
    from report_drafts f
    join persons p on p.id = f.person_id and p.active = 1
    left join duties d on d.key = 'draft:' || f.id
    where f.lapses_at <= ${before} and d.id is null
    order by f.lapses_at, f.id`.execute(db);
  return rows;
}

/** The first moment after `after` at which a draft without a duty lapses. */
export async function nextLapsingDraft(db: Db, after: string): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`
    select min(f.lapses_at) as at from report_drafts f
    left join duties d on d.key = 'draft:' || f.id
    where f.lapses_at > ${after} and d.id is null`.execute(db);
  return rows[0]?.at ?? null;
}

/** The draft was filed, given up, or has lapsed. */
export function endedDrafts(db: Db): Promise<SettledDuty[]> {
  return all(
    db,
    sql<SettledDuty>`
      select d.id, d.person_id, d.person_id as by_id, null as cleared_by
      from duties d left join report_drafts f on f.id = d.fact_id
      where d.kind = 'draft' and d.closed_at is null and f.id is null`,
  );
}

/** Reports of a kind, filed since a moment, whose note or words hold one of these, without a duty of that kind. */
export function reportFacts(
  db: Db,
  {
    kind,
    reported,
    words,
    since,
  }: { kind: string; reported: string; words: readonly string[]; since: string },
): Promise<HouseholdFact[]> {
  return all(
    db,
    sql<HouseholdFact>`
      select r.id, r.household_id, r.village, h.group_no, h.head, helper.id as helper_id, r.id as report_id,
             r.number, r.filed_at as at, null as due_on, reporter.id as reporter_id, r.note
      from reports r
      join households h on h.id = r.household_id ${HELPER} ${REPORTER}
      left join duties d on d.key = ${`${kind}:`} || r.id
      where r.kind = ${reported} and r.filed_at >= ${since} and r.state not in ${NOT_COUNTED} and d.id is null
        ${words.length === 0 ? sql`` : sql`and ${tells(words)}`}
      order by r.filed_at, r.id`,
  );
}

/** A later report of that kind about the household, with one of these words; or the report was taken back. */
export function answeredReports(
  db: Db,
  { kind, reported, words }: { kind: string; reported: string; words: readonly string[] },
): Promise<SettledDuty[]> {
  return all(
    db,
    sql<SettledDuty>`
      select d.id, d.person_id, r.reporter_id as by_id, r.id as cleared_by
      from duties d join reports r on r.household_id = d.household_id and r.filed_at > d.opened_at
      where d.kind = ${kind} and d.closed_at is null and r.kind = ${reported} and r.id <> d.report_id
        and r.state not in ${NOT_COUNTED} ${words.length === 0 ? sql`` : sql`and ${tells(words)}`}
      union all
      select d.id, d.person_id, ${lastActor()}, r.id
      from duties d join reports r on r.id = d.report_id
      where d.kind = ${kind} and d.closed_at is null and r.state in ${NOT_COUNTED}`,
  );
}

/** Households of which somebody wrote down before a moment that they signed up with a doctor, and nothing since. */
export function signedUpHouseholds(
  db: Db,
  { period, since }: { period: string; since: string },
): Promise<HouseholdFact[]> {
  return all(
    db,
    sql<HouseholdFact>`
      select h.id, h.id as household_id, h.region as village, h.group_no, h.head, helper.id as helper_id,
             null as report_id, null as number, ${since} as at, null as due_on, null as reporter_id, null as note
      from households h ${HELPER}
      left join duties d on d.key = 'doctor:' || h.id || ':' || ${period}
      where h.state = 'active' and d.id is null
        and h.id in (
          select household_id from card_entries where text like '%家庭医生%' and text like '%签%' and at < ${since}
          union
          select household_id from reports where note like '%家庭医生%' and note like '%签%' and filed_at < ${since}
            and state not in ${NOT_COUNTED})
        and not exists (select 1 from card_entries c where c.household_id = h.id and c.text like '%随访%' and c.at >= ${since})
      order by h.region, h.head_key, h.id`,
  );
}

export function followedUpHouseholds(db: Db): Promise<SettledDuty[]> {
  return all(
    db,
    sql<SettledDuty>`
      select d.id, d.person_id, c.by_id, null as cleared_by
      from duties d join card_entries c on c.household_id = d.household_id and c.at >= d.opened_at
      where d.kind = 'doctor' and d.closed_at is null and c.text like '%随访%'
      union all
      select d.id, d.person_id, r.reporter_id, r.id
      from duties d join reports r on r.household_id = d.household_id and r.filed_at >= d.opened_at
      where d.kind = 'doctor' and d.closed_at is null and r.note like '%随访%' and r.state not in ${NOT_COUNTED}`,
  );
}

/** Who moved the report last. */
function lastActor(): RawBuilder<string | null> {
  return sql`(select e.actor_id from report_events e where e.report_id = r.id order by e.seq desc limit 1)`;
}

/** The report's note, or the sentence in which it was told, holds one of these. */
function tells(words: readonly string[]): RawBuilder<boolean> {
  const held = words.map(
    (word) => sql`r.note like ${`%${word}%`} or exists (
      select 1 from report_versions w where w.report_id = r.id and w.content like ${`%${word}%`})`,
  );
  return sql`(${sql.join(held, sql` or `)})`;
}

async function all<Row>(db: Db, query: RawBuilder<Row>): Promise<Row[]> {
  return (await query.execute(db)).rows;
}
