import { createHash } from 'node:crypto';
import { endOfDay, localTime, nextOpen } from '../../calendar/calendar.ts';
import { HOURS, rulesFor } from '../../outbox/outbox.ts';
import { personById } from '../../register/register.ts';
import { mutedAmong, withAccount } from '../../storage/storage.ts';
import { audienceWords } from './audience-words.ts';
import { exposedIn } from './exposing.ts';
import { lacking } from './fields.ts';
import { aboutOf, isAboutStaff, type Message, messageTo } from './message.ts';
import { type Recipient, recipientsFor } from './recipients.ts';
import type { BroadcastDraft } from './state.ts';
import type { BroadcastTurn } from './turn.ts';
import { soundsUrgent } from './urgency.ts';
import * as words from './wording.ts';

/** A draft of which whom and what are told. */
export type ReadyDraft = BroadcastDraft & {
  text: string;
  audience: NonNullable<BroadcastDraft['audience']>;
};

/** A draft worked out at one moment: whom it goes to, what it says and when it leaves. */
export interface Worked {
  recipients: Recipient[];
  whom: string;
  hash: string;
  message: Message;
  /** UTC ISO time at which it may leave. */
  leavesAt: Date;
  /** Why it does not leave when it was told to. */
  isLater: boolean;
  /** UTC ISO time: the end of its days. */
  endsAt: string | null;
}

/** Works a draft out; a sentence where it cannot be sent. */
export async function workOut(
  { context, calendar }: Pick<BroadcastTurn, 'context' | 'calendar'>,
  draft: ReadyDraft,
): Promise<Worked | { refused: string }> {
  const { person, db, at, asOf } = context;
  const recipients = await recipientsFor(db, person, draft.audience, asOf);
  if (recipients.length === 0) return { refused: words.NOBODY };
  const kind = draft.days !== null ? 'public' : draft.isSurvey ? 'survey' : 'notice';
  const wanted = draft.sendAt === null ? at : new Date(draft.sendAt);
  const hours = draft.isUrgent ? 'any' : rulesFor('broadcast').hours;
  const opens = nextOpen(HOURS[hours], wanted, calendar);
  const leavesAt = opens.ok ? opens.at : wanted;
  const last = draft.days === null ? null : calendar.workingDaysAfter(localTime(leavesAt).day, draft.days);
  if (last !== null && !last.ok) return { refused: words.noYear(last.year) };
  const endsOn = last === null ? null : last.day;
  return {
    recipients,
    whom: audienceWords(draft.audience, person.region),
    hash: hashOf(recipients),
    message: {
      kind,
      urgent: draft.isUrgent ? 1 : 0,
      text: draft.text,
      region: person.region,
      ends_on: endsOn,
      options: draft.options,
      by: person.name,
      number: null,
    },
    leavesAt,
    isLater: leavesAt.getTime() > wanted.getTime(),
    endsAt: endsOn === null ? null : endOfDay(endsOn),
  };
}

/** Whether the recipients are still those that were shown. */
function hashOf(recipients: readonly Recipient[]): string {
  return createHash('sha256')
    .update(recipients.map(({ key }) => key).join('\n'))
    .digest('hex')
    .slice(0, 16);
}

/** What is read before anything leaves: head-count, names, the text as the first one gets it, and when. */
export async function preview(
  turn: BroadcastTurn,
  draft: ReadyDraft,
): Promise<{ count: number; hash: string; text: string; mayBeUrgent: boolean } | { refused: string }> {
  const worked = await workOut(turn, draft);
  if ('refused' in worked) return worked;
  const { recipients, message, hash } = worked;
  const { at } = turn.context;
  const { without, muted } = await unreachable(turn, worked);
  const [first] = recipients;
  if (first === undefined) return { refused: words.NOBODY };
  const mayBeUrgent = !draft.isUrgent && soundsUrgent(draft.text);
  const text = words.previewText({
    whom: worked.whom,
    names: recipients.map(({ name }) => name),
    withoutAccount: await withCallers(turn, without),
    isAboutStaff: isAboutStaff(message),
    muted: muted.map(({ name }) => name),
    first: first.name,
    shown: messageTo(message, first),
    when: words.whenWords(draft.sendAt === null && !worked.isLater ? null : worked.leavesAt, at),
    isLater: worked.isLater,
    isUrgent: draft.isUrgent,
    mayBeUrgent,
    exposed: draft.days === null ? await exposedIn(turn, draft.text) : [],
    hasPicture: draft.picture !== null,
    lacking: lacking(draft.text, recipients),
    notes: draft.notes,
    endsOn: message.ends_on,
    days: draft.days,
  });
  return { count: recipients.length, hash, text, mayBeUrgent };
}

/** Those who have no account, and those who do not want this kind. */
export async function unreachable(
  { context }: Pick<BroadcastTurn, 'context'>,
  { recipients, message }: Worked,
): Promise<{ without: Recipient[]; muted: Recipient[] }> {
  const ids = recipients.flatMap(({ personId }) => personId ?? []);
  const reachable = await withAccount(context.db, ids);
  const muted = new Set<string>();
  if (message.urgent === 0) {
    for (const about of new Set(recipients.map(({ role }) => aboutOf(message, role)))) {
      const of = recipients.filter(({ role }) => aboutOf(message, role) === about);
      const those = of.flatMap(({ personId }) => personId ?? []);
      for (const id of await mutedAmong(context.db, those, about)) muted.add(id);
    }
  }
  return {
    without: recipients.filter(({ personId }) => personId === null || !reachable.has(personId)),
    muted: recipients.filter(
      ({ personId }) => personId !== null && reachable.has(personId) && muted.has(personId),
    ),
  };
}

/** Each with whoever is to tell him. */
export async function withCallers(
  { context }: Pick<BroadcastTurn, 'context'>,
  recipients: readonly Recipient[],
): Promise<{ name: string; caller: string | null }[]> {
  const names = new Map<string, string>();
  const found: { name: string; caller: string | null }[] = [];
  for (const { name, callerId } of recipients) {
    if (callerId !== null && !names.has(callerId)) {
      names.set(callerId, (await personById(context.db, callerId))?.name ?? '');
    }
    const caller = callerId === null ? null : callerId === context.person.id ? '您' : names.get(callerId);
    found.push({ name, caller: caller ?? null });
  }
  return found;
}
