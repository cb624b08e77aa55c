import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { z } from 'zod';

/** One line of standard input: what it says, or what is wrong with it. */
export type JsonLine<T> = { ok: true; value: T } | { ok: false; id: unknown; error: string };

/** Reads JSON lines one by one. A line that is not valid is told as such; blank lines are passed over. */
export async function* jsonLines<T>(input: Readable, schema: z.ZodType<T>): AsyncGenerator<JsonLine<T>> {
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    yield readLine(line, number, schema);
  }
}

function readLine<T>(line: string, number: number, schema: z.ZodType<T>): JsonLine<T> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return {
      ok: false,
      id: null,
      error: `line ${number}: not JSON (${error instanceof Error ? error.message : String(error)})`,
    };
  }
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  const issues = result.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`);
  return { ok: false, id, error: `line ${number}: ${issues.join('; ')}` };
}
