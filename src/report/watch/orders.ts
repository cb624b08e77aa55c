import { isWithin } from '../../policies/policies.ts';
import {
  canSee,
  groupPath,
  type Household,
  householdById,
  nameOfPlace,
  type Person,
  personById,
  record,
} from '../../register/register.ts';
import {
  leaveWatchList,
  openVisitsWithin,
  openVisitTo,
  updateOpenVisit,
  type VisitRow,
  visitsNumbered,
  type WatchRow,
  watchedFor,
  watchedWithin,
} from '../../storage/storage.ts';
import { masked } from '../filing/store.ts';
import type { FollowUpParts } from '../follow-up.ts';
import type { JobContext, JobResult, Notice } from '../job.ts';
import { ownPlace } from '../own-place.ts';
import { momentInWords } from '../wording.ts';
import { wantVisit } from './visits.ts';
import { rulesFor, toTell } from './watch.ts';
import * as words from './wording.ts';

const CHECK =
  /^走访\s*(?:第)?(\d{1,6})\s*(?:号)?[\s,，:：]*(已解除|解除|继续关注|继续跟进|没解除|未解除)?[\s,，:：。]*([\s\S]*)$/;

/** 预警, 走访, 走访 12 已解除 …; null: none of these. */
export async function watchOrders(parts: FollowUpParts, context: JobContext): Promise<JobResult | null> {
  if (context.person.role === 'villager') return null;
  const text = context.text.trim().replace(/[。!！]+$/, '');
  if (/^(?:预警|看预警|查预警|预警名单|跟进名单|监测预警)$/.test(text)) return watchList(context);
  if (/^(?:走访|待走访|看走访|查走访|要走访的)$/.test(text)) return visitList(context);
  const check = CHECK.exec(text);
  if (check === null) return null;
  const outcome =
    check[2] === undefined ? null : /解除$/.test(check[2]) && !/^[没未]/.test(check[2]) ? 'cleared' : 'kept';
  return recordCheck(parts, context, Number(check[1]), outcome, check[3]?.trim() ?? '');
}

function said(context: JobContext, text: string, about: string, notices: Notice[] = []): JobResult {
  return { reply: { text, options: [], about }, state: context.state, notices };
}

async function watchList(context: JobContext): Promise<JobResult> {
  const { person, db } = context;
  const rows = await watchedWithin(db, ownPlace(person).region);
  const byHousehold = new Map<string, WatchRow[]>();
  for (const row of rows)
    byHousehold.set(row.household_id, [...(byHousehold.get(row.household_id) ?? []), row]);
  const listed: words.Listed[] = [];
  for (const [id, reasons] of byHousehold) {
    const household = await visible(context, id);
    if (household === null) continue;
    const visit = (await openVisitTo(db, id)) ?? null;
    const urgency = reasons.some((row) => row.urgency === '急') ? '急' : '一般';
    listed.push({ household, visit, reasons: reasons.map(({ reason }) => reason), urgency });
  }
  listed.sort((a, b) => Number(b.urgency === '急') - Number(a.urgency === '急'));
  await seen(context, 'watch.list', listed.length);
  return said(context, words.watchListText(listed, isAbove(person), context.asOf), 'watch-list');
}

async function visitList(context: JobContext): Promise<JobResult> {
  const { person, db } = context;
  const listed: { household: Household; visit: VisitRow }[] = [];
  for (const visit of await openVisitsWithin(db, ownPlace(person).region)) {
    const household = await visible(context, visit.household_id);
    if (household !== null) listed.push({ household, visit });
  }
  await seen(context, 'visit.list', listed.length);
  return said(context, words.visitsText(listed, isAbove(person), context.asOf), 'visit-list');
}

function isAbove(person: Person): boolean {
  return person.role !== 'cadre';
}

async function visible(context: JobContext, householdId: string): Promise<Household | null> {
  const household = await householdById(context.db, householdId);
  return household !== null && canSee(context.person, household, 'private') ? household : null;
}

async function seen(context: JobContext, action: string, count: number): Promise<void> {
  await record(context.book, {
    actor: context.person.id,
    action,
    object: { kind: 'region', id: context.person.region },
    detail: { count },
  });
}

async function recordCheck(
  parts: FollowUpParts,
  context: JobContext,
  number: number,
  outcome: 'cleared' | 'kept' | null,
  written: string,
): Promise<JobResult> {
  const { person, db } = context;
  const found = await visitsNumbered(db, ownPlace(person).region, number);
  const [visit] = found;
  const household = visit === undefined ? null : await visible(context, visit.household_id);
  if (visit === undefined || household === null) return said(context, words.noSuchVisit(number), 'visit');
  if (found.length > 1)
    return said(
      context,
      words.severalVillages(
        number,
        found.map(({ village }) => nameOfPlace(village)),
      ),
      'visit',
    );
  if (!mayCheck(person, household)) return said(context, words.VISIT_NOT_YOURS, 'visit');
  if (visit.done_at !== null) {
    const by = visit.done_by === null ? null : await personById(db, visit.done_by);
    return said(context, words.visitDone(number, by?.name ?? '', momentInWords(visit.done_at)), 'visit');
  }
  if (outcome === null) return said(context, words.outcomeMissing(number), 'visit');
  const note = masked(written).slice(0, 500);
  if (note.length < 2) return said(context, words.noteMissing(number), 'visit');
  return close(parts, context, { visit, household, outcome, note });
}

/** A recorded check: by a cadre of that very village, and not of his own household. */
function mayCheck(person: Person, household: Household): boolean {
  const place = groupPath(household.region, household.group);
  return (
    person.role === 'cadre' &&
    person.householdId !== household.id &&
    isWithin(place, person.region) &&
    isWithin(person.region, household.region)
  );
}

interface Check {
  visit: VisitRow;
  household: Household;
  outcome: 'cleared' | 'kept';
  note: string;
}

async function close(
  parts: FollowUpParts,
  context: JobContext,
  { visit, household, outcome, note }: Check,
): Promise<JobResult> {
  const { db, person, at, asOf } = context;
  const now = at.toISOString();
  const watched = await watchedFor(db, household.id);
  const closed = await updateOpenVisit(db, visit.id, { outcome, done_at: now, done_by: person.id, note });
  if (!closed) return said(context, words.visitDone(visit.number, '刚才有人', ''), 'visit');
  if (outcome === 'cleared') await leaveWatchList(db, household.id, { at: now, visit: visit.id });
  await record(context.book, {
    actor: person.id,
    action: `visit.${outcome}`,
    object: { kind: 'household', id: household.id },
    detail: { visit: visit.number, village: visit.village, reasons: watched.map(({ rule }) => rule) },
  });
  const notices = (await toTell(db, household, visit.urgency))
    .filter(({ id }) => id !== person.id)
    .map(({ id }) => ({
      to: id,
      text: words.outcomeNotice(household, visit, outcome, person.name, note),
      options: [],
      about: outcome === 'cleared' ? 'watch-left' : 'watch-kept',
    }));
  if (outcome === 'cleared') return said(context, words.cleared(visit.number), 'visit-recorded', notices);
  const rules = rulesFor(parts, household.region).filter(({ id }) => watched.some(({ rule }) => rule === id));
  const within = Math.min(...rules.map(({ visitWithin }) => visitWithin), 5);
  const next = await wantVisit(
    db,
    { household, urgency: visit.urgency, within, asOf, at, calendar: parts.knowledge().calendar },
    parts.log,
  );
  return said(context, words.kept(visit.number, next), 'visit-recorded', notices);
}
