import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Channel, Outgoing } from '../../../src/channels/channel.ts';
import { createWecomChannel } from '../../../src/channels/wecom/wecom.ts';
import { type FixedClock, fixedClock } from '../../../src/clock/clock.ts';
import { createInbox, type Incoming } from '../../../src/conversation/conversation.ts';
import { createLog } from '../../../src/log/log.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { echo } from '../../conversation/echo.ts';
import { createFakeWecom, type FakeWecom } from './fake-wecom.ts';
import { settingsFor } from './harness.ts';

/** The app, the fake 企业微信 that it talks to, and what it took in. */
export interface Stage {
  fake: FakeWecom;
  channel: Channel;
  storage: Storage;
  clock: FixedClock;
  accepted: Incoming[];
  logged(): string;
}

/** Opens all of it on a database in memory, until the test is over. */
export async function openStage(settings: Record<string, string> = {}, call = 3000): Promise<Stage> {
  const lines = new PassThrough();
  const log = createLog({ level: 'trace', to: lines });
  const clock = fixedClock('2026-11-20T01:00:00Z');
  const storage = await openStorage('sqlite::memory:');
  const fake = createFakeWecom();
  await fake.open();
  const accepted: Incoming[] = [];
  const inbox = createInbox({ storage, clock, log, turn: echo(), knowledgeVersion: () => 'kb-1' });
  const channel = createWecomChannel(
    {
      inbox: {
        ...inbox,
        accept(incoming) {
          accepted.push(incoming);
          return inbox.accept(incoming);
        },
      },
      storage,
      clock,
      log,
      settings: settingsFor(fake, settings),
      replies: { claim: () => Promise.resolve(null), settle: () => Promise.resolve() },
    },
    { call, grace: 200 },
  );
  await channel.start();
  await fake.hook(channel);
  onTestFinished(async () => {
    await channel.stop();
    await fake.close();
    await storage.close();
  });
  return { fake, channel, storage, clock, accepted, logged: () => String(lines.read() ?? '') };
}

/** A reminder to 王秀英, unless it is said otherwise. */
export function outgoing(more: Partial<Outgoing> = {}): Outgoing {
  return {
    id: 'out-1',
    chat: 'Uwang',
    text: '明天上午九点开会',
    options: [],
    picture: null,
    inReplyTo: null,
    lane: 'reminder',
    ...more,
  };
}
