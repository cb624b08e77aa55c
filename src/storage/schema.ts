import type { BroadcastTables } from './broadcasts-schema.ts';
import type { ConsentTables } from './consents-schema.ts';
import type { DutyTables } from './duties-schema.ts';
import type { FileTables } from './files-schema.ts';
import type { Generated, Kysely, Selectable } from './kysely.ts';
import type { OutboxTables } from './outbox-schema.ts';

/** What has become of an incoming message. `failed` is an end too: the person was told whom to ask. */
export type IncomingState = 'received' | 'done' | 'failed';

export interface IncomingMessagesTable {
  /** Order of arrival. */
  seq: Generated<number>;
  id: string;
  channel: string;
  chat: string;
  message_id: string;
  sender: string;
  text: string;
  /** UTC ISO time. */
  received_at: string;
  state: IncomingState;
  tries: number;
  error: string | null;
  /** UTC ISO time of done or failed. */
  done_at: string | null;
  /** 1 in a chat of several persons. */
  in_group: Generated<number>;
  /** 1 where the bot itself was addressed. */
  mention: Generated<number>;
  /** JSON. */
  attachments: Generated<string>;
  /** Why a settled message has no reply; null where it has one. */
  silence: Generated<string | null>;
}

export interface RepliesTable {
  /** The feed's cursor: grows within a chat, is never used again. */
  seq: Generated<number>;
  id: string;
  incoming_id: string;
  channel: string;
  chat: string;
  kind: string;
  text: string;
  /** JSON. */
  options: string;
  /** JSON. */
  citations: string;
  /** JSON: the ids of the policies. */
  policies: string;
  /** Yuan. */
  amount: number | null;
  status: string | null;
  kb_version: string;
  /** Local date (Asia/Shanghai). */
  as_of: string;
  /** UTC ISO time. */
  created_at: string;
  /** The kind of message, where `kind` does not say it all. */
  about: Generated<string | null>;
  /** JSON: the ids of the kept files that go with it. */
  files: Generated<string>;
}

/** What a chat reads for itself has been sent as soon as it is here; `waiting` and `passed_on` were written before there was an outbox. */
export type NoticeState = 'waiting' | 'sent' | 'passed_on';

/** What stands on a page for whoever comes and reads it. */
export interface NoticesTable {
  /** The feed's cursor: grows, is never used again. */
  seq: Generated<number>;
  id: string;
  person_id: string;
  channel: string;
  chat: string;
  text: string;
  /** JSON: the labels. */
  options: string;
  about: string;
  /** UTC ISO time. */
  created_at: string;
  /** UTC ISO time. */
  sent_at: string | null;
  state: NoticeState;
}

export interface SessionsTable {
  channel: string;
  chat: string;
  sender: string;
  /** JSON. */
  state: string;
  /** UTC ISO time. */
  updated_at: string;
}

export type OpenQuestionReason = 'unknown' | 'choices';
export type OpenQuestionState = 'open' | 'closed';

export interface OpenQuestionsTable {
  seq: Generated<number>;
  id: string;
  incoming_id: string;
  text: string;
  region: string | null;
  reason: OpenQuestionReason;
  /** UTC ISO time. */
  asked_at: string;
  /** Local date (Asia/Shanghai). */
  as_of: string;
  state: OpenQuestionState;
  note: string | null;
}

export interface KnowledgeVersionsTable {
  version: string;
  /** How many policies that version holds. */
  policies: number;
  /** UTC ISO time. */
  first_loaded_at: string;
}

/** A place of the village book: from the province down to the group, each below its parent. */
export interface VillageRegionsTable {
  /** Names from the top, joined by `/`. */
  path: string;
  name: string;
  parent: string | null;
}

export type HouseholdState = 'active' | 'moved' | 'ended';
export type HouseholdCategoryWord = '脱贫户' | '监测户' | '边缘易致贫户' | '低保户' | '特困户' | '一般户';

export interface HouseholdsTable {
  id: string;
  /** The village's path. */
  region: string;
  group_no: number | null;
  head: string;
  /** The head's name in one spelling. */
  head_key: string;
  /** What the head's name sounds like. */
  head_sound: string;
  category: HouseholdCategoryWord;
  /** The person who looks after the household. */
  helper_id: string | null;
  /** The household's number in the office's own books; unique in the village. */
  code: string | null;
  state: HouseholdState;
  /** UTC ISO time. */
  created_at: string;
  /** UTC ISO time. */
  updated_at: string;
}

export type MemberState = 'active' | 'moved' | 'dead';
export type Sex = '男' | '女';

export interface MembersTable {
  id: string;
  household_id: string;
  name: string;
  name_key: string;
  /** What the person is to the head. */
  relation: string;
  sex: Sex | null;
  /** Local date, or a year alone. */
  birth: string | null;
  /** Encrypted. */
  phone_sealed: string | null;
  /** Blind index: equal for equal numbers, tells nothing else. */
  phone_hash: string | null;
  id_masked: string | null;
  /** Blind index of the identity number, which itself is never kept. */
  id_hash: string | null;
  state: MemberState;
  /** UTC ISO time. */
  created_at: string;
  /** UTC ISO time. */
  updated_at: string;
}

export type Role = 'villager' | 'cadre' | 'township' | 'office' | 'admin';

export interface PersonsTable {
  id: string;
  name: string;
  role: Role;
  region: string;
  /** A person's own household. */
  household_id: string | null;
  /** 1 or 0. */
  active: number;
  /** UTC ISO time. */
  created_at: string;
}

/** The link between a person and an account on a platform. */
export interface AccountsTable {
  id: string;
  person_id: string;
  channel: string;
  platform_user_id: string;
  /** Where that account is written to. */
  chat: string;
  /** UTC ISO time. */
  bound_at: string;
  /** UTC ISO time. */
  last_seen_at: string;
  /** UTC ISO time at which the link ended. */
  dead_at: string | null;
  /** 1: the person wants to be reached here first. */
  preferred: number;
}

export interface BindCodesTable {
  code_hash: string;
  person_id: string;
  /** UTC ISO time. */
  expires_at: string;
  used_at: string | null;
  made_by: string;
  /** How often it was sent after it had been used or had expired. */
  tries: number;
}

/** One wrong code that an account sent. */
export interface BindTriesTable {
  seq: Generated<number>;
  channel: string;
  platform_user_id: string;
  /** UTC ISO time. */
  at: string;
}

export interface AuditTable {
  /** 1, 2, 3 … without a gap. */
  seq: number;
  /** UTC ISO time. */
  at: string;
  /** A person's id, or who else it was. */
  actor: string;
  action: string;
  object_kind: string;
  object_id: string;
  /** JSON, masked. */
  detail: string;
  prev_hash: string;
  hash: string;
}

/** One row: where the audit chain ends. */
export interface AuditHeadTable {
  id: number;
  seq: number;
  hash: string;
  /** Proves that the program itself wrote `seq` and `hash`. */
  seal: string;
}

/** Where a report stands; a draft is no row yet. */
export type ReportState =
  | 'filed'
  | 'verified'
  | 'compared'
  | 'reviewed'
  | 'on_notice'
  | 'confirmed'
  | 'returned'
  | 'rejected'
  | 'withdrawn';

/** One change of one household, as its last version tells it. */
export interface ReportsTable {
  id: string;
  /** 1, 2, 3 … within the village. */
  number: number;
  /** The village's path. */
  village: string;
  household_id: string;
  /** A change kind of the contract, or `monitor_in`, `monitor_out`. */
  kind: string;
  /** The review path that it takes. */
  path: string;
  state: ReportState;
  version: number;
  reporter_id: string;
  member: string | null;
  /** Local date; the first day of a span. */
  occurred_on: string | null;
  /** Local date: the last day where only a span is told. */
  span_to: string | null;
  /** Yuan. */
  amount: number | null;
  count: number | null;
  unit: string | null;
  stage: string | null;
  note: string | null;
  /** Encrypted. */
  phone_sealed: string | null;
  /** UTC ISO time. */
  filed_at: string;
  /** UTC ISO time. */
  updated_at: string;
}

/** What a report said at one time; never changed, never taken out. */
export interface ReportVersionsTable {
  report_id: string;
  version: number;
  /** JSON, phone encrypted. */
  content: string;
  by_id: string;
  message_id: string;
  /** UTC ISO time. */
  at: string;
}

/** One step of a report; append-only. */
export interface ReportEventsTable {
  seq: Generated<number>;
  report_id: string;
  /** UTC ISO time. */
  at: string;
  /** A person's id, or `system`. */
  actor_id: string;
  event: string;
  from_state: string;
  to_state: string;
  version: number;
  /** The reason, or what was noted. */
  note: string | null;
}

/** A picture or file that belongs to a report. */
export interface AttachmentsTable {
  id: string;
  report_id: string;
  version: number;
  kind: string;
  name: string;
  message_id: string;
  by_id: string;
  /** UTC ISO time. */
  at: string;
  /** The kept file; null where only its name came. */
  file_id: string | null;
  /** Its place among those that came at once, from 0. */
  place: number;
}

export type PublicNoticeState = 'open' | 'ended' | 'stopped';

/** What a village is told for N working days before the county confirms. */
export interface PublicNoticesTable {
  id: string;
  report_id: string;
  village: string;
  /** Masked. */
  text: string;
  /** Local date. */
  opened_on: string;
  /** Working days. */
  days: number;
  /** Local date: the last day of it. */
  ends_on: string;
  /** UTC ISO time: the midnight after it. */
  ends_at: string;
  state: PublicNoticeState;
  /** UTC ISO time. */
  closed_at: string | null;
}

export type ObjectionState = 'open' | 'upheld' | 'dismissed';

export interface ObjectionsTable {
  id: string;
  /** 1, 2, 3 … within the village. */
  number: number;
  village: string;
  notice_id: string;
  report_id: string;
  /** Null: anonymous. */
  by_id: string | null;
  text: string;
  /** UTC ISO time. */
  at: string;
  state: ObjectionState;
  answer: string | null;
  answered_by: string | null;
  /** UTC ISO time. */
  answered_at: string | null;
}

/** That a draft is open, and until when; what it says lies in the person's session. */
export interface ReportDraftsTable {
  id: string;
  person_id: string;
  /** UTC ISO time. */
  lapses_at: string;
}

/** The last number given in a village. */
export interface VillageCountersTable {
  village: string;
  what: string;
  last: number;
}

export type WatchUrgency = '急' | '一般';

/** Why a household is watched; a line is never taken out, it ends by a visit. */
export interface WatchListTable {
  id: string;
  household_id: string;
  village: string;
  /** The rule's id in policy-kb/warnings. */
  rule: string;
  urgency: WatchUrgency;
  /** As it was told when the household came on the list. */
  reason: string;
  report_id: string;
  /** UTC ISO time. */
  entered_at: string;
  /** UTC ISO time. */
  left_at: string | null;
  /** The visit that took it off the list. */
  left_visit: string | null;
}

export interface VisitsTable {
  id: string;
  /** 1, 2, 3 … within the village. */
  number: number;
  village: string;
  household_id: string;
  urgency: WatchUrgency;
  /** UTC ISO time. */
  opened_at: string;
  /** Local date: the last day for it. */
  due_on: string;
  /** UTC ISO time: the midnight after it. */
  due_at: string;
  /** UTC ISO time. */
  overdue_told_at: string | null;
  outcome: 'cleared' | 'kept' | null;
  /** UTC ISO time; null while it is still to be made. */
  done_at: string | null;
  done_by: string | null;
  note: string | null;
}

/** What is known about a report beyond its own fields, or has been asked about it. */
export interface ReportFactsTable {
  id: string;
  household_id: string;
  report_id: string;
  /** Whether it holds for the household or for that change alone. */
  about: 'household' | 'change';
  fact: string;
  /** Null: asked and not answered. */
  value: string | null;
  /** Who was asked. */
  asked_id: string | null;
  /** UTC ISO time. */
  asked_at: string | null;
  /** UTC ISO time. */
  known_at: string | null;
}

/** One line that somebody wrote on a household's card. */
export interface CardEntriesTable {
  id: string;
  household_id: string;
  section: string;
  text: string;
  by_id: string;
  /** UTC ISO time. */
  at: string;
}

export interface Schema extends BroadcastTables, ConsentTables, DutyTables, FileTables, OutboxTables {
  incoming_messages: IncomingMessagesTable;
  replies: RepliesTable;
  notices: NoticesTable;
  sessions: SessionsTable;
  open_questions: OpenQuestionsTable;
  knowledge_versions: KnowledgeVersionsTable;
  village_regions: VillageRegionsTable;
  households: HouseholdsTable;
  members: MembersTable;
  persons: PersonsTable;
  accounts: AccountsTable;
  bind_codes: BindCodesTable;
  bind_tries: BindTriesTable;
  audit: AuditTable;
  audit_head: AuditHeadTable;
  reports: ReportsTable;
  report_versions: ReportVersionsTable;
  report_events: ReportEventsTable;
  attachments: AttachmentsTable;
  public_notices: PublicNoticesTable;
  objections: ObjectionsTable;
  report_drafts: ReportDraftsTable;
  village_counters: VillageCountersTable;
  watch_list: WatchListTable;
  visits: VisitsTable;
  report_facts: ReportFactsTable;
  card_entries: CardEntriesTable;
}

/** The database, or a transaction on it. */
export type Db = Kysely<Schema>;

export type DatabaseKind = 'sqlite' | 'postgres';

/** One chat on one channel. */
export interface ChatKey {
  channel: string;
  chat: string;
}

export type IncomingRow = Selectable<IncomingMessagesTable>;
export type ReplyRow = Selectable<RepliesTable>;
export type NoticeRow = Selectable<NoticesTable>;
export type OpenQuestionRow = Selectable<OpenQuestionsTable>;
export type KnowledgeVersionRow = Selectable<KnowledgeVersionsTable>;
export type RegionRow = Selectable<VillageRegionsTable>;
export type HouseholdRow = Selectable<HouseholdsTable>;
export type MemberRow = Selectable<MembersTable>;
export type PersonRow = Selectable<PersonsTable>;
export type AccountRow = Selectable<AccountsTable>;
export type BindCodeRow = Selectable<BindCodesTable>;
export type AuditRow = Selectable<AuditTable>;
export type AuditHeadRow = Selectable<AuditHeadTable>;
export type ReportRow = Selectable<ReportsTable>;
export type ReportVersionRow = Selectable<ReportVersionsTable>;
export type ReportEventRow = Selectable<ReportEventsTable>;
export type AttachmentRow = Selectable<AttachmentsTable>;
export type PublicNoticeRow = Selectable<PublicNoticesTable>;
export type ObjectionRow = Selectable<ObjectionsTable>;
export type WatchRow = Selectable<WatchListTable>;
export type VisitRow = Selectable<VisitsTable>;
export type ReportFactRow = Selectable<ReportFactsTable>;
export type CardEntryRow = Selectable<CardEntriesTable>;
