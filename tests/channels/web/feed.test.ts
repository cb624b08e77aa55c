import { describe, expect, it } from 'vitest';
import { createWebFeed } from '../../../src/channels/web/web.ts';
import { openStorage } from '../../../src/storage/storage.ts';
import { openDesk, say } from '../../conversation/desk.ts';
import { databasesForThisFile } from '../../databases.ts';

const databases = (await databasesForThisFile()).filter(({ skip }) => !skip);

describe.each(databases)('the feed on $name', (database) => {
  it('reads the web chats, and no other channel', async () => {
    const storage = await openStorage(await database.freshUrl());
    const { inbox } = openDesk(storage);
    const feed = createWebFeed(storage);
    expect(await feed.latest('c1')).toBe(0);
    expect(await feed.history('c1', 10)).toEqual([]);
    for (const text of ['一', '二', '三']) await inbox.handle(say(text));
    await inbox.handle(say('别人', { chat: 'c2' }));
    await inbox.handle(say('别处', { channel: 'telegram' }));
    await inbox.accept(say('还没有答'));

    const history = await feed.history('c1', 3);
    expect(history.map(({ text }) => text)).toEqual(['二', '三', '还没有答']);
    expect(history.map(({ reply }) => reply?.lines[0]?.text)).toEqual([
      '2025-03-02 2: 二',
      '2025-03-02 3: 三',
      undefined,
    ]);
    const all = await feed.after('c1', 0, 10);
    expect(all.map(({ text }) => text)).toEqual(['一', '二', '三']);
    expect(all.every(({ reply }) => typeof reply.seq === 'number')).toBe(true);
    expect(await feed.after('c1', all[0]?.reply.seq ?? 0, 1)).toEqual([all[1]]);
    expect(await feed.latest('c1')).toBe(all[2]?.reply.seq);
    await storage.close();
  });
});
