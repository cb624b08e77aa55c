import { describe, expect, it } from 'vitest';
import { fixedClock, systemClock } from '../../src/clock/clock.ts';
import { backupFinding, databaseFindings } from '../../src/commands/doctor/database.ts';
import { freePort } from '../channels/web/site.ts';
import { postgresForThisFile } from '../postgres.ts';

const postgres = await postgresForThisFile();
const off = { telegram: null, wecom: null, 'wecom-robot': null, 'official-account': null, wechaty: null };

describe.skipIf(postgres === null)('doctor on PostgreSQL', () => {
  it('tells its version and size, and how far its clock is from ours', async () => {
    const databaseUrl = (await postgres?.createDatabase()) ?? '';
    const { findings, clock } = await databaseFindings({ databaseUrl, channels: off }, systemClock);
    expect(findings).toMatchObject([
      { name: '数据库', level: 'ok', say: expect.stringMatching(/^PostgreSQL \d+\.\d+.*，[\d.]+ MB/) },
      { name: '发消息', level: 'ok' },
    ]);
    expect(clock?.whose).toBe('数据库服务器');
    const past = fixedClock('2020-01-01T00:00:00Z');
    const compared = await databaseFindings({ databaseUrl, channels: off }, past);
    expect(compared.clock?.aheadMs).toBeGreaterThan(5 * 365 * 24 * 3600 * 1000);
    expect(backupFinding(databaseUrl, '/', systemClock.now())).toMatchObject({
      level: 'ok',
      say: expect.stringContaining('pg_dump'),
    });
  });

  it('one that does not answer is told without its password', async () => {
    const databaseUrl = `postgres://me:word-of-mine@127.0.0.1:${await freePort()}/none`;
    const { findings } = await databaseFindings({ databaseUrl, channels: off }, systemClock);
    expect(findings).toMatchObject([{ level: 'fail', say: expect.stringContaining('连不上 PostgreSQL') }]);
    expect(JSON.stringify(findings)).not.toContain('word-of-mine');
  });
});
