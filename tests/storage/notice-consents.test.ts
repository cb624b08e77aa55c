import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  deleteConsentsOf,
  endConsent,
  giveBackConsent,
  hasConsent,
  noteConsent,
  openStorage,
  type Storage,
  takeConsent,
} from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';

const databases = (await databasesForThisFile()).filter(({ skip }) => !skip);
const KEY = { channel: 'official-account', chat: 'u1', template: 't1' };
const at = (second: number): string => `2026-11-20T01:00:0${second}.000Z`;

describe.each(databases)('consents to notices on $name', (database) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  beforeEach(() => wipe(storage));
  afterAll(() => storage.close());

  const note = (second: number, granted = true, lasting = false) =>
    noteConsent(storage.db, { ...KEY, granted, lasting, at: at(second) });
  const take = () => takeConsent(storage.db, KEY);

  it('are used up one by one, and add up', async () => {
    expect([await hasConsent(storage.db, KEY), await take()]).toEqual([false, false]);
    await note(1);
    await note(2);
    expect([await take(), await take(), await take()]).toEqual([true, true, false]);
    await giveBackConsent(storage.db, KEY);
    expect(await hasConsent(storage.db, KEY)).toBe(true);
  });

  it('that are told again, or late, count once', async () => {
    await note(2);
    await note(2);
    await note(1, false);
    expect([await take(), await take()]).toEqual([true, false]);
  });

  it('that last are not used up, until they are taken back', async () => {
    await note(1, true, true);
    expect([await take(), await take()]).toEqual([true, true]);
    await giveBackConsent(storage.db, KEY);
    await note(2, false, true);
    expect(await take()).toBe(false);
  });

  it('taken back are none, whatever was left', async () => {
    await note(1);
    await note(2, false);
    expect(await take()).toBe(false);
    await note(3);
    await endConsent(storage.db, KEY);
    expect(await hasConsent(storage.db, KEY)).toBe(false);
  });

  it('are of one person and one kind of notice', async () => {
    await note(1);
    expect(await hasConsent(storage.db, { ...KEY, chat: 'u2' })).toBe(false);
    expect(await takeConsent(storage.db, { ...KEY, template: 't2' })).toBe(false);
    await deleteConsentsOf(storage.db, { channel: KEY.channel, chat: 'u2' });
    expect(await hasConsent(storage.db, KEY)).toBe(true);
    await deleteConsentsOf(storage.db, KEY);
    expect(await hasConsent(storage.db, KEY)).toBe(false);
  });

  it('are never used twice by two at once', async () => {
    await note(1);
    const taken = await Promise.all(Array.from({ length: 8 }, take));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });
});
