import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/clock/clock.ts';
import type { Notice } from '../../src/job/job.ts';
import { createVillageNoticePart } from '../../src/remind/village-notices/village-notices.ts';
import {
  closePublicNotice,
  insertPublicNotice,
  insertReport,
  noticesToOpen,
  openStorage,
  type Storage,
} from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { plantVillage } from './broadcast/stage.ts';
import { type Stage, setStage, VILLAGE } from './stage.ts';

const databases = await databasesForThisFile();
const FROM = '2026-03-18T02:00:00.000Z';

describe.each(databases.filter(({ skip }) => !skip))(
  'a village hears of its notices, on $name',
  (database) => {
    let storage: Storage;
    let stage: Stage;
    const part = createVillageNoticePart();

    beforeAll(async () => {
      storage = await openStorage(await database.freshUrl());
    });
    afterAll(() => storage.close());
    beforeEach(async () => {
      await wipe(storage);
      stage = await setStage(storage, FROM, { plant: plantVillage });
    });

    const due = (): Promise<Notice[]> =>
      stage.inside((book) => {
        const at = stage.clock.now();
        return part.due({ db: book.db, book, at, asOf: localDate(at) });
      });

    async function hangOut(number: number, householdId: string): Promise<string> {
      const id = `n${number}`;
      await insertReport(storage.db, {
        id: `r${number}`,
        number,
        village: VILLAGE,
        household_id: householdId,
        kind: 'monitor_in',
        path: 'monitor_in',
        state: 'on_notice',
        version: 1,
        reporter_id: 'wang',
        member: null,
        occurred_on: null,
        span_to: null,
        amount: null,
        count: null,
        unit: null,
        stage: null,
        note: null,
        phone_sealed: null,
        filed_at: FROM,
        updated_at: FROM,
      });
      await insertPublicNotice(storage.db, {
        id,
        report_id: `r${number}`,
        village: VILLAGE,
        text: `${number}组王**户拟纳入监测`,
        opened_on: '2026-03-18',
        days: 5,
        ends_on: '2026-03-25',
        ends_at: '2026-03-25T16:00:00.000Z',
        state: 'open',
        closed_at: null,
      });
      return id;
    }

    it('once when one opens, without the household it is about; once more when it is over', async () => {
      expect(await due()).toEqual([]);
      const id = await hangOut(1, 'h1');
      const opened = await due();
      expect(opened).toMatchObject([
        { to: 'erwang', about: 'public-notice', key: 'public-notice:n1:opened:erwang' },
      ]);
      expect(opened[0]?.text).toContain('王**');
      expect(await due()).toEqual([]);
      await closePublicNotice(storage.db, id, 'ended', '2026-03-25T16:00:00.000Z');
      const over = await due();
      expect(over.map(({ to }) => to).toSorted()).toEqual(['erwang', 'jianguo']);
      expect(over[0]?.text).toContain('没有人提异议');
      expect(await due()).toEqual([]);
    });

    it('of several at once in one message, and of none that had ended unheard', async () => {
      await hangOut(1, 'h1');
      await hangOut(2, 'h2');
      const opened = await due();
      expect(opened).toHaveLength(2);
      expect(opened[0]?.text.match(/拟纳入监测/g)).toHaveLength(2);
      const unheard = await hangOut(3, 'h1');
      await closePublicNotice(storage.db, unheard, 'stopped', FROM);
      expect(await noticesToOpen(storage.db)).toEqual([]);
      expect(await due()).toEqual([]);
    });
  },
);
