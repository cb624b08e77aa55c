import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AccountRow,
  accountsOf,
  addBindTry,
  addRegions,
  appendAuditRows,
  auditAfter,
  auditOf,
  bindTriesOf,
  clearBindTries,
  countBindTries,
  countCodeTry,
  countHouseholds,
  countPersons,
  deleteAccountsOf,
  deleteCodesOf,
  dropOpenCodes,
  endAccount,
  findBindCode,
  findHousehold,
  findMember,
  findPerson,
  findRegion,
  forgetBindTries,
  type HouseholdRow,
  holdAuditHead,
  householdsById,
  householdsNamed,
  householdsWithin,
  insertAccount,
  insertBindCode,
  insertHouseholds,
  insertMembers,
  insertPersons,
  liveAccount,
  lockRegister,
  type MemberRow,
  membersByIdHash,
  membersByPhoneHash,
  membersNamed,
  membersOf,
  openStorage,
  type PersonRow,
  personOfAccount,
  personsById,
  personsIn,
  personsOfHousehold,
  personsWithin,
  regionsNamed,
  regionsWithin,
  type Storage,
  touchAccount,
  updateHousehold,
  updateMember,
  updatePerson,
  useBindCode,
} from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';

const databases = await databasesForThisFile();
const AT = '2026-03-18T01:30:00.000Z';
const LATER = '2026-03-19T01:30:00.000Z';

const region = (path: string) => ({
  path,
  name: path.split('/').at(-1) ?? '',
  parent: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null,
});
const household = (id: string, more: Partial<HouseholdRow> = {}): HouseholdRow => ({
  id,
  region: '县/甲村',
  group_no: 3,
  head: '王建国',
  head_key: '王建国',
  head_sound: 'wan jian guo',
  category: '脱贫户',
  helper_id: null,
  code: null,
  state: 'active',
  created_at: AT,
  updated_at: AT,
  ...more,
});
const member = (id: string, more: Partial<MemberRow> = {}): MemberRow => ({
  id,
  household_id: 'h1',
  name: '王小',
  name_key: '王小',
  relation: '儿子',
  sex: '男',
  birth: '2010',
  phone_sealed: null,
  phone_hash: null,
  id_masked: null,
  id_hash: null,
  state: 'active',
  created_at: AT,
  updated_at: AT,
  ...more,
});
const person = (id: string, more: Partial<PersonRow> = {}): PersonRow => ({
  id,
  name: id,
  role: 'cadre',
  region: '县/甲村',
  household_id: null,
  active: 1,
  created_at: AT,
  ...more,
});
const account = (id: string, more: Partial<AccountRow> = {}): AccountRow => ({
  id,
  person_id: 'p1',
  channel: 'web',
  platform_user_id: 'u1',
  chat: 'c1',
  bound_at: AT,
  last_seen_at: AT,
  dead_at: null,
  preferred: 0,
  ...more,
});

describe.each(databases.filter(({ skip }) => !skip))('on $name', (database) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  beforeEach(async () => {
    await wipe(storage);
    await addRegions(storage.db, ['县', '县/甲村', '县/甲村/3组', '县/甲村新区', '县/乙村'].map(region));
  });
  afterAll(() => storage.close());
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id).sort();

  it('keeps places once, with what lies below them', async () => {
    const { db } = storage;
    expect(await addRegions(db, [region('县/丙村'), region('县/甲村')])).toEqual(['县/丙村']);
    expect(await addRegions(db, [])).toEqual([]);
    expect(await findRegion(db, '县/甲村')).toEqual(region('县/甲村'));
    expect((await regionsNamed(db, '甲村')).map(({ path }) => path)).toEqual(['县/甲村']);
    expect((await regionsWithin(db, '县/甲村')).map(({ path }) => path)).toEqual(['县/甲村', '县/甲村/3组']);
    expect(await regionsWithin(db, null)).toHaveLength(6);
    await expect(addRegions(db, [region('无/此地')])).rejects.toThrow();
  });

  it('keeps households, finds them by place, name and sound', async () => {
    const { db } = storage;
    await insertHouseholds(db, [
      household('h1', { code: '1' }),
      household('h2', { group_no: null, head: '汪建国', head_key: '汪建国' }),
      household('h3', { region: '县/甲村新区', code: '1' }),
      household('h4', { region: '县/乙村', state: 'moved' }),
    ]);
    expect(await findHousehold(db, 'h1')).toEqual(household('h1', { code: '1' }));
    expect(ids(await householdsById(db, ['h2', 'h4', 'x']))).toEqual(['h2', 'h4']);
    expect(await householdsById(db, [])).toEqual([]);
    expect(ids(await householdsWithin(db, '县/甲村'))).toEqual(['h1', 'h2']);
    expect(ids(await householdsWithin(db, '县/甲村', { group: 3 }))).toEqual(['h1']);
    expect(ids(await householdsWithin(db, '县', { state: 'active' }))).toEqual(['h1', 'h2', 'h3']);
    const named = async (place: string, keys: string[], sounds: string[] = []) =>
      ids(await householdsNamed(db, place, { keys, sounds }));
    expect(await named('县/甲村', ['王建国'])).toEqual(['h1']);
    expect(await named('县', ['王建国', '汪建国'])).toEqual(['h1', 'h2', 'h3', 'h4']);
    expect(await named('县/甲村', ['王建国'], ['wan jian guo'])).toEqual(['h1', 'h2']);
    expect(await named('县', [])).toEqual([]);
    expect(await updateHousehold(db, 'h1', { category: '监测户', updated_at: LATER })).toBe(true);
    expect(await updateHousehold(db, 'x', { updated_at: LATER })).toBe(false);
    expect(await findHousehold(db, 'h1')).toMatchObject({ category: '监测户', updated_at: LATER });
    expect(await countHouseholds(db)).toBe(4);
  });

  it('refuses one number twice in a village, a wrong category and an unknown village', async () => {
    const { db } = storage;
    await insertHouseholds(db, [household('h1', { code: '1' })]);
    await expect(insertHouseholds(db, [household('h2', { code: '1' })])).rejects.toThrow();
    await expect(
      db
        .insertInto('households')
        .values({ ...household('h3'), category: '富户' as '一般户' })
        .execute(),
    ).rejects.toThrow();
    await expect(insertHouseholds(db, [household('h4', { region: '无' })])).rejects.toThrow();
  });

  it('keeps members, and one identity number for one living member', async () => {
    const { db } = storage;
    await insertHouseholds(db, [household('h1')]);
    await insertMembers(db, [
      member('m1', { id_hash: 'i1', phone_hash: 't1' }),
      member('m2', { id_hash: 'i2', state: 'dead' }),
    ]);
    expect(ids(await membersOf(db, ['h1', 'x']))).toEqual(['m1', 'm2']);
    expect(ids(await membersByIdHash(db, ['i1', 'i2']))).toEqual(['m1']);
    expect(ids(await membersByPhoneHash(db, 't1'))).toEqual(['m1']);
    expect(ids(await membersNamed(db, '县/甲村', '王小'))).toEqual(['m1']);
    expect(await membersNamed(db, '县/乙村', '王小')).toEqual([]);
    await expect(insertMembers(db, [member('m3', { id_hash: 'i1' })])).rejects.toThrow();
    await insertMembers(db, [member('m4', { id_hash: 'i2' })]);
    expect(await updateMember(db, 'm1', { sex: null, updated_at: LATER })).toBe(true);
    expect(await findMember(db, 'm1')).toMatchObject({ sex: null });
    expect(await updateMember(db, 'x', { updated_at: LATER })).toBe(false);
  });

  it('keeps more rows than one statement may carry', async () => {
    const many = Array.from({ length: 1201 }, (_, n) => household(`h${n}`));
    await insertHouseholds(storage.db, many);
    await insertMembers(
      storage.db,
      many.map(({ id }, n) => member(`m${n}`, { household_id: id })),
    );
    expect(
      await membersOf(
        storage.db,
        many.map(({ id }) => id),
      ),
    ).toHaveLength(1201);
  });

  it('keeps persons', async () => {
    const { db } = storage;
    await insertHouseholds(db, [household('h1')]);
    await insertPersons(db, [
      person('p1'),
      person('p2', { role: 'office', region: '县' }),
      person('p3', { role: 'villager', household_id: 'h1' }),
    ]);
    await insertPersons(db, []);
    expect(await findPerson(db, 'p1')).toEqual(person('p1'));
    expect(ids(await personsById(db, ['p1', 'p3']))).toEqual(['p1', 'p3']);
    expect(ids(await personsIn(db, ['县/甲村', '县'], ['cadre', 'office']))).toEqual(['p1', 'p2']);
    expect(await personsIn(db, [], ['cadre'])).toEqual([]);
    expect(ids(await personsWithin(db, '县'))).toEqual(['p1', 'p2', 'p3']);
    expect(ids(await personsWithin(db, '县/甲村'))).toEqual(['p1', 'p3']);
    expect(ids(await personsOfHousehold(db, 'h1'))).toEqual(['p3']);
    expect(await updatePerson(db, 'p1', { active: 0 })).toBe(true);
    expect(await updatePerson(db, 'x', { active: 0 })).toBe(false);
    expect(await countPersons(db)).toBe(3);
  });

  it('keeps one live link of an account and of a person on a channel', async () => {
    const { db } = storage;
    await insertPersons(db, [person('p1'), person('p2')]);
    await insertAccount(db, account('a1'));
    await expect(insertAccount(db, account('a2', { person_id: 'p2' }))).rejects.toThrow();
    await expect(insertAccount(db, account('a2', { platform_user_id: 'u2' }))).rejects.toThrow();
    expect(await liveAccount(db, { channel: 'web', platformUserId: 'u1' })).toEqual(account('a1'));
    expect(await personOfAccount(db, { channel: 'web', platformUserId: 'u1' })).toEqual(person('p1'));
    await touchAccount(db, 'a1', { at: LATER, chat: 'c2' });
    expect(await accountsOf(db, 'p1')).toEqual([account('a1', { last_seen_at: LATER, chat: 'c2' })]);
    expect(await endAccount(db, 'a1', LATER)).toBe(true);
    expect(await endAccount(db, 'a1', LATER)).toBe(false);
    expect(await personOfAccount(db, { channel: 'web', platformUserId: 'u1' })).toBeUndefined();
    await insertAccount(db, account('a2', { person_id: 'p2' }));
    await insertAccount(db, account('a3', { platform_user_id: 'u2' }));
    expect(await deleteAccountsOf(db, 'p1')).toBe(2);
    expect(await deleteAccountsOf(db, 'p1')).toBe(0);
  });

  it('keeps a bind code until it is used or over', async () => {
    const { db } = storage;
    await insertPersons(db, [person('p1'), person('p2')]);
    const code = { code_hash: 'x', person_id: 'p1', expires_at: LATER, made_by: 'p2' };
    expect(await insertBindCode(db, code, AT)).toBe(true);
    expect(await insertBindCode(db, { ...code, person_id: 'p2' }, AT)).toBe(false);
    expect(await findBindCode(db, 'x')).toEqual({ ...code, used_at: null, tries: 0 });
    expect(await useBindCode(db, 'x', LATER)).toBe(false);
    expect(await useBindCode(db, 'x', AT)).toBe(true);
    expect(await useBindCode(db, 'x', AT)).toBe(false);
    await countCodeTry(db, 'x');
    expect(await findBindCode(db, 'x')).toMatchObject({ used_at: AT, tries: 1 });
    expect(await insertBindCode(db, { ...code, person_id: 'p2' }, AT)).toBe(true);
    expect(await findBindCode(db, 'x')).toMatchObject({ person_id: 'p2', used_at: null, tries: 0 });
    expect(await insertBindCode(db, code, LATER)).toBe(true);
    expect(await dropOpenCodes(db, 'p1')).toBe(1);
    await insertBindCode(db, code, AT);
    await useBindCode(db, 'x', AT);
    expect(await dropOpenCodes(db, 'p1')).toBe(0);
    await deleteCodesOf(db, 'p1');
    expect(await findBindCode(db, 'x')).toBeUndefined();
  });

  it('remembers wrong codes', async () => {
    const { db } = storage;
    const user = { channel: 'web', platformUserId: 'u1' };
    await addBindTry(db, user, AT);
    await addBindTry(db, user, LATER);
    await addBindTry(db, { ...user, platformUserId: 'u2' }, LATER);
    expect(await bindTriesOf(db, user, AT)).toEqual([AT, LATER]);
    expect(await bindTriesOf(db, user, LATER)).toEqual([LATER]);
    expect(await countBindTries(db, 'web', AT)).toBe(3);
    await forgetBindTries(db, 'web', LATER);
    expect(await countBindTries(db, 'web', AT)).toBe(2);
    await clearBindTries(db, user);
    expect(await bindTriesOf(db, user, AT)).toEqual([]);
    expect(await countBindTries(db, 'web', AT)).toBe(1);
  });

  it('hangs lines on the audit', async () => {
    const row = (seq: number, object_id: string) => ({
      seq,
      at: AT,
      actor: 'p1',
      action: 'see',
      object_kind: 'household',
      object_id,
      detail: '{}',
      prev_hash: `p${seq}`,
      hash: `h${seq}`,
    });
    await storage.transaction(async (db) => {
      await lockRegister(db, storage.kind);
      expect(await holdAuditHead(db, storage.kind)).toEqual({ id: 1, seq: 0, hash: '', seal: '' });
      await appendAuditRows(db, [row(1, 'a'), row(2, 'b'), row(3, 'a')], 's');
      await appendAuditRows(db, [], 'no');
      expect(await holdAuditHead(db, storage.kind)).toEqual({ id: 1, seq: 3, hash: 'h3', seal: 's' });
    });
    expect(await auditAfter(storage.db, 1, 1)).toEqual([row(2, 'b')]);
    expect((await auditOf(storage.db, { kind: 'household', id: 'a' }, 9)).map(({ seq }) => seq)).toEqual([
      3, 1,
    ]);
    await expect(appendAuditRows(storage.db, [{ ...row(4, 'a'), prev_hash: 'p3' }], 's')).rejects.toThrow();
  });
});
