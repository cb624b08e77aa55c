import { clear } from '../outbox/outbox.ts';
import {
  appendDutyEvents,
  closeAsksAbout,
  type Db,
  type DutyChange,
  findDuties,
  remindersAbout,
  type SettledDuty,
  updateOpenDuties,
} from '../storage/storage.ts';
import { KINDS } from './kinds/index.ts';
import type { Tick } from './tick.ts';

/** Ends the duties whose fact is settled. Gives them, each with who settled it. */
export async function settleByFacts(tick: Tick): Promise<SettledDuty[]> {
  const settled = new Map<string, SettledDuty>();
  for (const kind of KINDS) {
    for (const duty of await kind.settled(tick)) if (!settled.has(duty.id)) settled.set(duty.id, duty);
  }
  const all = [...settled.values()];
  const alike = new Map<string, SettledDuty[]>();
  for (const duty of all) {
    const key = `${duty.by_id}:${duty.cleared_by}`;
    alike.set(key, [...(alike.get(key) ?? []), duty]);
  }
  for (const group of alike.values()) {
    const [first] = group;
    if (first === undefined) continue;
    await endDuties(
      tick,
      group.map(({ id }) => id),
      { state: 'cleared', done_by: first.by_id, cleared_by: first.cleared_by },
      first.by_id ?? 'system',
      null,
    );
  }
  return all;
}

/** Ends open duties: what was still to be sent about them is taken back, what was asked about them is closed. */
export async function endDuties(
  { db, now }: { db: Db; now: string },
  ids: readonly string[],
  change: DutyChange & { state: 'done' | 'cleared' | 'dropped' },
  actor: string,
  note: string | null,
): Promise<void> {
  if (ids.length === 0) return;
  const before = new Map((await findDuties(db, ids)).map((duty) => [duty.id, duty.state]));
  await updateOpenDuties(db, ids, { ...change, closed_at: now, next_step_at: null, waits_calendar: 0, note });
  await appendDutyEvents(
    db,
    ids.map((id) => ({
      duty_id: id,
      at: now,
      actor_id: actor,
      event: change.state,
      from_state: before.get(id) ?? '',
      to_state: change.state,
      note: note ?? change.cleared_by ?? null,
    })),
  );
  await closeAsksAbout(db, ids, now);
  await takeBack({ db, now }, ids);
}

/** Messages about these duties do not leave any more, unless they are also about one that is still open. */
export async function takeBack({ db, now }: { db: Db; now: string }, ids: readonly string[]): Promise<void> {
  const about = await remindersAbout(db, ids);
  const others = [...new Set(about.map(({ dutyId }) => dutyId))].filter((id) => !ids.includes(id));
  const open = new Set(
    (await findDuties(db, others)).filter(({ closed_at }) => closed_at === null).map(({ id }) => id),
  );
  const kept = new Set(about.filter(({ dutyId }) => open.has(dutyId)).map(({ outboxKey }) => outboxKey));
  const keys = [...new Set(about.map(({ outboxKey }) => outboxKey))].filter((key) => !kept.has(key));
  if (keys.length > 0) await clear(db, { keys }, 'duty ended', new Date(now));
}
