import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../src/calendar/calendar.ts';
import { webKind } from '../../../src/channels/channels.ts';
import { createWebFeed, type Entry } from '../../../src/channels/web/web.ts';
import { fixedClock } from '../../../src/clock/clock.ts';
import type { OutgoingNotice } from '../../../src/conversation/conversation.ts';
import { createLog } from '../../../src/log/log.ts';
import { createOutbox, type Outgoing } from '../../../src/outbox/outbox.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { openDesk, say } from '../../conversation/desk.ts';
import { databasesForThisFile } from '../../databases.ts';

const databases = (await databasesForThisFile()).filter(({ skip }) => !skip);
const BEGINNING = { reply: 0, notice: 0 };

/** The first line of what the bot said, or what the person said where nothing was said to it yet. */
function told(entry: Entry): string | undefined {
  if ('notice' in entry) return entry.notice.lines[0]?.text;
  return entry.reply?.lines[0]?.text ?? entry.text;
}

function noticeTo(chat: string, text: string, options: string[] = []): OutgoingNotice {
  return { to: 'p1', text, options, about: 'test', account: { channel: 'web', chat } };
}

/** Puts what was told to somebody on the pages, whatever the hour. */
async function post(storage: Storage): Promise<void> {
  const feed = createWebFeed(storage);
  const clock = fixedClock('2025-03-01T18:00:00Z');
  const send = async (message: Outgoing) => {
    await feed.post(message, clock.now());
    return { kind: 'sent', messageId: null } as const;
  };
  const hours = { any: null, daytime: null, workday: null, working: null };
  const log = createLog({ level: 'silent' });
  const outbox = createOutbox({ storage, clock, log, hours, calendar: () => createCalendar() });
  outbox.open({ name: 'web', send }, webKind.capabilities);
  await outbox.flush();
}

describe.each(databases)('the feed on $name', (database) => {
  it('reads the web chats, and no other channel', async () => {
    const storage = await openStorage(await database.freshUrl());
    const { inbox } = openDesk(storage);
    const feed = createWebFeed(storage);
    expect(await feed.latest('c1')).toEqual(BEGINNING);
    expect(await feed.history('c1', 10)).toEqual([]);
    for (const text of ['一', '二', '三']) await inbox.handle(say(text));
    await inbox.handle(say('别人', { chat: 'c2' }));
    await inbox.handle(say('别处', { channel: 'telegram' }));
    await inbox.accept(say('还没有答'));

    const history = await feed.history('c1', 3);
    expect(history.map(told)).toEqual(['2025-03-02 2: 二', '2025-03-02 3: 三', '还没有答']);
    const all = await feed.after('c1', BEGINNING, 10);
    expect(all.map(({ entry }) => told(entry)?.slice(-1))).toEqual(['一', '二', '三']);
    expect(all.every(({ cursor }) => typeof cursor.reply === 'number')).toBe(true);
    expect(await feed.after('c1', all[0]?.cursor ?? BEGINNING, 1)).toEqual([all[1]]);
    expect(await feed.latest('c1')).toEqual(all[2]?.cursor);
    await storage.close();
  });

  it('puts notices among what was said, each kind with its own cursor', async () => {
    const storage = await openStorage(await database.freshUrl());
    const { inbox } = openDesk(storage);
    const feed = createWebFeed(storage);
    await inbox.handle(say('一', { receivedAt: '2025-03-01T17:00:00.000Z' }));
    await inbox.notify(async () => [
      noticeTo('c1', '到期了\n1. 办\n2. 不办', ['办', '不办']),
      noticeTo('c2', '别人的'),
    ]);
    await post(storage);
    await inbox.handle(say('二', { receivedAt: '2025-03-01T19:00:00.000Z' }));
    expect((await feed.history('c1', 10)).map(told)).toEqual([
      '2025-03-02 1: 一',
      '到期了',
      '2025-03-02 2: 二',
    ]);
    expect((await feed.history('c1', 2)).map(told)).toEqual(['到期了', '2025-03-02 2: 二']);
    const [notice] = await feed.history('c1', 2);
    // The numbered lines stand as buttons below.
    expect(notice).toMatchObject({
      notice: {
        lines: [{ role: 'lead', text: '到期了' }],
        options: [{ label: '办' }, { label: '不办' }],
      },
    });

    const all = await feed.after('c1', BEGINNING, 10);
    expect(all).toHaveLength(3);
    for (const [index, { cursor }] of all.entries()) {
      // Whatever a page has seen, it is given exactly what stands behind.
      expect(await feed.after('c1', cursor, 10)).toEqual(all.slice(index + 1));
    }
    expect(await feed.latest('c1')).toEqual(all.at(-1)?.cursor);
    const step = await feed.after('c1', BEGINNING, 1);
    expect(step.map(({ entry }) => told(entry))).toEqual(['2025-03-02 1: 一', '到期了']);
    await storage.close();
  });
});
