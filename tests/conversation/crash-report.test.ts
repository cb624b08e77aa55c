import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock/clock.ts';
import { compose } from '../../src/compose.ts';
import { createLog } from '../../src/log/log.ts';
import {
  addHousehold,
  addPerson,
  type Book,
  bind,
  ensureRegion,
  issueBindCode,
  verifyAudit,
} from '../../src/register/register.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { at, KEY, VILLAGE } from '../register/desk.ts';

const ROOT = fileURLToPath(new URL('../broken-data/sound', import.meta.url));
/** Reports of one cadre: each about a household of its own, so that none is asked about as told before. */
const GROUPS = 10;
const folder = mkdtempSync(join(tmpdir(), 'cunkou-crash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const freshUrl = () => `sqlite:${join(folder, randomUUID(), 'cunkou.db')}`;
const CHILD = join(import.meta.dirname, 'crash-report-child.ts');

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

/** A village with three cadres, each with a bound account and households of his own to report about. */
async function prepare(url: string): Promise<void> {
  const storage = await openStorage(url);
  await at(storage, async (book: Book) => {
    await ensureRegion(book.db, VILLAGE);
    for (const [number, numeral] of [...'一二三'].entries()) {
      const id = `cadre${number}`;
      const cadre = { id, name: `乙${numeral}`, role: 'cadre' as const, region: VILLAGE };
      const person = await addPerson(book, cadre, 'operator');
      const { code } = await issueBindCode(book, person, { by: 'operator' });
      const bound = await bind(book, { code, channel: 'web', platformUserId: id, chat: id });
      expect(bound).toMatchObject({ ok: true });
      for (let group = 1; group <= GROUPS; group += 1) {
        const house = { region: VILLAGE, group, head: `甲${numeral}`, category: '一般户' as const };
        await addHousehold(book, { ...house, members: [], helperId: null }, 'operator');
      }
    }
  });
  await storage.close();
}

/** The next start: a new composed app on the same database settles what was left behind. */
async function restart(url: string): Promise<void> {
  const app = await compose({
    root: ROOT,
    storage: await openStorage(url),
    clock: systemClock,
    log: createLog({ level: 'error' }),
    defaultRegion: null,
    reloadMs: null,
    dataKey: KEY,
  });
  await app.inbox.recover();
  await app.close();
}

/**
 * Each message has one reply, in order; each 对 filed the report before it, once and with its own sum; the numbers
 * have no gap and the audit chain holds. Gives the number of messages.
 */
async function expectEachOnce(url: string): Promise<number> {
  const storage = await openStorage(url);
  const { db } = storage;
  const rows = await db
    .selectFrom('incoming_messages')
    .leftJoin('replies', 'replies.incoming_id', 'incoming_messages.id')
    .select(['message_id', 'state', 'about'])
    .orderBy('incoming_messages.seq')
    .execute();
  const numbers = rows.map((_, n) => n);
  const confirms = (n: number) => Math.floor(n / 3) % 2 === 1;
  expect(rows.map(({ message_id, state, about }) => [message_id, state, about])).toEqual(
    numbers.map((n) => [`m${n}`, 'done', confirms(n) ? 'report-filed' : 'report-read-back']),
  );
  const reports = await db.selectFrom('reports').selectAll().orderBy('number').execute();
  expect(reports.map(({ number }) => number)).toEqual(reports.map((_, index) => index + 1));
  const sums = numbers.filter(confirms).map((n) => 1000 + n - 3);
  expect(reports.map(({ amount }) => amount).toSorted((a, b) => Number(a) - Number(b))).toEqual(sums);
  const filed = await db
    .selectFrom('report_events')
    .select('report_id')
    .where('event', '=', 'filed')
    .execute();
  expect(filed.map(({ report_id }) => report_id).toSorted()).toEqual(reports.map(({ id }) => id).toSorted());
  expect(await at(storage, verifyAudit)).toMatchObject({ ok: true });
  await storage.close();
  return rows.length;
}

describe.concurrent('a process with the composed app', () => {
  it.each([
    // The 对 that files the report.
    ['after-receive', 4],
    ['before-commit', 4],
    ['after-commit', 4],
  ] as const)('that is killed %s of message %i loses and doubles no report', async (point, number) => {
    const url = freshUrl();
    await prepare(url);
    const killed = await run([url, 0, 12, point, number]);
    expect(killed).toMatchObject({ signal: 'SIGKILL', cameThrough: false, problems: '' });
    expect(killed.accepted).toContain(number);
    await restart(url);
    expect(await expectEachOnce(url)).toBeGreaterThanOrEqual(killed.accepted.length);
  });

  it('that is killed again and again at any moment loses and doubles no report', async () => {
    const url = freshUrl();
    await prepare(url);
    const total = 6 * GROUPS;
    let next = 0;
    let kills = 0;
    for (const [lines, delayMs] of [
      [1, 0],
      [8, 3],
      [14, 11],
    ] as const) {
      const killed = await run([url, next, total], lines, delayMs + Math.floor(Math.random() * 10));
      expect(killed.problems).toBe('');
      if (killed.signal === 'SIGKILL') kills += 1;
      // What was not acknowledged the platform delivers again, even if it had been stored.
      next = (killed.accepted.at(-1) ?? next - 1) + 1;
    }
    expect(kills).toBeGreaterThanOrEqual(2);
    expect(await run([url, next, total])).toMatchObject({ signal: null, cameThrough: true, problems: '' });
    expect(await expectEachOnce(url)).toBe(total);
  });
});
