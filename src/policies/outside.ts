import { listOf, strictRecord, text } from '../data-files/data-files.ts';

/** A matter that people ask about and no document holds, with whom to turn to. */
export interface OutsideMatter {
  id: string;
  name: string;
  /** Null for idle talk, for which no office is there. */
  office: string | null;
  phrases: string[];
}

/** One file of policy-kb/outside. */
export const outsideSchema = strictRecord({
  编号: text('outside-hukou'),
  名称: text('户口登记和迁移'),
  找: text('户口所在地的派出所').optional(),
  说法: listOf(text(), 8),
}).transform(
  (raw): OutsideMatter => ({ id: raw.编号, name: raw.名称, office: raw.找 ?? null, phrases: raw.说法 }),
);
