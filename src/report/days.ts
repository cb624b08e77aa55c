import { localDate } from '../clock/clock.ts';
import type { ReportRow } from '../storage/storage.ts';

/** The day to which a report belongs: when it happened, or, where no day was told, when it was filed. ISO, in China. */
export function dayOf(row: Pick<ReportRow, 'occurred_on' | 'filed_at'>): string {
  return row.occurred_on ?? localDate(new Date(row.filed_at));
}
