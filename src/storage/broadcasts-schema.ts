import type { Generated, Selectable } from './kysely.ts';

export type BroadcastState = 'open' | 'paused' | 'cancelled' | 'closed';
/** `public`: hangs out for so many working days, and may be objected to. */
export type BroadcastKind = 'notice' | 'survey' | 'public';

/** One message of an office or a village to many. */
export interface BroadcastsTable {
  id: string;
  /** 1, 2, 3 …, over all places: whoever reads a number means one broadcast by it. */
  number: number;
  /** The place of whoever sent it. */
  region: string;
  by_id: string;
  kind: BroadcastKind;
  /** 1: passes night and 退订. */
  urgent: number;
  /** Whom it went to, in words. */
  whom: string;
  /** JSON: the audience as it was read. */
  audience: string;
  /** With its fields in braces. */
  text: string;
  /** JSON: the answers to choose from. */
  options: string;
  /** The id of a kept file. */
  picture: string | null;
  /** UTC ISO time before which it does not leave; null: at once. */
  send_at: string | null;
  state: BroadcastState;
  /** How many recipients it has. */
  people: number;
  /** Working days that it hangs out. */
  days: number | null;
  /** Local date: the last of them. */
  ends_on: string | null;
  /** UTC ISO time: the midnight after it. */
  ends_at: string | null;
  /** The publication of the level below that it follows. */
  from_id: string | null;
  /** Local date on which it was last urged. */
  urged_on: string | null;
  /** UTC ISO time. */
  created_at: string;
  /** UTC ISO time. */
  closed_at: string | null;
  closed_by: string | null;
  /** What was written down at its end. */
  record: string | null;
}

/** Whom one broadcast is for. Once written it stays, so that nobody is told twice and nobody left out. */
export interface BroadcastRecipientsTable {
  run_id: string;
  /** `p:`, `h:` or `m:` with the id of a person, a household or a member. */
  key: string;
  /** Null: nobody there uses the bot; somebody has to tell them. */
  person_id: string | null;
  household_id: string | null;
  name: string;
  /** The village's path, or the place of somebody on duty. */
  village: string;
  group_no: number | null;
  /** Who is to tell them where nothing can be sent. */
  caller_id: string | null;
}

/** Each answer that came; of one person the last counts. */
export interface BroadcastAnswersTable {
  seq: Generated<number>;
  run_id: string;
  key: string;
  answer: string;
  /** What was written behind it. */
  note: string | null;
  /** UTC ISO time. */
  at: string;
}

/** What somebody has to say against a publication. */
export interface BroadcastOpinionsTable {
  id: string;
  run_id: string;
  /** 1, 2, 3 … of that publication. */
  number: number;
  /** Null: anonymous. */
  by_id: string | null;
  text: string;
  /** UTC ISO time. */
  at: string;
  answer: string | null;
  answered_by: string | null;
  /** UTC ISO time. */
  answered_at: string | null;
}

/** Who bears a tag that a place has given out, such as 党员. */
export interface TagsTable {
  region: string;
  tag: string;
  /** As in `broadcast_recipients`. */
  key: string;
  name: string;
  by_id: string;
  /** UTC ISO time. */
  at: string;
}

/** That a village was told of a public notice; never told twice. */
export interface NoticeTellingsTable {
  notice_id: string;
  what: 'opened' | 'over';
  /** UTC ISO time. */
  at: string;
}

export interface BroadcastTables {
  broadcasts: BroadcastsTable;
  broadcast_recipients: BroadcastRecipientsTable;
  broadcast_answers: BroadcastAnswersTable;
  broadcast_opinions: BroadcastOpinionsTable;
  tags: TagsTable;
  notice_tellings: NoticeTellingsTable;
}

export type BroadcastRow = Selectable<BroadcastsTable>;
export type BroadcastRecipientRow = Selectable<BroadcastRecipientsTable>;
export type BroadcastOpinionRow = Selectable<BroadcastOpinionsTable>;
export type TagRow = Selectable<TagsTable>;
