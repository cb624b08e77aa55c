import { randomUUID } from 'node:crypto';
import { numeralValue } from '../../language/language.ts';
import { keepDraft } from '../../storage/storage.ts';
import type { JobResult, Notice } from '../job.ts';
import { NOT_UNDERSTOOD_CHANGE, sameKept, WHICH_ITEM } from '../wording.ts';
import { cardOf } from './card.ts';
import { isCorrection, readChange } from './correction.ts';
import { askedOf, type Draft, type Item, lacksOf } from './draft.ts';
import { closeDraft, fileOne, type Outcome, supplement } from './filing-draft.ts';
import { readApplication } from './monitoring.ts';
import { isNo, isYes, readPicks } from './orders.ts';
import { changed, comparedWithEarlier, readerFor, readItems, rosterFor } from './reading-in.ts';
import { narrow } from './resolve.ts';
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
  return context.attachments.map(({ kind, name }) => ({ kind, name, messageId: context.messageId }));
}

/** What a message says to the open draft: yes, no, an answer, a correction. Null: nothing to it. */
export async function continueDraft(turn: Turn, draft: Draft): Promise<JobResult | null> {
  const { text } = turn.context;
  const asked = askedOf(draft);
  const picks = draft.items.length > 1 ? readPicks(text, draft.items.length) : null;
  if (picks !== null) return pick(turn, draft, picks);
  if (isYes(text)) return asked === null ? fileAll(turn, draft, draft.items) : keep(turn, draft);
  if (asked?.lack === 'same') {
    const told = await tellWhich(turn, draft, asked.index);
    if (told !== null) return told;
  }
  if (isNo(text)) return keep(turn, draft, [NOT_UNDERSTOOD_CHANGE]);
  return correct(turn, draft, text);
}

/** Files these items of a draft; the others stay open. */
async function fileAll(turn: Turn, draft: Draft, items: readonly Item[]): Promise<JobResult> {
  const outcomes: Outcome[] = [];
  for (const [index, item] of items.entries()) {
    // What came with the draft goes with its first report.
    outcomes.push(await fileOne(turn, index === 0 ? draft : { ...draft, attachments: [] }, item));
  }
  return after(turn, draft, items, outcomes);
}

async function after(
  turn: Turn,
  draft: Draft,
  settled: readonly Item[],
  outcomes: readonly Outcome[],
  before: readonly string[] = [],
): Promise<JobResult> {
  const last = outcomes.at(-1)?.row.id ?? turn.state.last;
  const lines = [...before, ...outcomes.flatMap((outcome) => outcome.lines)];
  const notices = outcomes.flatMap((outcome): readonly Notice[] => outcome.notices);
  const left = draft.items.filter((item) => !settled.includes(item));
  const state = { ...turn.state, last, draft: null };
  if (left.length === 0) {
    await closeDraft(turn, draft);
    return reply(state, lines.join('\n'), { about: 'report-filed', notices });
  }
  const attachments = outcomes.length > 0 ? [] : draft.attachments;
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
    return after(turn, draft, [item], [], [sameKept(item.same.number)]);
  }
  if (/^(?:是?补充|补上|加上)/.test(text)) {
    return after(turn, draft, [item], [await supplement(turn, draft, item, item.same.id)]);
  }
  return null;
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
  for (const [place, item] of right.entries()) {
    outcomes.push(await fileOne(turn, place === 0 ? current : { ...current, attachments: [] }, item));
  }
  return after(turn, current, [...right, ...dropped], outcomes, before);
}

async function correct(turn: Turn, draft: Draft, text: string): Promise<JobResult | null> {
  const asked = askedOf(draft);
  const correction = isCorrection(text);
  const short = text.length <= 8 && !/[?？]|吗|多少|怎么|什么/.test(text);
  if (!correction && asked === null && !short) return null;
  // A whole new report is no answer, however well a part of it would fit.
  if (!correction && (await isAnotherReport(turn, text))) return null;
  const index = indexFor(draft, text, asked?.index ?? null);
  if (index === null) return correction ? keep(turn, draft, [WHICH_ITEM]) : null;
  const step = await correctItem(
    turn,
    draft,
    index,
    text.replace(/^第?[\d一二三四五六七八九十]{1,2}(?:条|、|\.|:| (?=\D))\s*/, ''),
  );
  if (step === null) return correction ? keep(turn, draft, [NOT_UNDERSTOOD_CHANGE]) : null;
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

async function isAnotherReport(turn: Turn, text: string): Promise<boolean> {
  const { parts, context } = turn;
  const roster = await rosterFor(turn);
  if (readApplication(parts, text, context.at, roster)?.report.head != null) return true;
  return parts.read(text, context.at, roster).reports.some(({ head }) => head !== null);
}

function withItem(draft: Draft, index: number, item: Item): Draft {
  return { ...draft, items: draft.items.map((one, place) => (place === index ? item : one)) };
}

/** Another report while a draft is open joins it; null where the message tells no change. */
export async function joinDraft(turn: Turn, draft: Draft, message: string): Promise<JobResult | null> {
  if (draft.resubmits !== null) return null;
  const items = await readItems(turn, message, draft.id);
  if (items.length === 0) return null;
  const last = draft.items.at(-1);
  let joined = draft;
  for (const item of items) {
    const alike = joined.items.findIndex(
      (one) =>
        one.kind === item.kind &&
        (item.head === null ||
          one.householdId === item.householdId ||
          (item.householdId === null && one.head === item.head)),
    );
    const known = joined.items[alike];
    if (known !== undefined) joined = withItem(joined, alike, filledFrom(known, item));
    else {
      const here =
        item.householdId === null && item.head === null && last !== undefined
          ? {
              ...item,
              head: last.head,
              group: last.group,
              householdId: last.householdId,
              among: last.among,
              refused: last.refused,
            }
          : item;
      joined = { ...joined, items: [...joined.items, await comparedWithEarlier(turn, here, null)] };
    }
  }
  return keep(turn, joined);
}

/** What the second telling adds to or changes in the first. */
function filledFrom(known: Item, told: Item): Item {
  return {
    ...known,
    member: told.member ?? known.member,
    occurredOn: told.occurredOn ?? known.occurredOn,
    spanTo: told.occurredOn === null ? known.spanTo : told.spanTo,
    amount: told.amount ?? known.amount,
    count: told.count ?? known.count,
    unit: told.unit ?? known.unit,
    stage: told.stage ?? known.stage,
    note: told.note ?? known.note,
    phoneSealed: told.phoneSealed ?? known.phoneSealed,
    phoneMasked: told.phoneMasked ?? known.phoneMasked,
  };
}
