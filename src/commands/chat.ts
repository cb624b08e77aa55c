import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { createTerminalChannel, terminalCapabilities } from '../channels/terminal/terminal.ts';
import { type Clock, fixedClock, systemClock } from '../clock/clock.ts';
import { compose } from '../compose.ts';
import { newSession } from '../conversation/conversation.ts';
import { createLog } from '../log/log.ts';
import { resolveRegion } from '../policies/policies.ts';
import { openStorage, saveSession } from '../storage/storage.ts';

/** `chat`: talk to the bot as anyone, from anywhere, on any day. Nothing is kept. Resolves to the exit status. */
export async function runChat(
  root: string,
  options: { as: string; region?: string; on?: string },
  terminalOf: { input: Readable; output: Writable } = { input: process.stdin, output: process.stdout },
): Promise<number> {
  if (options.on !== undefined && !z.iso.date().safeParse(options.on).success) {
    console.error(`--on：日期要写成 2021-09-01 这样，写的是“${options.on}”。`);
    return 1;
  }
  // Noon in China, so that the local date is the day that was asked for.
  const clock: Clock = options.on === undefined ? systemClock : fixedClock(`${options.on}T04:00:00Z`);
  const log = createLog({ level: 'warn' });
  const storage = await openStorage('sqlite::memory:', { log });
  const app = await compose({ root, storage, clock, log, defaultRegion: null, reloadMs: 2000 });
  const region =
    options.region === undefined ? null : resolveRegion(app.data.current().knowledge.regions, options.region);
  if (options.region !== undefined && region === null) {
    console.error(
      `--region：没有叫“${options.region}”的地方，或者不止一个，请写完整的路径，例如 江西省/赣州市/全南县。`,
    );
    await app.close();
    return 1;
  }
  const person = { channel: 'terminal', chat: options.as, sender: options.as };
  await saveSession(storage.db, person, newSession(region), clock.now().toISOString());
  const terminal = createTerminalChannel({
    inbox: app.inbox,
    clock,
    ...terminalOf,
    person: options.as,
    log,
  });
  app.outbox.open(terminal, terminalCapabilities);
  await terminal.start();
  app.outbox.start();
  await terminal.left;
  await app.outbox.stop();
  await app.close();
  return 0;
}
