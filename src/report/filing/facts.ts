import { countOpenObjections, type Db, latestNoticeOf, type ReportRow } from '../../storage/storage.ts';
import type { Facts } from './chain.ts';

/** What decides about a move besides the report itself: what was said with it, its notice, its objections. */
export async function factsOf(db: Db, row: ReportRow, said: string): Promise<Facts> {
  const notice = row.state === 'on_notice' ? await latestNoticeOf(db, row.id) : undefined;
  return {
    reason: said,
    looked: said,
    noticeOver: notice?.state === 'ended',
    openObjections: row.state === 'on_notice' ? await countOpenObjections(db, row.id) : 0,
  };
}
