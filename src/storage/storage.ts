import type { Log } from '../log/log.ts';
import type { DatabaseKind, Db } from './schema.ts';
import { openSqlite } from './sqlite.ts';

export * from './accounts.ts';
export * from './attachments.ts';
export * from './audit.ts';
export * from './backup.ts';
export * from './bind-codes.ts';
export * from './broadcast-audience.ts';
export * from './broadcast-opinions.ts';
export * from './broadcasts.ts';
export type {
  BroadcastKind,
  BroadcastOpinionRow,
  BroadcastRecipientRow,
  BroadcastRow,
  BroadcastState,
  TagRow,
} from './broadcasts-schema.ts';
export * from './card-entries.ts';
export { lockChat } from './chat-lock.ts';
export * from './duties.ts';
export * from './duties-facts.ts';
export {
  DUTY_STAGES,
  DUTY_STATES,
  type DutyAskRow,
  type DutyAttachmentRow,
  type DutyEventRow,
  type DutyLevel,
  type DutyReminderRow,
  type DutyRow,
  type DutyRuleRow,
  type DutyStage,
  type DutyState,
} from './duties-schema.ts';
export * from './duty-asks.ts';
export * from './duty-events.ts';
export * from './duty-rules.ts';
export * from './erasing.ts';
export * from './files.ts';
export * from './households.ts';
export * from './incoming-messages.ts';
export * from './knowledge-versions.ts';
export * from './members.ts';
export * from './mutes.ts';
export * from './notice-consents.ts';
export * from './notice-tellings.ts';
export * from './notices.ts';
export * from './objections.ts';
export * from './open-questions.ts';
export * from './outbox.ts';
export * from './outbox-ends.ts';
export * from './outbox-queue.ts';
export * from './outbox-runs.ts';
export type {
  OutboxHistoryRow,
  OutboxRow,
  OutboxRowState,
  OutboxRunRow,
  OutboxSendRow,
} from './outbox-schema.ts';
export * from './outbox-sends.ts';
export * from './persons.ts';
export * from './public-notices.ts';
export * from './regions.ts';
export { lockRegister } from './register-lock.ts';
export * from './replies.ts';
export * from './report-drafts.ts';
export * from './report-events.ts';
export * from './report-facts.ts';
export * from './report-versions.ts';
export * from './reports.ts';
export type {
  AccountRow,
  AttachmentRow,
  AuditHeadRow,
  AuditRow,
  BindCodeRow,
  CardEntryRow,
  ChatKey,
  DatabaseKind,
  Db,
  HouseholdCategoryWord,
  HouseholdRow,
  HouseholdState,
  IncomingRow,
  IncomingState,
  KnowledgeVersionRow,
  MemberRow,
  MemberState,
  NoticeRow,
  NoticeState,
  ObjectionRow,
  ObjectionState,
  OpenQuestionReason,
  OpenQuestionRow,
  OpenQuestionState,
  PersonRow,
  PublicNoticeRow,
  PublicNoticeState,
  RegionRow,
  ReplyRow,
  ReportEventRow,
  ReportFactRow,
  ReportRow,
  ReportState,
  ReportVersionRow,
  Role,
  Sex,
  VisitRow,
  WatchRow,
  WatchUrgency,
} from './schema.ts';
export * from './sessions.ts';
export * from './standing.ts';
export * from './tags.ts';
export * from './visits.ts';
export * from './watch-list.ts';
export * from './words-before.ts';

/** An open database. */
export interface Storage {
  kind: DatabaseKind;
  db: Db;
  /**
   * Runs `work` as one transaction: all of it is kept, or nothing when it throws. Inside use only the `Db` that
   * is handed in: on SQLite there is one connection, and `storage.db` would wait for the transaction for ever.
   */
  transaction<Result>(work: (db: Db) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Opens the database at `url` (`sqlite:PATH`, `sqlite::memory:` or `postgres://…`) with its tables up to date.
 * One process opens one SQLite file once: a second opening would block the thread on which the first has to go on.
 * Throws an Error with a Chinese sentence when the address is not understood, the PostgreSQL server cannot be
 * reached, the SQLite file cannot be opened or written, or the tables cannot be brought up to date.
 */
export async function openStorage(url: string, options: { log?: Log } = {}): Promise<Storage> {
  if (url.startsWith('sqlite:')) return storage('sqlite', await openSqlite(sqlitePath(url)));
  if (/^postgres(ql)?:\/\//.test(url)) {
    // Only where it is used: the PostgreSQL client is not needed for a file.
    const { openPostgres } = await import('./postgres.ts');
    return storage('postgres', await openPostgres(url, options.log));
  }
  // The address itself may hold a password, so it is not repeated.
  throw new Error(
    '数据库地址看不懂。请写 sqlite:文件路径、sqlite::memory: 或 postgres://用户:密码@主机/库名。',
  );
}

function sqlitePath(url: string): string {
  const path = url.slice('sqlite:'.length);
  if (path === '') throw new Error('数据库地址缺少文件路径。例如 sqlite:data/cunkou.db。');
  return path;
}

function storage(kind: DatabaseKind, db: Awaited<ReturnType<typeof openSqlite>>): Storage {
  return {
    kind,
    db,
    transaction: (work) => db.transaction().execute(work),
    close: () => db.destroy(),
  };
}
