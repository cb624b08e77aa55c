import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  addHousehold,
  addPerson,
  bind,
  ensureRegion,
  issueBindCode,
  openFile,
  verifyAudit,
} from '../../src/register/register.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { databasesForThisFile } from '../databases.ts';
import { at, KEY, secrets, TOWN, VILLAGE } from '../register/desk.ts';
import { pictureOf, placeOf, REPLIES, sumOf } from './crash-report-steps.ts';

const CHILD = join(import.meta.dirname, 'crash-report-steps-child.ts');
const HOUSES = 4;
const MESSAGES = 4 * HOUSES;

/** Where the process is killed, and at which message: a report with a picture, its 对, the village's step, the township's. */
const KILLS: readonly (readonly [message: number, point: string])[] = [
  [0, 'insert:files'],
  [1, 'insert:reports'],
  [2, 'update:reports'],
  [3, 'insert:replies'],
  [4, 'insert:report_drafts'],
  [5, 'insert:attachments'],
  [6, 'insert:report_events'],
  [7, 'insert:outbox'],
  [8, 'before-commit'],
  [9, 'insert:audit'],
  [10, 'after-commit'],
  [11, 'after-receive'],
  [12, 'after-commit'],
  [13, 'before-commit'],
];

interface Run {
  accepted: number[];
  signal: NodeJS.Signals | null;
  cameThrough: boolean;
  problems: string;
}

function run(args: (string | number)[]): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, ...args.map(String)]);
    let output = '';
    let problems = '';
    child.stdout.on('data', (piece) => {
      output += String(piece);
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

const databases = (await databasesForThisFile()).filter(({ shared }) => shared);

describe.concurrent.each(databases)('a process that reports and reviews on $name', ({ freshUrl, skip }) => {
  it.skipIf(skip)(
    'and is killed at every step of the way ends with each message done once',
    { timeout: 400_000 },
    async () => {
      expect(KEY).toHaveLength(64);
      const url = await freshUrl();
      await prepare(url);
      let next = 0;
      for (const [message, point] of KILLS) {
        const killed = await run([url, next, MESSAGES, point, message]);
        expect(killed, `${point} of message ${message}`).toMatchObject({
          signal: 'SIGKILL',
          cameThrough: false,
          problems: '',
        });
        // What was not acknowledged the platform delivers again.
        next = (killed.accepted.at(-1) ?? next - 1) + 1;
        expect(next, `${point} of message ${message}`).toBe(point === 'insert:files' ? message : message + 1);
      }
      expect(await run([url, next, MESSAGES])).toMatchObject({ cameThrough: true, problems: '' });
      await expectEachOnce(url);
    },
  );
});

/** Two cadres of a village, its township, and a household for each report. */
async function prepare(url: string): Promise<void> {
  const storage = await openStorage(url);
  await at(storage, async (book) => {
    await ensureRegion(book.db, VILLAGE);
    for (const [id, role, region] of [
      ['wang', 'cadre', VILLAGE],
      ['bao', 'cadre', VILLAGE],
      ['town', 'township', TOWN],
    ] as const) {
      const person = await addPerson(book, { id, name: `乙${id}`, role, region }, 'operator');
      const { code } = await issueBindCode(book, person, { by: 'operator' });
      expect(await bind(book, { code, channel: 'web', platformUserId: id, chat: id })).toMatchObject({
        ok: true,
      });
    }
    for (let group = 1; group <= HOUSES; group += 1) {
      const house = { region: VILLAGE, group, head: '甲一', category: '一般户' as const };
      await addHousehold(book, { ...house, members: [], helperId: null }, 'operator');
    }
  });
  await storage.close();
}

/** Every message has its one reply, every report its picture, its steps and its notices, and all of it once. */
async function expectEachOnce(url: string): Promise<void> {
  const storage = await openStorage(url);
  const { db } = storage;
  const numbers = Array.from({ length: MESSAGES }, (_, number) => number);
  const houses = Array.from({ length: HOUSES }, (_, house) => house);
  const messages = await db
    .selectFrom('incoming_messages')
    .leftJoin('replies', 'replies.incoming_id', 'incoming_messages.id')
    .select(['message_id', 'state', 'about'])
    .orderBy('incoming_messages.seq')
    .execute();
  expect(messages.map(({ message_id, state, about }) => [message_id, state, about])).toEqual(
    numbers.map((number) => [`m${number}`, 'done', REPLIES[placeOf(number).step]]),
  );
  const reports = await db.selectFrom('reports').selectAll().orderBy('number').execute();
  expect(reports.map(({ number, amount, state, version }) => [number, amount, state, version])).toEqual(
    houses.map((house) => [house + 1, sumOf(house), 'confirmed', 1]),
  );
  for (const [house, { id }] of reports.entries()) {
    const events = await db
      .selectFrom('report_events')
      .select(['event', 'actor_id'])
      .where('report_id', '=', id)
      .orderBy('seq')
      .execute();
    expect(events.map(({ event, actor_id }) => `${actor_id} ${event}`)).toEqual([
      'wang filed',
      'bao pass',
      'town pass',
    ]);
    const attached = await db.selectFrom('attachments').selectAll().where('report_id', '=', id).execute();
    expect(attached.map(({ name }) => name)).toEqual([`${house}.png`]);
    const file = await openFile({ db, secrets }, attached[0]?.file_id ?? '');
    expect(Buffer.from(file?.bytes ?? []).equals(pictureOf(house)), `picture ${house}`).toBe(true);
  }
  expect(await db.selectFrom('files').select('id').execute()).toHaveLength(HOUSES);
  const sent = await db
    .selectFrom('outbox')
    .select((row) => ['person_id', 'about', row.fn.countAll<number>().as('count')])
    .where('lane', '!=', 'reply')
    .groupBy(['person_id', 'about'])
    .orderBy('person_id')
    .orderBy('about')
    .execute();
  expect(sent.map(({ person_id, about, count }) => `${person_id} ${about} ${count}`)).toEqual([
    `bao report-to-review ${HOUSES}`,
    `town report-to-review ${HOUSES}`,
    `wang report-step ${2 * HOUSES}`,
  ]);
  expect(await db.selectFrom('report_drafts').selectAll().execute()).toEqual([]);
  expect(await at(storage, verifyAudit)).toMatchObject({ ok: true });
  await storage.close();
}
