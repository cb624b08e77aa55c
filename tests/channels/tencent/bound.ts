import { addRegions, insertAccount, insertPersons, type Storage } from '../../../src/storage/storage.ts';

const AT = '2026-11-20T01:00:00.000Z';

/** A cadre whose account on the channel is bound. */
export async function bindCadre({ db }: Storage, channel: string, platformUserId: string): Promise<void> {
  await addRegions(db, [{ path: '县', name: '县', parent: null }]);
  const person = { id: 'p1', name: '王秀英', role: 'cadre' as const, region: '县', household_id: null };
  await insertPersons(db, [{ ...person, active: 1, created_at: AT }]);
  await insertAccount(db, {
    id: 'a1',
    person_id: 'p1',
    channel,
    platform_user_id: platformUserId,
    chat: platformUserId,
    bound_at: AT,
    last_seen_at: AT,
    dead_at: null,
    preferred: 0,
  });
}
