import { z } from 'zod';
import { type Db, lastChoicesIn } from '../../storage/storage.ts';

const labelled = z.array(z.object({ label: z.string() }));

/** The words to choose from with which the chat of a message was last answered, and when; null: never answered yet. */
export async function lastSaidIn(
  db: Db,
  messageId: string,
): Promise<{ labels: string[]; at: string } | null> {
  const last = await lastChoicesIn(db, messageId);
  if (last === null) return null;
  return {
    labels: labelled.parse(JSON.parse(last.options)).map(({ label }) => label),
    at: last.created_at,
  };
}
