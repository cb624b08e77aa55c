import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inBook, verifyAudit } from '../../../src/register/register.ts';
import { nextStep } from '../../../src/report/filing/chain.ts';
import { PATHS, type PathId } from '../../../src/report/filing/paths.ts';
import { contentColumns } from '../../../src/report/filing/store.ts';
import {
  eventsOf,
  openStorage,
  type ReportState,
  type Storage,
  versionsOf,
} from '../../../src/storage/storage.ts';
import { wipe } from '../../databases.ts';
import { secrets } from '../../register/desk.ts';
import { setStage } from './stage.ts';

let storage: Storage;
beforeAll(async () => {
  storage = await openStorage('sqlite::memory:');
});
afterAll(() => storage.close());

const WORDS = [
  '三组王建国媳妇昨天住院了，自己花了八千',
  '二组李二旺家房子漏雨了',
  '王建国电话换成13812345678了',
  '三组王建国申请纳入监测，看病花了八万',
  '对',
  '对',
  '对',
  '全对',
  '取消',
  '同一件',
  '补充',
  '新的',
  '确定',
  '金额改成九千',
  '低保一个月多少钱',
  '我家想申请监测，媳妇看病花了八万',
  '不清楚',
  '待审',
  '公示',
  '通过 全部',
  '看 1',
  '通过 1',
  '通过 1',
  '通过 2',
  '通过 1 2 3',
  '通过 1 收支生活保障',
  '退回 1 缺发票',
  '退回 2',
  '驳回 3 没有',
  '撤回 1',
  '撤回 2',
  '重报 1',
  '重报 1 金额改成一万',
  '异议 1 他家有楼',
  '匿名异议 2 他家有车',
  '答复 异议 1 不成立 没有',
  '答复 异议 1 成立 属实',
  '🙂',
  '1',
  '',
];
const PEOPLE = [
  'wang',
  'wang',
  'bao',
  'bao',
  'town',
  'county',
  'jianguo',
  'erwang',
  'other',
  'admin',
  'nobody',
];
const step = fc.record({
  who: fc.constantFrom(...PEOPLE),
  text: fc.constantFrom(...WORDS),
  picture: fc.constantFrom(false, false, false, true),
  days: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 4),
});

const ROLE_AT = { village: ['wang', 'bao'], township: ['town', 'town2'], county: ['county'] } as const;

it('from any order of messages: no illegal state, history complete, versions never lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      await wipe(storage);
      const stage = await setStage(storage);
      for (const { who, text, picture, days } of steps) {
        if (days > 0) await stage.until(new Date(stage.now.getTime() + days * 86_400_000).toISOString());
        await stage.tell(who, text, picture ? [{ kind: 'image', name: '图.jpg' }] : []);
      }
      await checkEverything();
    }),
    { numRuns: 60, endOnFailure: true },
  );
}, 120_000);

async function checkEverything(): Promise<void> {
  const { db } = storage;
  for (const row of await db.selectFrom('reports').selectAll().execute()) {
    const events = await eventsOf(db, row.id);
    const versions = await versionsOf(db, row.id);
    // The history has no gap: each line begins where the one before ended, and the last is where it stands.
    let state = 'draft';
    for (const event of events) {
      expect(event.from_state).toBe(state);
      state = event.to_state;
      if (event.event !== 'pass') continue;
      const taken = nextStep({ path: row.path as PathId, state: event.from_state as ReportState });
      expect(event.to_state).toBe(taken?.to);
      const told = versions.filter(({ version }) => version <= event.version).map(({ by_id }) => by_id);
      expect([row.reporter_id, ...told]).not.toContain(event.actor_id);
      if (taken?.level) {
        // Where the whole village told of it, the township looks for the village.
        const alone = taken.level === 'village' && ROLE_AT.village.every((id) => told.includes(id));
        const may: readonly string[] = ROLE_AT[alone ? 'township' : taken.level];
        expect(may).toContain(event.actor_id);
      }
    }
    expect(state).toBe(row.state);
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
    expect(versions.at(-1)?.version).toBe(row.version);
    expect(JSON.parse(versions.at(-1)?.content ?? 'null')).toMatchObject(contentColumns(row));
    if (row.state === 'confirmed') {
      const begun = events.findLastIndex(({ event }) => ['filed', 'resubmit', 'supplement'].includes(event));
      const taken = events.slice(begun).filter(({ event }) => event === 'pass' || event === 'open-notice');
      expect(taken.length).toBe(PATHS[row.path as PathId].steps.length);
    }
    const notices = await db
      .selectFrom('public_notices')
      .selectAll()
      .where('report_id', '=', row.id)
      .execute();
    expect(notices.filter((notice) => notice.state === 'open').length).toBeLessThanOrEqual(1);
    if (notices.some((notice) => notice.state === 'open')) expect(row.state).toBe('on_notice');
  }
  const audit = await inBook(storage, { secrets, now: '2026-12-01T00:00:00.000Z' }, verifyAudit);
  expect(audit.ok).toBe(true);
}
