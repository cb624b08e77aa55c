import { randomUUID } from 'node:crypto';
import { pathsUp, type WarningRule } from '../../policies/policies.ts';
import {
  groupPath,
  type Household,
  householdById,
  type Person,
  personById,
  ROLE_WORDS,
  record,
  staffFor,
} from '../../register/register.ts';
import {
  type Db,
  enterWatchList,
  nextVisitDue,
  type ReportRow,
  reportsOfHousehold,
  takeOverdueVisits,
} from '../../storage/storage.ts';
import { dayOf } from '../days.ts';
import type { FiledKind, FiledReport } from '../filing/filing.ts';
import type { FollowUpParts } from '../follow-up.ts';
import type { DueContext, JobContext, Notice } from '../job.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { evaluate, type Hit, type KnownIncome, type WatchedEvent } from './evaluate.ts';
import { wantVisit } from './visits.ts';
import { overdueNotice, reasonOf, visitComing, warnedLine, warnedNotice } from './wording.ts';

/** The rules of a place: those of the nearest region that has any. */
export function rulesFor(parts: FollowUpParts, place: string): WarningRule[] {
  const { warnings } = parts.knowledge();
  for (const up of pathsUp(place)) {
    const found = warnings.filter(({ region }) => region === up);
    if (found.length > 0) return found.flatMap(({ rules }) => rules);
  }
  return [];
}

/** Early warning: a report that has just been filed may put its household on the watch list and open a visit. */
export async function warnAfterFiled(
  parts: FollowUpParts,
  context: JobContext,
  report: FiledReport,
): Promise<{ lines: string[]; notices: Notice[] }> {
  const { household } = report;
  const rules = rulesFor(parts, household.region);
  if (rules.length === 0) return { lines: [], notices: [] };
  const hits = evaluate(
    rules,
    eventOf(report),
    await otherEvents(context.db, report),
    await knownIncome(context.db, report, context.asOf),
  );
  const fresh = await enter(context, report, hits);
  if (fresh.length === 0) return { lines: [], notices: [] };
  const urgency = fresh.some(({ rule }) => rule.urgency === '急') ? '急' : '一般';
  const within = Math.min(...fresh.map(({ rule }) => rule.visitWithin));
  const { asOf, at } = context;
  const visit = await wantVisit(
    context.db,
    { household, urgency, within, asOf, at, calendar: parts.knowledge().calendar },
    parts.log,
  );
  await record(context.book, {
    actor: 'system',
    action: 'watch.enter',
    object: { kind: 'household', id: household.id },
    detail: {
      rules: fresh.map(({ rule }) => rule.id),
      report: report.id,
      visit: visit.number,
      due: visit.due_on,
    },
  });
  const reasons = fresh.map(reasonOf);
  const told = (await toTell(context.db, household, urgency)).filter(({ id }) => id !== context.person.id);
  const notices = told.map((person) => ({
    to: person.id,
    text: warnedNotice(household, reasons, visit, person.role === 'cadre'),
    options: [],
    about: 'watch-entered',
  }));
  const isOwn = context.person.role === 'villager';
  const names = told.map(({ name, role }) => `${ROLE_WORDS[role]}${name}`);
  return { lines: [isOwn ? visitComing(visit) : warnedLine(reasons, visit, names)], notices };
}

async function enter(context: JobContext, report: FiledReport, hits: readonly Hit[]): Promise<Hit[]> {
  const fresh: Hit[] = [];
  for (const hit of hits) {
    const entered = await enterWatchList(context.db, {
      id: randomUUID(),
      household_id: report.household.id,
      village: report.village,
      rule: hit.rule.id,
      urgency: hit.rule.urgency,
      reason: reasonOf(hit),
      report_id: report.id,
      entered_at: context.at.toISOString(),
      left_at: null,
      left_visit: null,
    });
    if (entered) fresh.push(hit);
  }
  return fresh;
}

/** The helper, or where there is none the village's cadres; the township; in urgent cases the county's office too. */
export async function toTell(db: Db, household: Household, urgency: '急' | '一般'): Promise<Person[]> {
  const place = groupPath(household.region, household.group);
  const helper = household.helperId === null ? null : await personById(db, household.helperId);
  const near = helper?.active ? [helper] : await staffFor(db, place, ['cadre']);
  const above = await staffFor(db, place, urgency === '急' ? ['township', 'office'] : ['township']);
  const all = [...near, ...above];
  return all.filter(({ id }, index) => all.findIndex((earlier) => earlier.id === id) === index);
}

function eventOf(report: FiledReport): WatchedEvent {
  const { id, number, kind, amount, stage, note, occurredOn, filedAt } = report;
  const day = dayOf({ occurred_on: occurredOn, filed_at: filedAt });
  return { reportId: id, number, kind, day, amount, stage, note };
}

async function otherEvents(db: Db, report: FiledReport): Promise<WatchedEvent[]> {
  const rows = await reportsOfHousehold(db, report.household.id);
  return rows
    .filter((row) => row.id !== report.id && !['withdrawn', 'rejected'].includes(row.state))
    .map((row: ReportRow) => ({
      reportId: row.id,
      number: row.number,
      kind: row.kind as FiledKind,
      day: dayOf(row),
      amount: row.amount,
      stage: row.stage,
      note: row.note,
    }));
}

/** The income reported for the year of the event, else for the year before it; null where nothing was reported. */
async function knownIncome(db: Db, report: FiledReport, asOf: string): Promise<KnownIncome | null> {
  const year = Number(eventOf(report).day.slice(0, 4));
  for (const asked of [year - 1, year]) {
    const { income } = await readLedger(db, report.household, asked, asOf);
    if (income > 0) return { year: asked, yuan: income };
  }
  return null;
}

/** Visits whose days are over: told once to whoever should go, and to his superiors. */
export async function visitsDue(context: DueContext): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (const visit of await takeOverdueVisits(context.db, context.at.toISOString())) {
    const household = await householdById(context.db, visit.household_id);
    if (household === null) continue;
    for (const person of await toTell(context.db, household, visit.urgency)) {
      const text = overdueNotice(household, visit, person.role === 'cadre');
      notices.push({ to: person.id, text, options: [], about: 'visit-overdue' });
    }
  }
  return notices;
}

export async function visitsNextDue(db: Db, after: Date): Promise<Date | null> {
  const at = await nextVisitDue(db, after.toISOString());
  return at === null ? null : new Date(at);
}
