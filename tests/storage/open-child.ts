import { loadSession, lockChat, openStorage, saveSession } from '../../src/storage/storage.ts';

/** Run by open.test.ts, several at once: opens the database at argv[2] and adds ten to one number, one by one. */
const key = { channel: 'web', chat: 'c1', sender: 'p1' };
const storage = await openStorage(process.argv[2] ?? '');
for (let round = 0; round < 10; round += 1) {
  await storage.transaction(async (db) => {
    await lockChat(db, storage.kind, key);
    const before = Number((await loadSession(db, key)) ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 1));
    await saveSession(db, key, before + 1, '2025-03-01T00:00:00.000Z');
  });
}
await storage.close();
