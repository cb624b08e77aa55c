import { randomUUID } from 'node:crypto';
import { type Calendar, endOfDay } from '../../calendar/calendar.ts';
import type { Log } from '../../log/log.ts';
import { type Book, groupPath, nameOfPlace, personsOf, staffFor } from '../../register/register.ts';
import {
  type Db,
  findReport,
  insertPublicNotice,
  noticesClosedWithin,
  objectionsTo,
  openNoticesWithin,
  type PublicNoticeRow,
} from '../../storage/storage.ts';
import type { JobResult, Notice } from '../job.ts';
import { villageOf } from '../own-place.ts';
import {
  noCalendar,
  noCalendarAdmin,
  noticeAnswer,
  noticeLine,
  noticeList,
  noticeOfYours,
  noticeOpened,
  noticeOverLine,
  noticeText,
} from '../wording.ts';
import { type FiledKind, pathOf } from './paths.ts';
import { act } from './store.ts';
import type { Stored } from './told.ts';
import { reply, type Turn } from './turn.ts';

const SYSTEM = { levels: [], owns: false, system: true } as const;

/** Hangs out a report that the township has passed; where the calendar has no table of the year it stays and the operator is told. */
export async function openNotice(
  book: Book,
  { row, household }: Stored,
  today: string,
  { calendar, log }: { calendar: Calendar; log: Log | undefined },
): Promise<{ opened: boolean; line: string; notices: Notice[]; household: Notice[] }> {
  const { noticeDays } = pathOf(row.path);
  const ends = calendar.workingDaysAfter(today, noticeDays);
  if (!ends.ok) {
    log?.error(
      { report: row.id, year: ends.year },
      '没有这一年的节假日安排，公示开不了：请补 policy-kb/calendar',
    );
    const admins = await staffFor(book.db, groupPath(household.region, household.group), ['admin']);
    return {
      opened: false,
      line: noCalendar(row.number, ends.year),
      notices: admins.map(({ id }) => ({
        to: id,
        text: noCalendarAdmin(row.number, ends.year),
        options: [],
        about: 'calendar-missing',
      })),
      household: [],
    };
  }
  await act({ book, by: 'system', messageId: 'system' }, row, 'open-notice', SYSTEM, {
    note: `${noticeDays}个工作日，到${ends.day}止`,
  });
  const shown = noticeText(row.kind as FiledKind, household.head, household.group);
  await insertPublicNotice(book.db, {
    id: randomUUID(),
    report_id: row.id,
    village: row.village,
    text: shown,
    opened_on: today,
    days: noticeDays,
    ends_on: ends.day,
    ends_at: endOfDay(ends.day),
    state: 'open',
    closed_at: null,
  });
  const own = noticeOfYours(shown, noticeDays, ends.day);
  return {
    opened: true,
    line: noticeOpened(row.number, noticeDays, ends.day),
    notices: [],
    household: (await personsOf(book.db, household.id)).map(({ id }) => ({
      to: id,
      text: own,
      options: ['公示'],
      about: 'public-notice-opened',
    })),
  };
}

/** 公示: what hangs out in one's village, or in the villages that one serves, with the answers to objections. */
export async function listNotices(turn: Turn): Promise<JobResult> {
  const { db, person, at } = turn.context;
  const region = villageOf(person.region);
  const lines: string[] = [];
  const open = await openNoticesWithin(db, region);
  const hanging = new Set(open.map(({ report_id }) => report_id));
  for (const notice of open) {
    const row = await findReport(db, notice.report_id);
    if (row === undefined) continue;
    lines.push(noticeLine(placeOf(notice, region), row.number, notice.text, notice.ends_on));
    lines.push(...(await answersTo(db, row.id)));
  }
  const over: string[] = [];
  for (const notice of await noticesClosedWithin(
    db,
    region,
    new Date(at.getTime() - STAYS_MS).toISOString(),
  )) {
    if (hanging.has(notice.report_id)) continue;
    const row = await findReport(db, notice.report_id);
    const answers = row === undefined ? [] : await answersTo(db, row.id, notice.id);
    // What nobody objected to needs no more words.
    if (row === undefined || answers.length === 0) continue;
    over.push(noticeOverLine(placeOf(notice, region), row.number, notice.text, notice.state === 'stopped'));
    over.push(...answers);
  }
  return reply(turn.state, noticeList(lines, over), { about: 'public-notices' });
}

/** So long the answers to objections stay to be read: who objected without a name reads his nowhere else. */
const STAYS_MS = 30 * 24 * 60 * 60 * 1000;

function placeOf(notice: Pick<PublicNoticeRow, 'village'>, region: string): string {
  return notice.village === region ? '' : nameOfPlace(notice.village);
}

async function answersTo(db: Db, reportId: string, noticeId: string | null = null): Promise<string[]> {
  return (await objectionsTo(db, reportId)).flatMap(({ number, state, answer, notice_id }) =>
    answer === null || (noticeId !== null && notice_id !== noticeId)
      ? []
      : [noticeAnswer(number, state === 'upheld', answer)],
  );
}
