import type { JobResult, Notice } from '../../job/job.ts';
import { isWithin } from '../../policies/policies.ts';
import { matchNames, nameOfPlace, personById } from '../../register/register.ts';
import {
  appendDutyEvents,
  askNumbered,
  type DutyAskRow,
  type DutyRow,
  decideAsk,
  findDuty,
  holdOpenDuty,
  openAsksOf,
  updateOpenDuties,
} from '../../storage/storage.ts';
import { wordOf } from '../duty-words.ts';
import { numbersFor, planOf } from '../open.ts';
import { takeBack } from '../settle.ts';
import { levelOf, type Member } from '../staff.ts';
import * as words from '../wording.ts';
import { reply, settled, type Turn } from './turn.ts';

/** A question with its duty, for somebody who may decide on it. */
interface Found {
  ask: DutyAskRow;
  duty: DutyRow;
  /** Who asked. */
  name: string;
}

const maySee = ({ context }: Turn): boolean =>
  context.person.role === 'township' || context.person.role === 'office';

/** 待我定 */
export async function listAsks(turn: Turn): Promise<JobResult | null> {
  if (!maySee(turn)) return null;
  const { db, person } = turn.context;
  const lines: string[] = [];
  const options: string[] = [];
  for (const ask of await openAsksOf(db, person.region)) {
    const duty = await findDuty(db, ask.duty_id);
    const by = await personById(db, ask.by_id);
    if (duty === undefined) continue;
    lines.push(words.askLine(told(ask, duty, by?.name ?? ''), turn.tick.today));
    if (options.length < 4) options.push(...words.askOptions(ask.number, ask.kind));
  }
  return reply(settled(turn), words.askList(lines), { options, about: 'duty-asks' });
}

function told(ask: DutyAskRow, duty: DutyRow, who: string): words.AskTold {
  const { number, until_on: untilOn, reason } = ask;
  return { number, who, place: duty.region, text: duty.text, dueOn: duty.due_on, untilOn, reason };
}

/** The question that is meant: a number, or the only one that waits. A result: what is said instead. */
async function found(
  turn: Turn,
  number: number | null,
  word: string,
  kind: DutyAskRow['kind'] | null,
): Promise<Found | JobResult | null> {
  if (!maySee(turn)) return null;
  const { db, book, person } = turn.context;
  const open = (await openAsksOf(db, person.region)).filter((ask) => kind === null || ask.kind === kind);
  const [only, second] = open;
  if (number === null && only === undefined) return null;
  if (number === null && second !== undefined) {
    const list = await listAsks(turn);
    return list === null
      ? null
      : { ...list, reply: { ...list.reply, text: `${words.WHICH_ASK(word)}\n${list.reply.text}` } };
  }
  const ask = number === null ? only : await askNumbered(db, person.region, number);
  if (ask === undefined) return reply(settled(turn), words.noSuchAsk(number ?? 0), { about: 'duty-decided' });
  if (ask.state !== 'open') {
    const by = ask.decided_by === null ? null : await personById(db, ask.decided_by);
    const text = words.askDecided(ask.number, by?.name ?? '', words.momentWords(ask.decided_at ?? ask.at));
    return reply(settled(turn), text, { about: 'duty-decided' });
  }
  const duty = await holdOpenDuty(db, book.kind, ask.duty_id);
  if (duty === undefined) return reply(settled(turn), words.noSuchAsk(ask.number), { about: 'duty-decided' });
  return { ask, duty, name: (await personById(db, ask.by_id))?.name ?? '' };
}

/** 同意 3 */
export async function grant(turn: Turn, number: number | null): Promise<JobResult | null> {
  const what = await found(turn, number, '同意', null);
  if (what === null || 'reply' in what) return what;
  const { ask, duty, name } = what;
  if (ask.kind === 'hand_back' || ask.until_on === null)
    return reply(settled(turn), words.GRANT_IS_PASS_ON(ask.number), { about: 'duty-decided' });
  if (!(await decide(turn, ask, 'granted'))) return late(turn, ask);
  const { context, tick } = turn;
  const changed = { ...duty, due_on: ask.until_on };
  await takeBack(tick, [duty.id]);
  await updateOpenDuties(context.db, [duty.id], {
    due_on: ask.until_on,
    state: 'extended',
    stage: 'reminded',
    acknowledged_at: null,
    ack_lapses_on: null,
    escalated_at: null,
    ...replanned(turn, changed),
  });
  await happened(turn, duty, 'extended', 'extended', ask.until_on);
  return reply(settled(turn), words.granted(changed, name, tick.today), {
    about: 'duty-decided',
    notices: [notice(turn, ask, duty.person_id, words.grantedTold(changed, context.person.name, tick.today))],
  });
}

function replanned(
  { tick }: Turn,
  duty: DutyRow,
): Pick<DutyRow, 'advance' | 'next_step_at' | 'waits_calendar'> {
  const word = wordOf(duty.kind);
  return planOf(tick, {
    advance: [1, 0],
    word,
    region: duty.region,
    dueOn: duty.due_on,
    remindAt: duty.remind_at,
    level: duty.level,
  });
}

/** 不同意 3 */
export async function refuse(
  turn: Turn,
  { number, reason }: { number: number | null; reason: string },
): Promise<JobResult | null> {
  const what = await found(turn, number, '不同意', null);
  if (what === null || 'reply' in what) return what;
  const { ask, duty, name } = what;
  if (!(await decide(turn, ask, 'refused'))) return late(turn, ask);
  const { context, tick } = turn;
  // What he wanted to give away is his again, and reminded of from where it stood.
  if (ask.kind === 'hand_back') {
    await updateOpenDuties(context.db, [duty.id], {
      state: 'open',
      stage: 'reminded',
      ...replanned(turn, duty),
    });
  }
  await happened(turn, duty, 'refused', ask.kind === 'hand_back' ? 'open' : duty.state, reason || null);
  return reply(settled(turn), words.refused(duty, name), {
    about: 'duty-decided',
    notices: [notice(turn, ask, duty.person_id, words.refusedTold(duty, context.person.name, tick.today))],
  });
}

/** 转给 4 李四 */
export async function passOn(
  turn: Turn,
  { number, name }: { number: number | null; name: string },
): Promise<JobResult | null> {
  const what = await found(turn, number, '转给', 'hand_back');
  if (what === null || 'reply' in what) return what;
  const { ask, duty } = what;
  const { context, tick } = turn;
  const say = (text: string): JobResult => reply(settled(turn), text, { about: 'duty-decided' });
  if (name === '') return say(words.NAME_MISSING(ask.number));
  const people = await named(turn, name);
  const [to, second] = people;
  if (to === undefined) return say(words.nameUnknown(name));
  if (second !== undefined)
    return say(
      words.severalNames(
        ask.number,
        to.name,
        people.map(({ region }) => nameOfPlace(region)),
      ),
    );
  if (to.id === duty.person_id) return say(words.HE_HIMSELF);
  if (!(await decide(turn, ask, 'granted'))) return late(turn, ask);
  const [newNumber = duty.number] = await numbersFor(context.db, [{ person: to }]);
  const moved: DutyRow = {
    ...duty,
    person_id: to.id,
    level: levelOf(to.role as Member['role']),
    number: newNumber,
  };
  await takeBack(tick, [duty.id]);
  await updateOpenDuties(context.db, [duty.id], {
    person_id: to.id,
    level: moved.level,
    number: newNumber,
    state: 'open',
    stage: 'reminded',
    acknowledged_at: null,
    escalated_at: null,
    ...replanned(turn, moved),
  });
  await happened(turn, duty, 'passed-on', 'open', to.id);
  return reply(settled(turn), words.passedOn(duty, to.name), {
    about: 'duty-decided',
    notices: [
      notice(turn, ask, to.id, words.handedTo(moved, tick.today, context.person.name), moved.number),
      notice(turn, ask, duty.person_id, words.passedOnTold(duty, to.name)),
    ],
  });
}

/** Staff of the speaker's own place by name, with a village's name before it where there are several. */
async function named({ context, tick }: Turn, written: string): Promise<Member[]> {
  const staff = (await tick.staff()).all().filter(({ region }) => isWithin(region, context.person.region));
  const whole = matchNames(written, staff, ({ name }) => name);
  if (whole !== null) return whole.found;
  const placed = staff.filter(({ region }) => written.startsWith(nameOfPlace(region)));
  const inPlace = placed.filter(
    ({ name, region }) =>
      matchNames(written.slice(nameOfPlace(region).length).trim(), [name], (known) => known) !== null,
  );
  return inPlace;
}

async function decide(
  { context, tick }: Turn,
  ask: DutyAskRow,
  state: 'granted' | 'refused',
): Promise<boolean> {
  return decideAsk(context.db, ask.id, { state, by: context.person.id, at: tick.now });
}

function late(turn: Turn, ask: DutyAskRow): JobResult {
  return reply(settled(turn), words.askDecided(ask.number, '刚才', words.momentWords(turn.tick.now)), {
    about: 'duty-decided',
  });
}

async function happened(
  { context, tick }: Turn,
  duty: DutyRow,
  event: string,
  to: DutyRow['state'],
  note: string | null,
): Promise<void> {
  await appendDutyEvents(context.db, [
    {
      duty_id: duty.id,
      at: tick.now,
      actor_id: context.person.id,
      event,
      from_state: duty.state,
      to_state: to,
      note,
    },
  ]);
}

function notice(
  _turn: Turn,
  ask: DutyAskRow,
  to: string,
  text: string,
  number: number | null = null,
): Notice {
  return {
    to,
    text,
    options: number === null ? [] : [`收到 ${number}`, `完成 ${number}`],
    about: 'duty-decided',
    key: `duty-decided:${ask.id}:${to}`,
    run: ask.duty_id,
  };
}
