import { setTimeout as sleep } from 'node:timers/promises';
import { type Bot, createBot } from './bot.ts';
import { loadWechaty } from './load.ts';
import { wordFor } from './outcome.ts';
import { type BotSettings, type BotState, type FromBot, toBot } from './protocol.ts';

/** The process that wechaty lives in. It is started by `keeper.ts`, ends when that is gone, and holds no data of ours. */

let bot: Bot | null = null;

function tell(event: FromBot): void {
  if (process.connected) process.send?.(event, undefined, undefined, () => undefined);
}

/** Ends the process, after what was told has left the pipe. */
async function end(code: number): Promise<void> {
  await sleep(50);
  process.exit(code);
}

function notYet(request: string): void {
  const result = { kind: 'later', afterMs: null, scope: 'channel', reason: 'not logged in' } as const;
  tell({ type: 'sent', request, result });
}

function notThere(request: string): void {
  tell({ type: 'seen', request, alive: false });
}

async function begin(settings: BotSettings): Promise<void> {
  try {
    const loaded = await loadWechaty(settings);
    bot = createBot({
      loaded,
      settings,
      tell,
      giveUp: (state: BotState | null) => {
        if (state !== null) tell({ type: 'state', state, qr: null });
        void end(1);
      },
      now: () => performance.now(),
    });
    await bot.start();
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    tell({ type: 'trouble', what: wordFor(error) });
    tell({ type: 'state', state: missing ? 'missing' : 'out', qr: null });
    await end(1);
  }
}

process.on('message', (sent) => {
  const order = toBot.safeParse(sent);
  if (!order.success) return;
  const { data } = order;
  if (data.type === 'start') void begin(data.settings);
  else if (data.type === 'send') void (bot === null ? notYet(data.request) : bot.send(data));
  else if (data.type === 'befriend') bot?.befriend(data.request).catch(() => undefined);
  else if (data.type === 'look') void (bot?.look(data.request) ?? notThere(data.request));
  else void (bot?.stop() ?? Promise.resolve()).catch(() => undefined).then(() => end(0));
});
// Without its keeper it would go on answering nobody under the account.
process.on('disconnect', () => process.exit(0));
