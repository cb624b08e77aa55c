import { householdById, nameOfPlace, type Person } from '../../register/register.ts';
import { endDraft, holdReport, type ReportRow, updateReport } from '../../storage/storage.ts';
import type { Notice } from '../job.ts';
import {
  difference,
  filed,
  householdFiled,
  resubmitted,
  resubmittedShort,
  sameKept,
  supplemented,
  supplementNoted,
  toReview,
  waitsFor,
} from '../wording.ts';
import { applyConfirmed } from './apply.ts';
import type { Draft, Item } from './draft.ts';
import { toFiled } from './filed.ts';
import { concerned, moverOf, nextReviewers, reviewersAt } from './reviewers.ts';
import {
  act,
  type Content,
  contentColumns,
  contentOf,
  fileItem,
  keepAttachments,
  noteEvent,
} from './store.ts';
import { villageOf } from './targets.ts';
import { lineOf, type Stored, withHousehold } from './told.ts';
import type { Turn } from './turn.ts';

/** What filing one item comes to. */
export interface Outcome {
  row: ReportRow;
  lines: string[];
  notices: Notice[];
}

/** Files one complete item, anew or in place of a returned report. */
export async function fileOne(turn: Turn, draft: Draft, item: Item): Promise<Outcome> {
  const { book, db, person, messageId } = turn.context;
  if (draft.resubmits !== null) return resubmitOne(turn, draft, item, draft.resubmits);
  const household = item.householdId === null ? null : await householdById(db, item.householdId);
  if (household === null) throw new Error('an item without a household cannot be filed');
  const row = await fileItem({ book, by: person.id, messageId }, draft, item, household);
  const stored = { row, household };
  const line = lineOf(book, stored);
  const { step, persons } = await nextReviewers(db, row, household);
  const applied = row.state === 'confirmed' ? await applyConfirmed(book, stored) : null;
  const told = await concerned(book, row, person.id);
  const notices: Notice[] = [
    ...persons.map((to) => reviewNotice(stored, to, line, person.name)),
    ...told.household.map((to) => ({
      to,
      text: householdFiled(row.number, line, person.name),
      options: [],
      about: 'report-filed',
    })),
  ];
  const lines = [
    `${filed(
      row.number,
      line,
      waitsFor(
        step,
        persons.map(({ name }) => name),
      ),
    )}${applied ?? ''}`,
  ];
  return withHooks(turn, stored, { row, lines, notices });
}

export function reviewNotice({ row, household }: Stored, to: Person, line: string, by: string): Notice {
  const place = nameOfPlace(household.region);
  // Whoever serves several villages needs the village's name with the number.
  const number = villageOf(to.region) === row.village ? `${row.number}` : `${place}${row.number}`;
  return {
    to: to.id,
    text: toReview(`${place}${row.number}号`, number, line, by),
    options: [`看 ${number}`, `通过 ${number}`],
    about: 'report-to-review',
  };
}

async function withHooks(turn: Turn, { row, household }: Stored, outcome: Outcome): Promise<Outcome> {
  const { lines, notices } = outcome;
  for (const hook of turn.parts.hooks) {
    const more = await hook.afterFiled?.(turn.context, toFiled(row, household));
    if (more === undefined) continue;
    lines.push(...more.lines);
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
  const mover = moverOf(person, before, stored.household);
  const acted = await act(filing, before, 'resubmit', mover, {
    content,
    note: resubmittedShort(differences(before, content)),
  });
  if (!acted.ok) return { row: before, lines: [sameKept(before.number)], notices: [] };
  await keepAttachments(filing, acted.row, draft.attachments);
  const after = { row: acted.row, household: stored.household };
  const changes = differences(before, content);
  const { step, persons } = await nextReviewers(db, acted.row, stored.household);
  const line = `${lineOf(book, after)}（${resubmittedShort(changes)}）`;
  return withHooks(turn, after, {
    row: acted.row,
    lines: [
      resubmitted(
        acted.row.number,
        changes,
        waitsFor(
          step,
          persons.map(({ name }) => name),
        ),
      ),
    ],
    notices: persons.map((to) => reviewNotice(after, to, line, person.name)),
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

/** Adds what an item tells to the earlier report of the same event. */
export async function supplement(turn: Turn, draft: Draft, item: Item, earlierId: string): Promise<Outcome> {
  const { book, db, person, messageId } = turn.context;
  const before = await holdReport(db, book.kind, earlierId);
  if (before === undefined) throw new Error('the earlier report is gone');
  const filing = { book, by: person.id, messageId };
  const stored = await withHousehold(book, before);
  const content = merged(before, contentOf(book, draft.id, before.id, item));
  const mover = moverOf(person, before, stored.household);
  const note = differences(before, content).join('；');
  const acted = await act(filing, before, 'supplement', mover, { content, note });
  if (!acted.ok) return noted(turn, draft, stored, note);
  await keepAttachments(filing, acted.row, draft.attachments);
  const after = { row: acted.row, household: stored.household };
  const { persons } = await nextReviewers(db, acted.row, stored.household);
  const line = lineOf(book, after);
  const told = await concerned(book, acted.row, person.id);
  const words = supplemented(acted.row.number, before.state !== acted.row.state);
  return {
    row: acted.row,
    lines: [words],
    notices: [
      ...persons.map((to) => reviewNotice(after, to, line, person.name)),
      ...(told.reporter === null
        ? []
        : [
            {
              to: told.reporter,
              text: `${person.name}${words}${line}`,
              options: [],
              about: 'report-supplemented',
            },
          ]),
    ],
  };
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
    notices: staff.map(({ id: to }) => ({
      to,
      text: `${person.name}补充说明了${row.number}号（${lineOf(book, stored)}）：${note}`,
      options: [`看 ${row.number}`],
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
