import { householdById, nameOfPlace, personById } from '../../register/register.ts';
import { findReport } from '../../storage/storage.ts';
import type { JobResult, Notice } from '../job.ts';
import {
  earlier,
  filesForOptions,
  HOW_HELD,
  OPTIONS_HELD,
  OPTIONS_MANY,
  OPTIONS_READY,
  OPTIONS_SAME,
  readBack,
  stillOpen,
  title,
  whichForFiles,
} from '../wording.ts';
import { undecided } from './attaching.ts';
import { askedOf, type Draft, type FilingState, type Item, lacksOf } from './draft.ts';
import { lineOf, withHousehold } from './told.ts';
import { reply, type Turn } from './turn.ts';

/** Reads a draft back: what was understood, what is missing, how to go on. */
export async function cardOf(
  turn: Turn,
  draft: Draft,
  more: { before?: readonly string[]; state?: FilingState; notices?: readonly Notice[] } = {},
): Promise<JobResult> {
  const repeated = await earlierLines(turn, draft.items);
  const among = await Promise.all(draft.items.map((item) => labelsOf(turn, item)));
  const lacks = draft.items.map((item) => (item.held ? [] : lacksOf(item)));
  const text = readBack(draft.items, lacks, among, draft.attachments.length);
  const asked = askedOf(draft);
  const waiting = undecided(draft);
  const which = waiting === 0 ? [] : [whichForFiles(waiting)];
  return reply(
    { ...(more.state ?? turn.state), draft },
    [...(more.before ?? []), ...repeated, text, ...which].join('\n'),
    {
      options:
        asked === null && waiting > 0
          ? filesForOptions(draft.items.length)
          : isHeld(draft)
            ? OPTIONS_HELD
            : optionsOf(draft, asked?.lack ?? null, among[asked?.index ?? 0] ?? []),
      about: 'report-read-back',
      notices: more.notices ?? [],
    },
  );
}

/** The reminder that a draft waits, for replies about something else; empty where none does. */
export function reminderOf(draft: Draft | null): string {
  if (draft === null) return '';
  const [first] = draft.items;
  if (first === undefined) return '';
  const line = draft.items.length === 1 ? title(first) : `${title(first)}等${draft.items.length}条`;
  return `\n${isHeld(draft) ? `${line}：${HOW_HELD}` : stillOpen(line)}`;
}

function isHeld({ items }: Draft): boolean {
  return items.every(({ held }) => held);
}

function optionsOf(draft: Draft, lack: string | null, among: readonly string[]): readonly string[] {
  if (lack === null) return draft.items.length === 1 ? OPTIONS_READY : OPTIONS_MANY;
  if (lack === 'same') return OPTIONS_SAME;
  if (lack === 'group' || lack === 'which') return among;
  return lack === 'refused' || lack === 'household' || lack === 'phone' ? ['取消'] : ['不清楚', '取消'];
}

async function earlierLines(turn: Turn, items: readonly Item[]): Promise<string[]> {
  const { book, db } = turn.context;
  const lines: string[] = [];
  for (const { same } of items) {
    const row = same === null ? undefined : await findReport(db, same.id);
    if (row === undefined) continue;
    const by = await personById(db, row.reporter_id);
    lines.push(
      earlier(row.number, by?.name ?? '有人', row.filed_at, lineOf(book, await withHousehold(book, row))),
    );
  }
  return lines;
}

/** What there is to choose from: 1组王建国, with the village for who serves several; or members' names. */
async function labelsOf({ context }: Turn, item: Item): Promise<string[]> {
  if (item.among.length === 0) return item.which;
  const labels: string[] = [];
  for (const id of item.among) {
    const household = await householdById(context.db, id);
    if (household === null) continue;
    const village = household.region === context.person.region ? '' : nameOfPlace(household.region);
    labels.push(`${village}${household.group === null ? '' : `${household.group}组`}${household.head}`);
  }
  return labels;
}
