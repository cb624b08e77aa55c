import type { JobResult } from '../../job/job.ts';
import { cancelRun, clear, enqueue, pauseRun, resendFailed, resumeRun } from '../../outbox/outbox.ts';
import { personById, record } from '../../register/register.ts';
import {
  type BroadcastRow,
  broadcastNumbered,
  broadcastsOf,
  changeBroadcast,
  copiesOf,
} from '../../storage/storage.ts';
import { aboutOf, runOf, runsOf, urgeRunOf } from './message.ts';
import { answersOf, showTally } from './tally.ts';
import { type BroadcastTurn, say } from './turn.ts';
import * as words from './wording.ts';

type Act = 'urge' | 'pause' | 'resume' | 'cancel' | 'resend' | 'close';

/** 我的群发: the last ones of one's place. */
export async function listBroadcasts(turn: BroadcastTurn): Promise<JobResult> {
  const { db, person } = turn.context;
  const rows = await broadcastsOf(db, person.region, 20);
  return say(turn, words.broadcastList(rows), { about: 'broadcast-list' });
}

/** The broadcast of that number where it is for the speaker to see: his own place's, or of one below it. */
export async function ownBroadcast({ context }: BroadcastTurn, number: number): Promise<BroadcastRow | null> {
  const row = await broadcastNumbered(context.db, number);
  const { region, role } = context.person;
  const isOwn = row !== undefined && (row.region === region || row.region.startsWith(`${region}/`));
  return isOwn && role !== 'villager' && role !== 'admin' ? row : null;
}

/** 看群发 3 没回的 */
export async function showBroadcast(
  turn: BroadcastTurn,
  number: number,
  list: string | null,
): Promise<JobResult> {
  const row = await ownBroadcast(turn, number);
  if (row === null) return say(turn, words.noSuchBroadcast(number), { about: 'broadcast-refused' });
  return showTally(turn, row, list);
}

/** 暂停, 继续, 取消, 重发失败, 催, 结束: by those of its own place, or who stand above it. */
export async function act(turn: BroadcastTurn, kind: Act, number: number | null): Promise<JobResult> {
  const { context } = turn;
  const chosen = number ?? (await onlyOpen(turn));
  if (chosen === null) return say(turn, words.WHICH_BROADCAST[kind], { about: 'broadcast-refused' });
  const row = await ownBroadcast(turn, chosen);
  if (row === null) return say(turn, words.noSuchBroadcast(chosen), { about: 'broadcast-refused' });
  const done = await ACTS[kind](turn, row);
  if (done.isDone) {
    await record(context.book, {
      actor: context.person.id,
      action: `broadcast.${kind}`,
      object: { kind: 'broadcast', id: row.id },
      detail: { number: row.number, ...(done.count === undefined ? {} : { count: done.count }) },
    });
  }
  return say(turn, done.text, { about: `broadcast-${kind}`, options: done.options ?? [] });
}

/** Where only one is under way, its number need not be typed. */
async function onlyOpen({ context }: BroadcastTurn): Promise<number | null> {
  const rows = await broadcastsOf(context.db, context.person.region, 50);
  const open = rows.filter(({ state }) => state === 'open' || state === 'paused');
  return open.length === 1 ? (open[0]?.number ?? null) : null;
}

interface Done {
  isDone: boolean;
  text: string;
  count?: number;
  options?: string[];
}

const ACTS: Readonly<Record<Act, (turn: BroadcastTurn, row: BroadcastRow) => Promise<Done>>> = {
  async pause({ context: { db, at } }, row) {
    if (!(await changeBroadcast(db, row.id, ['open'], { state: 'paused' }))) return refused(row);
    for (const run of runsOf(row.id)) await pauseRun(db, run, at);
    const { sent, left } = await countsOf(db, row);
    const options = [`继续群发 ${row.number}`, `取消群发 ${row.number}`];
    return { isDone: true, text: words.paused(row.number, sent, left), options };
  },

  async resume({ context: { db, at } }, row) {
    if (!(await changeBroadcast(db, row.id, ['paused'], { state: 'open' }))) return refused(row);
    for (const run of runsOf(row.id)) await resumeRun(db, run, at);
    const { left } = await countsOf(db, row);
    return { isDone: true, text: words.resumed(row.number, left) };
  },

  async cancel({ context: { db, at, person } }, row) {
    const change = { state: 'cancelled', closed_at: at.toISOString(), closed_by: person.id } as const;
    const before = await countsOf(db, row);
    if (!(await changeBroadcast(db, row.id, ['open', 'paused'], change))) return refused(row);
    for (const run of runsOf(row.id)) await cancelRun(db, run, at);
    return { isDone: true, text: words.cancelled(row.number, before.sent, before.left) };
  },

  async resend({ context: { db, book, at } }, row) {
    if (row.state !== 'open') return refused(row);
    const count = await resendFailed(db, book.kind, { run: runOf(row.id) }, at);
    return { isDone: count > 0, count, text: words.resent(row.number, count) };
  },

  async close({ context: { db, at, person } }, row) {
    const change = { state: 'closed', closed_at: at.toISOString(), closed_by: person.id } as const;
    if (row.kind === 'public') return { isDone: false, text: words.PUBLIC_ENDS_ITSELF(row.number) };
    if (!(await changeBroadcast(db, row.id, ['open', 'paused'], change))) return refused(row);
    // Whoever has not been asked yet is asked nothing that nobody counts any more.
    for (const run of runsOf(row.id)) await clear(db, { run }, 'broadcast closed', at);
    return { isDone: true, text: words.closed(row.number), options: [`看群发 ${row.number}`] };
  },

  urge,
};

/** Reminds those whom it reached and who have not answered; once a day. */
async function urge({ context }: BroadcastTurn, row: BroadcastRow): Promise<Done> {
  const { db, book, at, asOf } = context;
  const options = JSON.parse(row.options) as string[];
  if (row.state !== 'open') return refused(row);
  if (options.length === 0) return { isDone: false, text: words.NOTHING_TO_ANSWER(row.number) };
  if (row.urged_on === asOf) return { isDone: false, text: words.urgedToday(row.number) };
  const { silent } = await answersOf(db, row);
  if (silent.length === 0) return { isDone: false, text: words.nobodySilent(row.number) };
  const by = (await personById(db, row.by_id))?.name ?? '';
  await changeBroadcast(db, row.id, ['open'], { urged_on: asOf });
  const taken = await enqueue(
    db,
    book.kind,
    silent.map(({ person_id: personId, role }) => ({
      key: `${urgeRunOf(row.id)}:${asOf}:${personId}`,
      to: { person: personId },
      lane: 'broadcast' as const,
      about: aboutOf(row, role),
      text: words.urged(row.text, options, by),
      options,
      run: urgeRunOf(row.id),
    })),
    at,
  );
  return { isDone: true, count: taken.length, text: words.urgedNow(row.number, taken.length) };
}

function refused(row: BroadcastRow): Done {
  return { isDone: false, text: words.standsAlready(row.number, row.state) };
}

async function countsOf(
  db: BroadcastTurn['context']['db'],
  row: BroadcastRow,
): Promise<{ sent: number; left: number }> {
  const copies = await copiesOf(db, runOf(row.id));
  const sent = copies.filter(({ state }) => state === 'sent' || state === 'unknown').length;
  const left = copies.filter(({ state }) =>
    ['queued', 'paused', 'sending', 'no_account'].includes(state),
  ).length;
  return { sent, left };
}
