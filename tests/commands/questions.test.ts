import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fixedClock } from '../../src/clock/clock.ts';
import { runQuestions } from '../../src/commands/questions.ts';
import { compose } from '../../src/compose.ts';
import { createLog } from '../../src/log/log.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { PROJECT, villageRoot } from './village.ts';

const root = villageRoot();
const database = `sqlite:${join(root, 'questions.db')}`;
const lines: string[] = [];

beforeAll(async () => {
  const clock = fixedClock('2025-05-01T04:00:00Z');
  const log = createLog({ level: 'error' });
  const storage = await openStorage(database, { log });
  const app = await compose({
    root,
    storage,
    clock,
    log,
    defaultRegion: '内蒙古自治区/示范旗',
    reloadMs: null,
  });
  const all = [
    ['a', '30只羊出栏补多少'],
    ['b', '火星移民怎么报名'],
    ['c', '火车票报销几张'],
    ['a', '转人工'],
  ] as const;
  for (const [index, [person, asked]] of all.entries()) {
    await app.inbox.handle({
      channel: 'web',
      chat: person,
      messageId: `m${index}`,
      sender: person,
      text: asked,
      receivedAt: clock.now().toISOString(),
    });
  }
  await app.close();
});
beforeEach(() => {
  lines.length = 0;
  vi.stubEnv('DATABASE_URL', database);
  vi.stubEnv('SECRET', 'a secret of thirty-two characters');
  for (const stream of ['log', 'error'] as const) {
    vi.spyOn(console, stream).mockImplementation((line: string) => void lines.push(line));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** The ids on the list, oldest first. */
async function listed(limit = '50'): Promise<string[]> {
  lines.length = 0;
  expect(await runQuestions(root, { limit })).toBe(0);
  return lines.map((line) => line.split('  ')[0] ?? '');
}

describe('questions', () => {
  it('gives each a short number', async () => {
    expect((await listed()).every((number) => /^\d{1,3}$/.test(number))).toBe(true);
  });

  it('lists what could not be answered, oldest first, with its day and place', async () => {
    await listed();
    expect(lines).toEqual([
      expect.stringMatching(/^\d+ {2}2025-05-01 {2}示范旗 {2}没答上 {2}火星移民怎么报名$/),
      expect.stringMatching(/火车票报销几张$/),
      expect.stringMatching(/ {2}转人工（前面问的是：30只羊出栏补多少）$/),
    ]);
  });

  it('lists no more than it was told to', async () => {
    expect(await listed('1')).toHaveLength(1);
  });

  it.each(['0', '-1', '很多', '1.5'])('refuses the limit %s', async (limit) => {
    expect(await runQuestions(root, { limit })).toBe(1);
    expect(lines).toEqual([`--limit：要写一个正整数，例如 50，写的是“${limit}”。`]);
  });

  it('as a command shows the same list', async () => {
    const [first] = await listed();
    const child = spawn('npm', ['run', '--silent', 'cunkou', '--', 'questions', '--limit', '1'], {
      cwd: PROJECT,
    });
    const [output, status] = await Promise.all([
      text(child.stdout),
      new Promise((resolve) => child.on('close', resolve)),
    ]);
    expect(output).toContain(String(first));
    expect(status).toBe(0);
  });

  it('takes a question off the list once', async () => {
    const [first = '', second, handOver] = await listed();
    lines.length = 0;
    expect(await runQuestions(root, { limit: '50', close: first, note: '已补进词条' })).toBe(0);
    expect(await runQuestions(root, { limit: '50', close: first })).toBe(1);
    expect(lines).toEqual([`已划掉：${first}  火星移民怎么报名`, `单子上没有编号“${first}”的问题。`]);
    expect(await listed()).toEqual([second, handOver]);
    expect(await runQuestions(root, { limit: '50', close: second ?? '' })).toBe(0);
    expect(await runQuestions(root, { limit: '50', close: handOver ?? '' })).toBe(0);
    expect(await listed()).toEqual(['没有待办的问题。']);
  });
});
