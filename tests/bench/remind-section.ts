import { localDate } from '../../src/clock/clock.ts';
import { type DutyRow, insertDuties, openStorage } from '../../src/storage/storage.ts';
import { setStage, VILLAGE } from '../remind/stage.ts';
import { timed } from './contender.ts';
import { markdown } from './table.ts';

const MANY = 10_000;

/** How long one look at what is due takes with 10,000 open duties: with nothing to do, and with all of them due at once. */
export async function remindSection(): Promise<void> {
  const storage = await openStorage('sqlite::memory:');
  const stage = await setStage(storage, '2026-11-19T08:00:00+08:00');
  const look = async (iso: string): Promise<{ notices: number; ms: number }> => {
    stage.clock.set(iso);
    const at = stage.clock.now();
    const { made, ms } = await timed(() =>
      stage.inside((book) => stage.remind.due({ db: book.db, book, at, asOf: localDate(at) })),
    );
    return { notices: made.length, ms };
  };
  await look('2026-11-20T07:00:00+08:00');
  await stage.inside((book) =>
    insertDuties(
      book.db,
      Array.from({ length: MANY }, (_, index) => duty(index)),
    ),
  );
  const rows = [
    ['nothing due', await look('2026-11-20T08:00:00+08:00')],
    ['all due at once', await look('2026-11-20T08:30:00+08:00')],
    ['the minute after', await look('2026-11-20T08:31:00+08:00')],
    ['the first look of the next day', await look('2026-11-23T08:00:00+08:00')],
  ] as const;
  console.log(`## Reminding: ${MANY} open duties, SQLite in memory\n`);
  console.log(
    markdown(
      ['one look', 'ms', 'messages'],
      rows.map(([what, { ms, notices }]) => [what, ms.toFixed(1), String(notices)]),
    ),
  );
  await storage.close();
}

function duty(index: number): DutyRow {
  return {
    id: `duty-${index}`,
    key: `bench:${index}`,
    number: index + 1,
    kind: 'own',
    rule: null,
    region: VILLAGE,
    household_id: null,
    report_id: null,
    fact_id: null,
    person_id: ['wang', 'bao', 'other'][index % 3] ?? 'wang',
    level: 'village',
    text: `报送第${index}号表`,
    how: null,
    opened_at: '2026-11-01T00:00:00.000Z',
    due_on: '2026-11-20',
    remind_at: '08:30',
    advance: '["2026-11-20"]',
    state: 'open',
    stage: 'planned',
    next_step_at: '2026-11-20T00:30:00.000Z',
    waits_calendar: 0,
    acknowledged_at: null,
    ack_lapses_on: null,
    escalated_at: null,
    closed_at: null,
    done_by: null,
    cleared_by: null,
    note: null,
    verdict: null,
    verdict_by: null,
    verdict_at: null,
  };
}
