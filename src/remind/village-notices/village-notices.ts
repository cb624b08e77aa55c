import type { DueContext, Notice } from '../../job/job.ts';
import {
  countOpenObjections,
  type Db,
  type NoticeToTell,
  noteTellings,
  noticesToEnd,
  noticesToOpen,
  objectionsTo,
  personsWithin,
  usersOfHouseholds,
} from '../../storage/storage.ts';
import { groupBy } from '../grouped.ts';
import type { RemindPart } from '../remind.ts';
import * as words from './wording.ts';

/** The village hears when a public notice is hung out, and when it is over; worked out from the notices themselves. */
export function createVillageNoticePart(): RemindPart {
  return {
    name: 'village-notices',
    turn: async () => null,
    due: tellings,
    nextDue: async () => null,
    after: tellings,
  };
}

async function tellings(context: DueContext): Promise<Notice[]> {
  return [...(await ended(context)), ...(await opened(context))];
}

/** Those of one village that came at once are one message. */
async function opened({ db, at }: DueContext): Promise<Notice[]> {
  const rows = await noticesToOpen(db);
  const told: Notice[] = [];
  for (const [village, those] of groupBy(rows, ({ village }) => village)) {
    const text = words.noticesOpened(those);
    told.push(...(await toVillage(db, village, those, { text, what: 'opened' })));
  }
  await noteTellings(
    db,
    rows.map(({ id }) => id),
    'opened',
    at.toISOString(),
  );
  return told;
}

async function ended({ db, at }: DueContext): Promise<Notice[]> {
  const rows = await noticesToEnd(db);
  const told: Notice[] = [];
  for (const [village, those] of groupBy(rows, ({ village }) => village)) {
    const lines: string[] = [];
    for (const row of those) {
      // Of an application that hung out before, the objections of then belong to it still.
      const objections = await objectionsTo(db, row.report_id);
      const open = await countOpenObjections(db, row.report_id);
      lines.push(words.noticeEnded(row, objections.length, open));
    }
    const text = words.noticesEnded(lines);
    told.push(...(await toVillage(db, village, those, { text, what: 'over' })));
  }
  await noteTellings(
    db,
    rows.map(({ id }) => id),
    'over',
    at.toISOString(),
  );
  return told;
}

/** Every villager there who uses the bot; the household that a single notice is about hears of it otherwise. */
async function toVillage(
  db: Db,
  village: string,
  notices: readonly NoticeToTell[],
  { text, what }: { text: string; what: 'opened' | 'over' },
): Promise<Notice[]> {
  const [first] = notices;
  if (first === undefined) return [];
  const own = notices.length === 1 && what === 'opened' ? first.household_id : null;
  const villagers = [...(await personsWithin(db, village)), ...(await usersOfHouseholds(db, village))].filter(
    ({ role, active, household_id }) =>
      role === 'villager' && active === 1 && (own === null || household_id !== own),
  );
  const ids = [...new Set(villagers.map(({ id }) => id))];
  return ids.map((to) => ({
    to,
    text,
    options: what === 'opened' ? ['公示'] : [],
    about: 'public-notice',
    key: `public-notice:${first.id}:${what}:${to}`,
    run: `public-notice:${first.id}:${what}`,
  }));
}
