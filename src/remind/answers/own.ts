import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { localDate } from '../../clock/clock.ts';
import type { JobResult } from '../../job/job.ts';
import { maskNumbers, maskPhones } from '../../language/language.ts';
import {
  appendDutyEvents,
  closedDutiesOf,
  type DutyRow,
  findDuty,
  hasDraft,
  insertDutyAttachments,
  openDutiesOf,
  updateOpenDuties,
} from '../../storage/storage.ts';
import { momentOf } from '../days.ts';
import { endsBy, followOf } from '../duty-words.ts';
import { nextStep } from '../ladder.ts';
import { endDuties } from '../settle.ts';
import type { AskedPick } from '../state.ts';
import {
  acknowledged,
  alreadyAcknowledged,
  completed,
  dutyList,
  endsByReport,
  fileKept,
  noSuchDuty,
  reminderOptions,
  whichDuty,
} from '../wording.ts';
import { colleaguesDuties, toldResponsible } from './helping.ts';
import { reply, settled, type Turn } from './turn.ts';
import { type Which, whichDuties } from './which.ts';

const PICK_MS = 30 * 60 * 1000;
const FILE_MS = 10 * 60 * 1000;
const NOTE = 500;
const advanceSchema = z.array(z.union([z.number(), z.string()]));

/** 我的待办 */
export async function mine(turn: Turn): Promise<JobResult> {
  const duties = await openDutiesOf(turn.context.db, turn.context.person.id);
  const [first] = duties;
  const options = first === undefined ? [] : reminderOptions(first.number, endsBy(first.kind));
  return reply(settled(turn), dutyList(duties, turn.tick.today), {
    options: duties.length > 1 ? ['全部收到'] : options,
    about: 'duty-mine',
  });
}

/** 收到: keeps the next reminder away for some working days; once for each step of the ladder. */
export async function acknowledge(
  turn: Turn,
  { numbers, all }: { numbers: readonly number[]; all: boolean },
): Promise<JobResult | null> {
  const { context } = turn;
  const open = all ? await openDutiesOf(context.db, context.person.id) : [];
  const which: Which =
    all && open.length > 0
      ? await whichDuties(
          turn,
          open.map(({ number }) => number),
        )
      : await whichDuties(turn, numbers);
  if (which.kind === 'none' || (which.kind === 'closed' && numbers.length === 0)) return null;
  const refusal = notThese(turn, which, '收到', { word: 'ack', note: '' });
  if (refusal !== null) return refusal;
  if (which.kind !== 'these') return null;
  const fresh = which.duties.filter(({ ack_lapses_on }) => ack_lapses_on === null);
  let until: Lapse | null = null;
  for (const duty of fresh) until = later(until, await acknowledgeOne(turn, duty));
  const lines =
    fresh.length === 0
      ? which.duties.map(alreadyAcknowledged)
      : [acknowledged(fresh, until, turn.tick.today)];
  const [only] = which.duties;
  return reply(settled(turn), [...lines, ...which.lines].join('\n'), {
    options: which.duties.length === 1 && only !== undefined ? [`完成 ${only.number}`] : [],
    about: 'duty-acknowledged',
  });
}

/** When an acknowledgement counts no more, and whether a superior hears of it then. */
interface Lapse {
  on: string;
  goesUp: boolean;
}

function later(a: Lapse | null, b: Lapse | null): Lapse | null {
  return a === null || (b !== null && b.on > a.on) ? b : a;
}

async function acknowledgeOne({ context, tick }: Turn, duty: DutyRow): Promise<Lapse | null> {
  const follow = followOf(tick, duty);
  const lapses = tick.calendar.workingDaysAfter(tick.today, follow.acknowledged);
  if (!lapses.ok) tick.missing.add(lapses.year);
  const until = lapses.ok ? momentOf(lapses.day, duty.remind_at) : null;
  const next =
    duty.next_step_at !== null && until !== null && until > duty.next_step_at ? until : duty.next_step_at;
  const state = duty.state === 'open' || duty.state === 'extended' ? 'acknowledged' : duty.state;
  await updateOpenDuties(context.db, [duty.id], {
    state,
    acknowledged_at: tick.now,
    ack_lapses_on: lapses.ok ? lapses.day : null,
    next_step_at: next,
  });
  await note(context, duty, 'acknowledged', state, null);
  if (!lapses.ok || next === null) return null;
  const advance = advanceSchema.parse(JSON.parse(duty.advance)).filter((day) => typeof day === 'string');
  const step = nextStep(
    { dueOn: duty.due_on, advance, stage: duty.stage, level: duty.level },
    follow,
    tick.today,
    tick.calendar,
  );
  const goesUp = step.kind === 'step' && step.stage !== 'reminded' && step.stage !== 'again';
  // The day on which something is heard: the acknowledgement may lapse long before the next step.
  return { on: localDate(new Date(next)), goesUp };
}

async function note(
  { db, person, at }: Turn['context'],
  duty: DutyRow,
  event: string,
  to: DutyRow['state'],
  text: string | null,
): Promise<void> {
  await appendDutyEvents(db, [
    {
      duty_id: duty.id,
      at: at.toISOString(),
      actor_id: person.id,
      event,
      from_state: duty.state,
      to_state: to,
      note: text,
    },
  ]);
}

/** 完成: ends it, with what was written and sent along. */
export async function complete(
  turn: Turn,
  { numbers, note: written }: { numbers: readonly number[]; note: string },
): Promise<JobResult | null> {
  const which = await whichDuties(turn, numbers);
  if (which.kind === 'none') return null;
  if (which.kind === 'unknown' && which.numbers.length === numbers.length) {
    const helped = await colleaguesDuties(turn, numbers);
    if (helped.length > 0) return finish(turn, { duties: helped, lines: [] }, written);
  }
  const refusal = notThese(turn, which, '完成', { word: 'done', note: written });
  if (refusal !== null) return refusal;
  return which.kind === 'these' ? finish(turn, which, written) : null;
}

async function finish(
  turn: Turn,
  which: { duties: readonly DutyRow[]; lines: readonly string[] },
  written: string,
): Promise<JobResult> {
  const { context, tick } = turn;
  const told = maskPhones(maskNumbers(written)).slice(0, NOTE);
  // A visit, a returned report, a notice that is over: what was seen or decided is recorded where it belongs.
  const byReport = which.duties.filter(({ kind }) => endsBy(kind) === 'report');
  const done = which.duties.filter(({ kind }) => endsBy(kind) !== 'report');
  const notYet = byReport.map(endsByReport);
  if (done.length === 0)
    return reply(settled(turn), [...notYet, ...which.lines].join('\n'), { about: 'duty-by-report' });
  const ids = done.map(({ id }) => id);
  await endDuties(
    tick,
    ids,
    { state: 'done', done_by: context.person.id },
    context.person.id,
    told === '' ? null : told,
  );
  const [first] = done;
  if (first !== undefined) await keepFiles(turn, first);
  const text = completed(done, told !== '', context.attachments.length);
  const until = new Date(context.at.getTime() + FILE_MS).toISOString();
  const state = { ...settled(turn).state, file: first === undefined ? null : { duty: first.id, until } };
  return reply({ state }, [text, ...notYet, ...which.lines].join('\n'), {
    about: 'duty-done',
    notices: toldResponsible(turn, done),
  });
}

async function keepFiles({ context }: Turn, duty: Pick<DutyRow, 'id'>): Promise<void> {
  await insertDutyAttachments(
    context.db,
    context.attachments.map(({ kind, name, file }) => ({
      id: randomUUID(),
      duty_id: duty.id,
      kind,
      name: maskPhones(maskNumbers(name)),
      file: file ?? null,
      by_id: context.person.id,
      at: context.at.toISOString(),
    })),
  );
}

/** Pictures alone, right after 完成, or after a visit was told: that one the reporting job has recorded. */
export async function attach(turn: Turn): Promise<JobResult | null> {
  const { file } = turn.state;
  const duty = file === null ? await justVisited(turn) : await findDuty(turn.context.db, file.duty);
  if (duty === undefined) return null;
  await keepFiles(turn, duty);
  return reply(turn, fileKept(turn.context.attachments.length, duty), { about: 'duty-file' });
}

/** The visit that the speaker has just told of; nothing where a report is being written, for a picture is its then. */
async function justVisited({ context: { db, person, at } }: Turn): Promise<DutyRow | undefined> {
  if (await hasDraft(db, person.id, at.toISOString())) return undefined;
  const since = new Date(at.getTime() - FILE_MS).toISOString();
  return (await closedDutiesOf(db, person.id, 5)).find(
    ({ kind, state, done_by, closed_at }) =>
      kind === 'visit' && state === 'cleared' && done_by === person.id && (closed_at ?? '') >= since,
  );
}

/** What is asked back, for as long as it is waited for. */
export function asked({ context }: Turn, pick: Omit<AskedPick, 'until'>): AskedPick {
  return { ...pick, until: new Date(context.at.getTime() + PICK_MS).toISOString() };
}

/** Where no open duty is meant, what is said instead. */
export function notThese(
  turn: Turn,
  which: Which,
  word: string,
  pick: Pick<AskedPick, 'word' | 'note'>,
): JobResult | null {
  const { today } = turn.tick;
  switch (which.kind) {
    case 'several': {
      const state = { ...turn.state, pick: asked(turn, { ...pick, number: null }) };
      const options = which.duties.slice(0, 4).map(({ number }) => `${word} ${number}`);
      return reply({ state }, `${whichDuty(word)}\n${dutyList(which.duties, today)}`, {
        options: word === '收到' ? [...options, '全部收到'] : options,
        about: 'duty-which',
      });
    }
    case 'unknown':
      return reply(settled(turn), `${noSuchDuty(which.numbers)}\n${dutyList(which.duties, today)}`, {
        about: 'duty-which',
      });
    case 'closed':
      return reply(settled(turn), which.lines.join('\n'), { about: 'duty-late' });
    default:
      return null;
  }
}
