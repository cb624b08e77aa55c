import { type Book, type Household, maskPhone, openPhone, personById } from '../../register/register.ts';
import {
  type CardEntryRow,
  cardEntriesOf,
  type MemberRow,
  membersOf,
  type ReportRow,
  reportsOfHousehold,
  type VisitRow,
  visitsTo,
  watchedFor,
} from '../../storage/storage.ts';
import type { Ledger } from './ledger.ts';
import { readLedger } from './read-ledger.ts';

/** quannan-2017 三(二): what has to be clear about every household. */
export const SIX = ['村情户情', '致贫原因', '脱贫规划', '帮扶措施', '工作动态', '扶贫效果'] as const;
export type Section = (typeof SIX)[number];

export interface CardMember {
  name: string;
  relation: string;
  sex: string | null;
  birthYear: string | null;
  /** Masked. */
  phone: string | null;
  /** Masked. */
  idNumber: string | null;
}

/** What is kept of a household on its card 一本通. Numbers of persons are masked. */
export interface Card {
  household: Household;
  members: CardMember[];
  helper: string | null;
  /** Why it is on the watch list now. */
  watched: string[];
  /** What somebody wrote, the last line of each section. */
  written: Partial<Record<Section, CardEntryRow>>;
  lastVisit: VisitRow | null;
  /** Oldest first. */
  reports: ReportRow[];
  ledger: Ledger;
}

export async function readCard(book: Book, household: Household, asOf: string): Promise<Card> {
  const { db } = book;
  const helper = household.helperId === null ? null : await personById(db, household.helperId);
  const rows = (await membersOf(db, [household.id])).filter(({ state }) => state === 'active');
  const visits = (await visitsTo(db, household.id)).filter(({ done_at }) => done_at !== null);
  const written: Card['written'] = {};
  for (const entry of await cardEntriesOf(db, household.id)) {
    const section = SIX.find((name) => name === entry.section);
    if (section !== undefined) written[section] = entry;
  }
  return {
    household,
    members: rows
      .map((row) => toCardMember(book, row))
      .sort((a, b) => Number(b.relation === '户主') - Number(a.relation === '户主')),
    helper: helper?.name ?? null,
    watched: (await watchedFor(db, household.id)).map(({ reason }) => reason),
    written,
    lastVisit: visits.at(-1) ?? null,
    reports: await reportsOfHousehold(db, household.id),
    ledger: await readLedger(db, household, Number(asOf.slice(0, 4)), asOf),
  };
}

function toCardMember(book: Book, row: MemberRow): CardMember {
  const phone = openPhone(book.secrets, row);
  return {
    name: row.name,
    relation: row.relation,
    sex: row.sex,
    birthYear: row.birth?.slice(0, 4) ?? null,
    phone: phone?.ok ? maskPhone(phone.text) : null,
    idNumber: row.id_masked,
  };
}

/** One of the six: what is known, or null where it is missing. */
export interface SixLine {
  section: Section;
  known: string | null;
}

/** The six sections, filled from what was written and, where the register and the reports tell it, from them. */
export function sixOf(card: Card): SixLine[] {
  return SIX.map((section) => ({ section, known: knownOf(card, section) }));
}

function knownOf(card: Card, section: Section): string | null {
  const written = card.written[section]?.text ?? null;
  switch (section) {
    case '村情户情': {
      const told =
        card.members.length === 0 ? [] : [`${card.members.length}口人，${card.household.category}`];
      return joined([...told, written]);
    }
    case '帮扶措施':
      return written === null
        ? null
        : joined([written, card.helper === null ? null : `帮扶人${card.helper}`]);
    case '工作动态': {
      const visit = card.lastVisit;
      const went =
        visit?.done_at == null
          ? null
          : `${visit.done_at.slice(0, 10)}走访${visit.number}号：${visit.note ?? ''}`;
      return joined([went, written]);
    }
    case '扶贫效果': {
      const { income, perHead, year, lines } = card.ledger;
      const isReviewed = lines.every(({ side, report }) => side === 'spending' || !report.isPending);
      const net =
        income > 0 && perHead !== null && isReviewed ? `${year}年报过的人均纯收入${round(perHead)}元` : null;
      return joined([net, written]);
    }
    default:
      return written;
  }
}

function joined(parts: readonly (string | null)[]): string | null {
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : known.join('；');
}

function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}
