import { householdById, maskPhone, readPhone, rosterOf } from '../../register/register.ts';
import type { RosterEntry } from '../reading.ts';
import { PHONE_WRONG } from '../wording.ts';
import type { Change, Reader } from './correction.ts';
import { type Item, itemOf, type Lack } from './draft.ts';
import { MONITORING_NEEDS, readApplication } from './monitoring.ts';
import { narrow, resolveHousehold } from './resolve.ts';
import { findSame } from './same-event.ts';
import { draftPlace, masked } from './store.ts';
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
  const items: Item[] = [];
  for (const { item, phone } of fresh) {
    const withPhone = phone === null ? item : (sealPhoneIn(turn, draftId, item, phone).item ?? item);
    const named = { ...withPhone, note: withPhone.note === null ? null : masked(withPhone.note) };
    const resolved = await resolveHousehold(context, named, own);
    items.push(await comparedWithEarlier(turn, resolved, null));
  }
  return items;
}

/** Whether the same event has been told before, and by which report. */
export async function comparedWithEarlier(turn: Turn, item: Item, except: string | null): Promise<Item> {
  const earlier = await findSame(turn.context.db, item, turn.context.asOf, except);
  return { ...item, same: earlier === null ? null : { id: earlier.id, number: earlier.number } };
}

/** How words like 他媳妇 and names are understood while a draft is open. */
export async function readerFor(turn: Turn): Promise<Reader> {
  const roster = await rosterFor(turn);
  const heads = new Set(roster.map(({ head }) => head));
  return {
    at: turn.context.at,
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
  let next: Item = { ...item, ...fields, note: fields.note === undefined ? item.note : masked(fields.note) };
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
