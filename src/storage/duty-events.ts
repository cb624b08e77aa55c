import type { DutyAttachmentRow, DutyEventRow, DutyReminderRow } from './duties-schema.ts';
import { jsonRows } from './json-rows.ts';
import { sql } from './kysely.ts';
import type { OutboxRowState } from './outbox-schema.ts';
import type { DatabaseKind, Db } from './schema.ts';

const CHUNK = 400;

type NewEvent = Omit<DutyEventRow, 'seq'>;
type NewReminder = Omit<DutyReminderRow, 'seq'>;
const EVENT = ['duty_id', 'at', 'actor_id', 'event', 'from_state', 'to_state', 'note'] as const;
const REMINDER = ['outbox_key', 'duty_id', 'stage', 'person_id', 'at'] as const;

export async function appendDutyEvents(db: Db, rows: readonly NewEvent[]): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await db
      .insertInto('duty_events')
      .values(rows.slice(from, from + CHUNK))
      .execute();
  }
}

/** The same for as many as a whole county has on one morning. */
export async function appendManyDutyEvents(
  db: Db,
  kind: DatabaseKind,
  rows: readonly NewEvent[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into duty_events (${columns(EVENT)})
    select ${columns(EVENT)} from ${jsonRows(kind, EVENT, rows)} as row_`.execute(db);
}

function columns(names: readonly string[]) {
  return sql.join(names.map((name) => sql.ref(name)));
}

/** A duty's history, oldest first. */
export async function eventsOfDuty(db: Db, dutyId: string): Promise<DutyEventRow[]> {
  return db.selectFrom('duty_events').selectAll().where('duty_id', '=', dutyId).orderBy('seq').execute();
}

/** Notes what is handed to the outbox, in the transaction that hands it over. */
export async function noteReminders(db: Db, kind: DatabaseKind, rows: readonly NewReminder[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into duty_reminders (${columns(REMINDER)})
    select ${columns(REMINDER)} from ${jsonRows(kind, REMINDER, rows)} as row_`.execute(db);
}

/** What has become of every message that reminding handed to the outbox; `state` null: its row is not there. */
export async function reminderStates(
  db: Db,
): Promise<{ state: OutboxRowState | null; isDigest: boolean; count: number }[]> {
  const { rows } = await sql<{ state: OutboxRowState | null; digest: number; count: number }>`
    select o.state, k.digest, count(*) as count
    from (select outbox_key, max(case when duty_id is null then 1 else 0 end) as digest
          from duty_reminders group by outbox_key) k
    left join outbox o on o.key = k.outbox_key
    group by o.state, k.digest
    order by o.state`.execute(db);
  return rows.map(({ state, digest, count }) => ({
    state,
    isDigest: Number(digest) === 1,
    count: Number(count),
  }));
}

/** The outbox's keys of messages that are about these duties, with all duties that each is about. */
export async function remindersAbout(
  db: Db,
  dutyIds: readonly string[],
): Promise<{ outboxKey: string; dutyId: string }[]> {
  const found: { outboxKey: string; dutyId: string }[] = [];
  for (let from = 0; from < dutyIds.length; from += CHUNK) {
    const rows = await db
      .selectFrom('duty_reminders as wanted')
      .innerJoin('duty_reminders as all', 'all.outbox_key', 'wanted.outbox_key')
      .select(['all.outbox_key as outboxKey', 'all.duty_id as dutyId'])
      .distinct()
      .where('wanted.duty_id', 'in', dutyIds.slice(from, from + CHUNK))
      .execute();
    for (const { outboxKey, dutyId } of rows) if (dutyId !== null) found.push({ outboxKey, dutyId });
  }
  return found;
}

/** When each person was sent the last digest, as far back as that moment. */
export async function digestedSince(db: Db, since: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('duty_reminders')
    .select((row) => ['person_id', row.fn.max('at').as('at')])
    .where('duty_id', 'is', null)
    .where('at', '>=', since)
    .groupBy('person_id')
    .execute();
  return new Map(rows.map(({ person_id, at }) => [person_id, at]));
}

export async function insertDutyAttachments(db: Db, rows: readonly DutyAttachmentRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('duty_attachments')
      .values([...rows])
      .execute();
}

/** What came with 完成. */
export async function attachmentsOfDuty(db: Db, dutyId: string): Promise<DutyAttachmentRow[]> {
  return db
    .selectFrom('duty_attachments')
    .selectAll()
    .where('duty_id', '=', dutyId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}
