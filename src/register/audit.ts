import { createHash } from 'node:crypto';
import { maskNumbers } from '../language/language.ts';
import { type AuditRow, appendAuditRows, auditAfter, holdAuditHead } from '../storage/storage.ts';
import type { Book } from './book.ts';

/** Something that was seen or changed. */
export interface AuditEntry {
  /** A person's id, or who else it was: `system`, `operator`. */
  actor: string;
  /** Such as `household.see`, `account.bind`. */
  action: string;
  object: { kind: string; id: string };
  /** Numbers of persons and phones are masked; names of persons do not belong in it. */
  detail?: Readonly<Record<string, unknown>>;
}

/** Writes a line that is never changed again. On its own or within a transaction. */
export function record(book: Book, entry: AuditEntry): Promise<void> {
  return recordAll(book, [entry]);
}

/** Writes many lines at once. */
export async function recordAll(book: Book, entries: readonly AuditEntry[]): Promise<void> {
  if (!book.db.isTransaction) {
    return book.db.transaction().execute((db) => recordAll({ ...book, db }, entries));
  }
  if (entries.length === 0) return;
  let end: { seq: number; hash: string } = await holdAuditHead(book.db, book.kind);
  const rows = entries.map((entry) => {
    const row = rowAfter(end, entry, book.now);
    end = row;
    return row;
  });
  await appendAuditRows(book.db, rows, sealOf(book, end.seq, end.hash));
}

function rowAfter(end: { seq: number; hash: string }, entry: AuditEntry, at: string): AuditRow {
  const row: Omit<AuditRow, 'hash'> = {
    seq: end.seq + 1,
    at,
    actor: entry.actor,
    action: entry.action,
    object_kind: entry.object.kind,
    object_id: entry.object.id,
    detail: canonicalJson(masked(entry.detail ?? {})),
    prev_hash: end.hash,
  };
  return { ...row, hash: hashOf(row) };
}

export type AuditCheck =
  | { ok: true; rows: number }
  /** `seq`: the first line at which the chain does not hold. */
  | { ok: false; seq: number; message: string };

const BATCH = 1000;

/** Goes through the whole chain: finds a line that was changed, taken out, put elsewhere, or cut off at the end. */
export async function verifyAudit(book: Pick<Book, 'db' | 'kind' | 'secrets'>): Promise<AuditCheck> {
  // Nobody adds a line meanwhile: what lies behind the end then is no line of ours.
  if (!book.db.isTransaction) {
    return book.db.transaction().execute((db) => verifyAudit({ ...book, db }));
  }
  const head = await holdAuditHead(book.db, book.kind);
  let seq = 0;
  let hash = '';
  for (;;) {
    const rows = await auditAfter(book.db, seq, BATCH);
    for (const row of rows) {
      if (row.seq !== seq + 1) return broken(seq + 1, '不见了，被人删掉或者改了序号');
      if (row.prev_hash !== hash) return broken(row.seq, '和前一条接不上，被人换过位置或者改过');
      if (row.hash !== hashOf(row)) return broken(row.seq, '内容被人改过');
      if (row.seq > head.seq) return broken(row.seq, '不是程序写的');
      seq = row.seq;
      hash = row.hash;
    }
    if (rows.length < BATCH) break;
  }
  if (seq < head.seq) return broken(seq + 1, '不见了，后面的也被人删掉了');
  if (seq > 0 && (hash !== head.hash || head.seal !== sealOf(book, seq, hash))) {
    return broken(seq, '和链尾的封印对不上：整条链被人重写过，或者 DATA_KEY 换过了');
  }
  return { ok: true, rows: seq };
}

function broken(seq: number, what: string): AuditCheck {
  return { ok: false, seq, message: `审计记录第 ${seq} 条${what}。` };
}

function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const told = [row.seq, row.at, row.actor, row.action, row.object_kind, row.object_id, row.detail];
  return createHash('sha256').update(row.prev_hash).update('\n').update(JSON.stringify(told)).digest('hex');
}

/** Whoever can write the database can recompute the hashes, but not this without the key. */
function sealOf(book: Pick<Book, 'secrets'>, seq: number, hash: string): string {
  return book.secrets.blindIndex('audit-head', `${seq} ${hash}`);
}

/** JSON with the keys in order: the same content is always the same text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

const PHONE = /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)/g;

function masked(value: unknown): unknown {
  if (typeof value === 'string') {
    return maskNumbers(value).replace(PHONE, (phone) => `${phone.slice(0, 3)}******${phone.slice(-2)}`);
  }
  if (typeof value === 'number') {
    const text = masked(String(value));
    return text === String(value) ? value : text;
  }
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner)]));
  }
  return value;
}
