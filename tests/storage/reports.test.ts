import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addHousehold, addPerson, inBook } from '../../src/register/register.ts';
import {
  answerObjection,
  appendReportEvent,
  closePublicNotice,
  countOpenObjections,
  endDraft,
  eventsOf,
  holdReport,
  insertObjection,
  insertPublicNotice,
  insertReport,
  insertReportVersion,
  isDraftOpen,
  keepDraft,
  latestNoticeOf,
  nextLapse,
  nextNoticeEnd,
  nextNumber,
  noticesEnding,
  openNoticesWithin,
  openStorage,
  type ReportRow,
  reportsNumbered,
  reportsWithin,
  type Storage,
  takeLapsedDrafts,
  updateReport,
  versionsOf,
} from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { secrets } from '../register/desk.ts';

const databases = await databasesForThisFile();
const AT = '2026-03-18T01:30:00.000Z';
const VILLAGE = '内蒙古自治区/甲旗/甲镇/甲嘎查';

const report = (number: number, change: Partial<ReportRow> = {}): ReportRow => ({
  id: `r${number}`,
  number,
  village: VILLAGE,
  household_id: 'h',
  kind: 'illness',
  path: 'ordinary',
  state: 'filed',
  version: 1,
  reporter_id: 'p',
  member: '妻子',
  occurred_on: '2026-03-17',
  span_to: null,
  amount: 1234567.89,
  count: 3.5,
  unit: '亩',
  stage: null,
  note: '乳腺癌𠮷',
  phone_sealed: null,
  filed_at: AT,
  updated_at: AT,
  ...change,
});

describe.each(databases.filter(({ skip }) => !skip))('on $name', (database) => {
  let storage: Storage;

  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  afterAll(() => storage.close());
  beforeEach(async () => {
    await wipe(storage);
    await inBook(storage, { secrets, now: AT }, async (book) => {
      const household = {
        id: 'h',
        region: VILLAGE,
        group: 3,
        head: '王建国',
        category: '一般户' as const,
        members: [],
      };
      await addHousehold(book, household, 'test');
      await addPerson(book, { id: 'p', name: '王秀英', role: 'cadre', region: VILLAGE }, 'test');
    });
  });

  it('a report is given back as it was kept, under one number in its village', async () => {
    await insertReport(storage.db, report(1));
    expect(await reportsNumbered(storage.db, '内蒙古自治区/甲旗', 1)).toEqual([report(1)]);
    expect(await reportsNumbered(storage.db, '内蒙古自治区/甲旗/甲镇/甲嘎', 1)).toEqual([]);
    await expect(insertReport(storage.db, report(1, { id: 'other' }))).rejects.toThrow();
    await expect(
      insertReport(storage.db, report(2, { state: 'draft' as ReportRow['state'] })),
    ).rejects.toThrow();
  });

  it('numbers go 1, 2, 3 in each village, also where many ask at once', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 8 }, () => storage.transaction((db) => nextNumber(db, VILLAGE, 'report'))),
    );
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await nextNumber(storage.db, VILLAGE, 'objection')).toBe(1);
    expect(await nextNumber(storage.db, `${VILLAGE}二`, 'report')).toBe(1);
  });

  it('is found by place and state, and moved while it is held', async () => {
    await insertReport(storage.db, report(1));
    await insertReport(storage.db, report(2, { state: 'verified' }));
    expect((await reportsWithin(storage.db, VILLAGE, ['filed'], 10)).map(({ id }) => id)).toEqual(['r1']);
    await storage.transaction(async (db) => {
      const row = await holdReport(db, storage.kind, 'r1');
      expect(row?.state).toBe('filed');
      expect(await updateReport(db, 'r1', { state: 'verified', updated_at: AT })).toBe(true);
    });
    expect((await reportsWithin(storage.db, VILLAGE, ['verified'], 10)).map(({ id }) => id)).toEqual([
      'r1',
      'r2',
    ]);
  });

  it('a version is written once, events stay in order', async () => {
    await insertReport(storage.db, report(1));
    const version = { report_id: 'r1', version: 1, content: '{}', by_id: 'p', message_id: 'm', at: AT };
    await insertReportVersion(storage.db, version);
    await expect(insertReportVersion(storage.db, version)).rejects.toThrow();
    expect(await versionsOf(storage.db, 'r1')).toEqual([version]);
    for (const event of ['filed', 'pass']) {
      await appendReportEvent(storage.db, {
        report_id: 'r1',
        at: AT,
        actor_id: 'p',
        event,
        from_state: 'a',
        to_state: 'b',
        version: 1,
        note: null,
      });
    }
    expect((await eventsOf(storage.db, 'r1')).map(({ event }) => event)).toEqual(['filed', 'pass']);
  });

  it('a draft lapses once', async () => {
    await keepDraft(storage.db, { id: 'd', person_id: 'p', lapses_at: '2026-03-19T01:30:00.000Z' });
    await keepDraft(storage.db, { id: 'd', person_id: 'p', lapses_at: '2026-03-20T01:30:00.000Z' });
    expect(await nextLapse(storage.db, AT)).toBe('2026-03-20T01:30:00.000Z');
    expect(await isDraftOpen(storage.db, 'd', '2026-03-20T01:29:00.000Z')).toBe(true);
    expect(await isDraftOpen(storage.db, 'd', '2026-03-20T01:30:00.000Z')).toBe(false);
    expect(await takeLapsedDrafts(storage.db, '2026-03-19T02:00:00.000Z')).toEqual([]);
    expect(await takeLapsedDrafts(storage.db, '2026-03-20T01:30:00.000Z')).toHaveLength(1);
    expect(await takeLapsedDrafts(storage.db, '2026-03-21T01:30:00.000Z')).toEqual([]);
    await endDraft(storage.db, 'd');
    expect(await nextLapse(storage.db, AT)).toBeNull();
  });

  it('a notice ends once, an objection is answered once', async () => {
    await insertReport(storage.db, report(1, { state: 'on_notice', path: 'entering' }));
    const notice = {
      id: 'n',
      report_id: 'r1',
      village: VILLAGE,
      text: '3组王**户',
      opened_on: '2026-03-18',
      days: 5,
      ends_on: '2026-03-25',
      ends_at: '2026-03-25T16:00:00.000Z',
      state: 'open' as const,
      closed_at: null,
    };
    await insertPublicNotice(storage.db, notice);
    expect(await openNoticesWithin(storage.db, '内蒙古自治区')).toEqual([notice]);
    expect(await nextNoticeEnd(storage.db, AT)).toBe(notice.ends_at);
    expect(await noticesEnding(storage.db, '2026-03-25T15:59:59.999Z')).toEqual([]);
    expect(await noticesEnding(storage.db, notice.ends_at)).toEqual([notice]);
    await insertObjection(storage.db, {
      id: randomUUID(),
      number: 1,
      village: VILLAGE,
      notice_id: 'n',
      report_id: 'r1',
      by_id: null,
      text: '有楼',
      at: AT,
      state: 'open',
      answer: null,
      answered_by: null,
      answered_at: null,
    });
    expect(await countOpenObjections(storage.db, 'r1')).toBe(1);
    const [objection] = await storage.db.selectFrom('objections').selectAll().execute();
    const answer = { state: 'dismissed' as const, answer: '不成立', answered_by: 'p', answered_at: AT };
    expect(await answerObjection(storage.db, objection?.id ?? '', answer)).toBe(true);
    expect(await answerObjection(storage.db, objection?.id ?? '', answer)).toBe(false);
    expect(await countOpenObjections(storage.db, 'r1')).toBe(0);
    expect(await closePublicNotice(storage.db, 'n', 'ended', AT)).toBe(true);
    expect(await closePublicNotice(storage.db, 'n', 'stopped', AT)).toBe(false);
    expect((await latestNoticeOf(storage.db, 'r1'))?.state).toBe('ended');
  });
});
