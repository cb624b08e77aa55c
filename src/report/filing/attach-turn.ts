import { eventsOf, findReport, type ReportRow, reportsBy } from '../../storage/storage.ts';
import type { JobResult } from '../job.ts';
import {
  attachEnded,
  attachedTo,
  attachedToReturned,
  NO_REPORT_FOR_ATTACHMENT,
  STATE_WORDS,
  title,
} from '../wording.ts';
import { givenTo, heldByOne, itemsMeant, reportMeant } from './attaching.ts';
import type { Draft } from './draft.ts';
import { attachmentsIn, keep } from './draft-turn.ts';
import { redo } from './show.ts';
import { attachTo } from './store.ts';
import { findTarget } from './targets.ts';
import { withHousehold } from './told.ts';
import { reply, type Turn } from './turn.ts';

/** How many of one's own reports are looked through for the one that is meant. */
const LOOKED_THROUGH = 20;

/**
 * Pictures and files with at most a word of what they are. They belong to the open draft; else to the report that is
 * named; else to the one that was returned, which is thereby reported again; else to the one filed last.
 */
export async function attach(turn: Turn): Promise<JobResult> {
  const { context, state } = turn;
  const count = context.attachments.length;
  const named = await namedReport(turn);
  if (state.draft !== null && named === null) return attachToDraft(turn, state.draft);
  const row = named ?? (await waitingOrLast(turn));
  if (row === null) return reply(state, NO_REPORT_FOR_ATTACHMENT, { about: 'attachment-alone' });
  if (row.state === 'returned' && row.reporter_id === context.person.id && state.draft === null) {
    const reason = (await eventsOf(context.db, row.id)).findLast(({ event }) => event === 'return')?.note;
    const told = attachedToReturned(count, row.number, reason ?? '没有写');
    return redo(turn, { village: null, number: row.number }, '', [told]);
  }
  if (row.state === 'rejected' || row.state === 'withdrawn')
    return reply(state, attachEnded(row.number, STATE_WORDS[row.state]), { about: 'attachment-alone' });
  await attachTo(turn, row, context.attachments);
  return reply(state, attachedTo(count, `${row.number}号`), { about: 'report-attached' });
}

async function attachToDraft(turn: Turn, draft: Draft): Promise<JobResult> {
  const { context } = turn;
  const count = context.attachments.length;
  const attached = withFiles(turn, draft);
  const of = attached.attachments.at(-1)?.for;
  const [item, more] =
    of == null ? (attached.items.length === 1 ? attached.items : []) : of.map((at) => draft.items[at]);
  const what = item === undefined || more !== undefined ? '这几条' : `“${title(item)}”`;
  return keep(turn, attached, [attachedTo(count, what)]);
}

/** The draft with what came with this message; whose it is, where the words tell it. */
export function withFiles(turn: Turn, draft: Draft): Draft {
  const held = heldByOne(draft);
  const fresh = attachmentsIn(turn);
  const meant = fresh.length === 0 ? null : itemsMeant(turn.context.text, draft.items);
  const files = meant === null ? fresh : givenTo({ ...draft, attachments: fresh }, meant).attachments;
  return { ...held, attachments: [...held.attachments, ...files] };
}

/** The filed report that the words name: by its number, or by the head's name among those reported last. */
async function namedReport(turn: Turn): Promise<ReportRow | null> {
  const { context, state } = turn;
  const { text, book, db, person } = context;
  const number = reportMeant(text);
  // While a draft is open a plain number is one of its items.
  if (number !== null && (state.draft === null || /号/.test(text))) {
    const found = await findTarget(turn, { village: null, number });
    if (found.ok) return found.stored.row;
  }
  if (text.trim() === '' || state.draft !== null) return null;
  for (const row of await reportsBy(db, person.id, LOOKED_THROUGH)) {
    if (text.includes((await withHousehold(book, row)).household.head)) return row;
  }
  return null;
}

/** What was returned since the last filing waits for just that picture; else it goes behind the report filed last. */
async function waitingOrLast({ context, state }: Turn): Promise<ReportRow | null> {
  const { db, person } = context;
  const last = (state.last === null ? undefined : await findReport(db, state.last)) ?? null;
  const returned = (await reportsBy(db, person.id, LOOKED_THROUGH))
    .filter((row) => row.state === 'returned')
    .toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))[0];
  if (returned === undefined) return last;
  return last === null || last.state === 'returned' || returned.updated_at > last.filed_at ? returned : last;
}
