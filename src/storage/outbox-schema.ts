import type { Generated, Selectable } from './kysely.ts';

export type OutboxRowState =
  | 'queued'
  | 'paused'
  | 'sending'
  | 'no_account'
  | 'sent'
  | 'cleared'
  | 'muted'
  | 'expired'
  | 'failed'
  | 'unknown';

/** One message to one person or chat. */
export interface OutboxTable {
  /** Order in which they were taken in. */
  seq: Generated<number>;
  id: string;
  /** What would be the same message has the same key. */
  key: string;
  lane: 'reply' | 'reminder' | 'broadcast';
  about: string;
  /** 1: passes night, weekend and a person's own 退订. */
  urgent: number;
  hours: 'any' | 'daytime' | 'workday' | 'working';
  person_id: string | null;
  /** Empty, like `chat`, until an account of the person is chosen; may change until it has left. */
  channel: string;
  chat: string;
  /** 1: to this account and no other of the person's. */
  fixed: number;
  text: string;
  /** JSON: the labels. */
  options: string;
  /** The id of a kept file. */
  picture: string | null;
  run: string | null;
  /** The platform's own id of the message that it answers. */
  reply_to: string | null;
  state: OutboxRowState;
  /** Why it stands as it stands, for the operator. */
  reason: string | null;
  /** How often it was handed to a platform. */
  tries: Generated<number>;
  /** How often in a row that failed at this account without the platform naming a time. */
  failures: Generated<number>;
  /** How often nobody knew whether it had arrived. */
  doubts: Generated<number>;
  /** 1: the next try may be a second copy, and says so. */
  repeating: Generated<number>;
  /** Of a long text: how many parts have arrived. */
  parts_sent: Generated<number>;
  /** JSON: the channels given up for this message. */
  passed: Generated<string>;
  /** UTC ISO time. */
  not_before: string;
  /** UTC ISO time of the next try, where one failed. */
  retry_at: string | null;
  /** What has to wait until then besides the row itself. */
  retry_scope: 'chat' | 'channel' | null;
  /** UTC ISO time. */
  expires_at: string;
  /** UTC ISO time. */
  created_at: string;
  /** UTC ISO time at which it was last handed to a platform. */
  left_at: string | null;
  platform_message_id: string | null;
  /** The process that is sending it. */
  owner: string | null;
  /** UTC ISO time after which that process is taken for dead. */
  lease_until: string | null;
  /** Taken back while it was being sent: why. It is not tried again. */
  clearing: string | null;
  /** The key of the row by which somebody had it sent once more. */
  replaced_by: string | null;
  /** 1: once it is over, nothing may tell any more to whom it went. */
  unlink: Generated<number>;
}

/** One change of state; rows are only added. */
export interface OutboxHistoryTable {
  seq: Generated<number>;
  outbox_seq: number;
  /** UTC ISO time. */
  at: string;
  from_state: OutboxRowState;
  to_state: OutboxRowState;
  reason: string | null;
}

/** Each time that something was handed to a platform: what its limits are counted by. */
export interface OutboxSendsTable {
  seq: Generated<number>;
  outbox_seq: number;
  channel: string;
  chat: string;
  lane: 'reply' | 'reminder' | 'broadcast';
  /** UTC ISO time. */
  began_at: string;
  /** UTC ISO time; null while it is under way, and where the process died. */
  ended_at: string | null;
  owner: string;
}

/** Messages that were sent out together, or belong to one duty. */
export interface OutboxRunsTable {
  id: string;
  state: 'open' | 'paused' | 'cancelled';
  /** How many messages were ever taken in for it. */
  expected: number;
  /** UTC ISO time. */
  created_at: string;
  /** UTC ISO time. */
  updated_at: string;
}

/** What a person does not want to be sent. */
export interface MutesTable {
  person_id: string;
  /** A kind of message, as in `outbox.about`. */
  kind: string;
  /** UTC ISO time. */
  at: string;
}

/** The tables of the outbox. */
export interface OutboxTables {
  outbox: OutboxTable;
  outbox_history: OutboxHistoryTable;
  outbox_sends: OutboxSendsTable;
  outbox_runs: OutboxRunsTable;
  mutes: MutesTable;
}

export type OutboxRow = Selectable<OutboxTable>;
export type OutboxHistoryRow = Selectable<OutboxHistoryTable>;
export type OutboxSendRow = Selectable<OutboxSendsTable>;
export type OutboxRunRow = Selectable<OutboxRunsTable>;
