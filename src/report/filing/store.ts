import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { maskNumbers } from '../../language/language.ts';
import { clear } from '../../outbox/outbox.ts';
import { type Book, type Household, maskPhone, record } from '../../register/register.ts';
import {
  appendReportEvent,
  type Db,
  insertAttachments,
  insertReport,
  insertReportVersion,
  nextNumber,
  type ReportRow,
  updateReport,
  versionsOf,
} from '../../storage/storage.ts';
import { withOwnMarks } from '../own-marks.ts';
import {
  type Facts,
  type Move,
  type Moved,
  type Mover,
  moveReport,
  NO_FACTS,
  type Standing,
} from './chain.ts';
import type { Draft, Item } from './draft.ts';
import { KIND_RULES, type PathId } from './paths.ts';
import type { Turn } from './turn.ts';

/** The columns that a version fills. */
export type Content = Pick<
  ReportRow,
  'member' | 'occurred_on' | 'span_to' | 'amount' | 'count' | 'unit' | 'stage' | 'note' | 'phone_sealed'
>;

/** What a version keeps: the columns, and the sentence in which it was told. */
const wordsSchema = z.object({ words: z.string().nullable() });

/** Longer texts tell nothing more about one change. */
export const MOST_WORDS = 400;

const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)/g;

/** Words of people as they may be kept: no number of a person, a card or a phone stays whole. */
export function masked(text: string): string {
  return withOwnMarks(maskNumbers(text).replace(PHONE, (digits) => maskPhone(digits)));
}

export function draftPlace(draftId: string): string {
  return `report-draft:${draftId}`;
}

function reportPlace(reportId: string): string {
  return `report-phone:${reportId}`;
}

/** What a stored report tells of the event, in the words of the program; the phone, which is sealed, apart. */
export function detailsOf(row: ReportRow) {
  return {
    member: row.member,
    occurredOn: row.occurred_on,
    spanTo: row.span_to,
    amount: row.amount,
    count: row.count,
    unit: row.unit,
    stage: row.stage,
    note: row.note,
  };
}

/** The phone that a report holds, masked; null where it holds none. */
export function maskedPhoneOf(book: Book, row: Pick<ReportRow, 'id' | 'phone_sealed'>): string | null {
  const digits = phoneOf(book, row);
  return digits === null ? null : maskPhone(digits);
}

export function phoneOf(book: Book, row: Pick<ReportRow, 'id' | 'phone_sealed'>): string | null {
  if (row.phone_sealed === null) return null;
  const opened = book.secrets.open(row.phone_sealed, reportPlace(row.id));
  return opened.ok ? opened.text : null;
}

export function contentOf(book: Book, draftId: string, reportId: string, item: Item): Content {
  const opened = item.phoneSealed === null ? null : book.secrets.open(item.phoneSealed, draftPlace(draftId));
  return {
    member: item.member,
    occurred_on: item.occurredOn,
    span_to: item.spanTo,
    amount: item.amount,
    count: item.count,
    unit: item.unit,
    stage: item.stage,
    note: item.note === null ? null : masked(item.note),
    phone_sealed: opened?.ok ? book.secrets.seal(opened.text, reportPlace(reportId)) : null,
  };
}

export interface Filing {
  book: Book;
  by: string;
  messageId: string;
}

/** Files an item that lacks nothing. */
export async function fileItem(
  { book, by, messageId }: Filing,
  draft: Draft,
  item: Item,
  household: Household,
): Promise<ReportRow> {
  const path = KIND_RULES[item.kind].path;
  const moved = moveReport({ path, state: 'draft', version: 0 }, 'file', { levels: [], owns: true });
  if (!moved.ok || moved.standing.state === 'draft') throw new Error('a fresh draft could not be filed');
  const id = randomUUID();
  const row: ReportRow = {
    id,
    number: await nextNumber(book.db, household.region, 'report'),
    village: household.region,
    household_id: household.id,
    kind: item.kind,
    path,
    state: moved.standing.state,
    version: 1,
    reporter_id: by,
    ...contentOf(book, draft.id, id, item),
    filed_at: book.now,
    updated_at: book.now,
  };
  await insertReport(book.db, row);
  await keepVersion({ book, by, messageId }, row, item.words);
  await keepAttachments({ book, by, messageId }, row, draft.attachments);
  await noteEvent(book, row, { by, event: 'filed', from: 'draft', note: null });
  return row;
}

export async function keepVersion(
  { book, by, messageId }: Filing,
  row: ReportRow,
  words: string | null,
): Promise<void> {
  await insertReportVersion(book.db, {
    report_id: row.id,
    version: row.version,
    content: JSON.stringify({ ...contentColumns(row), words }),
    by_id: by,
    message_id: messageId,
    at: book.now,
  });
}

/** The sentence in which a report was told, as its last version keeps it; null where it keeps none. */
export async function wordsOf(db: Db, reportId: string): Promise<string | null> {
  const last = (await versionsOf(db, reportId)).at(-1);
  const read = wordsSchema.safeParse(last === undefined ? null : JSON.parse(last.content));
  return read.success ? read.data.words : null;
}

/** What was told first and what was told later, as one text. */
export function joinedWords(first: string | null, later: string | null): string | null {
  if (first === null || later === null || first.includes(later)) return first ?? later;
  return `${first}；${later}`.slice(0, MOST_WORDS);
}

export function contentColumns(row: Content): Content {
  const { member, occurred_on, span_to, amount, count, unit, stage, note, phone_sealed } = row;
  return { member, occurred_on, span_to, amount, count, unit, stage, note, phone_sealed };
}

export async function keepAttachments(
  { book, by, messageId }: Filing,
  row: ReportRow,
  attachments: readonly { kind: string; name: string; messageId?: string; file?: string | null }[],
): Promise<void> {
  await insertAttachments(
    book.db,
    attachments.map((attachment, place) => ({
      id: randomUUID(),
      report_id: row.id,
      version: row.version,
      kind: attachment.kind,
      name: masked(attachment.name),
      message_id: attachment.messageId ?? messageId,
      by_id: by,
      at: book.now,
      file_id: attachment.file ?? null,
      place,
    })),
  );
}

/** Adds pictures and files to a report that is filed already. */
export async function attachTo(
  { context: { book, person, messageId } }: Turn,
  row: ReportRow,
  attachments: Parameters<typeof keepAttachments>[2],
): Promise<void> {
  await keepAttachments({ book, by: person.id, messageId }, row, attachments);
  await noteEvent(book, row, {
    by: person.id,
    event: 'attached',
    from: row.state,
    note: attachments.map(({ name }) => name).join('、'),
  });
}

/** One line of a report's history, and of the audit. */
export async function noteEvent(
  book: Book,
  row: ReportRow,
  { by, event, from, note }: { by: string; event: string; from: string; note: string | null },
): Promise<void> {
  await appendReportEvent(book.db, {
    report_id: row.id,
    at: book.now,
    actor_id: by,
    event,
    from_state: from,
    to_state: row.state,
    version: row.version,
    note: note === null || note === '' ? null : masked(note),
  });
  await record(book, {
    actor: by,
    action: `report.${event}`,
    object: { kind: 'report', id: row.id },
    detail: {
      number: row.number,
      village: row.village,
      kind: row.kind,
      from,
      to: row.state,
      version: row.version,
    },
  });
}

/** The run of the messages that ask for a report's next step. */
export function stepRun(reportId: string): string {
  return `report-step:${reportId}`;
}

export function standingOf(row: Pick<ReportRow, 'path' | 'state' | 'version'>): Standing {
  return { path: row.path as PathId, state: row.state, version: row.version };
}

export type Acted = { ok: true; row: ReportRow } | Extract<Moved, { ok: false }>;

/** Moves a stored report, which the caller holds; `content` is what a new version says. */
export async function act(
  filing: Filing,
  row: ReportRow,
  move: Move,
  mover: Mover,
  {
    facts = NO_FACTS,
    note = null,
    content,
    words = null,
  }: { facts?: Facts; note?: string | null; content?: Content; words?: string | null } = {},
): Promise<Acted> {
  const moved = moveReport(standingOf(row), move, mover, facts);
  if (!moved.ok) return moved;
  const { state, version } = moved.standing;
  if (state === 'draft') throw new Error('a stored report is no draft');
  const next: ReportRow = { ...row, ...content, state, version, updated_at: filing.book.now };
  await updateReport(filing.book.db, row.id, { ...content, state, version, updated_at: filing.book.now });
  if (version !== row.version) await keepVersion(filing, next, words);
  // Who was asked for the step that is over now and has not been reached yet, at night, need not be asked.
  await clear(filing.book.db, { run: stepRun(row.id) }, 'step taken', new Date(filing.book.now));
  await noteEvent(filing.book, next, { by: filing.by, event: move, from: row.state, note });
  return { ok: true, row: next };
}
