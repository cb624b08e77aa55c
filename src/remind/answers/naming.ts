import type { JobResult } from '../../job/job.ts';
import { record } from '../../register/register.ts';
import {
  appendDutyEvents,
  type DutyRow,
  findDuties,
  listedDutiesWithin,
  updateOpenDuties,
} from '../../storage/storage.ts';
import { LIST_FIRST, listedText, NOT_ON_LIST, OFFICE_ONLY, verdictKept, verdictLine } from '../wording.ts';
import { reply, settled, type Turn } from './turn.ts';

/** 通报名单: prepared by the ladder; a person decides, and nothing is sent of it by itself. */
export async function showListed(turn: Turn): Promise<JobResult> {
  const { db, person, book } = turn.context;
  if (person.role !== 'office') return reply(settled(turn), OFFICE_ONLY, { about: 'duty-list-for-naming' });
  const listed = await listedDutiesWithin(db, person.region);
  await record(book, {
    actor: person.id,
    action: 'duty.list',
    object: { kind: 'region', id: person.region },
    detail: { count: listed.length },
  });
  const names = await namesOf(turn);
  const text = listedText(
    listed.map((duty) => ({ duty, name: names(duty) })),
    turn.tick.today,
  );
  const state = { ...settled(turn).state, listed: listed.map(({ id }) => id) };
  return reply({ state }, text, {
    options: listed.length === 0 ? [] : ['通报 1', '不通报'],
    about: 'duty-list-for-naming',
  });
}

async function namesOf({ tick }: Turn): Promise<(duty: Pick<DutyRow, 'person_id'>) => string> {
  const staff = await tick.staff();
  return ({ person_id }) => staff.member(person_id)?.name ?? '';
}

/** 通报 1 3, 不通报 2, 不通报: of the list as it was shown. */
export async function decideListed(
  turn: Turn,
  { named, numbers }: { named: boolean; numbers: readonly number[] },
): Promise<JobResult | null> {
  const { context, tick, state } = turn;
  if (context.person.role !== 'office') return null;
  if (state.listed === null) return reply(settled(turn), LIST_FIRST, { about: 'duty-verdict' });
  const shown = state.listed;
  if (shown.length === 0) return reply(settled(turn), listedText([], tick.today), { about: 'duty-verdict' });
  const wrong = numbers.filter((number) => number < 1 || number > shown.length);
  if (wrong.length > 0) return reply(settled(turn), NOT_ON_LIST(wrong), { about: 'duty-verdict' });
  const ids = numbers.length === 0 ? shown : numbers.map((number) => shown[number - 1] ?? '');
  const duties = await findDuties(context.db, ids);
  const open = duties.filter(({ closed_at, verdict }) => closed_at === null && verdict === null);
  const verdict = named ? 'named' : 'spared';
  await updateOpenDuties(
    context.db,
    open.map(({ id }) => id),
    { verdict, verdict_by: context.person.id, verdict_at: tick.now },
  );
  await appendDutyEvents(
    context.db,
    open.map((duty) => ({
      duty_id: duty.id,
      at: tick.now,
      actor_id: context.person.id,
      event: verdict,
      from_state: duty.state,
      to_state: duty.state,
      note: null,
    })),
  );
  for (const { id, region } of open) {
    await record(context.book, {
      actor: context.person.id,
      action: `duty.${verdict}`,
      object: { kind: 'duty', id },
      detail: { region },
    });
  }
  const names = await namesOf(turn);
  const lines = (some: readonly DutyRow[]): string[] => some.map((duty) => verdictLine(duty, names(duty)));
  const text = verdictKept(named, lines(open), lines(duties.filter((duty) => !open.includes(duty))));
  return reply(settled(turn), text, { about: 'duty-verdict' });
}
