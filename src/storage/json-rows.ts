import { type RawBuilder, sql } from './kysely.ts';
import type { DatabaseKind } from './schema.ts';

/**
 * Many rows as one value, to be selected from: ten thousand rows through the query builder would cost more than
 * writing them. Columns are text, or null.
 */
export function jsonRows<Column extends string>(
  kind: DatabaseKind,
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string | null>>[],
): RawBuilder<unknown> {
  const json = JSON.stringify(rows.map((row) => columns.map((column) => row[column])));
  const cells = columns.map((column, index) =>
    kind === 'sqlite'
      ? sql`value ->> ${sql.lit(`$[${index}]`)} as ${sql.ref(column)}`
      : sql`value ->> ${sql.lit(index)} as ${sql.ref(column)}`,
  );
  const from = kind === 'sqlite' ? sql`json_each(${json})` : sql`json_array_elements(${json}::json)`;
  return sql`(select ${sql.join(cells)} from ${from})`;
}
