import type { AuditHeadRow, AuditRow, DatabaseKind, Db } from './schema.ts';

const START = { id: 1, seq: 0, hash: '', seal: '' };

/**
 * Where the chain ends, held until the end of the transaction, so that no two rows are hung on the same link.
 * SQLite needs no lock: a transaction there begins by holding the whole file.
 */
export async function holdAuditHead(db: Db, kind: DatabaseKind): Promise<AuditHeadRow> {
  const head = db.selectFrom('audit_head').selectAll().where('id', '=', 1);
  const held = kind === 'postgres' ? head.forUpdate() : head;
  const row = await held.executeTakeFirst();
  if (row !== undefined) return row;
  await db
    .insertInto('audit_head')
    .values(START)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return held.executeTakeFirstOrThrow();
}

const CHUNK = 500;

/** Hangs rows on the chain and moves its end to the last. Inside a transaction, after `holdAuditHead`. */
export async function appendAuditRows(db: Db, rows: readonly AuditRow[], seal: string): Promise<void> {
  const last = rows.at(-1);
  if (last === undefined) return;
  for (let from = 0; from < rows.length; from += CHUNK) {
    await db
      .insertInto('audit')
      .values(rows.slice(from, from + CHUNK))
      .execute();
  }
  await db
    .updateTable('audit_head')
    .set({ seq: last.seq, hash: last.hash, seal })
    .where('id', '=', 1)
    .execute();
}

/** Rows behind `afterSeq`, in order. */
export async function auditAfter(db: Db, afterSeq: number, limit: number): Promise<AuditRow[]> {
  return db.selectFrom('audit').selectAll().where('seq', '>', afterSeq).orderBy('seq').limit(limit).execute();
}

/** What was done with one object, newest first. */
export async function auditOf(
  db: Db,
  object: { kind: string; id: string },
  limit: number,
): Promise<AuditRow[]> {
  return db
    .selectFrom('audit')
    .selectAll()
    .where('object_kind', '=', object.kind)
    .where('object_id', '=', object.id)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}
