import { personOf } from '../register/register.ts';
import {
  type DatabaseKind,
  type Db,
  dropSession,
  type IncomingRow,
  loadSession,
  lockChat,
  type SessionKey,
  saveSession,
} from '../storage/storage.ts';

/** A conversation as it stands when a message is worked on. */
export interface OpenSession {
  /** Whose it is; null: the account's own, in that chat. */
  person: string | null;
  /** What was last saved; null at the first message. */
  stored: unknown;
  /** It still stands under the chat, as all did before persons had conversations of their own. */
  underChat: boolean;
}

/**
 * The conversation that a message goes on with. One who is bound is the same person on every channel: what he began on
 * the web page he may confirm on WeChat, so in private his conversation is kept under the person, and held until the
 * end of the transaction: of two messages that he sends on two channels at once, the second sees what the first has
 * changed. In a group it is the account's, for others listen there; and so it is of whoever is bound to nobody.
 */
export async function openSession(db: Db, kind: DatabaseKind, row: IncomingRow): Promise<OpenSession> {
  let person = await speakerOf(db, row);
  for (;;) {
    if (person === null) return { person, stored: await loadSession(db, row), underChat: true };
    await lockChat(db, kind, keyOf(person));
    // While another message was waited for, it may have bound this account to somebody else.
    const still = await speakerOf(db, row);
    if (still === person) break;
    person = still;
  }
  const own = await loadSession(db, keyOf(person));
  // Whose it is that stands under the chat, the desk looks up in it.
  return own === null
    ? { person, stored: await loadSession(db, row), underChat: true }
    : { person, stored: own, underChat: false };
}

/**
 * Keeps what the message has left. Where it has bound the account, the person's conversation on his other channels goes
 * on; where it has ended the link, nothing of the person's stays behind.
 */
export async function keepSession(
  db: Db,
  kind: DatabaseKind,
  row: IncomingRow,
  { before, session, at }: { before: OpenSession; session: unknown; at: string },
): Promise<void> {
  const person = await speakerOf(db, row);
  if (person === before.person) {
    await saveSession(db, person === null ? row : keyOf(person), session, at);
    if (person !== null && before.underChat) await dropSession(db, row);
    return;
  }
  if (person === null) {
    if (before.person !== null) await dropSession(db, keyOf(before.person));
    await saveSession(db, row, session, at);
    return;
  }
  await lockChat(db, kind, keyOf(person));
  if ((await loadSession(db, keyOf(person))) === null) await saveSession(db, keyOf(person), session, at);
  await dropSession(db, row);
}

async function speakerOf(db: Db, row: IncomingRow): Promise<string | null> {
  if (row.in_group === 1) return null;
  return (await personOf(db, row.channel, row.sender))?.id ?? null;
}

/** No channel is called so. */
function keyOf(person: string): SessionKey {
  return { channel: 'person', chat: person, sender: person };
}
