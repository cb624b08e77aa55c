import { endAccount, liveAccount, type Storage } from '../../storage/storage.ts';

/** The person has left the platform's account: nothing reaches him there until he binds again. */
export async function forgetAccount(
  storage: Storage,
  account: { channel: string; platformUserId: string },
  at: Date,
): Promise<void> {
  await storage.transaction(async (db) => {
    const live = await liveAccount(db, account);
    if (live !== undefined) await endAccount(db, live.id, at.toISOString());
  });
}
