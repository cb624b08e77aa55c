import { groupPath, personById, type ReviewLevel, staffFor } from '../../register/register.ts';
import {
  closePublicNotice,
  eventsOf,
  holdReport,
  latestNoticeOf,
  type ReportRow,
  type ReportState,
} from '../../storage/storage.ts';
import type { JobResult, Notice } from '../job.ts';
import {
  againByYou,
  bookTodo,
  confirmedWords,
  EVENT_WORDS,
  LEVEL_WORDS,
  late as lateWords,
  NUMBER_MISSING,
  noSuch,
  ownReport,
  passed,
  refusal,
  rejected,
  returned,
  returnedToHousehold,
  returnedTold,
  STEP_WORDS,
  stepTold,
  tally,
  waitsFor,
  withdrawn,
  withdrawnTold,
} from '../wording.ts';
import { applyConfirmed } from './apply/apply.ts';
import { type Move, type Mover, nextStep, type Refusal, reviewingLevel, stepsLeft } from './chain.ts';
import { factsOf } from './facts.ts';
import { reviewNotices } from './filing-draft.ts';
import { openNotice } from './notice-board.ts';
import type { Target } from './orders.ts';
import type { PathId } from './paths.ts';
import { concerned, LEVEL_OF_ROLE, moverOf, nextReviewers, numberFor, reviewersAt } from './reviewers.ts';
import { act, standingOf } from './store.ts';
import { findTarget } from './targets.ts';
import { lineOf, type Stored, withHousehold } from './told.ts';
import { reply, type Turn } from './turn.ts';

interface Word {
  line: string;
  done: boolean;
  notices: readonly Notice[];
}

export async function passSure(turn: Turn, ids: readonly string[]): Promise<JobResult> {
  const words: Word[] = [];
  for (const id of ids) words.push(await review(turn, id, 'pass', ''));
  return told({ ...turn, state: { ...turn.state, sure: null } }, words);
}

/** 通过, 退回, 驳回 and 撤回 of one or several, each with its own result. */
export async function reviewAll(
  turn: Turn,
  move: Move,
  targets: readonly Target[],
  said: string,
): Promise<JobResult> {
  if (targets.length === 0) return reply(turn.state, NUMBER_MISSING(EVENT_WORDS[move] ?? '看'));
  const words: Word[] = [];
  for (const target of targets) {
    const found = await findTarget(turn, target);
    if (!found.ok) words.push({ line: found.message, done: false, notices: [] });
    else words.push(await review(turn, found.stored.row.id, move, said));
  }
  return told(turn, words);
}

function told(turn: Turn, words: readonly Word[]): JobResult {
  const done = words.filter((word) => word.done).length;
  const lines = words.map(({ line }) => line);
  const text = words.length === 1 ? lines.join('') : [tally(done, words.length - done), ...lines].join('\n');
  return reply(turn.state, text, {
    about: 'report-reviewed',
    notices: words.flatMap(({ notices }) => notices),
  });
}

async function review(turn: Turn, id: string, move: Move, said: string): Promise<Word> {
  const { book, db, person, messageId } = turn.context;
  const row = await holdReport(db, book.kind, id);
  if (row === undefined) return { line: noSuch(0), done: false, notices: [] };
  const stored = await withHousehold(book, row);
  const mover = await moverOf(db, person, row, stored.household);
  const facts = await factsOf(turn.context.db, row, said);
  const before = move === 'withdraw' ? await waitingOn(turn, stored) : [];
  const acted = await act({ book, by: person.id, messageId }, row, move, mover, { facts, note: said });
  if (!acted.ok) {
    return { line: await refusedWord(turn, row, mover, move, acted.refusal), done: false, notices: [] };
  }
  const after = { row: acted.row, household: stored.household };
  if (row.state === 'on_notice' && acted.row.state !== 'confirmed') await takeDown(turn, acted.row);
  if (move === 'pass') return wentOn(turn, row, after);
  const word = await ended(turn, after, move, said);
  return { ...word, notices: [...word.notices, ...before] };
}

/** Those in whose hands a report was that is withdrawn: while it hangs out, the township's that hung it out. */
async function waitingOn(turn: Turn, stored: Stored): Promise<Notice[]> {
  const { book, db, person } = turn.context;
  const next = await nextReviewers(db, stored.row, stored.household);
  const hung = stored.row.state === 'on_notice';
  const township = hung ? await reviewersAt(db, stored.row, stored.household, 'township') : [];
  const all = new Map([...next.persons, ...township].map((to) => [to.id, to]));
  // He may never have read of it: at night the request is taken back with it.
  return [...all.values()]
    .filter(({ id }) => id !== person.id && id !== stored.row.reporter_id)
    .map((to) => ({
      to: to.id,
      text: withdrawnTold(numberFor(to, stored.row), lineOf(book, stored), person.name),
      options: [],
      about: 'report-step',
    }));
}

/** A step was taken: the public notice opens, the next ones are told, the end is brought into the book. */
async function wentOn(turn: Turn, before: ReportRow, after: Stored): Promise<Word> {
  const { book, db, person } = turn.context;
  const step = nextStep(standingOf(before));
  const what = step === null ? '通过' : `${STEP_WORDS[step.id]}通过`;
  if (after.row.state === 'confirmed') {
    return confirmed(turn, after, what);
  }
  if (nextStep(standingOf(after.row))?.id === 'notice') {
    const opened = await openNotice(book, after, turn.context.asOf, {
      calendar: turn.parts.calendar(),
      log: turn.parts.log,
    });
    const told = new Set(opened.household.map(({ to }) => to));
    const steps = (await tellStep(turn, after, what, opened.line)).filter(({ to }) => !told.has(to));
    const notices = [...steps, ...opened.household, ...opened.notices];
    return { line: passed(after.row.number, opened.line), done: true, notices };
  }
  const nextOnes = await nextReviewers(db, after.row, after.household);
  const line = lineOf(book, after);
  const reporter = await personById(db, after.row.reporter_id);
  const again = nextOnes.persons.some(({ id }) => id === person.id)
    ? againByYou(numberFor(person, after.row))
    : '';
  return {
    line: `${passed(after.row.number, waitsFor(nextOnes, person.id))}${again}`,
    done: true,
    notices: [
      ...(await tellStep(turn, after, what, waitsFor(nextOnes, ''))),
      ...reviewNotices(after, nextOnes, line, reporter?.name ?? '有人', person.id),
    ],
  };
}

/** The end of the review: the book follows, and everybody is told what was changed there or what is left to do. */
async function confirmed(turn: Turn, after: Stored, what: string): Promise<Word> {
  const { book, db, person } = turn.context;
  // Who is concerned before the book changes: whoever leaves the household is told, too.
  const who = await concerned(book, after.row, person.id);
  const { told, todo } = await applyConfirmed(book, after);
  const own = told ?? '';
  const notices = await tellStep(turn, after, what, `全部办完。${own}`, who);
  const reporter = await personById(db, after.row.reporter_id);
  const staff =
    todo === null
      ? []
      : reporter !== null && reporter.role !== 'villager'
        ? [reporter]
        : await staffFor(db, groupPath(after.household.region, after.household.group), ['cadre']);
  const left = staff
    .filter(({ id }) => id !== person.id)
    .map(
      (to): Notice => ({
        to: to.id,
        text: bookTodo(numberFor(to, after.row), lineOf(book, after), todo ?? ''),
        options: [],
        about: 'book-todo',
      }),
    );
  return {
    line: `${confirmedWords(after.row.number)}${own}${todo ?? ''}`,
    done: true,
    notices: [...notices, ...left],
  };
}

async function ended(turn: Turn, after: Stored, move: Move, said: string): Promise<Word> {
  const { book, person } = turn.context;
  const { number } = after.row;
  const who = await concerned(book, after.row, person.id);
  const line = lineOf(book, after);
  if (move === 'return') {
    const notices: Notice[] = [
      ...(who.reporter === null
        ? []
        : [
            {
              to: who.reporter,
              text: returnedTold(number, line, person.name, said),
              options: [`重报 ${number}`],
              about: 'report-returned',
            },
          ]),
      ...who.household.map((to) => ({
        to,
        text: returnedToHousehold(number, line, person.name, said),
        options: [],
        about: 'report-returned',
      })),
    ];
    return { line: returned(number, said), done: true, notices };
  }
  const notices = await tellStep(turn, after, EVENT_WORDS[move] ?? '', said === '' ? '' : `原因：${said}。`);
  return { line: move === 'reject' ? rejected(number, said) : withdrawn(number), done: true, notices };
}

async function tellStep(
  turn: Turn,
  stored: Stored,
  what: string,
  next: string,
  known?: Awaited<ReturnType<typeof concerned>>,
): Promise<Notice[]> {
  const { book, person } = turn.context;
  const who = known ?? (await concerned(book, stored.row, person.id));
  const level = LEVEL_OF_ROLE[person.role];
  const by = level === undefined ? person.name : `${LEVEL_WORDS[level]}${person.name}`;
  const { number } = stored.row;
  const line = lineOf(book, stored);
  const reporter = who.reporter === null ? null : await personById(book.db, who.reporter);
  const isOwn = reporter?.householdId === stored.household.id;
  const step = (to: string, own: boolean): Notice => ({
    to,
    text: stepTold({ number, line, isOwn: own }, what, by, next),
    options: [],
    about: 'report-step',
  });
  return [
    ...(who.reporter === null ? [] : [step(who.reporter, isOwn)]),
    ...who.household.map((to) => step(to, true)),
  ];
}

async function takeDown(turn: Turn, row: ReportRow): Promise<void> {
  const notice = await latestNoticeOf(turn.context.db, row.id);
  if (notice !== undefined)
    await closePublicNotice(turn.context.db, notice.id, 'stopped', turn.context.book.now);
}

/** Why it was not done: it is his own, somebody was quicker, or the chain does not allow it now. */
async function refusedWord(
  turn: Turn,
  row: ReportRow,
  mover: Mover,
  move: Move,
  why: Refusal,
): Promise<string> {
  if (move === 'withdraw') return refusal(row.number, why, row.state);
  const late = await lateWord(turn, row, mover);
  if (late !== null) return late;
  return mover.owns && why.why === 'not-your-level'
    ? ownReport(row.number)
    : refusal(row.number, why, row.state);
}

/** Who acted already at this person's level, or ended the review; null where nobody did. */
async function lateWord(turn: Turn, row: ReportRow, mover: Mover): Promise<string | null> {
  const level = reviewingLevel(standingOf(row));
  if (level !== null && mover.levels.includes(level)) return null;
  const mine = LEVEL_OF_ROLE[turn.context.person.role];
  // The county compares early and confirms late: who still has a step to come is not late.
  if (mine !== undefined && stepsLeft(standingOf(row)).some((step) => step.level === mine)) return null;
  const events = await eventsOf(turn.context.db, row.id);
  const begun = events.findLastIndex(({ event }) => ['filed', 'resubmit', 'supplement'].includes(event));
  const last = events.slice(begun + 1).findLast((event) => {
    if (event.event === 'pass') return levelOf(row.path as PathId, event.from_state) === mine;
    return ['return', 'reject', 'withdraw'].includes(event.event);
  });
  if (last === undefined) return null;
  const who =
    last.actor_id === turn.context.person.id
      ? '您'
      : ((await personById(turn.context.db, last.actor_id))?.name ?? '别人');
  return lateWords(row.number, who, last.at, EVENT_WORDS[last.event] ?? last.event);
}

function levelOf(path: PathId, state: string): ReviewLevel | null {
  return nextStep({ path, state: state as ReportState })?.level ?? null;
}
