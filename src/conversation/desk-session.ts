import { z } from 'zod';

const deskSession = z.object({
  /** The answering turn's part, which reads it itself. */
  answer: z.unknown(),
  /** The report job's part, which reads it itself. */
  report: z.unknown(),
  /** The reminding job's part, which reads it itself. */
  remind: z.unknown().default(null),
  /** Whose it is: what was said as one person is not carried over to another. */
  person: z.string().nullable(),
  /** What the desk itself asked last: whether to erase, or which of these orders for a code was meant. */
  asked: z.union([z.literal('erase'), z.object({ codeFor: z.array(z.string()) })]).nullable(),
});

/** What is remembered between two messages of one account in one chat. */
export type DeskSession = z.infer<typeof deskSession>;

export function newDeskSession(person: string | null): DeskSession {
  return { answer: null, report: null, remind: null, person, asked: null };
}

/**
 * A stored session of `person` (null: bound to nobody), or a new one where it was another's. One of the older shape
 * is the answering turn's part.
 */
export function readDeskSession(stored: unknown, person: string | null): DeskSession {
  const read = deskSession.safeParse(stored);
  const session = read.success ? read.data : { ...newDeskSession(null), answer: stored ?? null };
  return session.person === person ? session : newDeskSession(person);
}
