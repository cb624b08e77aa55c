import { randomUUID } from 'node:crypto';
import type { DueContext, JobResult, Notice } from '../../job/job.ts';
import { maskNumbers } from '../../language/language.ts';
import { nameOfPlace, personById, record, staffFor } from '../../register/register.ts';
import {
  answerOpinion,
  type BroadcastRow,
  broadcastNumbered,
  changeBroadcast,
  type Db,
  findBroadcast,
  insertOpinion,
  nextPublicationEnd,
  opinionsOn,
  publicationsEnding,
  recipientsOf,
} from '../../storage/storage.ts';
import { villageOf } from '../staff.ts';
import { emptyDraft, readBack } from './drafting.ts';
import { ownBroadcast } from './running.ts';
import { toldOf } from './tally.ts';
import { type BroadcastTurn, say } from './turn.ts';
import * as words from './wording.ts';

/** 意见 12 原因, 匿名意见 12 原因: by those to whom it was published; null where it speaks of none. */
export async function takeOpinion(
  turn: BroadcastTurn,
  { number, text, isAnonymous }: { number: number | null; text: string; isAnonymous: boolean },
): Promise<JobResult | null> {
  const { context } = turn;
  const { db, book, person, at } = context;
  if (number === null) return null;
  const row = await broadcastNumbered(db, number);
  const isFor =
    row !== undefined &&
    row.kind === 'public' &&
    (await recipientsOf(db, row.id)).some(({ person_id }) => person_id === person.id);
  if (row === undefined || !isFor)
    return say(turn, words.noPublication(number), { about: 'opinion-refused' });
  if (row.closed_at !== null) return say(turn, words.publicationOver(number), { about: 'opinion-refused' });
  if (text.length < 2) return say(turn, words.OPINION_REASON(number), { about: 'opinion-refused' });
  const before = await opinionsOn(db, row.id);
  const opinion = before.length + 1;
  await insertOpinion(db, {
    id: randomUUID(),
    run_id: row.id,
    number: opinion,
    by_id: isAnonymous ? null : person.id,
    text: maskNumbers(text),
    at: at.toISOString(),
    answer: null,
    answered_by: null,
    answered_at: null,
  });
  await record(book, {
    actor: isAnonymous ? 'anonymous' : person.id,
    action: 'broadcast.opinion',
    object: { kind: 'broadcast', id: row.id },
    detail: { number, opinion },
  });
  const by = isAnonymous ? words.ANONYMOUS : person.name;
  const answerers = await publishersOf(db, row);
  const taken = say(turn, words.opinionTaken(number, opinion, isAnonymous), {
    about: 'opinion-taken',
    notices: answerers.map((to) => ({
      to,
      text: words.opinionTold(number, opinion, by, maskNumbers(text)),
      options: [],
      about: 'opinion',
    })),
  });
  return isAnonymous ? { ...taken, anonymous: true } : taken;
}

/** Who published it, and those of his rank for that place. */
async function publishersOf(db: Db, row: BroadcastRow): Promise<string[]> {
  const by = await personById(db, row.by_id);
  const same = by === null ? [] : await staffFor(db, row.region, [by.role]);
  const ids = same.filter(({ region }) => region === row.region).map(({ id }) => id);
  return [...new Set([...(by?.active === true ? [by.id] : []), ...ids])];
}

/** 答复意见 12-1 已核实…: the answer stands in the record, and goes to whoever had the opinion. */
export async function takeOpinionAnswer(
  turn: BroadcastTurn,
  { number, opinion, text }: { number: number; opinion: number; text: string },
): Promise<JobResult> {
  const { db, book, person, at } = turn.context;
  const row = await ownBroadcast(turn, number);
  const found =
    row === null ? undefined : (await opinionsOn(db, row.id)).find((one) => one.number === opinion);
  if (row === null || found === undefined || row.kind !== 'public')
    return say(turn, words.noOpinion(number, opinion), { about: 'opinion-refused' });
  const answer = maskNumbers(text);
  const isFirst = await answerOpinion(db, found.id, { answer, by: person.id, at: at.toISOString() });
  if (!isFirst) return say(turn, words.opinionLate(number, opinion), { about: 'opinion-refused' });
  await record(book, {
    actor: person.id,
    action: 'broadcast.opinion-answered',
    object: { kind: 'broadcast', id: row.id },
    detail: { number, opinion },
  });
  const notices: Notice[] =
    found.by_id === null
      ? []
      : [
          {
            to: found.by_id,
            text: words.opinionAnswerTold(number, answer),
            options: [],
            about: 'opinion-answered',
          },
        ];
  return say(turn, words.opinionAnswered(number, opinion), { about: 'opinion-answered', notices });
}

/** Publications whose days are over: the record is written, whoever published it and the level above are told. */
export async function publicationsDue({ db, book, at }: DueContext): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (const row of await publicationsEnding(db, at.toISOString())) {
    const text = await recordOf(db, row);
    const change = {
      state: 'closed',
      closed_at: at.toISOString(),
      closed_by: 'system',
      record: text,
    } as const;
    if (!(await changeBroadcast(db, row.id, ['open', 'paused'], change))) continue;
    await record(book, {
      actor: 'system',
      action: 'broadcast.published',
      object: { kind: 'broadcast', id: row.id },
      detail: { number: row.number, days: row.days },
    });
    for (const to of await publishersOf(db, row)) {
      notices.push({
        to,
        text,
        options: [`看群发 ${row.number}`],
        about: 'publication-over',
        key: `broadcast:${row.id}:over:${to}`,
      });
    }
    for (const to of await levelAbove(db, row)) {
      notices.push({
        to,
        text: words.nextLevel(row.number, nameOfPlace(villageOf(row.region)), row.text),
        options: [`接着公示 ${row.number}`],
        about: 'publication-next',
        key: `broadcast:${row.id}:next:${to}`,
      });
    }
  }
  return notices;
}

export async function publicationsNextDue(db: Db, after: Date): Promise<Date | null> {
  const next = await nextPublicationEnd(db, after.toISOString());
  return next === null ? null : new Date(next);
}

/** 嘎查村、苏木镇、旗三级公示: the village's is followed by the township's, that by the county's. */
async function levelAbove(db: Db, row: BroadcastRow): Promise<string[]> {
  const by = await personById(db, row.by_id);
  const above = by?.role === 'cadre' ? 'township' : by?.role === 'township' ? 'office' : null;
  if (above === null) return [];
  return (await staffFor(db, villageOf(row.region), [above])).map(({ id }) => id);
}

async function recordOf(db: Db, row: BroadcastRow): Promise<string> {
  const told = await toldOf(db, row);
  const received = told.filter(({ outcome }) => outcome === 'received').length;
  const opinions = await opinionsOn(db, row.id);
  const before = row.from_id === null ? undefined : await findBroadcast(db, row.from_id);
  return words.publicationRecord(row, { received, opinions, before: before?.number ?? null });
}

/** 接着公示 12: the level above publishes what the level below has. */
export async function followPublication(turn: BroadcastTurn, number: number | null): Promise<JobResult> {
  const row = number === null ? null : await ownBroadcast(turn, number);
  if (row === null || row.kind !== 'public')
    return say(turn, words.noPublication(number ?? 0), { about: 'broadcast-refused' });
  if (row.closed_at === null)
    return say(turn, words.publicationOpen(row.number), { about: 'broadcast-refused' });
  if (row.region === turn.context.person.region)
    return say(turn, words.OWN_LEVEL, { about: 'broadcast-refused' });
  const own = turn.context.person.region;
  return readBack(turn, {
    ...emptyDraft(turn),
    audience: [{ places: [own], facts: [], whom: [{ kind: 'everybody' }] }],
    text: row.text,
    days: row.days,
    follows: row.id,
    picture: row.picture,
  });
}
