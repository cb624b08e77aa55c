import { describe, expect, test } from 'vitest';
import { playScene, written } from './play-scene.ts';
import { postgresForThisFile } from './postgres.ts';

/** A third of the plays, of every sort: on PostgreSQL the bot says word for word what it says on SQLite. */
const PLAYS = [
  'card-and-ledger',
  'correction',
  'draft-lapses',
  'duplicate',
  'kind-contact',
  'kind-illness',
  'kind-production',
  'leaving-monitoring',
  'notice-anonymous-objection',
  'other-town-refused',
  'public-notice',
  'return-resubmit',
  'several-at-once',
  'villager-own-household',
  'warning-and-visit',
];

const postgres = await postgresForThisFile();

describe.skipIf(postgres === null)('report scenes on PostgreSQL', () => {
  test.each(PLAYS)('%s', async (name) => {
    const sent = await playScene(name, await postgres?.createDatabase());
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.map(written).join('')).toBe((await playScene(name)).map(written).join(''));
  });
});
