import type { Rhythm } from '../../policies/policies.ts';
import { Pieces } from './pieces.ts';
import type { Audience } from './plan.ts';
import { type KnownPlace, takeAudience } from './read-audience.ts';
import type { KnownPerson } from './read-people.ts';
import { takeAdvance, takeEventTime, takeTime, takeUntil } from './read-rest.ts';
import { takeRhythm } from './read-rhythm.ts';

/** What a text tells of a rule; null is what it does not tell. */
export interface RuleTold {
  what: string | null;
  rhythm: Rhythm | null;
  /** False where the day of the period was left to us. */
  isDayGiven: boolean;
  /** HH:MM at which the reminder is to leave. */
  time: string | null;
  /** HH:MM at which what is to be done begins or ends: the reminder has to leave before it. */
  event: string | null;
  advance: number[] | null;
  until: string | null;
  audience: Audience | null;
  /** Everything that cannot be taken as it was written, each with an example. */
  faults: string[];
}

export interface Reading {
  at: Date;
  /** The speaker's own region. */
  own: string;
  places: readonly KnownPlace[];
  /** Everybody on duty, wherever. */
  people?: readonly KnownPerson[];
}

const LABELS = '提醒谁|谁|办什么|什么事|内容|什么时候|时间|哪天|日期|提前|截止|到什么时候';
const FIELD = new RegExp(
  `(${LABELS})\\s*[:：]\\s*([\\s\\S]*?)(?=(?:[\\s,，;；]*(?:${LABELS})\\s*[:：])|$)`,
  'g',
);
/** Somebody asks about reminders, or tells of one. */
const NOT_A_RULE =
  /[?？]|吗$|呢$|怎么|什么时候提醒|为什么|为啥|谁提醒|有没有提醒|没提醒|没有提醒|提醒过|提醒了|别提醒|不用提醒|不要提醒/;

/** Is it filled in as a form? */
export function isForm(text: string): boolean {
  return [...text.matchAll(FIELD)].length >= 2;
}

/** Does the text look like a rule: somebody is to be reminded, and when? */
export function looksLikeRule(text: string): boolean {
  if (/^(?:新建?|加|设|设置|添加|建|定)(?:一?个|一条)?(?:定时|定期)?提醒/.test(text)) return true;
  if (isForm(text) && /谁\s*[:：]/.test(text)) return true;
  if (!/提醒|按时催|定期催/.test(text) || NOT_A_RULE.test(text)) return false;
  return /每[隔两二三四五六七八九十半\d]|隔[一天周月]|每(?:个)?(?:天|日|周|星期|礼拜|月|季|半年|年|工作日)|逐月|按月|按季|半年一次|\d{1,2}月|月底|年底|\d{1,2}[日号]|[一二三四五六七八九十]+[日号]|明天|后天|大后天|下周|下个?月|周[一二三四五六日天]|星期[一二三四五六日天]|提前/.test(
    text,
  );
}

/** Reads a rule in an office's own words, or filled in as a form. */
export function readRuleText(text: string, reading: Reading): RuleTold {
  const fields = [...text.matchAll(FIELD)];
  return fields.length >= 2 ? readForm(fields, reading) : readSentence(text, reading);
}

function readSentence(text: string, { at, own, places, people = [] }: Reading, isField = false): RuleTold {
  const faults: string[] = [];
  const pieces = new Pieces(
    text.replace(/^(?:新建?|加|设|设置|添加|建|定)(?:一?个|一条)?(?:定时|定期)?提醒[:：,，\s]*/, ''),
  );
  const kept = <T extends object>(found: T | { fault: string } | null): T | null => {
    if (found === null) return null;
    if (!('fault' in found)) return found;
    faults.push((found as { fault: string }).fault);
    return null;
  };
  const advance = takeAdvance(pieces);
  const until = kept(takeUntil(pieces, at));
  const rhythm = kept(takeRhythm(pieces, at));
  const event = rhythm?.rhythm.kind === 'once' && !isField ? takeEventTime(pieces, at) : null;
  const time = event === null ? kept(takeTime(pieces, at)) : null;
  const audience = kept(takeAudience(pieces, own, places, people));
  const rest = pieces.rest();
  const what = event === null || rest === '' ? rest : `${event.said}${rest}`;
  return {
    what: what === '' ? null : what,
    rhythm: rhythm?.rhythm ?? null,
    isDayGiven: rhythm?.isDayGiven ?? true,
    time: time?.time ?? null,
    event: event?.time ?? null,
    advance,
    until: until?.until ?? null,
    audience: audience?.audience ?? null,
    faults,
  };
}

/** 提醒谁：各村 办什么：报送监测表 什么时候：每月5号上午9点 */
function readForm(fields: readonly RegExpMatchArray[], reading: Reading): RuleTold {
  const said = new Map<string, string>();
  for (const [, label = '', value = ''] of fields)
    said.set(keyOf(label), value.replace(/[\s,，;；。]+$/, '').trim());
  const when = readSentence(said.get('when') ?? '', reading, true);
  const whom = readSentence(`提醒${(said.get('who') ?? '').replace(/^提醒/, '')}`, reading);
  const ahead = said.get('ahead');
  const end = said.get('end');
  const until = end === undefined ? null : readSentence(`到${end.replace(/^到|(?:为)?止$/g, '')}止`, reading);
  return {
    what: said.get('what') ?? null,
    rhythm: when.rhythm,
    isDayGiven: when.isDayGiven,
    time: when.time,
    event: null,
    advance:
      ahead === undefined ? when.advance : takeAdvance(new Pieces(`提前${ahead.replace(/^提前/, '')}`)),
    until: until?.until ?? when.until,
    audience: said.has('who') ? whom.audience : null,
    faults: [...when.faults, ...(said.has('who') ? whom.faults : []), ...(until?.faults ?? [])],
  };
}

function keyOf(label: string): string {
  if (/谁/.test(label)) return 'who';
  if (/办什么|什么事|内容/.test(label)) return 'what';
  if (label === '提前') return 'ahead';
  return /截止|到什么/.test(label) ? 'end' : 'when';
}
