import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SendResult } from '../../src/outbox/outbox.ts';
import { releaseFor } from '../../src/outbox/outbox.ts';
import {
  accountsOf,
  endAccount,
  insertIncoming,
  insertReply,
  openStorage,
  outboxHistory,
  type Storage,
} from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { addPerson, createStand, NOW, SENT, type Stand } from './stand.ts';

const databases = (await databasesForThisFile()).filter(({ skip }) => !skip);

describe.each(databases)('sending on $name', (database) => {
  let storage: Storage;
  let stand: Stand;
  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  beforeEach(async () => {
    await wipe(storage);
    stand = createStand(storage);
    await addPerson(storage, 'p1');
  });
  afterAll(() => storage.close());

  const to = (person: string) => ({ to: { person } });

  it('lets replies go before reminders before broadcasts, and keeps a chat in order', async () => {
    for (const n of [2, 3]) await addPerson(storage, `p${n}`);
    stand.open('fake', { pauseMs: { min: 0, max: 0 } });
    await stand.queue(
      { key: 'broadcast 1', lane: 'broadcast', ...to('p1') },
      { key: 'reminder 1', ...to('p2') },
      { key: 'reminder 2', ...to('p1') },
      { key: 'reminder 3', ...to('p1') },
      { key: 'reply 1', lane: 'reply', ...to('p3') },
      { key: 'reply 2', lane: 'reply', ...to('p1') },
    );
    await stand.outbox.flush();
    expect(stand.heard.map((line) => line.slice('fake p1 '.length))).toEqual([
      'reply 1',
      'reply 2',
      'reminder 1',
      'reminder 2',
      'reminder 3',
      'broadcast 1',
    ]);
  });

  it('holds a chat’s order while its first message waits to be tried again, and nobody else', async () => {
    await addPerson(storage, 'p2');
    let tries = 0;
    stand.open('fake', {}, ({ text }) => {
      if (text !== 'first') return SENT;
      tries += 1;
      return tries < 2 ? { kind: 'later', afterMs: 7000, scope: 'chat', reason: '429' } : SENT;
    });
    await stand.queue({ key: 'first' }, { key: 'second' }, { key: 'neighbour', ...to('p2') });
    await stand.outbox.flush();
    expect(stand.heard).toEqual(['fake p2 neighbour']);
    expect(await stand.until('2026-03-18T03:00:00.000Z')).toEqual(['2026-03-18T02:00:07.000Z']);
    expect(stand.heard.slice(1)).toEqual(['fake p1 first', 'fake p1 second']);
  });

  it('lets a whole channel wait as long as its platform says, also in the next process', async () => {
    await addPerson(storage, 'p2');
    let limited = true;
    const answer = (): SendResult =>
      limited ? { kind: 'later', afterMs: 60_000, scope: 'channel', reason: '429' } : SENT;
    stand.open('fake', {}, answer);
    await stand.queue({ key: 'a' });
    await stand.outbox.flush();
    limited = false;
    const next = createStand(storage);
    next.open('fake', {}, answer);
    await next.queue({ key: 'b', ...to('p2') });
    expect((await next.outbox.flush())?.toISOString()).toBe('2026-03-18T02:01:00.000Z');
    expect(next.heard).toEqual([]);
    await next.until('2026-03-18T02:01:00.000Z');
    expect(next.heard.toSorted()).toEqual(['fake p1 a', 'fake p2 b']);
  });

  it('leaves at decent hours only: not at night, not on a day off, on a made-up workday', async () => {
    stand.open('fake');
    // Friday evening before a working Saturday (9 May 2026, made up for 1 to 5 May).
    stand.clock.set('2026-05-08T21:00:00+08:00');
    await stand.queue(
      { key: 'step' },
      { key: 'duty', about: 'duty' },
      { key: 'flood', about: 'disaster' },
      { key: 'asked', lane: 'reply' },
    );
    await stand.outbox.flush();
    expect(stand.heard).toEqual(['fake p1 asked', 'fake p1 flood']);
    expect(await stand.until('2026-05-09T09:00:00+08:00')).toEqual([
      '2026-05-08T23:30:00.000Z',
      '2026-05-09T00:30:00.000Z',
    ]);
    expect(stand.heard.slice(2)).toEqual(['fake p1 step', 'fake p1 duty']);
    // After work before the National Day: the next working day is Thursday, 8 October 2026.
    stand.clock.set('2026-09-30T18:00:00+08:00');
    await stand.queue({ key: 'holiday', about: 'duty', expiresAt: '2026-12-01T00:00:00.000Z' });
    const moments = await stand.until('2026-10-08T12:00:00+08:00');
    expect(moments.at(-1)).toBe('2026-10-08T00:30:00.000Z');
    expect(stand.heard.at(-1)).toBe('fake p1 holiday');
  });

  it('puts on a page at any hour what people come and read for themselves', async () => {
    await addPerson(storage, 'p2', ['page', 'fake']);
    stand.open('fake');
    stand.open('page', { pulls: true });
    stand.clock.set('2026-03-21T23:00:00+08:00');
    await stand.queue({ key: 'phone', about: 'duty' }, { key: 'page', about: 'duty', ...to('p2') });
    await stand.outbox.flush();
    expect(stand.heard).toEqual(['page p2 page']);
    expect(await stand.until('2026-03-23T12:00:00+08:00')).toEqual(['2026-03-23T00:30:00.000Z']);
    expect(stand.heard.at(-1)).toBe('fake p1 phone');
  });

  it('waits, loudly, where the year has no table; what is urgent leaves all the same', async () => {
    stand.open('fake');
    stand.clock.set('2027-03-01T10:00:00+08:00');
    await stand.queue({ key: 'duty', about: 'duty' }, { key: 'flood', about: 'disaster' }, { key: 'step' });
    await stand.outbox.flush();
    await stand.outbox.flush();
    expect(await stand.states()).toEqual({ duty: 'queued', flood: 'sent', step: 'sent' });
    const lines = String(stand.log.read())
      .split('\n')
      .filter((line) => line.includes('2027.yaml'));
    expect(lines).toHaveLength(1);
  });

  it('says nothing before its time, and nothing that is too late', async () => {
    stand.open('fake');
    await stand.queue(
      { key: 'tomorrow', notBefore: '2026-03-19T02:00:00.000Z' },
      { key: 'stale', notBefore: '2026-03-18T15:00:00.000Z', expiresAt: '2026-03-18T16:00:00.000Z' },
    );
    const moments = await stand.until('2026-03-20T02:00:00.000Z');
    expect(moments).toContain('2026-03-19T02:00:00.000Z');
    expect(stand.heard).toEqual(['fake p1 tomorrow']);
    expect(await stand.states()).toEqual({ tomorrow: 'sent', stale: 'expired' });
  });

  it('sends a long text in parts, and after a crash goes on with the next', async () => {
    const text = `${'一'.repeat(30)}。\n${'二'.repeat(30)}。\n${'三'.repeat(30)}。`;
    const sent: { id: string; text: string; options: readonly string[] }[] = [];
    let dies = false;
    stand.open('fake', { text: { limit: 60, unit: 'characters' } }, ({ id, text: part, options }) => {
      if (sent.length === 1 && dies) return { kind: 'later', afterMs: 1000, scope: 'chat', reason: 'down' };
      sent.push({ id, text: part, options });
      dies = sent.length === 1;
      return SENT;
    });
    await stand.queue({ key: 'long', text, options: ['收到'] });
    await stand.outbox.flush();
    expect(await stand.row('long')).toMatchObject({ state: 'queued', parts_sent: 1 });
    dies = false;
    await stand.until('2026-03-18T02:01:00.000Z');
    const { id } = await stand.row('long');
    expect(sent).toEqual([
      { id, text: `（1/3）${'一'.repeat(30)}。`, options: [] },
      { id: `${id}:2`, text: `（2/3）${'二'.repeat(30)}。`, options: [] },
      { id: `${id}:3`, text: `（3/3）${'三'.repeat(30)}。`, options: ['收到'] },
    ]);
    expect(await stand.row('long')).toMatchObject({ state: 'sent', parts_sent: 3 });
  });

  it('says what to answer where there are no buttons', async () => {
    stand.open('fake', { buttons: 0 });
    await stand.queue(
      { key: 'notice', text: '三组的要请您核实。', options: ['通过 1', '退回 1'] },
      { key: 'reply', lane: 'reply', text: '对吗？\n1. 对\n2. 不对', options: ['对', '不对'] },
    );
    await stand.outbox.flush();
    expect(stand.heard).toEqual([
      'fake p1 对吗？\n1. 对\n2. 不对',
      'fake p1 三组的要请您核实。\n回复：通过 1 / 退回 1',
    ]);
  });

  it('sends a picture with the first part, and the words alone where it is gone', async () => {
    const picture = { name: '路.jpg', mime: 'image/jpeg', bytes: new Uint8Array([1]) };
    const loadFile = (id: string) =>
      id === 'there' ? Promise.resolve(picture) : Promise.reject(new Error('gone'));
    stand = createStand(storage, { loadFile });
    const seen: unknown[] = [];
    stand.open('fake', {}, ({ picture: shown }) => {
      seen.push(shown);
      return SENT;
    });
    await stand.queue({ key: 'a', picture: 'there' }, { key: 'b', picture: 'gone' });
    await stand.outbox.flush();
    expect(seen).toEqual([picture, null]);
  });

  describe('an account', () => {
    it('is the one last heard from that is open, unless the person prefers another', async () => {
      await addPerson(storage, 'p2', ['closed', 'fake', 'other']);
      stand.open('fake');
      stand.open('other');
      await stand.queue({ key: 'a', ...to('p2') });
      await stand.outbox.flush();
      await storage.db.updateTable('accounts').set({ preferred: 1 }).where('id', '=', 'p2-other').execute();
      await stand.queue({ key: 'b', ...to('p2') });
      await stand.outbox.flush();
      expect(stand.heard).toEqual(['fake p2 a', 'other p2 b']);
    });

    it('that fails three times, or is gone, gives way to the person’s next', async () => {
      await addPerson(storage, 'p2', ['fake', 'other']);
      await addPerson(storage, 'p3', ['fake', 'other']);
      const down = (text: string): SendResult =>
        text === 'blocked'
          ? { kind: 'blocked', reason: '403' }
          : { kind: 'later', afterMs: null, scope: 'chat', reason: '500' };
      stand.open('fake', {}, ({ text }) => down(text));
      stand.open('other');
      await stand.queue({ key: 'fails', ...to('p2') }, { key: 'blocked', ...to('p3') });
      await stand.outbox.flush();
      expect(stand.heard).toEqual(['other p3 blocked']);
      expect((await accountsOf(storage.db, 'p3')).map(({ channel }) => channel)).toEqual(['other']);
      expect(await stand.until('2026-03-18T02:01:00.000Z')).toEqual([
        '2026-03-18T02:00:05.000Z',
        '2026-03-18T02:00:15.000Z',
      ]);
      expect(stand.heard.at(-1)).toBe('other p2 fails');
    });

    it('that is missing is waited for; once there is one, what waited leaves', async () => {
      await addPerson(storage, 'p2', []);
      stand.open('fake');
      await stand.queue({ key: 'a', ...to('p2') }, { key: 'b', ...to('p2') });
      await stand.outbox.flush();
      expect(await stand.states()).toEqual({ a: 'no_account', b: 'no_account' });
      await addPerson(storage, 'p3');
      await storage.db.updateTable('accounts').set({ person_id: 'p2' }).where('id', '=', 'p3-fake').execute();
      await storage.transaction((db) =>
        releaseFor(db, 'p2', stand.clock.now(), (text) => ({ text: `（早先的）${text}`, options: [] })),
      );
      await stand.outbox.flush();
      expect(stand.heard).toEqual(['fake p3 （早先的）a', 'fake p3 （早先的）b']);
    });

    it('that may only be written to in its window is used while that is open, and so often', async () => {
      stand.open('fake', { mayBegin: false, replyWindow: { ms: 3_600_000, messages: 2 } });
      await stand.queue({ key: 'a' }, { key: 'b' }, { key: 'c' });
      await stand.outbox.flush();
      expect(await stand.states()).toEqual({ a: 'sent', b: 'sent', c: 'queued' });
      // He writes again.
      const seen = '2026-03-18T02:10:00.000Z';
      await storage.db
        .updateTable('accounts')
        .set({ last_seen_at: seen })
        .where('id', '=', 'p1-fake')
        .execute();
      await stand.until('2026-03-18T02:40:00.000Z');
      expect(await stand.states()).toMatchObject({ c: 'sent' });
    });

    it('that was ended while its message waited for its turn gets nothing', async () => {
      stand.open('fake');
      await stand.queue({ key: 'a', notBefore: '2026-03-18T03:00:00.000Z' });
      await stand.outbox.flush();
      await endAccount(storage.db, 'p1-fake', NOW);
      await stand.until('2026-03-18T04:00:00.000Z');
      expect(await stand.states()).toEqual({ a: 'no_account' });
    });
  });

  describe('an unknown outcome', () => {
    const hangsUp: SendResult = { kind: 'unknown', reason: 'hung up' };

    it('is repeated with a mark, or left, as its kind says', async () => {
      const texts: string[] = [];
      stand.open('fake', {}, ({ text }) => {
        texts.push(text);
        return texts.length < 3 ? hangsUp : SENT;
      });
      await addPerson(storage, 'p2');
      await stand.queue({ key: 'duty', about: 'duty' }, { key: 'all', lane: 'broadcast', ...to('p2') });
      await stand.until('2026-03-18T02:10:00.000Z');
      expect(texts).toEqual(['duty', 'all', '（可能重复）duty']);
      expect(await stand.states()).toEqual({ duty: 'sent', all: 'unknown' });
      const history = await outboxHistory(storage.db, (await stand.row('duty')).seq);
      expect(history.map(({ from_state, to_state }) => `${from_state} ${to_state}`)).toEqual([
        'queued sending',
        'sending queued',
        'queued sending',
        'sending sent',
      ]);
    });

    it('is what a process leaves that dies, and only once it is surely dead', async () => {
      // The send never comes back, and neither does its process.
      stand = createStand(storage, { timing: { sendMs: 1_000_000_000 } });
      stand.open('fake', {}, () => null);
      await stand.queue({ key: 'duty', about: 'duty' });
      void stand.outbox.flush();
      await expect.poll(async () => (await stand.row('duty')).state).toBe('sending');
      const next = createStand(storage);
      next.open('fake');
      await next.outbox.flush();
      expect((await next.row('duty')).state).toBe('sending');
      expect(await next.until('2026-03-18T02:01:00.000Z')).toEqual([
        '2026-03-18T02:00:40.000Z',
        '2026-03-18T02:00:45.000Z',
      ]);
      expect(next.heard).toEqual(['fake p1 （可能重复）duty']);
    });
  });

  it('leaves a channel alone that fails again and again, longer each time, and tries it with one', async () => {
    let up = false;
    let calls = 0;
    stand.open('fake', {}, () => {
      calls += 1;
      return up ? SENT : { kind: 'later', afterMs: null, scope: 'channel', reason: 'refused' };
    });
    for (let n = 2; n < 30; n += 1) await addPerson(storage, `p${n}`);
    await stand.queue(
      ...Array.from({ length: 29 }, (_, n) => ({
        key: `k${n}`,
        to: { account: { channel: 'fake', chat: `p${n + 1}` }, person: null },
      })),
    );
    await stand.outbox.flush();
    const atOnce = calls;
    await stand.until('2026-03-18T02:05:00.000Z');
    expect(calls - atOnce).toBeLessThan(10);
    up = true;
    await stand.until('2026-03-18T03:00:00.000Z');
    expect(Object.values(await stand.states()).every((state) => state === 'sent')).toBe(true);
  });

  it('by two processes at once sends each message once', async () => {
    const other = createStand(storage);
    for (const one of [stand, other]) one.open('fake');
    for (let n = 2; n < 60; n += 1) await addPerson(storage, `p${n}`);
    await stand.queue(...Array.from({ length: 58 }, (_, n) => ({ key: `k${n}`, ...to(`p${n + 2}`) })));
    await Promise.all([stand.outbox.flush(), other.outbox.flush(), stand.outbox.flush()]);
    const all = [...stand.heard, ...other.heard];
    expect(new Set(all).size).toBe(58);
    expect(all).toHaveLength(58);
  });

  it('counts for a limit what another process has sent', async () => {
    const quotas = [{ per: 'channel', messages: 3, ms: 60_000 }] as const;
    const other = createStand(storage);
    for (const one of [stand, other]) one.open('fake', { quotas });
    for (const n of [2, 3, 4, 5, 6]) await addPerson(storage, `p${n}`);
    await stand.queue({ key: 'a', ...to('p2') }, { key: 'b', ...to('p3') });
    await stand.outbox.flush();
    await other.queue({ key: 'c', ...to('p4') }, { key: 'd', ...to('p5') });
    await other.outbox.flush();
    expect(await stand.states()).toMatchObject({ c: 'sent', d: 'queued' });
    expect((await stand.outbox.flush())?.toISOString()).toBe('2026-03-18T02:01:00.001Z');
    const third = createStand(storage);
    third.open('fake', { quotas });
    expect((await third.outbox.flush())?.toISOString()).toBe('2026-03-18T02:01:00.001Z');
    await third.until('2026-03-18T02:02:00.000Z');
    expect(await stand.states()).toMatchObject({ d: 'sent' });
  });

  it('hands a reply to the channel that asks for it, and sends it by itself when nobody does', async () => {
    const reply = async (id: string) => {
      const said = { channel: 'fake', chat: 'p1', message_id: id, sender: 'p1', text: '?', received_at: NOW };
      await insertIncoming(storage.db, { ...said, id }, `unlinked:${id}`);
      await insertReply(storage.db, {
        id: `r-${id}`,
        incoming_id: id,
        channel: 'fake',
        chat: 'p1',
        kind: 'answer',
        text: id,
        options: '[]',
        citations: '[]',
        policies: '[]',
        files: '[]',
        amount: null,
        status: null,
        kb_version: 'kb-1',
        as_of: '2026-03-18',
        created_at: NOW,
      });
    };
    stand.open('fake', { inlineReplyMs: 4500 });
    const account = { account: { channel: 'fake', chat: 'p1' }, person: null };
    for (const id of ['m1', 'm2']) {
      await reply(id);
      const notBefore = '2026-03-18T02:00:04.500Z';
      await stand.queue({ key: `reply:r-${id}`, lane: 'reply', text: id, to: account, notBefore });
    }
    const claimed = await stand.outbox.replies.claim('m1');
    expect(claimed).toMatchObject({ text: 'm1', chat: 'p1', lane: 'reply' });
    expect(await stand.outbox.replies.claim('m1')).toBeNull();
    expect(await stand.outbox.replies.claim('m9')).toBeNull();
    if (claimed !== null) await stand.outbox.replies.settle(claimed, SENT);
    await stand.until('2026-03-18T02:00:10.000Z');
    expect(stand.heard).toEqual(['fake p1 m2']);
    expect(await stand.states()).toEqual({ 'reply:r-m1': 'sent', 'reply:r-m2': 'sent' });
  });

  it('forgets to whom it went what nobody may know, once it is over', async () => {
    stand.open('fake');
    const account = { account: { channel: 'fake', chat: 'secret' }, person: null };
    await stand.queue({ key: 'a', lane: 'reply', to: account, unlink: true, inReplyTo: 'm1' });
    await stand.outbox.flush();
    expect(stand.heard).toEqual(['fake secret a']);
    expect(await stand.row('a')).toMatchObject({ state: 'sent', chat: '', person_id: null, reply_to: null });
    const sends = await storage.db.selectFrom('outbox_sends').select('chat').execute();
    expect(sends).toEqual([{ chat: '' }]);
  });
});
