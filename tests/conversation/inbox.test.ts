import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Turn } from '../../src/conversation/message-turn.ts';
import {
  countByState,
  findIncoming,
  listOpenQuestions,
  loadSession,
  openStorage,
  type Storage,
} from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { type Desk, openDesk, say } from './desk.ts';
import { replyWith } from './echo.ts';

const databases = (await databasesForThisFile()).filter(({ skip }) => !skip);

describe.each(databases)('the inbox on $name', (database) => {
  let storage: Storage;
  let desk: Desk;

  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  beforeEach(async () => {
    await wipe(storage);
    desk = openDesk(storage);
  });
  afterAll(() => storage.close());

  it('keeps a message before anything is worked on, then gives its one reply', async () => {
    const { id, duplicate } = await desk.inbox.accept(say('羊'));
    expect(duplicate).toBe(false);
    expect(await findIncoming(storage.db, id)).toMatchObject({ state: 'received', text: '羊' });
    const reply = await desk.inbox.settle(id);
    expect(reply).toEqual({
      ...replyWith('2025-03-02 1: 羊'),
      id: expect.any(String),
      seq: 1,
      incomingId: id,
      channel: 'web',
      chat: 'c1',
      knowledgeVersion: 'kb-1',
      asOf: '2025-03-02',
      createdAt: '2025-03-01T18:00:00.000Z',
      files: [],
    });
    expect(desk.told).toEqual([reply]);
    expect(await desk.inbox.settle(id)).toEqual(reply);
    expect(desk.told).toHaveLength(1);
    expect(await countByState(storage.db)).toEqual({ received: 0, done: 1, failed: 0 });
  });

  it('handles a message once, however often and closely it is delivered', async () => {
    const message = say('羊');
    const replies = await Promise.all(Array.from({ length: 8 }, () => desk.inbox.handle(message)));
    replies.push(await desk.inbox.handle({ ...message, text: 'other words under the same id' }));
    expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
    expect(desk.told).toHaveLength(1);
    expect(await desk.stored()).toEqual(['2025-03-02 1: 羊']);
    expect((await desk.inbox.accept(message)).duplicate).toBe(true);
    expect((await desk.inbox.handle({ ...message, chat: 'c2' })).id).not.toBe(replies[0]?.id);
  });

  it('settles a chat in order of arrival, also when asked in another', async () => {
    const ids: string[] = [];
    for (const text of ['一', '二', '三']) ids.push((await desk.inbox.accept(say(text))).id);
    await Promise.all(ids.toReversed().map((id) => desk.inbox.settle(id)));
    expect(desk.told.map(({ text }) => text)).toEqual([
      '2025-03-02 1: 一',
      '2025-03-02 2: 二',
      '2025-03-02 3: 三',
    ]);
    await Promise.all(Array.from({ length: 20 }, (_, n) => desk.inbox.handle(say(String(n)))));
    const texts = (await desk.stored()).slice(3);
    expect(texts).toEqual(Array.from({ length: 20 }, (_, n) => `2025-03-02 ${n + 4}: ${n}`));
  });

  it('keeps people and chats apart', async () => {
    await Promise.all([
      desk.inbox.handle(say('一', { sender: 'p1' })),
      desk.inbox.handle(say('二', { sender: 'p2' })),
      desk.inbox.handle(say('三', { chat: 'c2' })),
    ]);
    for (const key of [
      { chat: 'c1', sender: 'p1', heard: ['一'] },
      { chat: 'c1', sender: 'p2', heard: ['二'] },
      { chat: 'c2', sender: 'p1', heard: ['三'] },
    ]) {
      expect(await loadSession(storage.db, { channel: 'web', ...key })).toEqual(key.heard);
    }
  });

  it('puts what it did not understand on the clerk’s list', async () => {
    const { incomingId } = await desk.inbox.handle(say('这个不懂'));
    await desk.inbox.handle(say('羊'));
    expect(await listOpenQuestions(storage.db, { state: 'open', limit: 10 })).toMatchObject([
      { incoming_id: incomingId, text: '这个不懂', region: '杭锦旗', reason: 'unknown', as_of: '2025-03-02' },
    ]);
  });

  it('never stores an identity or card number', async () => {
    const { id } = await desk.inbox.accept(say('我152727196001011234，卡6222 0212 3456 7890'));
    const reply = await desk.inbox.settle(id);
    expect((await findIncoming(storage.db, id))?.text).toBe('我152*************34，卡622* **** **** **90');
    expect(reply?.text).not.toContain('19600101');
  });

  it.each([
    ['', ''],
    ['a\u0000b\ud800c\udc00d', 'ab\ufffdc\ufffdd'],
    ['\u200b\u202e\u0007\r\n', '\u200b\u202e\u0007\r\n'],
    ["'; drop table replies; --", "'; drop table replies; --"],
    ['𠮷👨‍👩‍👧', '𠮷👨‍👩‍👧'],
  ])('keeps %j', async (text, kept) => {
    const reply = await desk.inbox.handle(say(text));
    expect((await findIncoming(storage.db, reply.incomingId))?.text).toBe(kept);
    expect(reply.text).toBe(`2025-03-02 1: ${kept}`);
  });

  it('works on 4000 characters, keeps 8000 and says so', async () => {
    const reply = await desk.inbox.handle(say(`x${'𠮷'.repeat(50_000)}`));
    expect(reply.text).toBe(`2025-03-02 1: x${'𠮷'.repeat(1999)}`);
    const kept = (await findIncoming(storage.db, reply.incomingId))?.text ?? '';
    expect(kept).toBe(`x${'𠮷'.repeat(3999)}\n（原文共100001字，只保存了前8000字。）`);
  });

  it('cleans ids from a platform, and refuses those without end', async () => {
    await desk.inbox.handle(say('羊', { messageId: '\u0000\ud800' }));
    await expect(desk.inbox.accept(say('羊', { chat: 'x'.repeat(201) }))).rejects.toThrow(RangeError);
    await expect(desk.inbox.settle('nobody')).rejects.toThrow('nobody');
  });

  it('cleans what the turn says, too', async () => {
    const turn: Turn = async () => ({
      session: null,
      reply: replyWith('a\u0000\udfff', { amount: Number.NaN }),
    });
    expect(await openDesk(storage, turn).inbox.handle(say('羊'))).toMatchObject({
      text: 'a\ufffd',
      amount: null,
    });
  });
});
