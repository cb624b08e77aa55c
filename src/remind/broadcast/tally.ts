import type { JobResult } from '../../job/job.ts';
import { personById, record } from '../../register/register.ts';
import {
  answersTo,
  type BroadcastRecipientRow,
  type BroadcastRow,
  copiesOf,
  type Db,
  opinionsOn,
  personsById,
  type Role,
  recipientsOf,
} from '../../storage/storage.ts';
import { runOf } from './message.ts';
import { type BroadcastTurn, say } from './turn.ts';
import * as words from './wording.ts';

/** What became of the copy for one recipient. */
export type Outcome = 'received' | 'waiting' | 'none' | 'muted' | 'failed' | 'unknown' | 'dropped';

export interface Told {
  recipient: BroadcastRecipientRow;
  outcome: Outcome;
  reason: string | null;
  answer: string | null;
  note: string | null;
}

const OUTCOME_OF: Readonly<Record<string, Outcome>> = {
  sent: 'received',
  queued: 'waiting',
  paused: 'waiting',
  sending: 'waiting',
  no_account: 'none',
  muted: 'muted',
  failed: 'failed',
  unknown: 'unknown',
  cleared: 'dropped',
  expired: 'dropped',
};

/** Every recipient of a broadcast with what became of his copy and what he answered last. */
export async function toldOf(db: Db, row: BroadcastRow): Promise<Told[]> {
  const copies = new Map((await copiesOf(db, runOf(row.id))).map((copy) => [copy.person_id ?? '', copy]));
  const answers = new Map((await answersTo(db, row.id)).map((one) => [one.key, one]));
  return (await recipientsOf(db, row.id)).map((recipient) => {
    const copy = recipient.person_id === null ? undefined : copies.get(recipient.person_id);
    const answer = answers.get(recipient.key);
    return {
      recipient,
      outcome: copy === undefined ? 'none' : (OUTCOME_OF[copy.state] ?? 'waiting'),
      reason: copy?.reason ?? null,
      answer: answer?.answer ?? null,
      note: answer?.note ?? null,
    };
  });
}

/** Those who were reached, or may have been, and have not answered. */
export async function answersOf(
  db: Db,
  row: BroadcastRow,
): Promise<{ silent: { person_id: string; role: Role }[] }> {
  const silent = (await toldOf(db, row)).filter(
    ({ outcome, answer }) => answer === null && (outcome === 'received' || outcome === 'unknown'),
  );
  const ids = silent.flatMap(({ recipient }) => recipient.person_id ?? []);
  const persons: { person_id: string; role: Role }[] = [];
  for (let from = 0; from < ids.length; from += 500) {
    const rows = await personsById(db, ids.slice(from, from + 500));
    persons.push(
      ...rows.filter(({ active }) => active === 1).map(({ id, role }) => ({ person_id: id, role })),
    );
  }
  return { silent: persons };
}

/** 看群发 3: sums with names; `list`: 没回的, 没收到的 or an answer, then all of those names. */
export async function showTally(
  turn: BroadcastTurn,
  row: BroadcastRow,
  list: string | null,
): Promise<JobResult> {
  const { db, book, person, at } = turn.context;
  const told = await toldOf(db, row);
  await record(book, {
    actor: person.id,
    action: 'broadcast.see',
    object: { kind: 'broadcast', id: row.id },
    detail: { number: row.number, list },
  });
  const options = JSON.parse(row.options) as string[];
  if (list !== null) {
    const chosen = chosenBy(told, options, list);
    return say(turn, words.namesOf(row.number, list, chosen), { about: 'broadcast-names' });
  }
  const text = words.tally({
    row,
    by: (await personById(db, row.by_id))?.name ?? '',
    told,
    options,
    opinions: row.kind === 'public' ? await opinionsOn(db, row.id) : [],
    now: at,
  });
  return say(turn, text, { about: 'broadcast-tally', options: nextSteps(row, told, options) });
}

function chosenBy(told: readonly Told[], options: readonly string[], list: string): Told[] {
  const word = list.replace(/的$/, '');
  const option = options.find((one) => one === word);
  if (option !== undefined) return told.filter(({ answer }) => answer === option);
  const of = (...outcomes: Outcome[]): Told[] => told.filter(({ outcome }) => outcomes.includes(outcome));
  if (/没收到/.test(list)) return told.filter(({ outcome }) => outcome !== 'received');
  if (/账号/.test(list)) return of('none');
  if (/失败/.test(list)) return of('failed', 'unknown');
  if (/退订/.test(list)) return of('muted');
  return told.filter(({ answer }) => answer === null);
}

function nextSteps(row: BroadcastRow, told: readonly Told[], options: readonly string[]): string[] {
  const n = row.number;
  if (row.state === 'paused') return [`继续群发 ${n}`, `取消群发 ${n}`];
  if (row.state !== 'open') return [];
  const steps: string[] = [];
  if (told.some(({ outcome }) => outcome === 'waiting')) steps.push(`暂停群发 ${n}`);
  if (told.some(({ outcome }) => outcome === 'failed')) steps.push(`重发失败 ${n}`);
  if (options.length > 0) {
    if (told.some(({ answer, outcome }) => answer === null && outcome === 'received')) steps.push(`催 ${n}`);
    steps.push(`结束 ${n}`);
  }
  return steps;
}
