import { localDate } from '../../clock/clock.ts';
import {
  closePublicNotice,
  countOpenObjections,
  type Db,
  holdReport,
  nextLapse,
  nextNoticeEnd,
  noticesEnding,
  reportsIn,
  takeLapsedDrafts,
} from '../../storage/storage.ts';
import type { DueContext, Notice } from '../job.ts';
import { lapsed, noticeOver, upheldBefore } from '../wording.ts';
import { openNotice } from './notice-board.ts';
import { PATHS } from './paths.ts';
import { concerned, gather, numberFor, reviewersAt, upheldAgainst } from './reviewers.ts';
import { noteEvent, stepRun } from './store.ts';
import { lineOf, withHousehold } from './told.ts';
import type { FilingParts } from './turn.ts';

const WITH_NOTICE = Object.entries(PATHS).flatMap(([id, { noticeDays }]) => (noticeDays > 0 ? [id] : []));

/** Drafts that nobody confirmed, notices whose days are over, notices that could not open for want of a calendar. */
export async function filingDue(parts: FilingParts, context: DueContext): Promise<Notice[]> {
  const { db, book, at } = context;
  const notices: Notice[] = [];
  for (const { person_id } of await takeLapsedDrafts(db, at.toISOString())) {
    notices.push({ to: person_id, text: lapsed, options: [], about: 'draft-lapsed' });
  }
  for (const notice of await noticesEnding(db, at.toISOString())) {
    const row = await holdReport(db, book.kind, notice.report_id);
    if (row === undefined || !(await closePublicNotice(db, notice.id, 'ended', at.toISOString()))) continue;
    const stored = await withHousehold(book, row);
    const open = await countOpenObjections(db, row.id);
    const upheld = await upheldAgainst(db, row.id);
    await noteEvent(book, row, { by: 'system', event: 'notice-ended', from: row.state, note: null });
    const township = open > 0 ? await reviewersAt(db, row, stored.household, 'township') : [];
    const county = await reviewersAt(db, row, stored.household, 'county');
    for (const to of [...county, ...township]) {
      const number = numberFor(to, row);
      notices.push({
        to: to.id,
        text: `${noticeOver(number, lineOf(book, stored), open)}${upheldBefore(upheld)}`,
        options: open === 0 ? [`通过 ${number}`] : [`看 ${number}`],
        about: 'notice-over',
        run: stepRun(row.id),
      });
    }
  }
  if (calendarReaches(parts, context.asOf)) notices.push(...(await openWaiting(parts, context)));
  for (const hook of parts.hooks) notices.push(...((await hook.due?.(context)) ?? []));
  return gather(notices);
}

export async function filingNextDue(parts: FilingParts, db: Db, after: Date): Promise<Date | null> {
  const own = await Promise.all([nextLapse(db, after.toISOString()), nextNoticeEnd(db, after.toISOString())]);
  const times = own.filter((time) => time !== null).map((time) => Date.parse(time));
  for (const hook of parts.hooks) {
    const next = await hook.nextDue?.(db, after);
    if (next) times.push(next.getTime());
  }
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** What waited for the calendar of a year opens once the table is there. */
async function openWaiting(parts: FilingParts, { db, book, at }: DueContext): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (const row of await reportsIn(db, 'reviewed', WITH_NOTICE)) {
    const stored = await withHousehold(book, row);
    const opened = await openNotice(book, stored, localDate(at), {
      calendar: parts.calendar(),
      log: parts.log,
    });
    const who = await concerned(book, row, 'system');
    if (who.reporter !== null)
      notices.push({ to: who.reporter, text: opened.line, options: [], about: 'report-step' });
    notices.push(...opened.household);
  }
  return notices;
}

function calendarReaches(parts: FilingParts, today: string): boolean {
  const longest = Math.max(...Object.values(PATHS).map(({ noticeDays }) => noticeDays));
  return parts.calendar().workingDaysAfter(today, longest).ok;
}
