import { randomUUID } from 'node:crypto';
import {
  type Db,
  keepReportFact,
  openFactsAsked,
  type ReportFactRow,
  reportFactsOf,
} from '../../storage/storage.ts';

/** Facts about a report that are told by its words or asked for; the values are those below. */
export const MONEY_WAY = '收支';
export const BENEFIT_WAY = '发停';
export const BENEFIT_PERIOD = '周期';
export const YES = '是';
export const NO = '否';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface FactOf {
  householdId: string;
  reportId: string;
  fact: string;
  about: 'household' | 'change';
}

export async function keepFact(db: Db, of: FactOf, value: string, at: Date): Promise<void> {
  await keepReportFact(db, {
    ...row(of),
    value,
    asked_id: null,
    asked_at: null,
    known_at: at.toISOString(),
  });
}

export async function keepQuestion(db: Db, of: FactOf, asked: string, at: Date): Promise<void> {
  await keepReportFact(db, {
    ...row(of),
    value: null,
    asked_id: asked,
    asked_at: at.toISOString(),
    known_at: null,
  });
}

/** What that person was asked in the last day and has not answered, the latest first. */
export async function openQuestionsOf(db: Db, personId: string, at: Date): Promise<ReportFactRow[]> {
  return openFactsAsked(db, personId, new Date(at.getTime() - DAY_MS).toISOString());
}

/** Yes and no as they hold for a report: what is known of it, and what is known of its household. */
export async function answersFor(
  db: Db,
  householdId: string,
  reportId: string,
): Promise<Map<string, boolean>> {
  const rows = await reportFactsOf(db, householdId);
  const holding = rows.filter(
    ({ about, report_id, value }) =>
      (value === YES || value === NO) && (about === 'household' || report_id === reportId),
  );
  return new Map(holding.map(({ fact, value }) => [fact, value === YES]));
}

function row({
  householdId,
  reportId,
  fact,
  about,
}: FactOf): Omit<ReportFactRow, 'value' | 'asked_id' | 'asked_at' | 'known_at'> {
  return { id: randomUUID(), household_id: householdId, report_id: reportId, about, fact };
}
