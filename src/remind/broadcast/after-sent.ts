import type { JobResult } from '../../job/job.ts';
import { broadcastsOf } from '../../storage/storage.ts';
import { audienceSchema } from './audience.ts';
import { corrected, readCorrection } from './correcting.ts';
import { emptyDraft, maySend, readBack } from './drafting.ts';
import { lastSaidIn } from './last-said.ts';
import { readConfirm } from './orders.ts';
import { type BroadcastTurn, say } from './turn.ts';
import * as words from './wording.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** 发 9 once more, or 说错了，是后天 right after it was sent; null where nothing of that is said. */
export async function takeAfterSent(turn: BroadcastTurn): Promise<JobResult | null> {
  if (!maySend(turn.context.person)) return null;
  const confirmed = readConfirm(turn.context.text);
  return confirmed === null ? correctSent(turn) : confirmAgain(turn, confirmed.count);
}

async function confirmAgain(turn: BroadcastTurn, count: number): Promise<JobResult> {
  const { at } = turn.context;
  const sent = (await ownLatest(turn)).find(
    ({ people, created_at }) => people === count && at.getTime() - Date.parse(created_at) < DAY_MS,
  );
  return sent === undefined
    ? say(turn, words.NOTHING_TO_SEND, { about: 'broadcast-refused' })
    : say(turn, words.sentAlready(sent.number, count), {
        about: 'broadcast-refused',
        options: [`看群发 ${sent.number}`],
      });
}

/** What has left cannot be taken back; the same people get a correction once it is confirmed. */
async function correctSent(turn: BroadcastTurn): Promise<JobResult | null> {
  const { db, messageId, raw, at } = turn.context;
  const correction = readCorrection(raw);
  if (correction === null) return null;
  const [row] = await ownLatest(turn);
  const last = await lastSaidIn(db, messageId);
  const isAbout = row !== undefined && last?.labels.join() === `看群发 ${row.number}`;
  if (!isAbout || row.state === 'cancelled' || row.kind !== 'notice') return null;
  if (row.send_at !== null && Date.parse(row.send_at) > at.getTime())
    return say(turn, words.notLeftYet(row.number), {
      about: 'broadcast-refused',
      options: [`取消群发 ${row.number}`],
    });
  const audience = audienceSchema.safeParse(JSON.parse(row.audience));
  if (correction.fresh === null || !audience.success)
    return say(turn, words.tellCorrection(row.number), { about: 'broadcast-refused' });
  const right = corrected(row.text, correction, at) ?? correction.fresh;
  const draft = {
    ...emptyDraft(turn),
    audience: audience.data,
    isUrgent: row.urgent === 1,
    text: words.correctionText(right, row.text),
  };
  const shown = await readBack(turn, draft);
  return {
    ...shown,
    reply: { ...shown.reply, text: `${words.correcting(row.number)}\n${shown.reply.text}` },
  };
}

/** The speaker's own broadcasts of his place, the latest first. */
async function ownLatest({ context: { db, person } }: BroadcastTurn) {
  return (await broadcastsOf(db, person.region, 20)).filter(({ by_id }) => by_id === person.id);
}
