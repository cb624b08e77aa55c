import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock/clock.ts';
import { compose } from '../../../src/compose.ts';
import { createLog } from '../../../src/log/log.ts';
import { addPerson, bind, issueBindCode } from '../../../src/register/register.ts';
import { openStorage } from '../../../src/storage/storage.ts';
import { databasesForThisFile } from '../../databases.ts';
import { at, KEY, TOWN } from '../../register/desk.ts';
import { plantMany, written } from './stage.ts';

const databases = await databasesForThisFile();
const CHILD = join(import.meta.dirname, 'crash-child.ts');
const ROOT = fileURLToPath(new URL('../../broken-data/sound', import.meta.url));
/** As many as are confirmed once; enough that the writing takes a while. */
const PEOPLE = 1000;

function run(args: readonly string[]): Promise<{ output: string; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, ...args]);
    let output = '';
    child.stdout.on('data', (piece) => {
      output += String(piece);
    });
    child.on('close', (_code, signal) => resolve({ output, signal }));
  });
}

async function prepare(url: string): Promise<void> {
  const storage = await openStorage(url);
  await at(
    storage,
    async (book) => {
      const person = await addPerson(
        book,
        { id: 'town', name: '丁海霞', role: 'township', region: TOWN },
        'test',
      );
      await plantMany(book, PEOPLE);
      const { code } = await issueBindCode(book, person, { by: 'operator' });
      const bound = await bind(book, { code, channel: 'web', platformUserId: 'town', chat: 'town' });
      expect(bound).toMatchObject({ ok: true });
    },
    systemClock.now().toISOString(),
  );
  await storage.close();
}

describe.each(databases.filter(({ skip, shared }) => !skip && shared))(
  'killed while confirming, on $name',
  (database) => {
    it.each([
      ['before-commit', '0'],
      ['after-commit', '0'],
      ['later', '30'],
      ['later', '120'],
    ])(
      '%s %s: written whole and once',
      async (point, ms) => {
        const url = await database.freshUrl();
        await prepare(url);
        const { output, signal } = await run([url, String(PEOPLE), point, ms]);
        expect(output).toContain('accepted');
        if (point !== 'later') expect(signal).toBe('SIGKILL');
        const storage = await openStorage(url);
        const left = await written(storage.db);
        // Nothing of it, or all of it: never a part.
        expect([0, PEOPLE]).toContain(left.recipients);
        expect(left.copies).toBe(left.recipients);
        if (point === 'before-commit') expect(left.recipients).toBe(0);
        const app = await compose({
          root: ROOT,
          storage,
          clock: systemClock,
          log: createLog({ level: 'error' }),
          defaultRegion: null,
          reloadMs: null,
          dataKey: KEY,
        });
        await app.inbox.recover();
        expect(await written(storage.db)).toMatchObject({
          recipients: PEOPLE,
          copies: PEOPLE,
          persons: PEOPLE,
        });
        expect((await written(storage.db)).broadcasts.map(({ number }) => number)).toEqual([1]);
        await app.close();
      },
      120_000,
    );
  },
);
