import type { Generated, Kysely, Selectable } from 'kysely';

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

export interface Schema {
  incoming_messages: IncomingMessagesTable;
  replies: RepliesTable;
  sessions: SessionsTable;
  open_questions: OpenQuestionsTable;
  knowledge_versions: KnowledgeVersionsTable;
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
export type OpenQuestionRow = Selectable<OpenQuestionsTable>;
export type KnowledgeVersionRow = Selectable<KnowledgeVersionsTable>;
