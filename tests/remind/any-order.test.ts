import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dutySums } from '../../src/remind/remind.ts';
import {
  DUTY_STAGES,
  type DutyRow,
  type DutyState,
  eventsOfDuty,
  openStorage,
} from '../../src/storage/storage.ts';
import { type Stage, setStage } from './stage.ts';

/** Which states may follow which; whatever people say in whatever order. */
const LEGAL: Readonly<Record<DutyState, readonly DutyState[]>> = {
  open: ['open', 'acknowledged', 'extended', 'handed_back', 'escalated', 'listed', 'done', 'dropped'],
  acknowledged: ['acknowledged', 'open', 'extended', 'handed_back', 'escalated', 'listed', 'done', 'dropped'],
  extended: ['extended', 'open', 'acknowledged', 'handed_back', 'escalated', 'listed', 'done', 'dropped'],
  handed_back: ['handed_back', 'open', 'listed', 'done', 'dropped'],
  escalated: ['escalated', 'open', 'extended', 'handed_back', 'listed', 'done', 'dropped'],
  listed: ['listed', 'open', 'extended', 'handed_back', 'done', 'dropped'],
  done: [],
  cleared: [],
  dropped: [],
};

const SAID: readonly (readonly [who: string, text: string])[] = [
  ['bao', '收到'],
  ['bao', '收到 1'],
  ['bao', '完成 1 报了'],
  ['bao', '延期到28号 在核对'],
  ['bao', '延期 1 三天'],
  ['bao', '不是我负责 1'],
  ['bao', '我的待办'],
  ['other', '完成'],
  ['other', '不归我管'],
  ['other', '全部收到'],
  ['town', '同意 1'],
  ['town', '同意'],
  ['town', '不同意 1'],
  ['town', '转给 1 王秀英'],
  ['town', '转给 李四'],
  ['town', '待我定'],
  ['county', '通报名单'],
  ['county', '通报 1'],
  ['county', '不通报'],
  ['county', '停提醒 1'],
  ['county', '恢复提醒 1'],
  ['wang', '完成 1'],
];

async function dutiesOf({ storage }: Stage): Promise<DutyRow[]> {
  return storage.db.selectFrom('duties').selectAll().where('kind', '=', 'own').orderBy('id').execute();
}

describe('whatever is said in whatever order', () => {
  test('no duty comes into a state that it may not, none moves after its end, and the sums balance', {
    timeout: 240_000,
  }, async () => {
    const moves = fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...SAID) },
        { weight: 2, arbitrary: fc.integer({ min: 1, max: 4 }) },
      ),
      { minLength: 6, maxLength: 16 },
    );
    await fc.assert(
      fc.asyncProperty(moves, async (script) => {
        const storage = await openStorage('sqlite::memory:');
        const stage = await setStage(storage, '2026-11-04T10:00:00+08:00');
        await stage.say('county', '每月5号上午9点提醒各村报送监测表');
        await stage.say('county', '对');
        await stage.until('2026-11-05T10:00:00+08:00');
        let before = await dutiesOf(stage);
        expect(before).toHaveLength(2);
        for (const move of script) {
          if (typeof move === 'number') {
            await stage.until(new Date(stage.clock.now().getTime() + move * 24 * 60 * 60_000).toISOString());
          } else expect((await stage.say(...move)).length).toBeGreaterThan(0);
          const now = await dutiesOf(stage);
          for (const duty of before) {
            const after = now.find(({ id }) => id === duty.id);
            expect(after === undefined ? [] : [after.state, ...LEGAL[duty.state]]).toContain(after?.state);
            if (after?.state !== duty.state) expect(LEGAL[duty.state]).toContain(after?.state);
            if (duty.closed_at !== null) expect(after).toEqual(duty);
          }
          before = now;
        }
        for (const duty of before) {
          const events = await eventsOfDuty(storage.db, duty.id);
          for (const { from_state, to_state, event } of events.slice(1)) {
            if (from_state !== to_state)
              expect(LEGAL[from_state as DutyState], `${event}: ${from_state} → ${to_state}`).toContain(
                to_state,
              );
          }
          expect(events.at(-1)?.to_state).toBe(duty.state);
          expect(DUTY_STAGES).toContain(duty.stage);
        }
        expect(await dutySums(storage.db, '2026-12-31')).toMatchObject({ balanced: true, lost: 0 });
        await storage.close();
      }),
      { numRuns: 12 },
    );
  });
});
