import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cancelRun, clear, pauseRun, resendFailed, resumeRun, sumsOf } from '../../src/outbox/outbox.ts';
import { mute, openStorage, outboxHistory, type Storage, unmute } from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { addPerson, createStand, type Stand } from './stand.ts';

const databases = (await databasesForThisFile()).filter(({ skip }) => !skip);

describe.each(databases)('the queue on $name', (database) => {
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

  const sums = (run: string) => sumsOf(storage.db, { run });
  const inside = <Result>(work: (db: Storage['db']) => Promise<Result>) => storage.transaction(work);

  it('takes one row for each key, however often it is handed in', async () => {
    expect(await stand.queue({ key: 'a' }, { key: 'b' }, { key: 'a' })).toEqual(['a', 'b']);
    expect(await stand.queue({ key: 'b' }, { key: 'c' })).toEqual(['c']);
    expect(await stand.states()).toEqual({ a: 'queued', b: 'queued', c: 'queued' });
    expect(await stand.queue()).toEqual([]);
  });

  it('of two that hand in the same at once takes it once', async () => {
    const items = Array.from({ length: 300 }, (_, n) => ({ key: `k${n}`, run: 'r' }));
    const taken = await Promise.all([stand.queue(...items), stand.queue(...items), stand.queue(...items)]);
    expect(taken.flat()).toHaveLength(300);
    expect(await sums('r')).toMatchObject({ expected: 300, underWay: 300, balanced: true });
  });

  it('looks up the rules of its kind', async () => {
    await stand.queue(
      { key: 'step' },
      { key: 'duty', about: 'duty-second' },
      { key: 'flood', about: 'disaster' },
      { key: 'said', lane: 'reply', about: 'duty-second' },
      { key: 'own', about: 'duty', hours: 'any', expiresAt: '2026-03-19T00:00:00.000Z' },
      { key: 'pressing', about: 'duty', urgent: true },
    );
    expect(await stand.row('step')).toMatchObject({ hours: 'daytime', urgent: 0 });
    expect(await stand.row('duty')).toMatchObject({
      hours: 'working',
      expires_at: '2026-03-25T02:00:00.000Z',
    });
    expect(await stand.row('flood')).toMatchObject({ hours: 'any', urgent: 1 });
    expect(await stand.row('said')).toMatchObject({ hours: 'any', expires_at: '2026-03-19T02:00:00.000Z' });
    expect(await stand.row('own')).toMatchObject({ hours: 'any', expires_at: '2026-03-19T00:00:00.000Z' });
    expect(await stand.row('pressing')).toMatchObject({ hours: 'any', urgent: 1 });
  });

  it('clears what has not left, by run or by key, and says why', async () => {
    await stand.queue(
      { key: 'a', run: 'duty1' },
      { key: 'b', run: 'duty1', to: { person: 'nobody' } },
      { key: 'c', run: 'duty2' },
      { key: 'd' },
    );
    stand.open('fake', {}, ({ text }) =>
      text === 'c' ? { kind: 'sent', messageId: null } : { kind: 'never', reason: 'no' },
    );
    await inside((db) => clear(db, { keys: ['d', 'x'] }, 'report 7', stand.clock.now()));
    expect(await inside((db) => clear(db, { run: 'duty1' }, 'report 8', stand.clock.now()))).toBe(2);
    await stand.outbox.flush();
    expect(await stand.states()).toEqual({ a: 'cleared', b: 'cleared', c: 'sent', d: 'cleared' });
    expect(await stand.row('a')).toMatchObject({ reason: 'report 8' });
    // What has left stays left.
    expect(await inside((db) => clear(db, { run: 'duty2' }, 'report 9', stand.clock.now()))).toBe(0);
    expect(await outboxHistory(storage.db, (await stand.row('a')).seq)).toMatchObject([
      { from_state: 'queued', to_state: 'cleared', reason: 'report 8' },
    ]);
    expect(await inside((db) => clear(db, { keys: [] }, 'nothing', stand.clock.now()))).toBe(0);
  });

  it('holds a run, lets it go on, and ends it', async () => {
    const now = stand.clock.now();
    stand.open('fake');
    await stand.queue({ key: 'a', run: 'r', to: { person: 'p1' } });
    expect(await inside((db) => pauseRun(db, 'r', now))).toBe(true);
    expect(await inside((db) => pauseRun(db, 'r', now))).toBe(false);
    await stand.queue({ key: 'b', run: 'r' });
    await stand.outbox.flush();
    expect(await stand.states()).toEqual({ a: 'paused', b: 'paused' });
    expect(await inside((db) => resumeRun(db, 'r', now))).toBe(true);
    await stand.outbox.flush();
    expect(await stand.states()).toEqual({ a: 'sent', b: 'sent' });
    await stand.queue({ key: 'c', run: 'r' });
    expect(await inside((db) => cancelRun(db, 'r', now))).toBe(true);
    expect(await inside((db) => resumeRun(db, 'r', now))).toBe(false);
    await stand.queue({ key: 'd', run: 'r' });
    expect(await stand.states()).toMatchObject({ c: 'cleared', d: 'cleared' });
    expect(await sums('r')).toMatchObject({ expected: 4, sent: 2, cleared: 2, balanced: true });
  });

  it('sends once more what failed, as rows of their own, and the sums stay right', async () => {
    let broken = true;
    stand.open('fake', {}, () =>
      broken ? { kind: 'never', reason: 'no' } : { kind: 'sent', messageId: null },
    );
    for (const n of [1, 2, 3]) await addPerson(storage, `q${n}`);
    await stand.queue(...[1, 2, 3].map((n) => ({ key: `r:q${n}`, run: 'r', to: { person: `q${n}` } })));
    await stand.outbox.flush();
    expect(await sums('r')).toMatchObject({ expected: 3, failed: 3, balanced: true });
    broken = false;
    const again = () => inside((db) => resendFailed(db, storage.kind, { run: 'r' }, stand.clock.now()));
    expect(await again()).toBe(3);
    expect(await again()).toBe(0);
    await stand.outbox.flush();
    expect(await sums('r')).toMatchObject({ expected: 3, sent: 3, failed: 0, balanced: true });
    expect(await stand.row('r:q1')).toMatchObject({ state: 'failed', replaced_by: 'r:q1~2' });
    expect(await sumsOf(storage.db)).toMatchObject({ expected: 3, sent: 3, balanced: true });
  });

  it('sends nobody what he does not want, unless it is urgent or he has asked', async () => {
    stand.open('fake');
    await mute(storage.db, 'p1', 'report-step', stand.clock.now().toISOString());
    await mute(storage.db, 'p1', 'disaster', stand.clock.now().toISOString());
    await stand.queue(
      { key: 'muted' },
      { key: 'other', about: 'report-filed' },
      { key: 'flood', about: 'disaster' },
      { key: 'asked', lane: 'reply' },
    );
    await stand.outbox.flush();
    expect(await stand.states()).toEqual({ muted: 'muted', other: 'sent', flood: 'sent', asked: 'sent' });
    expect(await unmute(storage.db, 'p1', 'report-step')).toBe(true);
    await stand.queue({ key: 'wanted' });
    await stand.outbox.flush();
    expect(await stand.states()).toMatchObject({ wanted: 'sent' });
  });

  it('shows a row that got lost', async () => {
    await stand.queue({ key: 'a', run: 'r' }, { key: 'b', run: 'r' });
    await storage.db.deleteFrom('outbox').where('key', '=', 'b').execute();
    expect(await sums('r')).toMatchObject({ expected: 2, underWay: 1, balanced: false });
    expect(await sumsOf(storage.db)).toMatchObject({ expected: 2, balanced: false });
    expect(await sums('no such run')).toMatchObject({ expected: 0, balanced: true });
  });
});
