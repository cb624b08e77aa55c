import {
  householdById,
  maskPhone,
  matchName,
  membersOfHousehold,
  readPhone,
  rosterOf,
} from '../../register/register.ts';
import { benefitNote } from '../find/ways.ts';
import type { JobContext } from '../job.ts';
import type { RosterEntry } from '../reading.ts';
import { PHONE_WRONG } from '../wording.ts';
import { living } from './apply/matter.ts';
import { whomMeant } from './apply/whom.ts';
import { type Change, isCorrection, putInPlace, type Reader } from './correction.ts';
import { type Draft, type Item, itemOf, type Lack } from './draft.ts';
import { MONITORING_NEEDS, readApplication } from './monitoring.ts';
import { narrow, resolveHousehold } from './resolve.ts';
import { findSame } from './same-event.ts';
import { draftPlace, MOST_WORDS, masked } from './store.ts';
import { toldName } from './told-name.ts';
import type { Turn } from './turn.ts';

/** Whose names a message is read against: one's own household, or the village's; a county's would be too many. */
export async function rosterFor({ context }: Turn): Promise<RosterEntry[]> {
  const { db, person } = context;
  if (person.role === 'villager') {
    const own = person.householdId === null ? null : await householdById(db, person.householdId);
    return own === null ? [] : [own];
  }
  return person.role === 'cadre' || person.role === 'township' ? rosterOf(db, person.region) : [];
}

/** The changes that a message tells; empty where it tells none. */
export async function readItems(turn: Turn, message: string, draftId: string): Promise<Item[]> {
  const { context, parts } = turn;
  const roster = await rosterFor(turn);
  const application = readApplication(parts, message, context.at, roster);
  const fresh =
    application !== null
      ? [{ item: itemOf(application.kind, application.report, MONITORING_NEEDS), phone: null }]
      : parts.read(message, context.at, roster).reports.map((report) => ({
          item: itemOf(report.change, report, parts.needsOf(report.change)),
          phone: report.phone,
        }));
  const own = /(?:我|俺|咱)们?家/.test(message);
  const groups = groupsAsTold(turn, message, fresh.length);
  const items: Item[] = [];
  for (const [index, { item, phone }] of fresh.entries()) {
    const withPhone = phone === null ? item : (sealPhoneIn(turn, draftId, item, phone).item ?? item);
    const words = fresh.length === 1 ? message : partAbout(message, item);
    const named = withWords(withPhone, words === null ? null : masked(words).slice(0, MOST_WORDS));
    const resolved = await withMember(
      context.db,
      await resolveHousehold(context, named, own),
      words ?? message,
    );
    const groupTold = resolved.group === groups[index] ? null : (groups[index] ?? null);
    items.push(await comparedWithEarlier(turn, { ...resolved, groupTold }, null));
  }
  return items;
}

/** 还有, 另外, 他家: the household is the one spoken of before. */
const GOING_ON = /^(?:还有|另外|再有|再就是|再一个|对了|然后|同时)[,，:：\s]*/;
const THE_SAME_HOUSE = /^(?:这|那)?(?:[他她]们?家?|这家|那家|这户|那户|家里)(?:里)?/;

const A_RELATIVE = /^(?:的)?(?:媳妇|老婆|爱人|丈夫|男人|儿子|女儿|妈|爸|娘|爹|父|母|孙|老伴|弟|哥|姐|妹)/;

/** What goes on about the household spoken of last, with its head's name put in, so that it can be read. */
export function withHeadNamed(
  text: string,
  draft: Pick<Draft, 'items'>,
  roster: readonly RosterEntry[],
): string {
  const { head = null, group = null } = draft.items.at(-1) ?? {};
  const rest = text.replace(GOING_ON, '');
  const about = rest.replace(THE_SAME_HOUSE, '');
  const namesAnother = about === rest && roster.some((entry) => rest.includes(entry.head));
  if (head === null || about === text || namesAnother) return text;
  const house = A_RELATIVE.test(about) ? '' : '家';
  return `${group === null ? '' : `${group}组`}${head}${house}${about.replace(/^(?:还|也|又)/, '')}`;
}

/** 巴图家阿木尔考上职高了: the book knows who 阿木尔 is. */
async function withMember(db: JobContext['db'], item: Item, said: string): Promise<Item> {
  if (item.householdId === null || item.kind === 'birth' || item.kind === 'move_in') return item;
  if (item.member !== null && item.member !== '户主') return item;
  const members = living(await membersOfHousehold(db, item.householdId));
  const named = members.filter(({ name, relation }) => relation !== '户主' && said.includes(name));
  const [only] = named;
  if (only === undefined || named.length > 1) return item;
  if (item.member === null && !item.needs.includes('member') && item.kind !== 'job_start') return item;
  const note = item.note?.replace(new RegExp(`^(?:家|的)*${only.name}(?:的)?`), '') ?? null;
  return { ...item, member: calledIn(members, only), note: note === '' ? item.note : note };
}

/** 女儿, or the name where two are called so. */
function calledIn(
  members: readonly { name: string; relation: string }[],
  { name, relation }: { name: string; relation: string },
): string {
  return members.filter((one) => one.relation === relation).length > 1 ? name : relation;
}

/** 改成漏雨: the sentence read once more with that in place of the note. Null where it does not tell the same kind. */
export async function noteAgain(turn: Turn, item: Item, text: string): Promise<Change | null> {
  const value = isCorrection(text) ? putInPlace(text) : null;
  if (value === null || item.note === null || item.head === null) return null;
  const house = `${item.group === null ? '' : `${item.group}组`}${item.head}家`;
  const again = item.words?.includes(item.note) ? item.words.replace(item.note, value) : null;
  for (const said of [again, `${house}${value}`, `${house}房子${value}`]) {
    if (said === null) continue;
    const { reports } = turn.parts.read(said, turn.context.at, [{ head: item.head, group: item.group }]);
    const note = reports.find(({ change }) => change === item.kind)?.note ?? null;
    if (note !== null && note !== item.note) return { note };
  }
  return null;
}

function withWords(item: Item, words: string | null): Item {
  const note = item.note === null ? noteFrom(item, words) : noteIn(item, item.note, words);
  return { ...item, words, note: note === null ? null : masked(note) };
}

/** What kinds without a note of their own have to show: who splits off, and a newcomer's name. */
function noteFrom({ kind, head }: Item, words: string | null): string | null {
  if (words === null) return null;
  if (kind === 'birth' || kind === 'move_in') {
    const name = toldName(words);
    return name === null ? null : `名叫${name}`;
  }
  if (kind !== 'split') return null;
  const others = words.split(/[,，;；。]/).filter((part) => head === null || !part.includes(head));
  return others.join('，').slice(0, 40).trim() || null;
}

/** A benefit's note also tells what became of it: 低保 alone is no news. */
function noteIn({ kind }: Item, note: string, words: string | null): string {
  return kind === 'benefit' ? benefitNote(note, words ?? '') : note;
}

/** Of a message with several reports, the part that names the household, or the thing; null where none does alone. */
function partAbout(message: string, { head, note }: Item): string | null {
  const parts = message.split(/[\n;；。！!]/).filter((part) => part.trim() !== '');
  const named = parts.filter((part) => head !== null && part.includes(head));
  const about = note === null || named.length === 1 ? named : named.filter((part) => part.includes(note));
  return about.length === 1 ? (about[0]?.trim() ?? null) : null;
}

/** The groups as the message names them: where the book decides the household, the reader gives the book's. */
function groupsAsTold({ context, parts }: Turn, message: string, count: number): (number | null)[] {
  const { reports } = parts.read(message, context.at, []);
  return reports.length === count ? reports.map(({ group }) => group) : [];
}

/** Whether the same event has been told before, and by which report. */
export async function comparedWithEarlier(turn: Turn, item: Item, except: string | null): Promise<Item> {
  const { db, asOf } = turn.context;
  const earlier = await findSame(db, item, asOf, except);
  const same = earlier === null ? null : { id: earlier.id, number: earlier.number };
  return { ...item, same, which: await whichOf(db, item) };
}

/** Who dies or leaves is taken out of the book: of two sons it has to be known which. */
async function whichOf(db: JobContext['db'], { kind, householdId, member, words }: Item): Promise<string[]> {
  if ((kind !== 'death' && kind !== 'move_out') || householdId === null || member === null) return [];
  const meant = whomMeant(living(await membersOfHousehold(db, householdId)), member, words ?? '');
  return meant.ok || meant.why !== 'several' ? [] : meant.among.map(({ name }) => name);
}

/** How words like 他媳妇 and names are understood while a draft is open. */
export async function readerFor(turn: Turn, item: Item | null): Promise<Reader> {
  const roster = await rosterFor(turn);
  const heads = new Set(roster.map(({ head }) => head));
  const id = item?.householdId ?? null;
  const members = id === null ? [] : living(await membersOfHousehold(turn.context.db, id));
  return {
    at: turn.context.at,
    memberNamed: (name) => {
      const found = members.filter((member) => matchName(name, member.name) !== null);
      const [only] = found;
      return only === undefined || found.length > 1 ? null : calledIn(members, only);
    },
    isHead: (name) => heads.has(name),
    memberOf: (words) =>
      turn.parts.read(`三组王建国家的${words}住院了`, turn.context.at, [{ head: '王建国', group: 3 }])
        .reports[0]?.member ?? null,
  };
}

/** An item with a change made; `problem` is a sentence where it could not be. */
export async function changed(
  turn: Turn,
  draft: { id: string; resubmits: string | null },
  item: Item,
  change: Change,
  asked: Lack | null,
): Promise<{ item: Item; problem: string | null }> {
  const { head, group, phone, unknown, ...fields } = change;
  const note = fields.note === undefined ? item.note : masked(noteIn(item, fields.note, item.words));
  let next: Item = { ...item, ...fields, note };
  if (unknown && asked !== null && isSkippable(asked)) next = { ...next, unknown: [...next.unknown, asked] };
  if (phone !== undefined) {
    const sealed = sealPhoneIn(turn, draft.id, next, phone);
    if (sealed.item === null) return { item, problem: sealed.problem };
    next = sealed.item;
  }
  if (head !== undefined || group !== undefined) {
    if (head === undefined && next.among.length > 0) {
      next = await narrow(turn.context, next, turn.context.text, group ?? null);
    } else {
      const named = {
        ...next,
        head: head ?? next.head,
        group: group ?? (head === undefined ? next.group : null),
        groupTold: null,
      };
      next = await resolveHousehold(turn.context, { ...named, isNew: false }, false);
    }
  }
  return { item: await comparedWithEarlier(turn, next, draft.resubmits), problem: null };
}

function isSkippable(lack: Lack): lack is 'member' | 'occurredOn' | 'amount' | 'count' | 'stage' | 'note' {
  return ['member', 'occurredOn', 'amount', 'count', 'stage', 'note'].includes(lack);
}

function sealPhoneIn(
  { context }: Turn,
  draftId: string,
  item: Item,
  written: string,
): { item: Item; problem: null } | { item: null; problem: string } {
  const read = readPhone(written);
  if (!read.ok) return { item: null, problem: PHONE_WRONG(read.reason) };
  return {
    item: {
      ...item,
      phoneSealed: context.book.secrets.seal(read.digits, draftPlace(draftId)),
      phoneMasked: maskPhone(read.digits),
    },
    problem: null,
  };
}
