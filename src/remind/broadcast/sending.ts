import { randomUUID } from 'node:crypto';
import type { JobResult } from '../../job/job.ts';
import { enqueue, type OutboxItem } from '../../outbox/outbox.ts';
import { record } from '../../register/register.ts';
import {
  type BroadcastRow,
  insertBroadcast,
  insertRecipients,
  nextBroadcastNumber,
} from '../../storage/storage.ts';
import { groupBy } from '../grouped.ts';
import { readBack } from './drafting.ts';
import { aboutOf, callRunOf, isAboutStaff, type Message, messageTo, runOf } from './message.ts';
import { type ReadyDraft, unreachable, type Worked, workOut } from './preview.ts';
import type { Recipient } from './recipients.ts';
import type { BroadcastDraft } from './state.ts';
import { type BroadcastTurn, say } from './turn.ts';
import * as words from './wording.ts';

/** More people than these are confirmed twice. */
const MANY = 1000;

/** 发 37: only the head-count that was shown confirms, and only while it is still the same people. */
export async function sendDraft(
  turn: BroadcastTurn,
  draft: BroadcastDraft,
  { count, isSure }: { count: number; isSure: boolean },
): Promise<JobResult> {
  const { audience, text, shown } = draft;
  if (audience === null || text === null || shown === null) return readBack(turn, draft);
  const ready: ReadyDraft = { ...draft, audience, text };
  if (count !== shown.count) {
    return say(turn, words.wrongCount(count, shown.count), {
      about: 'broadcast-refused',
      options: [`发 ${shown.count}`, '取消'],
    });
  }
  const worked = await workOut(turn, ready);
  if ('refused' in worked || worked.hash !== shown.hash) {
    const again = await readBack(turn, draft);
    return { ...again, reply: { ...again.reply, text: `${words.LIST_CHANGED}\n${again.reply.text}` } };
  }
  if (count > MANY && !(draft.isTyped && isSure)) {
    const state = { ...turn.state, draft: { ...draft, isTyped: true } };
    return say({ state }, words.sureOfMany(count), {
      about: 'broadcast-sure',
      options: [`确认发 ${count}`, '取消'],
    });
  }
  return keep(turn, ready, worked);
}

/** Writes the broadcast, its recipients and every copy, in the transaction of the message that confirmed it. */
async function keep(turn: BroadcastTurn, draft: ReadyDraft, worked: Worked): Promise<JobResult> {
  const { context } = turn;
  const { db, book, person, at } = context;
  const number = await nextBroadcastNumber(db);
  const row = rowOf(turn, draft, worked, number);
  await insertBroadcast(db, row);
  await insertRecipients(
    db,
    worked.recipients.map((recipient) => ({
      run_id: row.id,
      key: recipient.key,
      person_id: recipient.personId,
      household_id: recipient.householdId,
      name: recipient.name,
      village: recipient.village,
      group_no: recipient.group,
      caller_id: recipient.callerId,
    })),
  );
  const message: Message = { ...worked.message, number };
  const { without } = await unreachable(turn, worked);
  const items = [
    ...worked.recipients.flatMap((recipient) => copyFor(row, message, recipient)),
    ...callsFor(turn, row, message, without),
  ];
  await enqueue(db, book.kind, items, at);
  await record(book, {
    actor: person.id,
    action: 'broadcast.send',
    object: { kind: 'broadcast', id: row.id },
    detail: {
      number,
      region: row.region,
      kind: row.kind,
      urgent: row.urgent === 1,
      people: row.people,
      confirmed: row.people > MANY ? 'twice' : 'once',
    },
  });
  const text = words.sent({
    number,
    people: row.people,
    when: words.whenWords(row.send_at === null ? null : worked.leavesAt, at),
    without: without.length,
    isAboutStaff: isAboutStaff(row),
    endsOn: row.ends_on,
    hasOptions: draft.options.length > 0,
  });
  return say({ state: { ...turn.state, draft: null } }, text, {
    about: 'broadcast-sent',
    options: [`看群发 ${number}`],
  });
}

function rowOf(
  { context }: BroadcastTurn,
  draft: ReadyDraft,
  { recipients, whom, message, leavesAt, isLater, endsAt }: Worked,
  number: number,
): BroadcastRow {
  return {
    id: randomUUID(),
    number,
    region: context.person.region,
    by_id: context.person.id,
    kind: message.kind,
    urgent: message.urgent,
    whom,
    audience: JSON.stringify(draft.audience),
    text: draft.text,
    options: JSON.stringify(draft.options),
    picture: draft.picture,
    send_at: draft.sendAt === null && !isLater ? null : leavesAt.toISOString(),
    state: 'open',
    people: recipients.length,
    days: draft.days,
    ends_on: message.ends_on,
    ends_at: endsAt,
    from_id: draft.follows,
    urged_on: null,
    created_at: context.at.toISOString(),
    closed_at: null,
    closed_by: null,
    record: null,
  };
}

/** One copy for each who uses the bot, also where he has no account just now: he gets it once he binds one. */
function copyFor(row: BroadcastRow, message: Message, recipient: Recipient): OutboxItem[] {
  if (recipient.personId === null) return [];
  return [
    {
      key: `${runOf(row.id)}:${recipient.personId}`,
      to: { person: recipient.personId },
      lane: 'broadcast',
      about: aboutOf(row, recipient.role),
      text: messageTo(message, recipient),
      options: message.options,
      picture: row.picture,
      run: runOf(row.id),
      notBefore: row.send_at,
      expiresAt: row.ends_at,
    },
  ];
}

/** Whoever looks after households that cannot be written to is asked to tell them, unless it is he who is judged. */
function callsFor(
  { context }: BroadcastTurn,
  row: BroadcastRow,
  message: Message,
  without: readonly Recipient[],
): OutboxItem[] {
  if (isAboutStaff(row)) return [];
  const calls = without.filter(({ callerId }) => callerId !== null && callerId !== context.person.id);
  return [...groupBy(calls, ({ callerId }) => callerId ?? '')].map(([caller, those]) => ({
    key: `${callRunOf(row.id)}:${caller}`,
    to: { person: caller },
    lane: 'broadcast',
    about: row.urgent === 1 ? 'disaster-call' : 'broadcast-call',
    text: words.pleaseCall(
      those.map(({ name }) => name),
      message,
    ),
    options: [],
    run: callRunOf(row.id),
    notBefore: row.send_at,
  }));
}
