import type { Selectable } from './kysely.ts';

/** That a person agreed, on a platform which asks for it, to be written to without having just written. */
export interface NoticeConsentsTable {
  channel: string;
  chat: string;
  /** The platform's own id of the kind of notice. */
  template: string;
  /** So many notices he still agreed to. */
  remaining: number;
  /** 1: to any number of them. */
  lasting: number;
  /** UTC ISO time, by the platform, of the last word on it. */
  at: string;
}

export interface ConsentTables {
  notice_consents: NoticeConsentsTable;
}

export type NoticeConsentRow = Selectable<NoticeConsentsTable>;
