import type { JobResult } from '../../job/job.ts';
import { normalise } from '../../language/language.ts';
import type { Person } from '../../register/register.ts';
import { draftOf } from '../../storage/storage.ts';
import { corrected, readCorrection } from './correcting.ts';
import { unknownFields } from './fields.ts';
import { lastSaidIn } from './last-said.ts';
import { readConfirm } from './orders.ts';
import { isOtherOrder } from './other-orders.ts';
import { preview } from './preview.ts';
import {
  type BroadcastTold,
  type ExtrasTold,
  readBroadcast,
  readExtras,
  withoutExtras,
} from './read-broadcast.ts';
import { sendDraft } from './sending.ts';
import type { BroadcastDraft } from './state.ts';
import { type BroadcastTurn, say } from './turn.ts';
import { readUrgency, readUrgent } from './urgency.ts';
import { readWhom } from './whom.ts';
import * as words from './wording.ts';

const OPEN_MS = 30 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const LONGEST = 2000;
const MOST_OPTIONS = 8;
const CANCEL =
  /^(?:(?:那|还是|先|就|暂时|算了)[,，\s]*)*(?:取消(?:群发|发送|这条|吧)?|(?:先|暂时)?(?:不|别|不要)(?:群?发|通知)(?:送)?了?|算了|不要了|作废)(?:吧|啦|了)?[。.!！]*$/;
/** Said of what was just shown, but a head-count alone confirms. */
const PLAIN_YES =
  /^(?:对|对的|对了|没错|是|是的|嗯+|好|好的|行|可以|确认|确定|发|发吧|发送|群发吧|就这样|没问题|ok)[。.!！啊呀呢吧了的~]*$/i;
const CLEAR_YES = /^(?:对|对的|确认|确定|发|发吧|发送)[。.!！吧了]*$/;
const TEXT = /^(?:不对[,，\s]*)?(?:内容|正文|文字)(?:改成|改为|换成|是)?\s*[:：]?\s*([\s\S]+)$/;
const WHOM = /^(?:不对[,，\s]*)?(?:改发给|改成发给|对象改成|发给)\s*[:：]?\s*([^:：\n]{1,80})$/;
/** Words by which other things are asked and confirmed. */
const RESERVED = /^(?:\d+|对|对的|取消|确认|确定|全对|上报|异议|公示|待审|待办|我的待办|完成|帮助|转人工)$/;

/** What a message says to the broadcast that is being written, or a new one; null where it is about none. */
export async function takeDraftTurn(turn: BroadcastTurn): Promise<JobResult | null> {
  const { context, state } = turn;
  const { draft } = state;
  const told = readBroadcast(context.raw, context.at);
  if (told !== null) return begin(turn, told);
  return draft === null ? null : goOn(turn, draft);
}

async function begin(turn: BroadcastTurn, told: BroadcastTold): Promise<JobResult | null> {
  const { context } = turn;
  if (!maySend(context.person)) {
    return /^(?:群发|紧急)/.test(context.text)
      ? say(turn, words.NOT_YOURS, { about: 'broadcast-refused' })
      : null;
  }
  const { draft } = turn.state;
  // 发给 全村 while a text waits for whom it is for.
  const before = draft !== null && told.text === null ? draft : emptyDraft(turn);
  const next: BroadcastDraft = {
    ...before,
    isUrgent: before.isUrgent || told.isUrgent,
    text: told.text ?? before.text,
    picture: context.attachments.find(({ kind }) => kind === 'image')?.file ?? before.picture,
  };
  return extended(turn, next, told.extras, told.whom, isPlainTelling(context.raw));
}

/** 告诉 and 调查 begin many a sentence that is no order to tell anybody. */
function isPlainTelling(raw: string): boolean {
  return /^\s*(?:告诉|广播|.{0,3}(?:调查|问卷|满意度))/.test(raw);
}

/** Who may write to many. */
export function maySend({ role, active }: Person): boolean {
  return active && (role === 'cadre' || role === 'township' || role === 'office');
}

export function emptyDraft({ context }: BroadcastTurn): BroadcastDraft {
  return {
    audience: null,
    notes: [],
    text: null,
    isUrgent: false,
    options: [],
    isSurvey: false,
    sendAt: null,
    days: null,
    follows: null,
    picture: null,
    shown: null,
    isTyped: false,
    at: context.at.toISOString(),
    until: new Date(context.at.getTime() + OPEN_MS).toISOString(),
  };
}

async function goOn(turn: BroadcastTurn, draft: BroadcastDraft): Promise<JobResult | null> {
  const { context } = turn;
  const text = context.text.trim();
  if (CANCEL.test(text) && !(await isReportNewer(turn, draft)))
    return say({ state: { ...turn.state, draft: null } }, words.DRAFT_DROPPED, {
      about: 'broadcast-cancelled',
    });
  const picture = context.attachments.find(({ kind }) => kind === 'image')?.file ?? null;
  if (text === '' && context.attachments.length > 0)
    return picture === null
      ? say(turn, words.PICTURE_MISSING, { about: 'broadcast-refused' })
      : readBack(turn, { ...draft, picture });
  const confirmed = readConfirm(text);
  if (confirmed !== null && draft.audience !== null && draft.text !== null)
    return sendDraft(turn, draft, confirmed);
  const extras = readExtras(context.raw, context.at);
  if (extras !== null) return extended(turn, draft, extras, null, false);
  const urgency = readUrgency(text);
  if (urgency !== null) return readBack(turn, { ...draft, isUrgent: urgency });
  const newText = TEXT.exec(context.raw.trim())?.[1];
  if (newText !== undefined && (draft.audience !== null || draft.text !== null))
    return withText(turn, draft, newText);
  const newWhom = WHOM.exec(text)?.[1];
  if (newWhom !== undefined) return extended(turn, draft, { faults: [] }, normalise(newWhom), false);
  if (isOtherOrder(text)) return null;
  if (PLAIN_YES.test(text)) return yesToDraft(turn, draft);
  if (draft.text !== null && draft.audience !== null) return correctDraft(turn, draft, draft.text);
  if (draft.audience === null) return whomOrWhole(turn, draft);
  return withText(turn, draft, context.raw);
}

/** The text told by itself, with what belongs to it. */
function withText(turn: BroadcastTurn, draft: BroadcastDraft, raw: string): Promise<JobResult | null> {
  const { text, extras } = withoutExtras(raw, turn.context.at);
  const told = readUrgent(text);
  const next = { ...draft, text: told.text, isUrgent: draft.isUrgent || told.isUrgent };
  return extended(turn, next, extras, null, false);
}

/** 对: what is missing is asked again, and a whole one is confirmed by its head-count. */
async function yesToDraft(turn: BroadcastTurn, draft: BroadcastDraft): Promise<JobResult | null> {
  const { shown } = draft;
  const last = await lastShown(turn, draft);
  const isMeant = last === 'draft' || (last === 'nothing' && CLEAR_YES.test(turn.context.text.trim()));
  if (!isMeant || (await isReportNewer(turn, draft))) return null;
  return shown === null
    ? readBack(turn, draft)
    : say(turn, words.typeTheCount(shown.count), {
        about: 'broadcast-ask',
        options: [`发 ${shown.count}`, '取消'],
      });
}

/** 改成大后天: said of the text that was just shown. */
async function correctDraft(
  turn: BroadcastTurn,
  draft: BroadcastDraft,
  text: string,
): Promise<JobResult | null> {
  const correction = readCorrection(turn.context.raw);
  if (correction === null || (await lastShown(turn, draft)) !== 'draft') return null;
  const next = corrected(text, correction, turn.context.at);
  if (next !== null) return readBack(turn, { ...draft, text: next });
  // X改成Y of words that do not stand here is said of something else.
  if (correction.old !== null && !text.includes(correction.old)) return null;
  return say(turn, words.howToChange(text), {
    about: 'broadcast-ask',
    options: draft.shown === null ? [] : [`发 ${draft.shown.count}`, '取消'],
  });
}

/** What the chat was answered last: this draft, nothing to choose from, or something else that waits for a word. */
async function lastShown({ context }: BroadcastTurn, { shown }: BroadcastDraft) {
  const last = await lastSaidIn(context.db, context.messageId);
  if (last === null) return 'draft';
  if (shown !== null && last.labels.includes(`发 ${shown.count}`)) return 'draft';
  if (last.labels.length > 0) return 'other';
  return shown === null ? 'draft' : 'nothing';
}

/** Asked whom: 各村干部, or the whole of it at once: 各村干部：明天开会. */
async function whomOrWhole(turn: BroadcastTurn, draft: BroadcastDraft): Promise<JobResult | null> {
  const raw = turn.context.raw.trim();
  const whole = /^([^\n:：]{1,80})[:：]\s*([\s\S]+)$/.exec(raw);
  if (whole === null) return extended(turn, draft, { faults: [] }, normalise(raw), true);
  const told = readBroadcast(`群发给${raw}`, turn.context.at);
  if (told === null) return null;
  return extended(turn, { ...draft, text: told.text }, told.extras, told.whom, true);
}

/** Something is to be reported since: 取消 means that. */
async function isReportNewer({ context }: BroadcastTurn, draft: BroadcastDraft): Promise<boolean> {
  const lapses = await draftOf(context.db, context.person.id, context.at.toISOString());
  return lapses !== null && Date.parse(lapses) - DAY_MS > Date.parse(draft.at);
}

/** A draft with what was told anew; all that is wrong is said at once. `mayBeOther`: with nobody named it is no order. */
async function extended(
  turn: BroadcastTurn,
  draft: BroadcastDraft,
  extras: ExtrasTold,
  whom: string | null,
  mayBeOther: boolean,
): Promise<JobResult | null> {
  const read = whom === null ? null : await readWhom(turn, whom);
  if (mayBeOther && read?.isNobody === true) return null;
  const options = extras.options ?? draft.options;
  const next: BroadcastDraft = {
    ...draft,
    // Half a list is none: whoever is named wrongly would be left out unseen.
    audience: read === null ? draft.audience : read.faults.length > 0 ? null : read.audience,
    notes: read === null ? draft.notes : read.notes,
    options,
    isSurvey: extras.isSurvey ?? draft.isSurvey,
    sendAt: extras.sendAt === undefined ? draft.sendAt : extras.sendAt,
    days: extras.days ?? draft.days,
  };
  const faults = [...(read?.faults ?? []), ...extras.faults.map(() => words.WHEN_UNCLEAR)];
  if (extras.options !== undefined) faults.push(...optionFaults(extras.options));
  if (next.sendAt !== null && Date.parse(next.sendAt) <= turn.context.at.getTime()) {
    faults.push(words.WHEN_PAST);
    next.sendAt = null;
  }
  if (next.days !== null && (next.days < 1 || next.days > 60)) {
    faults.push(words.DAYS_ODD);
    next.days = null;
  }
  return readBack(turn, next, faults);
}

function optionFaults(options: readonly string[]): string[] {
  const odd = options.filter((option) => RESERVED.test(option) || option.length > 12);
  return [
    ...(options.length === 1 ? [words.ONE_OPTION] : []),
    ...(options.length > MOST_OPTIONS ? [words.manyOptions(MOST_OPTIONS)] : []),
    ...odd.map(words.oddOption),
  ];
}

/** Shows a draft, or says what is still wrong or missing with it. */
export async function readBack(
  turn: BroadcastTurn,
  draft: BroadcastDraft,
  faults: readonly string[] = [],
): Promise<JobResult> {
  const until = new Date(turn.context.at.getTime() + OPEN_MS).toISOString();
  const kept = withSurvey({
    ...draft,
    shown: null,
    isTyped: false,
    at: turn.context.at.toISOString(),
    until,
  });
  const lacksOptions = kept.isSurvey && kept.options.length === 0 && draft.text !== null;
  const all = [
    ...faults,
    ...textFaults(draft.text),
    ...(lacksOptions && faults.length === 0 ? [words.SURVEY_OPTIONS] : []),
  ];
  const keep = (next: BroadcastDraft) => ({ state: { ...turn.state, draft: next } });
  if (all.length > 0) {
    // A wrong answer is not kept, so that only the wrong part has to be sent again.
    const options = faults.length > 0 && optionFaults(kept.options).length > 0 ? [] : kept.options;
    return say(keep({ ...kept, options }), words.faultsTold(all), { about: 'broadcast-faults' });
  }
  if (draft.audience === null) return say(keep(kept), words.ASK_WHOM, { about: 'broadcast-ask' });
  if (draft.text === null || draft.text === '')
    return say(keep({ ...kept, text: null }), words.ASK_TEXT, { about: 'broadcast-ask' });
  const shown = await preview(turn, { ...kept, text: draft.text, audience: draft.audience });
  return 'refused' in shown
    ? say(keep(kept), shown.refused, { about: 'broadcast-faults' })
    : say(keep({ ...kept, shown: { count: shown.count, hash: shown.hash } }), shown.text, {
        about: 'broadcast-preview',
        options: [`发 ${shown.count}`, ...(shown.mayBeUrgent ? [words.AS_URGENT] : []), '取消'],
        files: draft.picture === null ? [] : [draft.picture],
      });
}

const SATISFACTION = ['满意', '基本满意', '不满意'];

/** Whoever asks how satisfied people are has a survey, however he called it; it is unsubscribed as one. */
function withSurvey(draft: BroadcastDraft): BroadcastDraft {
  const isSurvey = draft.isSurvey || (draft.days === null && draft.options.some((one) => /满意/.test(one)));
  const isBare = isSurvey && draft.options.length === 0 && /满意/.test(draft.text ?? '');
  return { ...draft, isSurvey, options: isBare ? SATISFACTION : draft.options };
}

function textFaults(text: string | null): string[] {
  if (text === null) return [];
  return [
    ...unknownFields(text).map(words.unknownField),
    ...(text.length > LONGEST ? [words.longText(text.length, LONGEST)] : []),
  ];
}
