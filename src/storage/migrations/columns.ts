import { type CreateTableBuilder, type RawBuilder, sql } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';

/** A table with the growing number `seq` as its primary key; a number once given is never given again. */
export function withSeq<Table extends string>(
  table: CreateTableBuilder<Table>,
  kind: DatabaseKind,
): CreateTableBuilder<Table, 'seq'> {
  return kind === 'sqlite'
    ? table.addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    : table.addColumn('seq', 'bigint', (column) => column.generatedAlwaysAsIdentity().primaryKey());
}

/** The type of a figure with decimals. PostgreSQL's own `real` keeps six digits only. */
export function decimalType(kind: DatabaseKind): RawBuilder<unknown> {
  return kind === 'sqlite' ? sql`real` : sql`double precision`;
}

/** The end of a CREATE TABLE: SQLite checks the types of its columns only in STRICT tables. */
export function tableEnd(kind: DatabaseKind): RawBuilder<unknown> {
  return kind === 'sqlite' ? sql`strict` : sql``;
}

/** Paths are compared byte by byte, so that a region and all below it lie side by side in an index. */
export function pathType(kind: DatabaseKind): RawBuilder<unknown> {
  return kind === 'sqlite' ? sql`text` : sql`text collate "C"`;
}
