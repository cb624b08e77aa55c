import { householdById, type Person } from '../register/register.ts';
import type { Db } from '../storage/storage.ts';
import type { Said } from './desk-said.ts';
import { readSession, type Session, sessionToKeep } from './session.ts';
import { type TurnResult, takeTurn } from './turn.ts';
import { workReply } from './work-reply.ts';

/**
 * The answering turn's session with what the book knows: where the person lives and, in a private chat, what kind of
 * household his is. For one who is bound to nobody it is what was stored.
 */
export async function answerSession({ session, person, input, data, book }: Said): Promise<unknown> {
  if (person === null) return session.answer;
  const known = readSession(session.answer, person.region);
  const category = input.group === null ? await categoryOf(book.db, person) : null;
  return {
    ...known,
    region: known.region ?? person.region ?? data.defaultRegion,
    category: category ?? known.category,
  };
}

async function categoryOf(db: Db, person: Person): Promise<Session['category']> {
  if (person.householdId === null) return null;
  return (await householdById(db, person.householdId))?.category ?? null;
}

/** Answers `text`: a bound person's word of work by what is open with him, everything else out of the policies. */
export async function answerFor(said: Said, session: unknown, text: string): Promise<TurnResult> {
  const reply = await workReply(said, session, text);
  if (reply === null) return answerWith(said, session, text);
  const known = readSession(session, said.data.defaultRegion);
  return { session: sessionToKeep({ ...known, reply, pending: null }), reply };
}

/** Answers `text` out of the policies. */
export function answerWith(said: Said, session: unknown, text: string): TurnResult {
  const result = takeTurn(said.data, { session, text, asOf: said.input.asOf });
  return { ...result, session: sessionToKeep(result.session) };
}
