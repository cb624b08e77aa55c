import { momentOf } from '../../calendar/calendar.ts';
import { findDates, normalise } from '../../language/language.ts';
import { readUrgent } from './urgency.ts';

/** A broadcast as it was typed: whom, what, and what belongs to it. */
export interface BroadcastTold {
  /** Null: not told yet. */
  whom: string | null;
  /** Null: not told yet. */
  text: string | null;
  isUrgent: boolean;
  extras: ExtrasTold;
}

/** What may be told with it or later. Undefined: not spoken of. */
export interface ExtrasTold {
  options?: string[];
  isSurvey?: boolean;
  /** UTC ISO time; null: at once. */
  sendAt?: string | null;
  /** Working days that it is to hang out. */
  days?: number;
  faults: string[];
}

const START =
  /^(?:请|帮我|我要|我想)?\s*(紧急通知|紧急群发|群发通知|群发给|群发|发通知给|发给|通知|告诉|广播|(?:发|做|群发)?(?:满意度调查|问卷调查|满意度|调查|问卷))\s*([^\n:：]{0,80}?)\s*[:：]\s*([\s\S]*)$/;
const PUBLIC =
  /^(?:(\d{1,2})天)?公示\s*(?:(\d{1,2})(?:个)?(?:工作日|天))?\s*([^\n:：]{1,80}?)\s*[:：]\s*([\s\S]+)$/;
const BARE =
  /^(?:群发|我要群发|发群发|发通知|紧急通知|群发通知|新群发|(?:发|做|搞|我要发)?(?:一?个)?(?:满意度调查|问卷调查))[。.!！]*$/;
/** What is asked of people, by the word that begins it. */
const SURVEY_VERB = /调查|问卷|满意度/;
const NO_TEXT = /^(?:群发给|群发|发给|发通知给|紧急通知)\s*([^\n:：]{1,80})$/;
/** So many people are told this way in a sentence that asks something; it is not an order to tell them. */
const ASKED = /(?:[?？]|吗|呢|么)[。!！]*$/;

/** 群发给 各村干部：明天开会 → whom and what; null where it is no such order. `raw` keeps its lines and marks. */
export function readBroadcast(raw: string, at: Date): BroadcastTold | null {
  const said = raw.trim();
  if (BARE.test(said)) {
    const isSurvey = SURVEY_VERB.test(said);
    const extras: ExtrasTold = isSurvey ? { isSurvey, faults: [] } : { faults: [] };
    return { whom: null, text: null, isUrgent: said.startsWith('紧急'), extras };
  }
  const full = START.exec(said);
  // 调查：满意/不满意 adds to what is being written.
  if (full && !(SURVEY_VERB.test(full[1] ?? '') && (full[2] ?? '') === '')) {
    const [, verb = '', whom = '', body = ''] = full;
    const { text, extras } = withoutExtras(body, at);
    if (SURVEY_VERB.test(verb)) extras.isSurvey = true;
    const told = readUrgent(text);
    return {
      whom: orNull(normalise(whom)),
      text: orNull(told.text),
      isUrgent: verb.startsWith('紧急') || told.isUrgent,
      extras,
    };
  }
  const shown = PUBLIC.exec(said);
  if (shown) {
    const [, before, after, whom = '', body = ''] = shown;
    const { text, extras } = withoutExtras(body, at);
    const days = Number(before ?? after ?? DEFAULT_DAYS);
    return {
      whom: orNull(normalise(whom)),
      text: orNull(text),
      isUrgent: false,
      extras: { ...extras, days },
    };
  }
  const bare = NO_TEXT.exec(said);
  if (bare && !ASKED.test(said)) {
    const whom = orNull(normalise(bare[1] ?? ''));
    // 群发 3 shows one, 群发记录 lists them.
    if (whom === null || /^\d|^(?:记录|列表|名单|情况)/.test(whom)) return null;
    return { whom, text: null, isUrgent: said.startsWith('紧急'), extras: { faults: [] } };
  }
  return null;
}

/** No document names the days of a three-level publication; five working days is what households' notices take. */
const DEFAULT_DAYS = 5;

const OPTIONS = /(?:^|[\n。；;!！]|\s)(?:选项|可选|答案|请选|回复)\s*[:：]\s*([^\n。；;]+)[。；;]?/;
const SURVEY = /(?:^|[\n。；;!！]|\s)(?:调查|评价|满意度)\s*[:：]\s*([^\n。；;]+)[。；;]?/;
const WHEN =
  /(?:^|[\n。；;!！]|\s)(?:定时\s*[:：]?\s*)?([^\n。；;!！，,:：]{2,16}?)(?:再)?(?:发出去?|发送|发)[。.!！]*$/;
const TIMED = /(?:^|[\n。；;!！]|\s)定时\s*[:：]?\s*([^\n。；;!！]{2,20}?)[。.!！]*$/;
const AT_ONCE = /^(?:马上|立即|立刻|现在)(?:就)?发[。.!！]*$/;

/** Takes 选项, 调查 and 明天早上8点发 out of a text. */
export function withoutExtras(body: string, at: Date): { text: string; extras: ExtrasTold } {
  const extras: ExtrasTold = { faults: [] };
  let text = body.trim();
  const survey = SURVEY.exec(text);
  const options = survey ?? OPTIONS.exec(text);
  if (options) {
    extras.options = optionsIn(options[1] ?? '');
    extras.isSurvey = survey !== null;
    text = cut(text, options);
  }
  const timed = TIMED.exec(text) ?? WHEN.exec(text);
  if (timed) {
    const moment = momentIn(timed[1] ?? '', at);
    const isOrder = /定时/.test(timed[0]);
    if (moment !== null) extras.sendAt = moment;
    else if (isOrder) extras.faults.push('when');
    if (moment !== null || isOrder) text = cut(text, timed);
  }
  return { text: text.trim(), extras };
}

/** What a later message adds to a broadcast that is being written; null where it adds nothing. */
export function readExtras(raw: string, at: Date): ExtrasTold | null {
  const said = raw.trim().replace(/^改[成为到]\s*/, '');
  if (AT_ONCE.test(said)) return { sendAt: null, faults: [] };
  if (/^(?:不要|去掉|没有)选项$/.test(said)) return { options: [], isSurvey: false, faults: [] };
  const { text, extras } = withoutExtras(said, at);
  const told = extras.options !== undefined || extras.sendAt !== undefined || extras.faults.length > 0;
  return told && text === '' ? extras : null;
}

function cut(text: string, found: RegExpExecArray): string {
  // The mark that ends the sentence before stays.
  const lead = /^[。；;!！]/.test(found[0]) ? found[0].slice(0, 1) : '';
  return `${text.slice(0, found.index)}${lead}\n${text.slice(found.index + found[0].length)}`
    .replace(/\n{2,}/g, '\n')
    .trim();
}

function optionsIn(written: string): string[] {
  return [
    ...new Set(
      written
        .split(/[/／、|｜,，]|或者?/)
        .map((word) => word.replace(/[“”"'。.]/g, '').trim())
        .filter((word) => word !== ''),
    ),
  ];
}

/** 明天早上8点 → the moment; null where it is no whole moment. */
function momentIn(written: string, at: Date): string | null {
  const said = normalise(written);
  const [found, second] = findDates(said, at, { future: true });
  if (found === undefined || second !== undefined || found.from !== found.to) return null;
  if (found.time === undefined || found.time === '24:00') return null;
  const rest = `${said.slice(0, found.start)}${said.slice(found.end)}`.replace(/[的在整时候\s]/g, '');
  return rest === '' ? momentOf(found.from, found.time).toISOString() : null;
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
