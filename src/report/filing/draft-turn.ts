import { randomUUID } from 'node:crypto';
import { findDates, numeralValue } from '../../language/language.ts';
import { matchName } from '../../register/register.ts';
import { keepDraft } from '../../storage/storage.ts';
import type { JobResult, Notice } from '../job.ts';
import {
  dateKept,
  filesGiven,
  NOT_UNDERSTOOD_CHANGE,
  NOTHING_MISSING,
  sameKept,
  WHICH_ITEM,
} from '../wording.ts';
import { filesLeft, forItem, givenTo, itemsMeant, undecided } from './attaching.ts';
import { cardOf } from './card.ts';
import { isCorrection, isUnknown, readChange } from './correction.ts';
import { askedOf, type Draft, type Item, lacksOf, overNow, withItem } from './draft.ts';
import { attachToSame, closeDraft, fileOne, type Outcome, supplement } from './filing-draft.ts';
import { readApplication } from './monitoring.ts';
import { isNo, isYes, readPicks } from './orders.ts';
import { changed, comparedWithEarlier, readerFor, readItems, rosterFor } from './reading-in.ts';
import { narrow } from './resolve.ts';
import { standingsOnce } from './standings-once.ts';
import { reply, type Turn } from './turn.ts';

/** A draft that nobody confirms is over after so long. */
const DRAFT_MS = 24 * 60 * 60 * 1000;

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

/** What a message says to the open draft: yes, no, an answer, a correction. Null: nothing to it. */
export async function continueDraft(turn: Turn, draft: Draft): Promise<JobResult | null> {
  const { text } = turn.context;
  const asked = askedOf(draft);
  const waiting = undecided(draft);
  // A bare number answers what was asked about the report first.
  const meant =
    waiting === 0 || (asked !== null && BARE_NUMBER.test(text)) ? null : itemsMeant(text, draft.items);
  if (meant !== null) return keep(turn, givenTo(draft, meant), [filesGiven(waiting, meant)]);
  const picks = draft.items.length > 1 ? readPicks(text, draft.items.length) : null;
  if (waiting > 0 && (isYes(text) || picks?.some(({ said }) => isYes(said)))) return keep(turn, draft);
  if (picks !== null) return pick(turn, draft, picks);
  if (isYes(text)) return asked === null ? fileAll(turn, draft, draft.items) : keep(turn, draft);
  if (asked?.lack === 'same') {
    const told = await tellWhich(turn, draft, asked.index);
    if (told !== null) return told;
  }
  if (asked?.lack === 'which') {
    const named = await nameWhich(turn, draft, asked.index);
    if (named !== null) return named;
  }
  if (isNo(text)) return keep(turn, draft, [NOT_UNDERSTOOD_CHANGE]);
  if (asked === null && isUnknown(text)) return keep(turn, draft, [NOTHING_MISSING]);
  return correct(turn, draft, text);
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
  const filed = outcomes.at(-1)?.row.number ?? null;
  const over = filed === null ? null : overNow(turn.context.at, filed);
  const state = { ...turn.state, last, draft: null, over };
  if (left.length === 0) {
    await closeDraft(turn, draft);
    const options = outcomes.at(-1)?.options ?? [];
    return reply(state, lines.join('\n'), { about, options, notices });
  }
  const attachments = filesLeft(draft, settled);
  return cardOf(turn, { ...draft, items: left, attachments }, { before: lines, state, notices });
}

/** 同一件, 补充 or 新的. */
async function tellWhich(turn: Turn, draft: Draft, index: number): Promise<JobResult | null> {
  const { text } = turn.context;
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
  const said =
    text.length > 12 ? [] : item.which.filter((name) => matchName(text.replace(/^就?是/, ''), name));
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
    if (/^(?:不报|取消|去掉|删)/.test(said)) dropped.push(item);
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
  if (!correction && (await isAnotherReport(turn, text))) return null;
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
    if (narrowed !== item) {
      return {
        draft: withItem(draft, index, await comparedWithEarlier(turn, narrowed, draft.resubmits)),
        problem: null,
      };
    }
  }
  const answered = lack === 'refused' ? 'household' : lack;
  const change = readChange(text, item, answered, await readerFor(turn));
  if (change === null) return null;
  const { item: next, problem } = await changed(turn, draft, item, change, answered);
  return { draft: withItem(draft, index, next), problem };
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
  const reader = await readerFor(turn);
  return draft.items.some((item) => readChange(text, item, null, reader) !== null);
}

async function isAnotherReport(turn: Turn, text: string): Promise<boolean> {
  const { parts, context } = turn;
  const roster = await rosterFor(turn);
  if (readApplication(parts, text, context.at, roster)?.report.head != null) return true;
  return parts.read(text, context.at, roster).reports.some(({ head }) => head !== null);
}
