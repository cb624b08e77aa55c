import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSession, openStorage } from '../../src/storage/storage.ts';
import { databasesForThisFile } from '../databases.ts';

const databases = (await databasesForThisFile()).filter(({ skip, shared }) => shared && !skip);
const CHILD = join(import.meta.dirname, 'crash-child.ts');

interface Run {
  /** The numbers that were acknowledged. */
  accepted: number[];
  signal: NodeJS.Signals | null;
  cameThrough: boolean;
  problems: string;
}

/** Runs the child; `killAfter` is how many lines it may write before it is killed from outside, some time after. */
function run(args: (string | number)[], killAfter = Number.POSITIVE_INFINITY, delayMs = 0): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, ...args.map(String)]);
    let output = '';
    let problems = '';
    let doomed = false;
    child.stdout.on('data', (piece) => {
      output += String(piece);
      if (doomed || output.split('\n').length <= killAfter) return;
      doomed = true;
      setTimeout(() => child.kill('SIGKILL'), delayMs);
    });
    child.stderr.on('data', (piece) => {
      problems += String(piece);
    });
    child.on('close', (_code, signal) => {
      const accepted = [...output.matchAll(/^accepted (\d+)$/gm)].map((match) => Number(match[1]));
      resolve({ accepted, signal, cameThrough: output.includes('end\n'), problems });
    });
  });
}

/**
 * Each message has one reply, or one silence in the group; each session shows each message of its chat once, in order;
 * each message's notice is there once. Gives their number.
 */
async function expectEachOnce(url: string): Promise<number> {
  const storage = await openStorage(url);
  const rows = await storage.db
    .selectFrom('incoming_messages')
    .leftJoin('replies', 'replies.incoming_id', 'incoming_messages.id')
    .select(['incoming_messages.text', 'state', 'silence', 'replies.text as reply', 'kind'])
    .orderBy('incoming_messages.seq')
    .execute();
  const numbers = rows.map((_, n) => n);
  expect(
    rows.map(({ text, state, silence, kind, reply }) => [
      text,
      state,
      silence ?? kind,
      reply?.replace(/^.*: /, ''),
    ]),
  ).toEqual(
    numbers.map((n) =>
      n % 5 === 4 ? [`${n}`, 'done', 'group-talk', undefined] : [`${n}`, 'done', 'answer', `${n}`],
    ),
  );
  const queued = await storage.db.selectFrom('outbox').select('text').where('chat', '=', 'office').execute();
  const told = queued.map(({ text }) => Number(text));
  expect(told.toSorted((a, b) => a - b)).toEqual(numbers);
  for (const chat of [0, 1, 2]) {
    const heard = await loadSession(storage.db, { channel: 'web', chat: `c${chat}`, sender: 'p1' });
    expect(heard).toEqual(numbers.filter((n) => n % 3 === chat && n % 5 !== 4).map(String));
  }
  await storage.close();
  return rows.length;
}

describe.concurrent.each(databases)('a process on $name', (database) => {
  it.each([
    ['after-receive', 5],
    ['before-commit', 5],
    ['after-commit', 5],
    // Met with silence.
    ['before-commit', 4],
    ['after-commit', 4],
  ] as const)('that is killed %s of message %i loses and doubles nothing', async (point, number) => {
    const url = await database.freshUrl();
    const killed = await run([url, 0, 12, point, number]);
    expect(killed).toMatchObject({ signal: 'SIGKILL', cameThrough: false, problems: '' });
    expect(killed.accepted).toContain(number);
    expect(await run([url, 0, 0])).toMatchObject({ signal: null, cameThrough: true, problems: '' });
    expect(await expectEachOnce(url)).toBeGreaterThanOrEqual(killed.accepted.length);
  });

  it('that is killed again and again at any moment loses and doubles nothing', async () => {
    const url = await database.freshUrl();
    const total = 400;
    let next = 0;
    let kills = 0;
    for (const [lines, delayMs] of [
      [1, 0],
      [3, 2],
      [20, 7],
      [40, 1],
      [60, 11],
    ] as const) {
      const killed = await run([url, next, total], lines, delayMs);
      expect(killed.problems).toBe('');
      if (killed.signal === 'SIGKILL') kills += 1;
      // What was not acknowledged the platform delivers again, even if it had been stored.
      next = (killed.accepted.at(-1) ?? next - 1) + 1;
    }
    expect(kills).toBeGreaterThanOrEqual(3);
    expect(await run([url, next, total])).toMatchObject({ signal: null, cameThrough: true, problems: '' });
    expect(await expectEachOnce(url)).toBe(total);
  });
});
