import { type ReportState, reportsWithin } from '../../storage/storage.ts';
import type { JobResult } from '../job.ts';
import { villageOf } from '../own-place.ts';
import { NO_REVIEWER, NOTHING_PENDING, PENDING_HOW, pendingList, sureToPass } from '../wording.ts';
import { nextStep } from './chain.ts';
import { factsOf } from './facts.ts';
import { LEVEL_OF_ROLE, moverOf, numberFor } from './reviewers.ts';
import { standingOf } from './store.ts';
import { lineOf, type Stored, withHousehold } from './told.ts';
import { reply, type Turn } from './turn.ts';

/** How many reports 待审 shows at once. */
const SHOWN = 10;
/** How many it looks through; more than a township has waiting. */
const LOOKED_THROUGH = 500;
const OPEN_STATES: readonly ReportState[] = ['filed', 'verified', 'compared', 'reviewed', 'on_notice'];
/** 待审: what waits for this person, the oldest first. */
export async function pending(turn: Turn): Promise<JobResult> {
  const { book, person } = turn.context;
  if (!(person.role in LEVEL_OF_ROLE)) return reply(turn.state, NO_REVIEWER);
  const waiting = await waitingFor(turn);
  if (waiting.length === 0) return reply(turn.state, NOTHING_PENDING);
  const shown = waiting.slice(0, SHOWN);
  const lines = shown.map((stored) => `${numberFor(person, stored.row)}号 ${lineOf(book, stored)}`);
  const first = shown[0] === undefined ? '' : numberFor(person, shown[0].row);
  return reply(turn.state, pendingList(lines, waiting.length - shown.length, PENDING_HOW), {
    options: [`看 ${first}`, '通过 全部'],
    about: 'report-pending',
  });
}

/** 确定 counts for so long: a 好的 of the next day passes nothing. */
const SURE_MS = 15 * 60 * 1000;

function minutesLater(at: Date): string {
  return new Date(at.getTime() + SURE_MS).toISOString();
}

/** 通过 全部: the number first, then 确定. */
export async function passAll(turn: Turn): Promise<JobResult> {
  const waiting = await waitingFor(turn);
  if (waiting.length === 0) return reply(turn.state, NOTHING_PENDING);
  const numbers = waiting.map(({ row }) => `${numberFor(turn.context.person, row)}号`);
  return reply(
    { ...turn.state, sure: { ids: waiting.map(({ row }) => row.id), until: minutesLater(turn.context.at) } },
    sureToPass(numbers),
    {
      options: ['确定', '不'],
      about: 'report-sure',
    },
  );
}

/** What this person could pass now. */
async function waitingFor(turn: Turn): Promise<Stored[]> {
  const { book, db, person } = turn.context;
  const level = LEVEL_OF_ROLE[person.role];
  const rows = await reportsWithin(db, villageOf(person.region), OPEN_STATES, LOOKED_THROUGH);
  const waiting: Stored[] = [];
  for (const row of rows) {
    const needed = nextStep(standingOf(row))?.level ?? null;
    // The township may have to make a village's check.
    if (needed === null || (needed !== level && !(needed === 'village' && level === 'township'))) continue;
    const stored = await withHousehold(book, row);
    const { levels } = await moverOf(db, person, row, stored.household);
    if (!levels.includes(needed)) continue;
    const facts = await factsOf(db, row, '');
    if (row.state === 'on_notice' && (!facts.noticeOver || facts.openObjections > 0)) continue;
    waiting.push(stored);
  }
  return waiting;
}
