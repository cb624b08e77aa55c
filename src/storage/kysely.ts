import { createRequire } from 'node:module';

/**
 * Kysely through its CommonJS build: its 279 small ES modules take half a second at start, the one build a fifth of that.
 * Everything in storage takes Kysely from here.
 */
const kysely: typeof import('kysely') = createRequire(import.meta.url)('kysely');
export const { CompiledQuery, Kysely, Migrator, PostgresDialect, SqliteDialect, SqliteDriver, sql } = kysely;
export type Kysely<T> = import('kysely').Kysely<T>;
export type SqliteDriver = import('kysely').SqliteDriver;
export type {
  CreateTableBuilder,
  DatabaseConnection,
  Generated,
  Migration,
  RawBuilder,
  Selectable,
} from 'kysely';
