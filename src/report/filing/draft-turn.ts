import { randomUUID } from 'node:crypto';
import { findDates, numeralValue } from '../../language/language.ts';
import { householdById, matchName } from '../../register/register.ts';
import { keepDraft } from '../../storage/storage.ts';
import type { JobResult, Notice } from '../job.ts';
import {
  alreadyTold,
  BARE_NUMBER as BARE_NUMBER_ALONE,
  CANCELLED,
  dateKept,
  filesGiven,
  GROUP_HOW,
  HELD,
  NOT_UNDERSTOOD_CHANGE,
  NOTHING_MISSING,
  OPTIONS_SAME,
  STILL_HELD,
  sameKept,
  UNIT_WANTED,
  WHICH_ITEM,
} from '../wording.ts';
import { filesLeft, forItem, givenTo, itemsGiven, undecided } from './attaching.ts';
import { cardOf } from './card.ts';
import { type Change, isCorrection, isSaidWrong, isUnknown, readChange } from './correction.ts';
import { askedOf, type Draft, type Item, type Lack, lacksOf, overNow, withItem } from './draft.ts';
import { hesitates, isBareGroup, isBareNumber, putsOff, takesUp, wantsAdded } from './draft-words.ts';
import { attachToSame, closeDraft, fileOne, type Outcome, supplement } from './filing-draft.ts';
import { readApplication } from './monitoring.ts';
import { isNo, isYes, readPicks } from './orders.ts';
import {
  changed,
  comparedWithEarlier,
  noteAgain,
  readerFor,
  readItems,
  rosterFor,
  withHeadNamed,
} from './reading-in.ts';
import { inHousehold, narrow } from './resolve.ts';
import { standingsOnce } from './standings-once.ts';
import { reply, type Turn } from './turn.ts';

/** A draft that nobody confirms is over after so long. */
const DRAFT_MS = 24 * 60 * 60 * 1000;
/** A smaller number without its unit is rather a choice than a sum in yuan. */
const LEAST_BARE_SUM = 100;

/** Opens a draft from what a message tells; null where it tells no change. */
export async function openDraft(turn: Turn, message: string): Promise<JobResult | null> {
  const id = randomUUID();
  const items = await readItems(turn, message, id);
  if (items.length === 0) return null;
  const attachments = attachmentsIn(turn);
  // A villager has one household only: there is nothing to choose or to correct.
  const refused =
    turn.context.person.role === 'villager' ? items.find((item) => item.refused !== null) : undefined;
  if (refused) return reply(turn.state, refused.refused ?? '', { about: 'report-refused' });
  return keep(turn, { id, items, attachments, resubmits: null });
}

/** Keeps a draft open for another day and reads it back. */
export async function keep(turn: Turn, draft: Draft, before: readonly string[] = []): Promise<JobResult> {
  const lapses = new Date(turn.context.at.getTime() + DRAFT_MS).toISOString();
  await keepDraft(turn.context.db, { id: draft.id, person_id: turn.context.person.id, lapses_at: lapses });
  return cardOf(turn, draft, { before });
}

export function attachmentsIn({ context }: Turn): Draft['attachments'] {
  return context.attachments.map(({ kind, name, file = null }) => ({
    kind,
    name,
    messageId: context.messageId,
    file,
    for: null,
  }));
}

const BARE_NUMBER = /^第?[\d一二三四五六七八九十]+(?:组|社|队|屯|条)?$/;

/**
 * What a message says to the open draft: yes, no, an answer, a correction. Null: nothing to it.
 * `isAside`: a bare number or group behind a reply about something else, which is no correction.
 */
export async function continueDraft(turn: Turn, kept: Draft, isAside: boolean): Promise<JobResult | null> {
  const { text } = turn.context;
  if (putsOff(text)) return keep(turn, withHeld(kept, true), [HELD]);
  if (hesitates(text)) return keep(turn, kept);
  const draft = takesUp(text) ? withHeld(kept, false) : kept;
  const asked = askedOf(draft);
  const waiting = undecided(draft);
  // A bare number answers what was asked about the report first.
  const meant =
    waiting === 0 || (asked !== null && BARE_NUMBER.test(text)) ? null : itemsGiven(text, draft.items);
  if (meant !== null) return keep(turn, givenTo(draft, meant), [filesGiven(waiting, meant)]);
  const picks = picksIn(text, draft);
  if (waiting > 0 && (isYes(text) || picks?.some(({ said }) => isYes(said)))) return keep(turn, draft);
  if (picks !== null) return pick(turn, draft, picks);
  if (isYes(text) || takesUp(text)) return confirm(turn, draft, asked);
  if (asked?.lack === 'same') {
    const told = await tellWhich(turn, draft, asked.index);
    if (told !== null) return told;
  }
  if (asked?.lack === 'which') {
    const named = await nameWhich(turn, draft, asked.index);
    if (named !== null) return named;
  }
  if (isNo(text)) return keep(turn, draft, [NOT_UNDERSTOOD_CHANGE]);
  // The card says who brings a household into the book.
  if ((asked?.lack === 'refused' || asked?.lack === 'household') && wantsAdded(text))
    return keep(turn, draft);
  const bare = await bareWord(turn, draft, isAside);
  if (bare !== null) return bare;
  if (asked === null && isUnknown(text)) return keep(turn, draft, [NOTHING_MISSING]);
  return correct(turn, draft, text);
}

/** The picks of a list; of a single report only that it is dropped. */
function picksIn(text: string, { items }: Draft): ReturnType<typeof readPicks> {
  const picks = readPicks(text, items.length);
  return items.length > 1 || picks?.every(({ said }) => isDropped(said)) ? picks : null;
}

function isDropped(said: string): boolean {
  return /^(?:不报|别报|不要|取消|去掉|删)/.test(said);
}

function withHeld(draft: Draft, held: boolean): Draft {
  return { ...draft, items: draft.items.map((item) => ({ ...item, held })) };
}

/** A yes files what was not put off. */
async function confirm(turn: Turn, draft: Draft, asked: ReturnType<typeof askedOf>): Promise<JobResult> {
  const free = draft.items.filter(({ held }) => !held);
  if (free.length === 0) return keep(turn, draft, [STILL_HELD]);
  return asked === null ? fileAll(turn, draft, free) : keep(turn, draft);
}

/** A bare number picks from what was asked, or is asked about; it is no sum. */
async function bareWord(turn: Turn, draft: Draft, isAside: boolean): Promise<JobResult | null> {
  const { text } = turn.context;
  const lack = askedOf(draft)?.lack ?? null;
  if (isBareGroup(text)) {
    const about = lack === 'group' || lack === 'household' || lack === 'refused';
    return isAside && !about ? keep(turn, draft, [GROUP_HOW]) : null;
  }
  if (!isBareNumber(text) || lack === 'group' || lack === 'phone' || lack === 'count') return null;
  if (lack === 'amount')
    return numeralValue(text) !== null && Number(numeralValue(text)) < LEAST_BARE_SUM
      ? keep(turn, draft, [UNIT_WANTED])
      : null;
  return keep(turn, draft, [BARE_NUMBER_ALONE]);
}

/** Files these items of a draft; the others stay open. */
async function fileAll(turn: Turn, draft: Draft, items: readonly Item[]): Promise<JobResult> {
  const outcomes: Outcome[] = [];
  for (const item of items) outcomes.push(await fileOne(turn, forItem(draft, item), item));
  return after(turn, draft, items, outcomes);
}

async function after(
  turn: Turn,
  draft: Draft,
  settled: readonly Item[],
  outcomes: readonly Outcome[],
  { before = [], about = 'report-filed' }: { before?: readonly string[]; about?: string } = {},
): Promise<JobResult> {
  const last = outcomes.at(-1)?.row.id ?? turn.state.last;
  const lines = standingsOnce([...before, ...outcomes.flatMap((outcome) => outcome.lines)]);
  const notices = outcomes.flatMap((outcome): readonly Notice[] => outcome.notices);
  const left = draft.items.filter((item) => !settled.includes(item));
  const mended = left.some(({ beside }) => !beside) ? draft.resubmits : null;
  const filed = outcomes.at(-1)?.row.number ?? null;
  const over = filed === null ? null : overNow(turn.context.at, filed);
  const state = { ...turn.state, last, draft: null, over };
  if (left.length === 0) {
    await closeDraft(turn, draft);
    if (lines.length === 0) return reply(state, CANCELLED, { about: 'report-cancelled', notices });
    const options = outcomes.at(-1)?.options ?? [];
    return reply(state, lines.join('\n'), { about, options, notices });
  }
  const attachments = filesLeft(draft, settled);
  return cardOf(
    turn,
    { ...draft, items: left, attachments, resubmits: mended },
    { before: lines, state, notices },
  );
}

/** 同一件, 补充 or 新的. */
async function tellWhich(turn: Turn, draft: Draft, index: number): Promise<JobResult | null> {
  const said = turn.context.text;
  const number = isBareNumber(said) ? numeralValue(said) : null;
  const text = number === null ? said : (OPTIONS_SAME[number - 1] ?? said);
  const item = draft.items[index];
  if (item === undefined || item.same === null) return null;
  if (/^(?:新的|是新的|另外?(?:一|的)件|不是同一件|不一样|新报)/.test(text)) {
    return keep(turn, withItem(draft, index, { ...item, same: null, isNew: true }));
  }
  if (/^(?:是?同一件|一样|是一件|重了|重复了?|报过了?)/.test(text)) {
    await attachToSame(turn, forItem(draft, item), item.same.id);
    return after(turn, draft, [item], [], {
      before: [sameKept(item.same.number)],
      about: 'report-same',
    });
  }
  if (/^(?:是?补充|补上|加上)/.test(text)) {
    const outcome = await supplement(turn, forItem(draft, item), item, item.same.id);
    return after(turn, draft, [item], [outcome], { about: 'report-supplemented' });
  }
  return null;
}

/** Which of two sons it is. */
async function nameWhich(turn: Turn, draft: Draft, index: number): Promise<JobResult | null> {
  const { text } = turn.context;
  const item = draft.items[index];
  if (item === undefined) return null;
  // Then the book is left as it is, and whoever confirms is told so.
  if (isUnknown(text)) return keep(turn, withItem(draft, index, { ...item, which: [] }));
  const place = isBareNumber(text) ? numeralValue(text) : null;
  const said =
    place !== null
      ? item.which.slice(place - 1, place)
      : text.length > 12
        ? []
        : item.which.filter((name) => matchName(text.replace(/^就?是/, ''), name));
  const [name] = said;
  if (name === undefined || said.length > 1) return null;
  const next = await comparedWithEarlier(turn, { ...item, member: name }, draft.resubmits);
  return keep(turn, withItem(draft, index, next));
}

async function pick(
  turn: Turn,
  draft: Draft,
  picks: readonly { index: number; said: string }[],
): Promise<JobResult> {
  let current = draft;
  const right: Item[] = [];
  const before: string[] = [];
  const dropped: Item[] = [];
  for (const { index, said } of picks) {
    const item = current.items[index];
    if (item === undefined) continue;
    if (isDropped(said)) dropped.push(item);
    else if (isYes(said)) {
      if (lacksOf(item).length === 0) right.push(item);
    } else if (!isNo(said)) {
      const step = await correctItem(turn, current, index, said);
      if (step === null || step.problem !== null)
        before.push(`${index + 1}. ${step?.problem ?? NOT_UNDERSTOOD_CHANGE}`);
      else current = step.draft;
    }
  }
  const outcomes: Outcome[] = [];
  for (const item of right) outcomes.push(await fileOne(turn, forItem(current, item), item));
  return after(turn, current, [...right, ...dropped], outcomes, { before });
}

async function correct(turn: Turn, draft: Draft, text: string): Promise<JobResult | null> {
  const asked = askedOf(draft);
  const correction = isCorrection(text);
  const short = text.length <= 8 && !/[?？]|吗|多少|怎么|什么/.test(text);
  if (!correction && asked === null && !short) return null;
  // A whole new report is no answer, however well a part of it would fit.
  if (!isSaidWrong(text) && (await isAnotherReport(turn, draft, text))) return null;
  const index = indexFor(draft, text, asked?.index ?? null);
  if (index === null) {
    const fits = correction || (await fitsSome(turn, draft, text));
    return fits ? keep(turn, draft, [WHICH_ITEM]) : null;
  }
  const step = await correctItem(
    turn,
    draft,
    index,
    text.replace(/^第?[\d一二三四五六七八九十]{1,2}(?:条|、|\.|:| (?=\D))\s*/, ''),
  );
  if (step === null) {
    if (correction) return keep(turn, draft, [NOT_UNDERSTOOD_CHANGE]);
    const { occurredOn = null, spanTo = null } = draft.items[index] ?? {};
    const isDay = asked !== null && short && findDates(text, turn.context.at).length > 0;
    return isDay && occurredOn !== null ? keep(turn, draft, [dateKept(occurredOn, spanTo)]) : null;
  }
  return keep(turn, step.draft, step.problem === null ? [] : [step.problem]);
}

async function correctItem(
  turn: Turn,
  draft: Draft,
  index: number,
  text: string,
): Promise<{ draft: Draft; problem: string | null } | null> {
  const item = draft.items[index];
  if (item === undefined) return null;
  const lack = lacksOf(item)[0] ?? null;
  if (lack === 'group' && !isCorrection(text)) {
    const group = /([\d一二三四五六七八九十]{1,3})(?:组|社|队|屯)?/.exec(text)?.[1];
    const narrowed = await narrow(turn.context, item, text, group === undefined ? null : numeralValue(group));
    const id = isBareNumber(text) ? item.among[(numeralValue(text) ?? 0) - 1] : undefined;
    const chosen = narrowed === item && id !== undefined ? await householdById(turn.context.db, id) : null;
    if (chosen !== null) {
      const one = await comparedWithEarlier(turn, inHousehold(item, chosen), draft.resubmits);
      return { draft: withItem(draft, index, one), problem: null };
    }
    if (narrowed !== item) {
      return {
        draft: withItem(draft, index, await comparedWithEarlier(turn, narrowed, draft.resubmits)),
        problem: null,
      };
    }
  }
  const answered = lack === 'refused' ? 'household' : lack;
  const change =
    readChange(text, item, answered, await readerFor(turn, item)) ?? (await noteAgain(turn, item, text));
  if (change === null) return null;
  const told = isCorrection(text) || lack === null ? null : toldBefore(item, change, lack);
  const { item: next, problem } = await changed(turn, draft, item, told?.change ?? change, answered);
  return {
    draft: withItem(draft, index, next),
    problem: problem ?? (told === null ? null : alreadyTold(told.was)),
  };
}

/** Which of several a correction is about: by its number, by the name in it, or the one that was asked about. */
function indexFor(draft: Draft, text: string, asked: number | null): number | null {
  if (draft.items.length === 1) return 0;
  const numbered = /^第?([\d一二三四五六七八九十]{1,2})(?:条|、|\.|:| (?=\D))/.exec(text)?.[1];
  const place = numbered === undefined ? null : numeralValue(numbered);
  if (place !== null && place >= 1 && place <= draft.items.length) return place - 1;
  const named = draft.items.flatMap((item, index) =>
    item.head !== null && text.includes(item.head) ? [index] : [],
  );
  return named.length === 1 ? (named[0] ?? null) : asked;
}

/** Would a short message change any of them? 3月10号 behind a list of two is about one of the two. */
async function fitsSome(turn: Turn, draft: Draft, text: string): Promise<boolean> {
  const reader = await readerFor(turn, null);
  return draft.items.some((item) => readChange(text, item, null, reader) !== null);
}

/** An answer that was not meant as a correction leaves the sum told before as it is; null where it changes none. */
function toldBefore(item: Item, change: Change, asked: Lack): { was: string; change: Change } | null {
  const { amount, ...others } = change;
  if (asked === 'amount' || amount === undefined || item.amount === null || item.amount === amount)
    return null;
  return { was: `${item.amount}元`, change: others };
}

/** Does it tell of another household, or another thing of the same one? 还有他家老羊卖了三十只 is no answer. */
async function isAnotherReport(turn: Turn, draft: Draft, text: string): Promise<boolean> {
  const { parts, context } = turn;
  const roster = await rosterFor(turn);
  const application = readApplication(parts, text, context.at, roster);
  if (application !== null && !draft.items.some(({ kind }) => kind === application.kind)) return true;
  if (application?.report.head != null) return true;
  // What the illness is, or why somebody applies, is told in any words.
  const said = askedOf(draft)?.lack === 'note' ? text : withHeadNamed(text, draft, roster);
  const { reports } = parts.read(said, context.at, roster);
  const correction = isCorrection(text);
  return reports.some(
    ({ head, change }) =>
      head !== null &&
      // 电话换成……, where it is the phone that is changed, mends the item.
      (!correction || !draft.items.some((item) => item.head === head && item.kind === change)),
  );
}
