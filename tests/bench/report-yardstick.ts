import Database from 'better-sqlite3';

type Row = Record<string, string | number | null>;
type Rows = readonly { table: string; rows: readonly Row[] }[];

/** What one message left in the database: the row of its own, and all that was committed with its reply. */
export interface Written {
  accepted: Rows;
  settled: Rows;
}

/** Few rows, written over and over: read whole each time. */
const REPLACED = ['sessions', 'report_drafts', 'village_counters', 'audit_head'];
/** Not touched by a message but for a time of day. */
const REGISTER = ['households', 'members', 'village_regions', 'persons', 'accounts', 'bind_codes'];
const MESSAGES = 'incoming_messages';

/**
 * The yardstick: inserts the rows that each message left behind into an empty file with the same tables and indexes,
 * with nothing else done, in the same two commits.
 */
export interface Yardstick {
  /** The rows that are new since it was last asked. */
  written(): Written;
  /** Milliseconds for both commits. */
  insert(written: Written): number;
  close(): void;
}

export function createYardstick(measured: string, path: string): Yardstick {
  const from = new Database(measured, { readonly: true });
  const to = new Database(path);
  to.pragma('journal_mode = WAL');
  to.pragma('synchronous = FULL');
  // The households and persons which the rows point to are not there.
  to.pragma('foreign_keys = OFF');
  const schema = from
    .prepare<[], { type: string; name: string; sql: string }>(
      `select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%'
       order by type = 'table' desc`,
    )
    .all();
  for (const { sql } of schema) to.exec(sql);
  const readers = schema
    .filter(({ type, name }) => type === 'table' && !REGISTER.includes(name) && !name.startsWith('kysely'))
    .map(({ name }) => readerOf(from, name));
  const inserts = new Map<string, Database.Statement<[Row]>>();
  const insertOf = (table: string, columns: readonly string[]): Database.Statement<[Row]> => {
    const known = inserts.get(table);
    if (known) return known;
    const words = REPLACED.includes(table) ? 'insert or replace' : 'insert';
    const values = columns.map((column) => `@${column}`).join(', ');
    const made = to.prepare<[Row]>(`${words} into ${table} (${columns.join(', ')}) values (${values})`);
    inserts.set(table, made);
    return made;
  };
  const commit = to.transaction((tables: Rows) => {
    for (const { table, rows } of tables) for (const row of rows) insertOf(table, Object.keys(row)).run(row);
  });
  return {
    written() {
      const all = readers.map((read) => read()).filter(({ rows }) => rows.length > 0);
      return {
        accepted: all.filter(({ table }) => table === MESSAGES),
        settled: all.filter(({ table }) => table !== MESSAGES),
      };
    },
    insert({ accepted, settled }) {
      const began = performance.now();
      commit.immediate(accepted);
      commit.immediate(settled);
      return performance.now() - began;
    },
    close() {
      from.close();
      to.close();
    },
  };
}

function readerOf(from: Database.Database, table: string): () => Rows[number] {
  if (REPLACED.includes(table)) {
    const all = from.prepare<[], Row>(`select * from ${table}`);
    return () => ({ table, rows: all.all() });
  }
  const last = from.prepare<[], { last: number | null }>(`select max(_rowid_) as last from ${table}`);
  const later = from.prepare<[number], Row>(`select * from ${table} where _rowid_ > ? order by _rowid_`);
  let seen = last.get()?.last ?? 0;
  return () => {
    const rows = later.all(seen);
    seen = last.get()?.last ?? seen;
    return { table, rows };
  };
}
