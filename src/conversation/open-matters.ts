import { z } from 'zod';
import { householdById, type Person } from '../register/register.ts';
import { shortWords } from '../report/report.ts';
import {
  type Db,
  openDutiesOf,
  type ReportRow,
  type ReportState,
  reportsBy,
  reportsOfHousehold,
  reportsWithin,
  waitingFor,
} from '../storage/storage.ts';
import * as wording from './wording.ts';
import type { WorkWord } from './work-words.ts';

/** Something that is open with a person: what it is, and the words that lead there. */
export interface OpenMatter {
  of: 'report' | 'duty' | 'review' | 'broadcast';
  what: string;
  send: readonly string[];
}

const ENDED: readonly ReportState[] = ['confirmed', 'withdrawn'];
/** What may wait for a role; 待审 itself says what really does. */
const WAITS_FOR: Readonly<Partial<Record<Person['role'], readonly ReportState[]>>> = {
  cadre: ['filed'],
  township: ['filed', 'verified', 'compared'],
  office: ['verified', 'compared', 'reviewed', 'on_notice'],
};
const LOOKED_THROUGH = 50;
/** Longer than this, what a duty or a notice says is cut. */
const WORDS = 30;

const KINDS = ['report', 'duty', 'review', 'broadcast'] as const satisfies readonly OpenMatter['of'][];
const ABOUT: Readonly<Partial<Record<WorkWord, OpenMatter['of']>>> = {
  decide: 'review',
  done: 'duty',
  come: 'broadcast',
};
const ALONE: readonly WorkWord[] = ['why', 'deny', 'take-back', 'come'];

/** What is open with a person: what the word is about, else anything; a 不去了 answers nothing but a notice. */
export async function openMatters(db: Db, person: Person, word: WorkWord): Promise<OpenMatter[]> {
  const about = ABOUT[word] ?? 'report';
  const read = {
    report: () => reportsOf(db, person, word),
    duty: () => dutiesOf(db, person),
    review: () => reviewsOf(db, person),
    broadcast: () => broadcastsOf(db, person, word),
  };
  const likely = await read[about]();
  if (likely.length > 0 || ALONE.includes(word)) return likely;
  const all = await Promise.all(KINDS.filter((of) => of !== about).map((of) => read[of]()));
  return all.flat();
}

async function reportsOf(db: Db, person: Person, word: WorkWord): Promise<OpenMatter[]> {
  const own = await reportsBy(db, person.id, LOOKED_THROUGH);
  // What a cadre reported for his household a villager asks about too; only its own reporter takes it back.
  const home =
    person.householdId === null || word === 'take-back'
      ? []
      : await reportsOfHousehold(db, person.householdId);
  const rows = [...new Map([...home.toReversed(), ...own].map((row) => [row.id, row])).values()];
  const ended: readonly ReportState[] = word === 'why' || word === 'deny' ? ENDED : [...ENDED, 'rejected'];
  const open = rows.filter(({ state }) => !ended.includes(state));
  return Promise.all(open.map((row) => matterOf(db, row, word)));
}

async function matterOf(db: Db, row: ReportRow, word: WorkWord): Promise<OpenMatter> {
  const head = (await householdById(db, row.household_id))?.head ?? '';
  const { kind, state } = shortWords(row);
  return {
    of: 'report',
    what: wording.matterOfReport(row.number, `${head}家${kind}`, state),
    send: [`${word === 'take-back' ? '撤回' : '看'} ${row.number}`],
  };
}

async function dutiesOf(db: Db, person: Person): Promise<OpenMatter[]> {
  return (await openDutiesOf(db, person.id)).map(({ number, text }) => ({
    of: 'duty',
    what: wording.matterOfDuty(number, shortened(text)),
    send: [`完成 ${number}`],
  }));
}

async function reviewsOf(db: Db, person: Person): Promise<OpenMatter[]> {
  const states = WAITS_FOR[person.role];
  if (states === undefined) return [];
  const village = person.region.replace(/\/\d+组$/, '');
  const rows = await reportsWithin(db, village, states, LOOKED_THROUGH);
  const waiting = rows.filter(({ reporter_id }) => reporter_id !== person.id).length;
  return waiting === 0 ? [] : [{ of: 'review', what: wording.matterOfReviews(waiting), send: ['待审'] }];
}

async function broadcastsOf(db: Db, person: Person, word: WorkWord): Promise<OpenMatter[]> {
  const waiting = (await waitingFor(db, person.id)).map(
    ({ number, text, options }): OpenMatter => ({
      of: 'broadcast',
      what: wording.matterOfBroadcast(number, shortened(text.replace(FIELDS, ''))),
      send: answers.parse(JSON.parse(options)),
    }),
  );
  // 参加 says nothing about whether somebody is content.
  return word === 'come' ? waiting.filter(({ send }) => !send.some((label) => /满意/.test(label))) : waiting;
}

const answers = z.array(z.string());
/** What is said to each recipient by name. */
const FIELDS = /[{｛][^{}｛｝]{0,20}[}｝][\s,，、:：]*/g;

function shortened(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > WORDS ? `${line.slice(0, WORDS)}…` : line;
}
