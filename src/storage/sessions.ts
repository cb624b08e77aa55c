import type { ChatKey, Db } from './schema.ts';

/** One account in one chat, or a person in all his private chats. */
export interface SessionKey extends ChatKey {
  sender: string;
}

/** What was last saved for a person in a chat; null when nothing was. */
export async function loadSession(db: Db, { channel, chat, sender }: SessionKey): Promise<unknown> {
  const row = await db
    .selectFrom('sessions')
    .select('state')
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .where('sender', '=', sender)
    .executeTakeFirst();
  return row === undefined ? null : JSON.parse(row.state);
}

/** Saves a person's state in a chat over the earlier one. `state` must be plain JSON data. */
export async function saveSession(
  db: Db,
  { channel, chat, sender }: SessionKey,
  state: unknown,
  updatedAt: string,
): Promise<void> {
  const row = { state: JSON.stringify(state ?? null), updated_at: updatedAt };
  await db
    .insertInto('sessions')
    .values({ channel, chat, sender, ...row })
    .onConflict((conflict) => conflict.columns(['channel', 'chat', 'sender']).doUpdateSet(row))
    .execute();
}

/** Forgets what was saved; where nothing was, nothing happens. */
export async function dropSession(db: Db, { channel, chat, sender }: SessionKey): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .where('sender', '=', sender)
    .execute();
}
