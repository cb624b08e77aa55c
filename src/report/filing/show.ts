import { randomUUID } from 'node:crypto';
import { maskPhone, nameOfPlace, personById, record } from '../../register/register.ts';
import { attachmentsOf, eventsOf, objectionsTo, reportsBy } from '../../storage/storage.ts';
import type { JobResult } from '../job.ts';
import type { Field } from '../reading.ts';
import {
  ANONYMOUS,
  history,
  mineLine,
  mineList,
  NUMBER_MISSING,
  notReturned,
  objectionLine,
  paperFirst,
  refusal,
  SOMEBODY,
  showCard,
} from '../wording.ts';
import { readChange } from './correction.ts';
import { type Draft, type Item, itemOf } from './draft.ts';
import { attachmentsIn, keep } from './draft-turn.ts';
import { MONITORING_NEEDS } from './monitoring.ts';
import type { Target } from './orders.ts';
import type { FiledKind } from './paths.ts';
import { changed, readerFor } from './reading-in.ts';
import { inHousehold } from './resolve.ts';
import { detailsOf, draftPlace, masked, phoneOf } from './store.ts';
import { findTarget } from './targets.ts';
import { lineOf, type Stored, withHousehold } from './told.ts';
import { reply, type Turn } from './turn.ts';

/** 看 12: the report, where it stands, its history. That it was looked at is recorded. */
export async function show(turn: Turn, target: Target | undefined): Promise<JobResult> {
  const { book, db, person } = turn.context;
  if (target === undefined) return reply(turn.state, NUMBER_MISSING('看'));
  const found = await findTarget(turn, target);
  if (!found.ok) return reply(turn.state, found.message);
  const { row, household } = found.stored;
  const detail = { report: row.number };
  await record(book, {
    actor: person.id,
    action: 'household.see',
    object: { kind: 'household', id: household.id },
    detail,
  });
  const names = new Map<string, string>([
    ['system', '系统'],
    ['anonymous', ANONYMOUS],
  ]);
  const nameOf = async (id: string): Promise<string> => {
    const name = names.get(id) ?? (await personById(db, id))?.name ?? '已离岗的人';
    names.set(id, name);
    return name;
  };
  // Who objected is for those alone who have to answer it, and never for the one whose report it is.
  const mayName = (person.role === 'township' || person.role === 'office') && person.id !== row.reporter_id;
  const lines: string[] = [];
  for (const event of await eventsOf(db, row.id)) {
    const who = event.event === 'objection' && !mayName ? SOMEBODY : await nameOf(event.actor_id);
    lines.push(history(event.at, who, event.event, event.note));
  }
  const objections: string[] = [];
  for (const { number, by_id, text, state } of person.role === 'villager'
    ? []
    : await objectionsTo(db, row.id)) {
    const by = !mayName ? SOMEBODY : by_id === null ? ANONYMOUS : await nameOf(by_id);
    objections.push(
      `${objectionLine(number, '', row.number, by, text)}${state === 'open' ? '（未答复）' : ''}`,
    );
  }
  const files = await attachmentsOf(db, row.id);
  const text = showCard({
    number: row.number,
    place: nameOfPlace(row.village),
    line: lineOf(book, found.stored),
    state: row.state,
    by: await nameOf(row.reporter_id),
    category: household.category,
    version: row.version,
    attachments: files.map(({ kind, name }) => ({ kind, name })),
    history: lines,
    objections,
  });
  const kept = files.flatMap(({ file_id }) => file_id ?? []);
  return reply(turn.state, text, { about: 'report-card', files: kept });
}

/** 我报的: the last ones with where they stand. */
export async function mine(turn: Turn): Promise<JobResult> {
  const { book, db, person } = turn.context;
  const lines: string[] = [];
  for (const row of await reportsBy(db, person.id, 10)) {
    lines.push(mineLine(row.number, lineOf(book, await withHousehold(book, row)), row.state));
  }
  return reply(turn.state, mineList(lines), { about: 'report-mine' });
}

/** 重报 14: the returned report becomes a draft again, with what is changed in the same breath. */
export async function redo(
  turn: Turn,
  target: Target,
  rest: string,
  before: readonly string[] = [],
): Promise<JobResult> {
  const found = await findTarget(turn, target);
  if (!found.ok) return reply(turn.state, found.message);
  const { row } = found.stored;
  if (row.reporter_id !== turn.context.person.id)
    return reply(turn.state, refusal(row.number, { why: 'not-yours' }, row.state));
  if (row.state !== 'returned') return reply(turn.state, notReturned(row.number, row.state));
  const id = randomUUID();
  const draft: Draft = {
    id,
    items: [itemAgain(turn, found.stored, id)],
    attachments: attachmentsIn(turn),
    resubmits: row.id,
  };
  const [item] = draft.items;
  const change =
    item === undefined || rest === '' ? null : readChange(rest, item, null, await readerFor(turn, item));
  if (item === undefined) return keep(turn, draft, before);
  if (change === null) {
    const said = rest === '' ? item : { ...item, note: withRemark(item.note, masked(rest)) };
    const wanted = draft.attachments.length > 0 ? null : await paperWanted(turn, row.id);
    const first = wanted === null ? [] : [paperFirst(row.number, wanted)];
    return keep(turn, { ...draft, items: [said] }, [...before, ...first]);
  }
  const next = await changed(turn, draft, item, change, null);
  return keep(turn, { ...draft, items: [next.item] }, next.problem === null ? [] : [next.problem]);
}

/** What was said with 重报 and changes nothing that is read is for the reviewers, and goes with the note. */
function withRemark(note: string | null, said: string): string {
  return note === null || note === '' ? said : note.includes(said) ? note : `${note}；${said}`;
}

const PAPER =
  /(?:缺|没有?|没附|没带|补|少|差|要)(?:一?[张份个]|上|齐|交|了)*\s*([\u4e00-\u9fff]{0,8}?(?:发票|病历|照片|图片|证明|票据|单据|诊断书?|出院小结|收据|合同|复印件|材料|证件))/;

/** The paper for want of which it was returned last; null where it was for something else. */
async function paperWanted({ context }: Turn, reportId: string): Promise<string | null> {
  const reason = (await eventsOf(context.db, reportId)).findLast(({ event }) => event === 'return')?.note;
  return PAPER.exec(reason ?? '')?.[1] ?? null;
}

function itemAgain(turn: Turn, { row, household }: Stored, draftId: string): Item {
  const kind = row.kind as FiledKind;
  const needs: readonly Field[] =
    kind === 'monitor_in' || kind === 'monitor_out' ? MONITORING_NEEDS : turn.parts.needsOf(kind);
  const digits = phoneOf(turn.context.book, row);
  const item = itemOf(kind, {}, needs);
  // What was let pass as unknown the first time is not asked for again.
  const fields = detailsOf(row);
  const unknown = needs.filter((field) => field !== 'head' && field !== 'phone' && fields[field] === null);
  return inHousehold(
    {
      ...item,
      ...fields,
      unknown,
      phoneSealed: digits === null ? null : turn.context.book.secrets.seal(digits, draftPlace(draftId)),
      phoneMasked: digits === null ? null : maskPhone(digits),
    },
    household,
  );
}
