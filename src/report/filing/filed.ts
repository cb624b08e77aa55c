import type { Household } from '../../register/register.ts';
import type { Db, ReportRow, ReportState } from '../../storage/storage.ts';
import type { DueContext, JobContext, JobResult, Notice } from '../job.ts';
import type { FiledKind } from './paths.ts';
import { detailsOf } from './store.ts';

/** A report that has been filed, as it stands. */
export interface FiledReport {
  id: string;
  /** Within the village. */
  number: number;
  /** The village's path. */
  village: string;
  household: Household;
  kind: FiledKind;
  state: ReportState;
  version: number;
  reporterId: string;
  member: string | null;
  /** ISO date in China; the first day of the span where only a span is told. */
  occurredOn: string | null;
  spanTo: string | null;
  amount: number | null;
  count: number | null;
  unit: string | null;
  stage: string | null;
  note: string | null;
  /** The sentence in which it was told, masked. */
  words: string | null;
  /** UTC ISO time. */
  filedAt: string;
}

export function toFiled(row: ReportRow, household: Household, words: string | null): FiledReport {
  return {
    id: row.id,
    number: row.number,
    village: row.village,
    household,
    kind: row.kind as FiledKind,
    state: row.state,
    version: row.version,
    reporterId: row.reporter_id,
    ...detailsOf(row),
    words,
    filedAt: row.filed_at,
  };
}

/** What other parts of the report job add to filing: finding policies, warnings, the ledger. All run within the turn. */
export interface FilingHooks {
  /** Orders of those parts, tried before a message is read as a report. Null: not theirs. */
  orders?(context: JobContext): Promise<JobResult | null>;
  /**
   * What is added to the reply once a report has been filed, or filed anew, and who else is told. `options`: the
   * answers to what it asks.
   */
  afterFiled?(
    context: JobContext,
    report: FiledReport,
  ): Promise<{ lines: readonly string[]; notices: readonly Notice[]; options?: readonly string[] }>;
  due?(context: DueContext): Promise<Notice[]>;
  nextDue?(db: Db, after: Date): Promise<Date | null>;
}
