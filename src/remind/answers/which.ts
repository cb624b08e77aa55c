import { personById } from '../../register/register.ts';
import { closedDutiesOf, type DutyRow, holdOpenDuty, openDutiesOf } from '../../storage/storage.ts';
import { closedAlready, howClosed, momentWords } from '../wording.ts';
import type { Turn } from './turn.ts';

/** Which of a person's duties are meant. */
export type Which =
  | { kind: 'these'; duties: DutyRow[]; lines: string[] }
  /** None was named, and there are several. */
  | { kind: 'several'; duties: DutyRow[] }
  /** None that is open was named: a sentence for each. */
  | { kind: 'closed'; lines: string[] }
  | { kind: 'unknown'; numbers: number[]; duties: DutyRow[] }
  /** There is none at all, and none ended lately. */
  | { kind: 'none' };

/** So long after it ended a late answer is told so. */
const LATE_MS = 3 * 24 * 60 * 60 * 1000;

/** The duties that the numbers name; without a number the only one that is open. Held until the transaction ends. */
export async function whichDuties(turn: Turn, numbers: readonly number[]): Promise<Which> {
  const { db, person } = turn.context;
  const open = await openDutiesOf(db, person.id);
  if (numbers.length === 0) {
    // The only one that he was ever reminded of is the one that he answers; the others he does not know of yet.
    const announced = open.filter(({ stage }) => stage !== 'planned');
    const [only, second] = announced.length === 1 ? announced : open;
    if (only === undefined) return lately(turn);
    return second === undefined
      ? { kind: 'these', duties: await held(turn, [only]), lines: [] }
      : { kind: 'several', duties: open };
  }
  const found = open.filter(({ number }) => numbers.includes(number));
  const missing = numbers.filter((number) => !found.some((duty) => duty.number === number));
  const lines: string[] = [];
  const unknown: number[] = [];
  const closed = missing.length === 0 ? [] : await closedDutiesOf(db, person.id, 300);
  for (const number of missing) {
    const last = closed.find((duty) => duty.number === number);
    if (last === undefined) unknown.push(number);
    else lines.push(await closedLine(turn, last));
  }
  if (unknown.length > 0) return { kind: 'unknown', numbers: unknown, duties: open };
  if (found.length === 0) return { kind: 'closed', lines };
  return { kind: 'these', duties: await held(turn, found), lines };
}

async function held({ context }: Turn, duties: readonly DutyRow[]): Promise<DutyRow[]> {
  const rows: DutyRow[] = [];
  for (const { id } of duties) {
    const row = await holdOpenDuty(context.db, context.book.kind, id);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

async function lately(turn: Turn): Promise<Which> {
  const [last] = await closedDutiesOf(turn.context.db, turn.context.person.id, 1);
  const since = new Date(turn.context.at.getTime() - LATE_MS).toISOString();
  if (last === undefined || (last.closed_at ?? '') < since) return { kind: 'none' };
  return { kind: 'closed', lines: [await closedLine(turn, last)] };
}

async function closedLine({ context }: Turn, duty: DutyRow): Promise<string> {
  const by =
    duty.done_by === null || duty.done_by === 'system' ? null : await personById(context.db, duty.done_by);
  const name = by === null ? null : by.id === context.person.id ? '您' : by.name;
  return closedAlready(duty, howClosed(duty, name, momentWords(duty.closed_at ?? duty.opened_at)));
}
