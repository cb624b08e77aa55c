import { createWechatyChannel } from '../../../src/channels/wechaty/wechaty.ts';
import { systemClock } from '../../../src/clock/clock.ts';
import { createInbox } from '../../../src/conversation/conversation.ts';
import { createLog } from '../../../src/log/log.ts';
import { openStorage } from '../../../src/storage/storage.ts';
import { echo } from '../../conversation/echo.ts';
import { settingsFor } from './harness.ts';

/** Run by gateway.test.ts, which kills it: a service whose gateway would be at the port argv[2], and its wechaty’s folder argv[3]. Prints its wechaty's process. */
const storage = await openStorage('sqlite::memory:');
const log = createLog({ level: 'silent' });
const inbox = createInbox({ storage, clock: systemClock, log, turn: echo(), knowledgeVersion: () => 'kb-1' });
const home = process.argv[3] ?? '';
const settings = settingsFor({ port: Number(process.argv[2]), token: 'insecure_nobody' }, home);
const channel = createWechatyChannel({ inbox, clock: systemClock, log, settings });
await channel.start();
process.stdout.write(`${channel.pid}\n`);
