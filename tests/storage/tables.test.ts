import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addOpenQuestion,
  bumpTries,
  closeOpenQuestion,
  countByState,
  findIncoming,
  insertIncoming,
  insertReply,
  latestReplies,
  listKnowledgeVersions,
  listOpenQuestions,
  loadSession,
  markDone,
  markFailed,
  nextReceived,
  nextReceivedOf,
  openStorage,
  recordKnowledgeVersion,
  repliesAfter,
  replyOf,
  type Storage,
  saveSession,
} from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';

const databases = await databasesForThisFile();
const AT = '2025-03-01T00:00:00.000Z';

const incoming = (message_id: string, chat = 'c1') => ({
  id: randomUUID(),
  channel: 'web',
  chat,
  message_id,
  sender: 'p1',
  text: '我养了25只羊出栏能补多少钱𠮷',
  received_at: AT,
});

const reply = (incoming_id: string, chat = 'c1') => ({
  id: randomUUID(),
  incoming_id,
  channel: 'web',
  chat,
  kind: 'answer',
  text: '2000元',
  options: '[]',
  citations: '[]',
  policies: '["a"]',
  amount: 1_234_567.89,
  status: null,
  kb_version: 'v1',
  as_of: '2025-03-01',
  created_at: AT,
});

describe.each(databases.filter(({ skip }) => !skip))('on $name', (database) => {
  let storage: Storage;

  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  beforeEach(() => wipe(storage));
  afterAll(() => storage.close());

  async function keep(message_id: string, chat?: string): Promise<string> {
    return (await insertIncoming(storage.db, incoming(message_id, chat))).id;
  }

  describe('incoming messages', () => {
    it('keeps a message as it came', async () => {
      const row = incoming('m1');
      expect(await insertIncoming(storage.db, row)).toEqual({ inserted: true, id: row.id });
      expect(await findIncoming(storage.db, row.id)).toEqual({
        ...row,
        seq: 1,
        state: 'received',
        tries: 0,
        error: null,
        done_at: null,
        in_group: 0,
        mention: 0,
        attachments: '[]',
        silence: null,
      });
      expect(await findIncoming(storage.db, 'nobody')).toBeUndefined();
    });

    it('gives the earlier id for a second delivery, also for two at the same moment', async () => {
      const first = await keep('m1');
      const again = await Promise.all([1, 2, 3].map(() => insertIncoming(storage.db, incoming('m1'))));
      expect(again).toEqual([1, 2, 3].map(() => ({ inserted: false, id: first })));
      const race = await Promise.all([1, 2, 3, 4].map(() => insertIncoming(storage.db, incoming('m2'))));
      expect(new Set(race.map(({ id }) => id)).size).toBe(1);
      expect(race.filter(({ inserted }) => inserted)).toHaveLength(1);
      expect((await insertIncoming(storage.db, incoming('m1', 'c2'))).inserted).toBe(true);
    });

    it('gives what is not settled in order of arrival', async () => {
      const ids = [await keep('m9'), await keep('m1', 'c2'), await keep('m5'), await keep('m3', 'c2')];
      await markDone(storage.db, ids[2] ?? '', AT);
      expect((await nextReceived(storage.db, 10)).map(({ id }) => id)).toEqual([ids[0], ids[1], ids[3]]);
      expect((await nextReceived(storage.db, 2)).map(({ id }) => id)).toEqual([ids[0], ids[1]]);
      const key = { channel: 'web', chat: 'c2' };
      const last = await findIncoming(storage.db, ids[3] ?? '');
      expect((await nextReceivedOf(storage.db, { ...key, upToSeq: last?.seq ?? 0 }))?.id).toBe(ids[1]);
      expect(await nextReceivedOf(storage.db, { ...key, upToSeq: 0 })).toBeUndefined();
    });

    it('ends each message once, counts tries and states', async () => {
      const [a, b] = [await keep('a'), await keep('b')];
      await keep('c');
      expect(await bumpTries(storage.db, a, 'TypeError: x')).toBe(1);
      expect(await bumpTries(storage.db, a, 'TypeError: y')).toBe(2);
      expect(await findIncoming(storage.db, a)).toMatchObject({ tries: 2, error: 'TypeError: y' });
      expect(await markFailed(storage.db, a, 'gave up', AT)).toBe(true);
      expect(await markDone(storage.db, a, AT)).toBe(false);
      expect(await markDone(storage.db, b, AT)).toBe(true);
      expect(await markFailed(storage.db, b, 'late', AT)).toBe(false);
      expect(await findIncoming(storage.db, a)).toMatchObject({
        state: 'failed',
        error: 'gave up',
        done_at: AT,
      });
      expect(await countByState(storage.db)).toEqual({ received: 1, done: 1, failed: 1 });
    });
  });

  describe('replies', () => {
    it('keeps a reply and finds it by its message', async () => {
      const id = await keep('m1');
      const row = reply(id);
      const { seq } = await insertReply(storage.db, row);
      expect(await replyOf(storage.db, id)).toEqual({ ...row, seq, about: null, files: '[]' });
      expect(await replyOf(storage.db, 'other')).toBeUndefined();
    });

    it('refuses a second reply to a message, and one to no message', async () => {
      const id = await keep('m1');
      await insertReply(storage.db, reply(id));
      await expect(insertReply(storage.db, reply(id))).rejects.toThrow();
      await expect(insertReply(storage.db, reply('no such message'))).rejects.toThrow();
    });

    it('feeds a chat from its cursor on', async () => {
      const seqs: number[] = [];
      for (const chat of ['c1', 'c2', 'c1', 'c1']) {
        seqs.push((await insertReply(storage.db, reply(await keep(randomUUID(), chat), chat))).seq);
      }
      const [first, , third, fourth] = seqs;
      const key = { channel: 'web', chat: 'c1' };
      const behind = async (afterSeq: number, limit: number) =>
        (await repliesAfter(storage.db, { ...key, afterSeq, limit })).map(({ seq }) => seq);
      expect(await behind(0, 10)).toEqual([first, third, fourth]);
      expect(await behind(first ?? 0, 1)).toEqual([third]);
      expect(await behind(fourth ?? 0, 10)).toEqual([]);
      const latest = await latestReplies(storage.db, { ...key, limit: 2 });
      expect(latest.map(({ seq }) => seq)).toEqual([third, fourth]);
    });
  });

  it('keeps the last state of each person in each chat', async () => {
    const key = { channel: 'web', chat: 'c1', sender: 'p1' };
    expect(await loadSession(storage.db, key)).toBeNull();
    await saveSession(storage.db, key, { region: '杭锦旗', bad: '\u0000\ud800' }, AT);
    await saveSession(storage.db, { ...key, sender: 'p2' }, [1], AT);
    await saveSession(storage.db, key, { region: '全南县', bad: '\u0000\ud800' }, AT);
    expect(await loadSession(storage.db, key)).toEqual({ region: '全南县', bad: '\u0000\ud800' });
    expect(await loadSession(storage.db, { ...key, sender: 'p2' })).toEqual([1]);
    await saveSession(storage.db, key, undefined, AT);
    expect(await loadSession(storage.db, key)).toBeNull();
  });

  it('keeps the list of open questions', async () => {
    const question = async (text: string) => ({
      id: randomUUID(),
      incoming_id: await keep(text),
      text,
      region: null,
      reason: 'unknown' as const,
      asked_at: AT,
      as_of: '2025-03-01',
    });
    const [first, second] = [await question('一'), await question('二')];
    await addOpenQuestion(storage.db, first);
    await addOpenQuestion(storage.db, second);
    await expect(addOpenQuestion(storage.db, { ...first, id: randomUUID() })).rejects.toThrow();
    const open = async () =>
      (await listOpenQuestions(storage.db, { state: 'open', limit: 10 })).map(({ id }) => id);
    expect(await open()).toEqual([first.id, second.id]);
    expect(await closeOpenQuestion(storage.db, first.id, '已加词条')).toBe(true);
    expect(await closeOpenQuestion(storage.db, first.id, '再来')).toBe(false);
    expect(await open()).toEqual([second.id]);
    const [closed] = await listOpenQuestions(storage.db, { state: 'closed', limit: 10 });
    expect(closed).toMatchObject({ ...first, state: 'closed', note: '已加词条' });
  });

  it('notes each version of the knowledge base once', async () => {
    const version = { version: 'abc', policies: 200, first_loaded_at: AT };
    await recordKnowledgeVersion(storage.db, version);
    await recordKnowledgeVersion(storage.db, { ...version, first_loaded_at: '2026-01-01T00:00:00.000Z' });
    expect(await listKnowledgeVersions(storage.db)).toEqual([version]);
  });

  it('refuses a state that does not exist', async () => {
    await keep('m1');
    await expect(sql`update incoming_messages set state = 'lost'`.execute(storage.db)).rejects.toThrow();
  });
});
