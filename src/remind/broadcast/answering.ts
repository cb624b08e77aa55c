import type { JobResult } from '../../job/job.ts';
import { maskNumbers, maskPhones, numeralValue } from '../../language/language.ts';
import {
  type BroadcastRow,
  draftOf,
  findBroadcast,
  insertAnswer,
  lastShownTo,
  reachedAt,
  waitingFor,
} from '../../storage/storage.ts';
import { readAnswer } from '../answers/words.ts';
import { lastSaidIn } from './last-said.ts';
import { isPlainYes, type Leaning, readLeaning } from './leaning.ts';
import { runOf, urgeRunOf } from './message.ts';
import { type BroadcastTurn, say } from './turn.ts';
import * as words from './wording.ts';

type Waiting = Awaited<ReturnType<typeof waitingFor>>[number];

const PICK_MS = 30 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** 不去了, a week later, is said of something else. */
const LEANING_MS = 7 * DAY_MS;
/** Longer than an option with a sentence behind it is no answer. */
const LONGEST = 200;
const LONGEST_LATE = 16;
const LEADING =
  /^(?:我们家|我们|我家|我|俺家?|咱家?|本人)?(?:选择?|要|回复?|答|觉得|改成|改为|改选)?[\s:：,，]*/;
const TRAILING = /[\s。.!！~]*(?:了|的|吧|啊|呀|哈|呢)?[\s。.!！~]*$/;
const NUMBER = /^(?:选|第)?\s*([1-9一二三四五六七八九])\s*(?:个|项|号|条)?$/;

/** An answer as it was typed to one broadcast's options: which, and what was written behind it. */
export function readOption(
  text: string,
  options: readonly string[],
): { option: string; note: string | null; isNumber: boolean } | null {
  const said = text.trim();
  const number = NUMBER.exec(said.replace(TRAILING, ''))?.[1];
  if (number !== undefined) {
    const option = options[Number(numeralValue(number) ?? 0) - 1];
    return option === undefined ? null : { option, note: null, isNumber: true };
  }
  // 不参加 holds 参加: the longer one is tried first.
  for (const option of options.toSorted((a, b) => b.length - a.length)) {
    for (const candidate of [said, said.replace(LEADING, '')]) {
      if (candidate === option || candidate.replace(TRAILING, '') === option)
        return { option, note: null, isNumber: false };
      if (!candidate.startsWith(option)) continue;
      const behind = /^[\s,，。;；:：!！]+([\s\S]+)$/.exec(candidate.slice(option.length));
      if (behind) return { option, note: (behind[1] ?? '').trim(), isNumber: false };
    }
  }
  return null;
}

/** An answer to one broadcast, by the word or by its meaning. */
type Read = Leaning & { isNumber: boolean; isWord: boolean };

function readFor(run: Pick<BroadcastRow, 'options'>, text: string): Read | null {
  const word = readOption(text, optionsOf(run));
  if (word !== null) return { ...word, isSure: true, isWord: true };
  const leaning = readLeaning(text, optionsOf(run));
  return leaning === null ? null : { ...leaning, isNumber: false, isWord: false };
}

/** A word that answers a broadcast which waits for this person; null where it is none, or may be said of something else. */
export async function takeAnswer(turn: BroadcastTurn): Promise<JobResult | null> {
  const { context, state } = turn;
  const text = context.text.trim();
  if (text === '' || text.length > LONGEST) return null;
  if (state.pick !== null) {
    const picked = await takePick(turn, state.pick, text);
    if (picked !== null) return picked;
  }
  if (state.sure !== null && isPlainYes(text)) {
    const kept = await takeSure(turn, state.sure);
    if (kept !== null) return kept;
  }
  const fitting: (Waiting & { read: Read })[] = [];
  for (const run of await waitingFor(context.db, context.person.id)) {
    const read = readFor(run, text);
    if (read !== null && (await isMeant(turn, run, text, read))) fitting.push({ ...run, read });
  }
  const plain = fitting.filter(({ read }) => read.isSure);
  if (plain.length === 0 && fitting[0] !== undefined) return askBack(turn, fitting[0], text);
  const open = plain.filter(({ answer }) => answer === null);
  const candidates = open.length > 0 ? open : plain;
  const [first, second] = candidates;
  if (first === undefined) return late(turn, text);
  if (second === undefined) return keepAnswer(turn, first, first.read);
  const until = new Date(context.at.getTime() + PICK_MS).toISOString();
  const pick = { runs: candidates.map(({ id }) => id), said: text, until };
  return say({ state: { ...state, pick } }, words.whichRun(text, candidates), {
    about: 'broadcast-which',
    options: candidates.map((_, index) => String(index + 1)),
  });
}

/** 您是说“不参加”吗？ A sentence that may be an answer is never counted unasked. */
function askBack({ context, state }: BroadcastTurn, run: Waiting & { read: Read }, text: string): JobResult {
  const { option } = run.read;
  const until = new Date(context.at.getTime() + PICK_MS).toISOString();
  const sure = option === null ? null : { run: run.id, option, said: text, until };
  const options = optionsOf(run);
  return say({ state: { ...state, sure } }, words.askBack(run, option, options), {
    about: 'broadcast-sure-answer',
    // In their own order, for a number means them too.
    options,
  });
}

/** 对, after it was asked whether that is the answer. */
async function takeSure(
  turn: BroadcastTurn,
  { run: id, option, said }: NonNullable<BroadcastTurn['state']['sure']>,
): Promise<JobResult | null> {
  const { db, person, messageId } = turn.context;
  const last = await lastSaidIn(db, messageId);
  if (last === null || !last.labels.includes(option)) return null;
  const run = (await waitingFor(db, person.id)).find((one) => one.id === id);
  return run === undefined ? null : keepAnswer(turn, run, { option, note: readFor(run, said)?.note ?? null });
}

/** An answer to what was shown to him last, and has ended meanwhile. */
async function late(turn: BroadcastTurn, text: string): Promise<JobResult | null> {
  const { db, person } = turn.context;
  if (text.length > LONGEST_LATE) return null;
  const id = /^broadcast:([^:]+)/.exec((await lastShownTo(db, person.id))?.run ?? '')?.[1];
  const row = id === undefined ? undefined : await findBroadcast(db, id);
  const read = row === undefined ? null : readOption(text, optionsOf(row));
  const isOver = row?.state === 'closed' || row?.state === 'cancelled';
  return isOver && read !== null && !read.isNumber
    ? say(turn, words.RUN_OVER, { about: 'broadcast-late' })
    : null;
}

/** 2, after it was asked which of several is meant. */
async function takePick(
  turn: BroadcastTurn,
  { runs, said }: NonNullable<BroadcastTurn['state']['pick']>,
  text: string,
): Promise<JobResult | null> {
  const number = NUMBER.exec(text)?.[1];
  const id = number === undefined ? undefined : runs[Number(numeralValue(number) ?? 0) - 1];
  const waiting = id === undefined ? [] : await waitingFor(turn.context.db, turn.context.person.id);
  const run = waiting.find((one) => one.id === id);
  const read = run === undefined ? null : readFor(run, said);
  return run === undefined || read === null ? null : keepAnswer(turn, run, read);
}

/** Has the person seen it, and nothing since to which the same word would be an answer? */
async function isMeant(
  { context }: BroadcastTurn,
  run: Waiting,
  text: string,
  { option, isNumber, isWord, isSure }: Read,
): Promise<boolean> {
  const { db, person, at, messageId } = context;
  const reached = await reachedAt(db, runOf(run.id), person.id);
  if (reached === null) return false;
  const last = await lastSaidIn(db, messageId);
  if (last !== null && last.at > reached) {
    // 好 and 行 answer only what has just come.
    if (option === null) return false;
    const isOwn = last.labels.join('/') === optionsOf(run).join('/');
    if (!isOwn && last.labels.length > 0 && (isNumber || last.labels.includes(option))) return false;
  }
  if (!isWord && at.getTime() - Date.parse(reached) > (isSure ? LEANING_MS : DAY_MS)) return false;
  if (isNumber || !isSure) {
    const lapses = await draftOf(db, person.id, at.toISOString());
    if (lapses !== null && Date.parse(lapses) - DAY_MS > Date.parse(reached)) return false;
  }
  const isOtherWord = person.role !== 'villager' && readAnswer(text) !== null;
  if (isSure && !isOtherWord && !(isNumber && run.answer !== null)) return true;
  // 收到 is also said of duties, and a second number seldom means the first list.
  const shown = await lastShownTo(db, person.id);
  return shown?.run === runOf(run.id) || shown?.run === urgeRunOf(run.id);
}

async function keepAnswer(
  turn: BroadcastTurn,
  run: Waiting,
  read: Pick<Read, 'option' | 'note'>,
): Promise<JobResult> {
  const { context, state } = turn;
  const row = await findBroadcast(context.db, run.id);
  const done = { state: { ...state, pick: null, sure: null } };
  if (read.option === null || row === undefined || row.state === 'closed' || row.state === 'cancelled')
    return say(done, words.RUN_OVER, { about: 'broadcast-late' });
  // As it was typed, with its marks.
  const written = read.note === null ? null : (readFor(run, context.raw)?.note ?? read.note);
  const note = written === null ? null : maskPhones(maskNumbers(written));
  await insertAnswer(context.db, {
    run_id: run.id,
    key: run.key,
    answer: read.option,
    note,
    at: context.at.toISOString(),
  });
  return say(done, words.answerKept(read.option, row, run.answer, note !== null), {
    about: 'broadcast-answered',
  });
}

function optionsOf(row: Pick<BroadcastRow, 'options'>): string[] {
  return JSON.parse(row.options) as string[];
}
