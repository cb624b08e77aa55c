import { randomUUID } from 'node:crypto';
import { addDays } from '../../calendar/calendar.ts';
import type { JobResult, Notice } from '../../job/job.ts';
import { findDates, maskNumbers, maskPhones, numeralValue } from '../../language/language.ts';
import {
  appendDutyEvents,
  type DutyAskRow,
  type DutyRow,
  insertAsk,
  nextDutyCount,
  openAskAbout,
  openAsksOf,
  updateOpenDuties,
} from '../../storage/storage.ts';
import { laterOf } from '../days.ts';
import { followOf } from '../duty-words.ts';
import { momentOfStep, nextStep } from '../ladder.ts';
import type { Member } from '../staff.ts';
import type { AskedPick } from '../state.ts';
import {
  askedAlready,
  askNotice,
  askOptions,
  extensionAsked,
  handedBack,
  NO_SUPERIOR,
  UNTIL_EARLIER,
  UNTIL_FAR,
  UNTIL_MISSING,
  UNTIL_PAST,
} from '../wording.ts';
import { asked, notThese } from './own.ts';
import { reply, settled, type Turn } from './turn.ts';
import { whichDuties } from './which.ts';

const MOST_DAYS = 90;
const ASK_NUMBERS = 99;
const SPAN =
  /^(?:再)?(?:延|推迟|宽限)?(?:期)?\s*(\d{1,2}|[一二两三四五六七八九十半]{1,3})个?(天|日|周|星期|礼拜)/;

/** 延期到25号: the superior is asked; until he agrees nothing changes. */
export async function askLater(
  turn: Turn,
  { number, rest }: { number: number | null; rest: string },
): Promise<JobResult | null> {
  const found = await oneDuty(turn, number, '延期', { word: 'extend', note: rest });
  if (found === null || 'reply' in found) return found;
  const until = untilOf(turn, found, rest);
  if ('wrong' in until) {
    const pick = asked(turn, { word: 'extend', note: '', number: found.number });
    return reply({ state: { ...turn.state, pick } }, until.wrong, { about: 'duty-extend' });
  }
  return ask(turn, found, { kind: 'extend', untilOn: until.day, reason: until.reason });
}

/** 不是我负责: the superior names another. */
export async function handBack(
  turn: Turn,
  { number, reason }: { number: number | null; reason: string },
): Promise<JobResult | null> {
  const found = await oneDuty(turn, number, '不是我负责', { word: 'hand-back', note: reason });
  if (found === null || 'reply' in found) return found;
  return ask(turn, found, { kind: 'hand_back', untilOn: null, reason: reason === '' ? null : reason });
}

async function oneDuty(
  turn: Turn,
  number: number | null,
  word: string,
  pick: Pick<AskedPick, 'word' | 'note'>,
): Promise<DutyRow | JobResult | null> {
  const which = await whichDuties(turn, number === null ? [] : [number]);
  if (which.kind === 'none' || (which.kind === 'closed' && number === null)) return null;
  const refusal = notThese(turn, which, word, pick);
  if (refusal !== null) return refusal;
  return which.kind === 'these' ? (which.duties[0] ?? null) : null;
}

/** 25号, 到下周五, 再延三天: the day alone, after it was asked for. */
export function tellsDay(text: string, at: Date): boolean {
  if (SPAN.test(text)) return true;
  const rest = text.replace(/^(?:那就|就|想|先)?(?:延期|延|改|推迟)?到?/, '');
  return findDates(rest, at, { future: true })[0]?.start === 0;
}

/** 到25号, 三天, 到下周五 因为下雨 */
function untilOf(
  { context, tick }: Turn,
  duty: DutyRow,
  rest: string,
): { day: string; reason: string | null } | { wrong: string } {
  const span = SPAN.exec(rest);
  const base = laterOf(duty.due_on, tick.today);
  const days = numeralValue(span?.[1] ?? '');
  const dates = span === null ? findDates(rest, context.at, { future: true }) : [];
  const [date] = dates;
  const day =
    span !== null && days !== null
      ? addDays(base, Math.round(days * (/[周星礼]/.test(span[2] ?? '') ? 7 : 1)))
      : (date?.to ?? null);
  if (day === null) return { wrong: UNTIL_MISSING(duty.number) };
  if (day < tick.today) return { wrong: UNTIL_PAST(day) };
  if (day <= duty.due_on) return { wrong: UNTIL_EARLIER(day, duty.due_on) };
  if (day > addDays(tick.today, MOST_DAYS)) return { wrong: UNTIL_FAR };
  const end = span !== null ? span[0].length : (date?.end ?? 0);
  const reason = rest
    .slice(end)
    .replace(/^(?:前|之前|为止|再办|办完)?[\s,，。:：;；]*/, '')
    .trim();
  return { day, reason: reason === '' ? null : reason };
}

async function ask(
  turn: Turn,
  duty: DutyRow,
  asked: { kind: DutyAskRow['kind']; untilOn: string | null; reason: string | null },
): Promise<JobResult> {
  const { context, tick } = turn;
  if ((await openAskAbout(context.db, duty.id)) !== undefined)
    return reply(settled(turn), askedAlready(duty), { about: 'duty-asked' });
  const staff = await tick.staff();
  const member = staff.member(context.person.id);
  const superiors = member === null ? [] : staff.superiorsOf(member);
  const [first] = superiors;
  if (first === undefined) return reply(settled(turn), NO_SUPERIOR, { about: 'duty-asked' });
  const number = await freeAskNumber(turn, first.region);
  const reason = asked.reason === null ? null : maskPhones(maskNumbers(asked.reason)).slice(0, 200);
  const row: DutyAskRow = {
    id: randomUUID(),
    number,
    region: first.region,
    duty_id: duty.id,
    kind: asked.kind,
    by_id: context.person.id,
    until_on: asked.untilOn,
    reason,
    at: tick.now,
    state: 'open',
    decided_by: null,
    decided_at: null,
  };
  await insertAsk(context.db, row);
  await leaveWithSuperior(turn, duty, asked.kind, first);
  const names = superiors.map(({ name }) => name);
  const text =
    asked.untilOn === null ? handedBack(duty, names) : extensionAsked(duty, asked.untilOn, tick.today, names);
  return reply(settled(turn), text, {
    about: 'duty-asked',
    notices: superiors.map((superior) => askedNotice(turn, duty, row, superior)),
  });
}

function askedNotice({ context, tick }: Turn, duty: DutyRow, row: DutyAskRow, superior: Member): Notice {
  return {
    to: superior.id,
    text: askNotice(
      {
        number: row.number,
        who: context.person.name,
        place: duty.region,
        text: duty.text,
        dueOn: duty.due_on,
        untilOn: row.until_on,
        reason: row.reason,
      },
      row.kind,
      tick.today,
    ),
    options: askOptions(row.number, row.kind),
    about: 'duty-ask',
    key: `duty-ask:${row.id}:${superior.id}`,
    run: duty.id,
  };
}

/** 1 to 99 and round again, past those that still wait. */
async function freeAskNumber({ context }: Turn, region: string): Promise<number> {
  const waiting = new Set((await openAsksOf(context.db, region)).map(({ number }) => number));
  for (let tries = 0; tries < ASK_NUMBERS; tries++) {
    const count = await nextDutyCount(context.db, region, 'ask');
    const number = ((count - 1) % ASK_NUMBERS) + 1;
    if (!waiting.has(number)) return number;
  }
  return Math.max(...waiting) + 1;
}

/** What was handed back lies with the superior: the ladder goes on from his level, so that it lies nowhere for ever. */
async function leaveWithSuperior(
  { context, tick }: Turn,
  duty: DutyRow,
  kind: DutyAskRow['kind'],
  superior: Member,
): Promise<void> {
  const event = kind === 'extend' ? 'extension-asked' : 'handed-back';
  const state = kind === 'extend' ? duty.state : 'handed_back';
  await appendDutyEvents(context.db, [
    {
      duty_id: duty.id,
      at: tick.now,
      actor_id: context.person.id,
      event,
      from_state: duty.state,
      to_state: state,
      note: null,
    },
  ]);
  if (kind === 'extend') return;
  const stage = superior.role === 'township' ? 'township' : 'county';
  const higher = duty.stage === 'county' || duty.stage === 'listed' ? duty.stage : stage;
  const next = nextStep(
    { dueOn: duty.due_on, advance: [], stage: higher, level: duty.level },
    followOf(tick, duty),
    // He has answered: until its last day it is with the superior, and nobody above hears of it as overdue.
    laterOf(duty.due_on, tick.today),
    tick.calendar,
  );
  if (next.kind === 'no-calendar') tick.missing.add(next.year);
  await updateOpenDuties(context.db, [duty.id], {
    state: 'handed_back',
    stage: higher,
    advance: '[]',
    escalated_at: tick.now,
    next_step_at: next.kind === 'step' ? momentOfStep(next, duty.remind_at) : null,
    waits_calendar: next.kind === 'no-calendar' ? 1 : 0,
  });
}
