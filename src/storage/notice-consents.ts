import type { ChatKey, Db } from './schema.ts';

/** One kind of notice to one person. */
export interface ConsentKey extends ChatKey {
  template: string;
}

/**
 * Notes what the person pressed: one more notice, any number, or none any more. What is older than the last word, or
 * the same once more, changes nothing.
 */
export async function noteConsent(
  db: Db,
  { granted, lasting, at, ...key }: ConsentKey & { granted: boolean; lasting: boolean; at: string },
): Promise<void> {
  const remaining = granted && !lasting ? 1 : 0;
  const row = { ...key, remaining, lasting: granted && lasting ? 1 : 0, at };
  await db
    .insertInto('notice_consents')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['channel', 'chat', 'template'])
        .doUpdateSet((kept) => ({
          remaining: granted ? kept('notice_consents.remaining', '+', remaining) : 0,
          lasting: row.lasting,
          at,
        }))
        .where('notice_consents.at', '<', at),
    )
    .execute();
}

/** Uses one consent up; a lasting one stays. False: there is none. */
export async function takeConsent(db: Db, key: ConsentKey): Promise<boolean> {
  const { numUpdatedRows } = await consent(db, key)
    .set((row) => ({
      remaining: row
        .case()
        .when('lasting', '=', 1)
        .then(row.ref('remaining'))
        .else(row('remaining', '-', 1))
        .end(),
    }))
    .where((row) => row.or([row('lasting', '=', 1), row('remaining', '>', 0)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Gives back what `takeConsent` took for a notice that surely did not leave. */
export async function giveBackConsent(db: Db, key: ConsentKey): Promise<void> {
  await consent(db, key)
    .set((row) => ({ remaining: row('remaining', '+', 1) }))
    .where('lasting', '=', 0)
    .execute();
}

/** The person wants no more of them. */
export async function endConsent(db: Db, key: ConsentKey): Promise<void> {
  await consent(db, key).set({ remaining: 0, lasting: 0 }).execute();
}

/** Does the person still agree to one? */
export async function hasConsent(db: Db, { channel, chat, template }: ConsentKey): Promise<boolean> {
  const row = await db
    .selectFrom('notice_consents')
    .select('lasting')
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .where('template', '=', template)
    .where((kept) => kept.or([kept('lasting', '=', 1), kept('remaining', '>', 0)]))
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets all that was agreed to in a chat. */
export async function deleteConsentsOf(db: Db, { channel, chat }: ChatKey): Promise<void> {
  await db.deleteFrom('notice_consents').where('channel', '=', channel).where('chat', '=', chat).execute();
}

function consent(db: Db, { channel, chat, template }: ConsentKey) {
  return db
    .updateTable('notice_consents')
    .where('channel', '=', channel)
    .where('chat', '=', chat)
    .where('template', '=', template);
}
