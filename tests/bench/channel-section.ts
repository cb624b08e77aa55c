import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, sequentialize } from '@grammyjs/runner';
import Database from 'better-sqlite3';
import { Bot, type Context } from 'grammy';
import { telegramKind } from '../../src/channels/telegram/telegram.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { startBot } from '../channels/kit-bot.ts';
import type { ChannelHarness, Platform } from '../channels/kit-harness.ts';
import type { Answered, Flood } from './bot-api-child.ts';
import { timesOf } from './report-times.ts';
import { markdown, milliseconds } from './table.ts';

const FULL = { burst: 10_000, steady: 2000 };
const QUICK = { burst: 1000, steady: 400 };
const PEOPLE = 500;
const COMMITS = 300;
/** A flow that every contender bears. */
const STEADY_EVERY_MS = 5;
const CHILD = fileURLToPath(new URL('./bot-api-child.ts', import.meta.url));

interface Server {
  root: string;
  token: string;
}
/** Starts answering on a Bot API server; gives the way to stop. */
type Contender = (server: Server) => Promise<() => Promise<void>>;

/** Floods Telegram bots with messages, over HTTP from a server of ours, and prints how fast each answers. */
export async function channelSection({ quick }: { quick: boolean }): Promise<void> {
  const size = quick ? QUICK : FULL;
  const contenders: [string, Contender][] = [
    ['村口, durable', cunkou],
    ['grammY, runner, with two bare commits', grammyWithCommits],
    ['grammY, runner, in order per person', (server) => grammyRunner(server)],
    ['grammY, bot.start()', grammyAlone],
  ];
  const rows: string[][] = [];
  for (const [name, contender] of contenders) {
    const commits = [commitMs()];
    const burst = await measure(contender, { messages: size.burst, people: PEOPLE, everyMs: 0 });
    const steady = await measure(contender, {
      messages: size.steady,
      people: PEOPLE,
      everyMs: STEADY_EVERY_MS,
    });
    const times = timesOf(steady.ms);
    commits.push(commitMs());
    rows.push([
      name,
      Math.round(burst.answers / burst.seconds).toString(),
      `${size.burst - burst.answers} / ${burst.doubled} / ${burst.overtaken}`,
      ...[times.p50, times.p99, times.max].map(milliseconds),
      commits.map(milliseconds).join(' – '),
    ]);
  }
  const header = [
    'Telegram, long polling',
    'answered per second',
    'lost / doubled / overtaken',
    'p50 ms',
    'p99 ms',
    'max ms',
    'one bare commit ms',
  ];
  console.log(`## ${size.burst} messages of ${PEOPLE} people at once, over HTTP

Each is repeated to whoever wrote it; the Bot API server is ours, in a process of its own. 村口 keeps every message and
every reply in an SQLite file (WAL, synchronous=FULL) before it acknowledges and before it sends. Two bare commits: the
least that this costs, each message and its reply inserted by better-sqlite3 around the same runner, which acknowledges
before it keeps and would lose what it holds. grammY alone keeps nothing. The pace that the real platform bears (30 a
second) is lifted for all. The times are from writing to the answer, one message every ${STEADY_EVERY_MS} ms. One bare commit: what the disk took before and after. Load
${loadavg()[0]?.toFixed(1)}.

${markdown(header, rows)}
`);
}

/** What one durable insert takes at this moment: on a shared disk it is never the same twice. */
function commitMs(): number {
  const bare = openBare();
  const began = performance.now();
  for (let number = 0; number < COMMITS; number += 1) bare.insert.run('chat', String(number), 'text');
  const each = (performance.now() - began) / COMMITS;
  bare.close();
  return each;
}

function openBare(): { insert: Database.Statement; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'cunkou-bench-'));
  const file = new Database(join(folder, 'bare.db'));
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = FULL');
  file.exec('create table kept (chat text, message_id text, text text, primary key (chat, message_id))');
  return {
    insert: file.prepare('insert into kept values (?, ?, ?)'),
    close() {
      file.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function measure(contender: Contender, flood: Flood): Promise<Answered> {
  const child = fork(CHILD, { execArgv: ['--import', 'tsx'] });
  try {
    const server = await message<Server>(child);
    const stop = await contender(server);
    child.send(flood);
    const answered = await message<Answered>(child);
    await stop();
    return answered;
  } finally {
    child.send('end');
    await once(child, 'exit');
  }
}

async function message<T>(child: ChildProcess): Promise<T> {
  const [sent] = await once(child, 'message');
  return sent as T;
}

async function cunkou({ root, token }: Server): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'cunkou-bench-'));
  const storage = await openStorage(`sqlite:${join(folder, 'cunkou.db')}`);
  const capabilities = { ...telegramKind.capabilities, quotas: [] };
  const harness: Pick<ChannelHarness, 'capabilities'> = { capabilities };
  const platform: Pick<Platform, 'create' | 'connect' | 'disconnect'> = {
    create: (parts) =>
      telegramKind.create({ ...parts, settings: { token, webhookUrl: null, apiRoot: root, proxy: null } }),
    connect: () => Promise.resolve(),
    disconnect: () => Promise.resolve(),
  };
  const bot = await startBot(harness, platform, storage);
  return async () => {
    await bot.stop();
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function grammyRunner(
  { root, token }: Server,
  keep: (context: Context) => void = () => undefined,
): Promise<() => Promise<void>> {
  const bot = echoBot(root, token, keep);
  await bot.init();
  const runner = run(bot);
  return () => runner.stop();
}

async function grammyWithCommits(server: Server): Promise<() => Promise<void>> {
  const bare = openBare();
  const stop = await grammyRunner(server, ({ chat, message }) => {
    bare.insert.run(String(chat?.id), String(message?.message_id), message?.text);
    bare.insert.run(String(chat?.id), `reply to ${message?.message_id}`, message?.text);
  });
  return async () => {
    await stop();
    bare.close();
  };
}

async function grammyAlone({ root, token }: Server): Promise<() => Promise<void>> {
  const bot = echoBot(root, token);
  await bot.init();
  const running = bot.start();
  return async () => {
    await bot.stop();
    await running;
  };
}

function echoBot(apiRoot: string, token: string, keep: (context: Context) => void = () => undefined): Bot {
  const bot = new Bot(token, { client: { apiRoot } });
  // What it cannot send is lost, and counted so.
  bot.catch(() => undefined);
  bot.use(sequentialize((context) => String(context.chat?.id)));
  bot.on('message:text', async (context) => {
    keep(context);
    await context.reply(context.message.text);
  });
  return bot;
}
