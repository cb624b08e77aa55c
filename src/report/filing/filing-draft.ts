import { householdById, nameOfPlace, personById } from '../../register/register.ts';
import { endDraft, findReport, holdReport, type ReportRow, updateReport } from '../../storage/storage.ts';
import type { Notice } from '../job.ts';
import {
  difference,
  filed,
  householdFiled,
  refusal,
  resubmitted,
  resubmittedShort,
  supplemented,
  supplementNoted,
  suppliedTold,
  toReview,
  upheldBefore,
  waitsFor,
} from '../wording.ts';
import { applyConfirmed } from './apply/apply.ts';
import type { Draft, Item } from './draft.ts';
import { toFiled } from './filed.ts';
import { concerned, moverOf, type NextStep, nextReviewers, numberFor, reviewersAt } from './reviewers.ts';
import {
  act,
  attachTo,
  type Content,
  contentColumns,
  contentOf,
  fileItem,
  joinedWords,
  keepAttachments,
  noteEvent,
  stepRun,
  wordsOf,
} from './store.ts';
import { lineOf, type Stored, withHousehold } from './told.ts';
import type { Turn } from './turn.ts';

/** What filing one item comes to. */
export interface Outcome {
  row: ReportRow;
  lines: string[];
  notices: Notice[];
  /** Words that answer what was asked behind it. */
  options: readonly string[];
}

/** Files one complete item, anew or in place of a returned report. */
export async function fileOne(turn: Turn, draft: Draft, item: Item): Promise<Outcome> {
  const { book, db, person, messageId } = turn.context;
  if (draft.resubmits !== null && !item.beside) return resubmitOne(turn, draft, item, draft.resubmits);
  const household = item.householdId === null ? null : await householdById(db, item.householdId);
  if (household === null) throw new Error('an item without a household cannot be filed');
  const row = await fileItem({ book, by: person.id, messageId }, draft, item, household);
  const stored = { row, household };
  const line = lineOf(book, stored);
  const next = await nextReviewers(db, row, household);
  const applied = row.state === 'confirmed' ? ((await applyConfirmed(book, stored)).told ?? '') : '';
  const told = await concerned(book, row, person.id);
  const notices: Notice[] = [
    ...reviewNotices(stored, next, line, person.name),
    ...told.household.map((to) => ({
      to,
      text: householdFiled(row.number, line, person.name),
      options: [],
      about: 'report-filed',
    })),
  ];
  const lines = [`${filed(row.number, line, waitsFor(next, person.id))}${applied}`];
  return withHooks(turn, stored, item.words, { row, lines, notices, options: [] });
}

/** To those who may take the next step; not to the one who just acted, who reads it in his reply. */
export function reviewNotices(
  { row, household }: Stored,
  next: NextStep,
  line: string,
  by: string,
  except: string | null = null,
): Notice[] {
  const heading = `${nameOfPlace(household.region)}${row.number}号`;
  return next.persons
    .filter(({ id }) => id !== except)
    .map((to) => {
      const number = numberFor(to, row);
      return {
        to: to.id,
        text: `${toReview(heading, number, line, by, next.forVillage)}${upheldBefore(next.upheld)}`,
        options: [`看 ${number}`, `通过 ${number}`],
        about: 'report-to-review',
        run: stepRun(row.id),
      };
    });
}

async function withHooks(
  turn: Turn,
  { row, household }: Stored,
  words: string | null,
  outcome: Outcome,
): Promise<Outcome> {
  const { lines, notices } = outcome;
  for (const hook of turn.parts.hooks) {
    const more = await hook.afterFiled?.(turn.context, toFiled(row, household, words));
    if (more === undefined) continue;
    lines.push(...more.lines);
    outcome.options = more.options ?? outcome.options;
    notices.push(...more.notices);
  }
  return outcome;
}

async function resubmitOne(turn: Turn, draft: Draft, item: Item, id: string): Promise<Outcome> {
  const { book, db, person, messageId } = turn.context;
  const before = await holdReport(db, book.kind, id);
  if (before === undefined) throw new Error('the returned report is gone');
  const filing = { book, by: person.id, messageId };
  const stored = await withHousehold(book, before);
  const content = contentOf(book, draft.id, before.id, item);
  const mover = await moverOf(db, person, before, stored.household);
  const acted = await act(filing, before, 'resubmit', mover, {
    content,
    words: item.words,
    note: resubmittedShort(differences(before, content)),
  });
  if (!acted.ok) {
    const lines = [refusal(before.number, acted.refusal, before.state)];
    return { row: before, lines, notices: [], options: [] };
  }
  await keepAttachments(filing, acted.row, draft.attachments);
  const after = { row: acted.row, household: stored.household };
  const changes = differences(before, content);
  const next = await nextReviewers(db, acted.row, stored.household);
  const line = `${lineOf(book, after)}（${resubmittedShort(changes)}）`;
  return withHooks(turn, after, item.words, {
    row: acted.row,
    lines: [resubmitted(acted.row.number, changes, waitsFor(next, person.id))],
    notices: reviewNotices(after, next, line, person.name),
    options: [],
  });
}

/** What a new version says otherwise than the one before. */
export function differences(before: Content, after: Content): string[] {
  const old = contentColumns(before);
  return (
    (Object.keys(old) as (keyof Content)[])
      // A sealed text is another one each time: that a phone is told at all is what can be compared.
      .filter((field) =>
        field === 'phone_sealed'
          ? (old[field] === null) !== (after[field] === null)
          : old[field] !== after[field],
      )
      .map((field) => difference(field, old[field], after[field]))
  );
}

/** Told twice, and the second time with a picture: it goes with the report that there is. */
export async function attachToSame(turn: Turn, draft: Draft, reportId: string): Promise<void> {
  const row = draft.attachments.length === 0 ? undefined : await findReport(turn.context.db, reportId);
  if (row !== undefined) await attachTo(turn, row, draft.attachments);
}

/** Adds what an item tells to the earlier report of the same event. */
export async function supplement(turn: Turn, draft: Draft, item: Item, earlierId: string): Promise<Outcome> {
  const { book, db, person, messageId } = turn.context;
  const before = await holdReport(db, book.kind, earlierId);
  if (before === undefined) throw new Error('the earlier report is gone');
  const filing = { book, by: person.id, messageId };
  const stored = await withHousehold(book, before);
  const content = merged(before, contentOf(book, draft.id, before.id, item));
  const mover = await moverOf(db, person, before, stored.household);
  const note = differences(before, content).join('；');
  const words = joinedWords(await wordsOf(db, before.id), item.words);
  const acted = await act(filing, before, 'supplement', mover, { content, note, words });
  // Cracks that have become a collapse warn at once, however far the review is.
  if (!acted.ok) {
    const told = { row: { ...before, ...contentColumns(content) }, household: stored.household };
    return withHooks(turn, told, words, await noted(turn, draft, stored, note));
  }
  await keepAttachments(filing, acted.row, draft.attachments);
  const after = { row: acted.row, household: stored.household };
  const next = await nextReviewers(db, acted.row, stored.household);
  const line = lineOf(book, after);
  const told = await concerned(book, acted.row, person.id);
  const reporter = await personById(db, acted.row.reporter_id);
  const tellers =
    reporter === null || reporter.id === person.id ? person.name : `${reporter.name}和${person.name}`;
  const said = supplemented(acted.row.number, before.state !== acted.row.state, waitsFor(next, person.id));
  return withHooks(turn, after, words, {
    row: acted.row,
    lines: [said],
    options: [],
    notices: [
      ...reviewNotices(after, next, line, tellers, person.id),
      ...(told.reporter === null
        ? []
        : [
            {
              to: told.reporter,
              text: suppliedTold(acted.row.number, person.name, line, waitsFor(next, '')),
              options: [],
              about: 'report-supplemented',
            },
          ]),
    ],
  });
}

/** The township has passed it: what it says stands, the supplement goes into its history. */
async function noted(turn: Turn, draft: Draft, stored: Stored, note: string): Promise<Outcome> {
  const { book, db, person, messageId } = turn.context;
  const { row, household } = stored;
  await keepAttachments({ book, by: person.id, messageId }, row, draft.attachments);
  await updateReport(db, row.id, { updated_at: book.now });
  await noteEvent(book, row, { by: person.id, event: 'noted', from: row.state, note });
  const staff = await reviewersAt(db, row, household, 'township');
  return {
    row,
    lines: [supplementNoted(row.number)],
    options: [],
    notices: staff.map((to) => ({
      to: to.id,
      text: `${person.name}补充说明了${numberFor(to, row)}号（${lineOf(book, stored)}）：${note}`,
      options: [`看 ${numberFor(to, row)}`],
      about: 'report-noted',
    })),
  };
}

function merged(before: Content, told: Content): Content {
  const note =
    before.note !== null && told.note !== null && !before.note.includes(told.note)
      ? `${before.note}；${told.note}`
      : (before.note ?? told.note);
  return {
    member: before.member ?? told.member,
    occurred_on: told.occurred_on ?? before.occurred_on,
    span_to: told.occurred_on === null ? before.span_to : told.span_to,
    amount: told.amount ?? before.amount,
    count: told.count ?? before.count,
    unit: told.unit ?? before.unit,
    stage: told.stage ?? before.stage,
    note,
    phone_sealed: told.phone_sealed ?? before.phone_sealed,
  };
}

/** Forgets the draft's row; what it said goes with the session. */
export async function closeDraft(turn: Turn, draft: Draft): Promise<void> {
  await endDraft(turn.context.db, draft.id);
}
