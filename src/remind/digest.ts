import type { Notice } from '../job/job.ts';
import {
  digestedSince,
  dutiesAbove,
  notePlanned,
  noteReminders,
  openAsks,
  wasPlanned,
} from '../storage/storage.ts';
import { momentOf } from './days.ts';
import type { Member, Staff } from './staff.ts';
import type { Tick } from './tick.ts';
import { digest, type Late } from './wording.ts';

/** When superiors get the day's digest, on working days. */
export const DIGEST_AT = '08:45';
/** So far back it is looked for the last one that somebody got. */
const LOOK_BACK_MS = 40 * 24 * 60 * 60 * 1000;

/** So long the Monday's digest names what may be named in public and is not decided. */
const LISTED_MS = 21 * 24 * 60 * 60 * 1000;

interface Desk {
  member: Member;
  late: Late[];
  asks: number;
  listed: number;
  /** Something came up to him since his last digest. */
  hasNew: boolean;
  /** Something was listed lately: an old list is there to be asked for, and not told of for ever. */
  hasListed: boolean;
}

/**
 * One message a day to each superior who has something: names and counts of what came up to him, what waits for his
 * word, what may be named in public. Nothing new and nothing to decide: no message, except on Mondays.
 */
export async function sendDigests(tick: Tick): Promise<Notice[]> {
  if (tick.now < momentOf(tick.today, DIGEST_AT)) return [];
  const works = tick.calendar.isWorkingDay(tick.today);
  if (works === null) tick.missing.add(tick.today.slice(0, 4));
  if (works !== true || (await wasPlanned(tick.db, 'digest', tick.today))) return [];
  await notePlanned(tick.db, 'digest', tick.today, tick.today);
  const notices = (await desksOf(tick)).map(({ member, late, asks, listed }) => ({
    to: member.id,
    text: digest({ late, asks, listed }, tick.today),
    options: [...(asks > 0 ? ['待我定'] : []), ...(listed > 0 ? ['通报名单'] : [])],
    about: 'digest-duty',
    key: `digest:${member.id}:${tick.today}`,
  }));
  await noteReminders(
    tick.db,
    tick.book.kind,
    notices.map(({ key, to }) => ({
      outbox_key: key,
      duty_id: null,
      stage: 'digest',
      person_id: to,
      at: tick.now,
    })),
  );
  return notices;
}

async function desksOf(tick: Tick): Promise<Desk[]> {
  const [above, asks] = [await dutiesAbove(tick.db), await openAsks(tick.db)];
  if (above.length === 0 && asks.length === 0) return [];
  const staff = await tick.staff();
  const last = await lastDigests(tick);
  const listedSince = new Date(Date.parse(tick.now) - LISTED_MS).toISOString();
  const desks = new Map<string, Desk>();
  const deskOf = (member: Member): Desk => {
    const desk = desks.get(member.id) ?? {
      member,
      late: [],
      asks: 0,
      listed: 0,
      hasNew: false,
      hasListed: false,
    };
    desks.set(member.id, desk);
    return desk;
  };
  for (const duty of above) {
    if (duty.stage === 'listed' && duty.verdict !== null) continue;
    // Not overdue: what its person handed back stands among the questions until its last day is over.
    if (duty.state === 'handed_back' && duty.due_on >= tick.today) continue;
    for (const member of staff.above(duty)) {
      const desk = deskOf(member);
      const isNew = (duty.escalated_at ?? '') > (last.get(member.id) ?? '');
      desk.hasNew ||= isNew;
      if (duty.stage === 'listed') {
        desk.listed += 1;
        desk.hasListed ||= (duty.escalated_at ?? '') > listedSince;
      } else desk.late.push({ duty, name: staff.member(duty.person_id)?.name ?? '', isNew });
    }
  }
  for (const ask of asks) for (const member of askedOf(staff, ask.region)) deskOf(member).asks += 1;
  const isMonday = new Date(`${tick.today}T00:00:00Z`).getUTCDay() === 1;
  return [...desks.values()].filter(
    ({ late, asks: waiting, hasListed, hasNew }) =>
      waiting > 0 || hasNew || (isMonday && (late.length > 0 || hasListed)),
  );
}

/** Those who may decide on questions to a region. */
function askedOf(staff: Staff, region: string): readonly Member[] {
  const town = staff.at('township', region);
  return town.length > 0 ? town : staff.at('office', region);
}

/** When each was sent his last digest. */
async function lastDigests(tick: Tick): Promise<Map<string, string>> {
  return digestedSince(tick.db, new Date(Date.parse(tick.now) - LOOK_BACK_MS).toISOString());
}
