import { PERSONAL_BENEFIT } from '../changes/benefit.ts';
import type { ChangeKind } from '../changes/change.ts';
import { changeOf } from '../changes/index.ts';
import type { ChangeId } from '../reading.ts';
import { relationsIn, type Subject, subjectOf } from './member.ts';
import { relationWordAt } from './relations.ts';
import { type Clause, type Hit, readClause } from './signs.ts';

/** One change told of one household: its clauses in the order of the text. */
export interface HouseEvent {
  kind: ChangeKind;
  hit: Hit;
  subject: Subject;
  clauses: Clause[];
  /** The clauses in which its signs stand. */
  own: Clause[];
}

const STOPS = /[,，。;；!！?？\n:：\s]+/g;
/** In voice typing nothing parts two events; the next subject after 了 does. */
const SOFT =
  /(?<=[了啦着])(?<!(?:换|改|变|办|丢|掉|没|有|打|批|评|领|停|断|盖|修|建|翻|买|卖|塌|拆|砌|起|装|更新|更换|变更)了)(?=(?:他|她)(?!们)|另外|还有|同时|而且|并且|然后|接着|电话|手机|联系|低保|房子(?!也没)|家里|又)/g;

/** Kinds that swallow others told in the same breath of the same person: the first is what is reported. */
const SWALLOWS: Partial<Record<ChangeId, readonly ChangeId[]>> = {
  death: ['illness', 'accident', 'move_out', 'other'],
  accident: ['illness', 'income_drop'],
  disaster: ['housing', 'income_drop', 'water', 'other'],
  illness: ['income_drop', 'move_in', 'other'],
  birth: ['illness', 'move_in', 'other'],
  dropout: ['job_loss', 'move_in', 'enrolment', 'other'],
  job_loss: ['move_in', 'income_drop', 'job_start', 'other'],
  job_start: ['move_out', 'benefit'],
  move_out: ['other', 'split', 'housing'],
  move_in: ['other', 'move_out', 'birth'],
  split: ['move_out', 'other'],
  housing: ['move_out', 'move_in', 'other'],
  unsold: ['production', 'income_drop'],
  income_drop: ['production', 'other', 'job_loss', 'job_start'],
  water: ['other', 'disaster'],
  disability: [],
  enrolment: [],
  production: ['income_drop'],
  benefit: [],
  contact: ['other'],
  other: ['illness', 'accident'],
};

export function clausesIn(text: string, from: number, to: number, message: string): Clause[] {
  const cuts = new Set<number>([from, to]);
  const part = text.slice(from, to);
  for (const stop of part.matchAll(STOPS)) {
    cuts.add(from + stop.index);
    cuts.add(from + stop.index + stop[0].length);
  }
  for (const soft of part.matchAll(SOFT)) cuts.add(from + soft.index);
  for (let i = from + 1; i < to; i++)
    if (/[了啦]/.test(text.charAt(i - 1)) && relationWordAt(text, i)) cuts.add(i);
  const edges = [...cuts].sort((a, b) => a - b);
  const clauses: Clause[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i] ?? 0, edges[i + 1] ?? 0];
    if (end > start && !/^[\s,，。;；!！?？:：]+$/.test(text.slice(start, end)))
      clauses.push(readClause(text, start, questionEnd(text, end), message));
  }
  return clauses;
}

/** A question mark belongs to the clause before it. */
function questionEnd(text: string, end: number): number {
  return /[?？]/.test(text.charAt(end)) ? end + 1 : end;
}

/** The changes told in a stretch about one household. */
export function eventsIn(text: string, from: number, to: number, message: string): HouseEvent[] {
  const events: HouseEvent[] = [];
  let waiting: Clause[] = [];
  for (const clause of clausesIn(text, from, to, message)) {
    const current = events.at(-1);
    const { hit } = clause;
    if (!hit) {
      if (current) {
        current.clauses.push(clause);
        if (current.subject.kind === 'none') current.subject = namedAlone(text, clause) ?? current.subject;
      } else waiting.push(clause);
      continue;
    }
    const subject = subjectOf(text, clause.from, clause.to, hit.start);
    const joined = current ? join(text, current, clause, hit, subject) : null;
    if (current && joined) {
      current.clauses.push(clause);
      if (joined === 'new') {
        if (current.hit.weight < 150) current.own = [];
        Object.assign(current, { kind: hit.kind, hit });
        if (current.subject.kind === 'none') current.subject = subject;
      }
      if (joined !== 'aside') current.own.push(clause);
      continue;
    }
    const lead = current ? null : leadOf(text, waiting);
    events.push({
      kind: hit.kind,
      hit,
      subject: lead && (subject.kind === 'none' || subject.kind === 'pronoun') ? lead : subject,
      clauses: [...waiting, clause],
      own: [clause],
    });
    waiting = [];
  }
  return events.filter((event) => event.hit.weight >= 150 || isCompleted(text, event));
}

/** 领到残疾证,他老娘的: a clause that only says whose it is. */
function namedAlone(text: string, clause: Clause): Subject | null {
  const found = relationsIn(text, clause.from, clause.to)[0];
  if (!found || !/^(?:是)?(?:他|她)?(?:家)?$/.test(text.slice(clause.from, found.start))) return null;
  return /^的?[)）]?$/.test(text.slice(found.end, clause.to))
    ? { kind: 'relation', relation: found.relation, start: found.start, end: found.end }
    : null;
}

/** 低保卡上没进钱,停发了: named in one clause, told in the next. */
function isCompleted(text: string, event: HouseEvent): boolean {
  const telling = event.clauses.filter((clause) =>
    event.kind.completes?.test(text.slice(clause.from, clause.to)),
  );
  if (telling.length > 0) event.own = telling;
  return telling.length > 0;
}

/** 他妈,昨天,摔了: the one who is named before the event is told. */
function leadOf(text: string, waiting: readonly Clause[]): Subject | null {
  for (const clause of waiting) {
    const subject = subjectOf(text, clause.from, clause.to, clause.to);
    if (subject.kind !== 'none') return subject;
  }
  return null;
}

/** Whether a clause goes on with the event before it: as it is, under the new kind, or as an aside; null: a new event. */
function join(
  text: string,
  current: HouseEvent,
  clause: Clause,
  hit: Hit,
  subject: Subject,
): 'same' | 'new' | 'aside' | null {
  const other = differs(text, current, subject);
  // 低保+护理补贴, 护理补贴没到账: what was only named is now told.
  if (current.hit.weight < 150 && hit.weight >= 150 && !other) return 'new';
  // 不念了,要去广东打工 is only said; 不念了,进厂了 is two things.
  if (current.kind.id === 'dropout' && hit.kind.id === 'job_start' && !other)
    return /了(?:$|[,。\s])/.test(text.slice(hit.start, clause.to + 1)) &&
      !/要|想|打算|准备/.test(text.slice(clause.from, hit.start))
      ? null
      : 'same';
  // 厂子黄了,没活干: whose shop it is that closed.
  if (current.kind.id === 'income_drop' && hit.kind.id === 'job_loss' && !other && isEmployer(text, current))
    return 'new';
  // 打工的厂子倒闭了,欠他两个月工资: it is about the wages.
  if (
    current.kind.id === 'job_loss' &&
    hit.kind.id === 'income_drop' &&
    !other &&
    /欠|差|拖|没给|不给|没发|没结/.test(hit.words)
  )
    return /裁|辞|失业|下岗|没活|没有活|回来|回村|返乡|闲|歇/.test(ownText(text, current)) ? null : 'new';
  if (current.kind.id === hit.kind.id) {
    if (!other || hit.kind.id === 'birth') return repeats(text, current, clause) ? null : 'same';
    return current.kind.about === 'household' && hit.kind.id !== 'benefit' ? 'same' : null;
  }
  if (hit.weight < 150) return 'aside';
  // 昨天走的 after 参军了 dates what was told.
  if (
    hit.kind.id === 'death' &&
    /走的$/.test(text.slice(hit.start, hit.end)) &&
    !['illness', 'accident'].includes(current.kind.id)
  )
    return 'aside';
  if (other) return null;
  const pronounOfAnother = subject.kind === 'self' && current.subject.kind === 'relation';
  if (pronounOfAnother) return null;
  if (swallows(current.kind.id, hit.kind.id)) return hit.weight > current.hit.weight + 150 ? 'new' : 'same';
  if (swallows(hit.kind.id, current.kind.id)) return 'new';
  if (current.hit.weight < 150) return 'new';
  return null;
}

function swallows(a: ChangeId, b: ChangeId): boolean {
  return SWALLOWS[a]?.includes(b) === true;
}

function ownText(text: string, event: HouseEvent): string {
  return event.own.map((clause) => text.slice(clause.from, clause.to)).join(',');
}

function isEmployer(text: string, event: HouseEvent): boolean {
  const told = ownText(text, event);
  return (
    /(?:厂子?|公司|工地|矿上?|车间)/.test(told) && !/开的|办的|自家|自己|亏|赔|欠|债|薪|工资|工钱/.test(told)
  );
}

/** Another relative, or another of the same: 大闺女 … 二闺女 … */
function differs(text: string, current: HouseEvent, subject: Subject): boolean {
  if (subject.kind !== 'relation') return false;
  if (current.subject.kind !== 'relation') return true;
  const ordinal = ({ start }: { start: number }): string =>
    /[大二三四五小老幺满细]/.exec(text.charAt(start))?.[0] ?? '';
  const [before, here] = [ordinal(current.subject), ordinal(subject)];
  return current.subject.relation !== subject.relation || (before !== '' && here !== '' && before !== here);
}

/** A second sale or a second benefit with its own goods is a report of its own. */
function repeats(text: string, current: HouseEvent, clause: Clause): boolean {
  if (current.kind.id === 'benefit') {
    const name = (part: Clause | undefined): string | null =>
      part ? (changeOf('benefit').note?.(text.slice(part.from, part.to)) ?? null) : null;
    const [before, here] = [name(current.own[0]), name(clause)];
    return (
      before !== null && here !== null && before !== here && !before.includes(here) && !here.includes(before)
    );
  }
  return false;
}

/** The member whom an event is about, before it is given out. `bare`: the head is named as a man, not as a household. */
export function memberOf(
  text: string,
  event: HouseEvent,
  previous: HouseEvent | null,
  bare: boolean,
): Subject {
  const { subject } = event;
  if (subject.kind === 'relation' || subject.kind === 'self') return subject;
  const personal = event.kind.about === 'person' || isPersonalBenefit(text, event);
  if (previous && previous.subject.kind === 'relation' && (subject.kind === 'pronoun' || personal))
    return previous.subject;
  if (subject.kind === 'pronoun' && previous) return { kind: 'self' };
  const later = event.own
    .flatMap((clause) => relationsIn(text, Math.max(event.hit.start, clause.from), clause.to))
    .find((found) => !found.toward && found.start >= event.hit.start);
  if (later && ['move_out', 'move_in', 'benefit', 'enrolment', 'birth'].includes(event.kind.id))
    return { kind: 'relation', relation: later.relation, start: later.start, end: later.end };
  // 去世(父亲)
  if (later && /[(（]$/.test(text.slice(0, later.start)))
    return { kind: 'relation', relation: later.relation, start: later.start, end: later.end };
  return personal && bare ? { kind: 'self' } : { kind: 'none' };
}

export function isPersonalBenefit(text: string, event: HouseEvent): boolean {
  return (
    event.kind.id === 'benefit' &&
    (PERSONAL_BENEFIT.test(text.slice(event.hit.start, event.hit.end)) ||
      event.own.some((clause) => PERSONAL_BENEFIT.test(text.slice(clause.from, clause.to))))
  );
}
