import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enqueue, type OutboxItem, sumsOf } from '../../src/outbox/outbox.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { databasesForThisFile } from '../databases.ts';
import { addPersons } from './stand.ts';

const databases = (await databasesForThisFile()).filter(({ skip, shared }) => shared && !skip);
const CHILD = join(import.meta.dirname, 'crash-child.ts');
const PEOPLE = 20_000;
const KILLS = 20;
const MARK = '（可能重复）';

/** A platform that notes what arrives. */
async function openPlatform(): Promise<{
  address: string;
  /** By chat, in the order of arrival. */
  arrived: Map<string, string[]>;
  count(): number;
  close(): Promise<void>;
}> {
  const arrived = new Map<string, string[]>();
  let count = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += String(piece);
    });
    request.on('end', () => {
      const { chat, text } = JSON.parse(body);
      arrived.set(chat, [...(arrived.get(chat) ?? []), text]);
      count += 1;
      response.end(JSON.stringify({ kind: 'sent', messageId: `m${count}` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    arrived,
    count: () => count,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Runs a sender until it comes through, or is killed once `isTime` says so. */
function send(url: string, address: string, isTime: () => boolean): Promise<'end' | 'killed' | string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, url, address]);
    let output = '';
    const watch = setInterval(() => {
      if (isTime()) child.kill('SIGKILL');
    }, 1);
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        output += String(piece);
      });
    child.on('close', (_code, signal) => {
      clearInterval(watch);
      if (signal === 'SIGKILL') resolve('killed');
      else resolve(output.endsWith('end\n') ? 'end' : output);
    });
  });
}

describe.each(databases)('a broadcast and a round of reminders on $name', (database) => {
  it('lose and double nobody, killed twenty times at random', { timeout: 1_200_000 }, async () => {
    const url = await database.freshUrl();
    const platform = await openPlatform();
    const storage = await openStorage(url);
    await storage.transaction(async (db) => {
      await addPersons(
        { db },
        Array.from({ length: PEOPLE }, (_, n) => `p${n}`),
      );
      const items = Array.from({ length: PEOPLE }, (_, n): OutboxItem => {
        const kind =
          n % 2 === 0
            ? ({ lane: 'broadcast', about: 'meeting' } as const)
            : ({ lane: 'reminder', about: 'duty' } as const);
        return { ...kind, key: `r:p${n}`, to: { person: `p${n}` }, text: `第${n}条`, options: [], run: 'r' };
      });
      await enqueue(db, storage.kind, items, new Date());
    });
    // One process opens one SQLite file.
    await storage.close();

    let kills = 0;
    for (let run = 0; run < KILLS; run += 1) {
      // Spread over all that is to be sent, each at a moment that nobody chose.
      const until = ((run + Math.random()) / KILLS) * PEOPLE * 0.95;
      const ended = await send(url, platform.address, () => platform.count() > until);
      expect(['killed', 'end']).toContain(ended);
      if (ended === 'killed') kills += 1;
    }
    expect(kills).toBe(KILLS);
    expect(await send(url, platform.address, () => false)).toBe('end');

    const after = await openStorage(url);
    const rows = await after.db
      .selectFrom('outbox')
      .select(['key', 'person_id', 'lane', 'state', 'doubts'])
      .execute();
    const sums = await sumsOf(after.db, { run: 'r' });
    await after.close();
    await platform.close();
    expect(sums).toMatchObject({ expected: PEOPLE, underWay: 0, balanced: true });
    expect(sums.sent + sums.unknown).toBe(PEOPLE);
    expect(new Set(rows.map(({ person_id }) => person_id)).size).toBe(PEOPLE);
    let doubtful = 0;
    for (const { person_id, lane, state, doubts } of rows) {
      const texts = platform.arrived.get(person_id ?? '') ?? [];
      if (doubts > 0) doubtful += 1;
      // Nobody is lost of whom we say that he was sent it, and nobody has it twice unless we say that we did not know.
      if (state === 'sent') expect(texts.length, `${person_id}`).toBeGreaterThanOrEqual(1);
      if (doubts === 0) expect(texts, `${person_id}`).toHaveLength(1);
      if (lane === 'broadcast') expect(texts.length, `${person_id}`).toBeLessThanOrEqual(1);
      for (const text of texts.slice(1)) expect(text.startsWith(MARK)).toBe(true);
    }
    // Only what was under way when a process died: some, and never more than a few.
    expect(doubtful).toBeGreaterThan(0);
    expect(doubtful).toBeLessThan(PEOPLE / 4);
  });
});
