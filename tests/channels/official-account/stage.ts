import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Channel } from '../../../src/channels/channel.ts';
import {
  createOfficialAccountChannel,
  type OfficialAccountTiming,
  officialAccountCapabilities,
} from '../../../src/channels/official-account/official-account.ts';
import { type FixedClock, fixedClock } from '../../../src/clock/clock.ts';
import { createInbox, type Inbox, type Incoming, type Turn } from '../../../src/conversation/conversation.ts';
import { createLog } from '../../../src/log/log.ts';
import type { Outgoing } from '../../../src/outbox/outbox.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { echo } from '../../conversation/echo.ts';
import { createRelay, type Relay } from '../relay.ts';
import {
  createFakeOfficialAccount,
  type FakeOfficialAccount,
  type FakeOptions,
} from './fake-official-account.ts';
import { settingsFor, TIMING } from './harness.ts';

/** A 公众号, the fake WeChat around it, and what sends its replies. */
export interface Stage {
  fake: FakeOfficialAccount;
  channel: Channel;
  relay: Relay;
  storage: Storage;
  clock: FixedClock;
  inbox: Inbox;
  accepted: Incoming[];
  /** What was worked out so far, by its text. */
  workedOut: string[];
  logged(): string;
  /** A second channel on the same database, as after a restart; the fake calls that one from now on. */
  restart(): Promise<Channel>;
}

export interface StageOptions extends FakeOptions {
  timing?: Partial<OfficialAccountTiming>;
  settings?: Record<string, unknown>;
  turn?: Turn;
  /** Stands between the channel and the inbox. */
  between?: (inbox: Inbox) => Inbox;
  /** How long a reply waits to be claimed. */
  inlineReplyMs?: number;
}

/** Opens all of it on a database in memory, until the test is over. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { timing = {}, settings = {}, turn = echo(), between = (inbox) => inbox } = options;
  const lines = new PassThrough();
  const log = createLog({ level: 'trace', to: lines });
  const clock = fixedClock('2026-11-20T01:00:00Z');
  const storage = await openStorage('sqlite::memory:');
  const fake = createFakeOfficialAccount({ clock, ...options });
  await fake.open();
  const accepted: Incoming[] = [];
  const workedOut: string[] = [];
  const counted: Turn = (input, db) => {
    workedOut.push(input.text);
    return turn(input, db);
  };
  const inbox = createInbox({ storage, clock, log, turn: counted, knowledgeVersion: () => 'kb-1' });
  const { inlineReplyMs = 60_000 } = options;
  const relay = createRelay(inbox, { ...officialAccountCapabilities, inlineReplyMs });
  const watched = between({
    ...inbox,
    accept(incoming) {
      accepted.push(incoming);
      return inbox.accept(incoming);
    },
  });
  const open: Channel[] = [];

  async function start(): Promise<Channel> {
    const channel = createOfficialAccountChannel(
      {
        inbox: watched,
        storage,
        clock,
        log,
        replies: relay.replies,
        settings: settingsFor(fake, { sealed: options.sealed ?? false, ...settings }),
      },
      { ...TIMING, reply: 20_000, ...timing },
    );
    open.push(channel);
    relay.start(channel);
    await channel.start();
    await fake.unhook();
    await fake.hook(channel);
    return channel;
  }

  const channel = await start();
  onTestFinished(async () => {
    await fake.unhook();
    for (const one of open) await one.stop();
    await relay.stop();
    await fake.close();
    await storage.close();
  });
  const logged = () => String(lines.read() ?? '');
  return { fake, channel, relay, storage, clock, inbox, accepted, workedOut, logged, restart: start };
}

/** A text of a follower. */
export const text = (id: string, content: string) => ({ MsgType: 'text', MsgId: id, Content: content });

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

/** Holds `settle` back until it is opened. */
export function gate(): { between(inbox: Inbox): Inbox; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    between: (inbox) => ({
      ...inbox,
      async settle(id) {
        await opened;
        return inbox.settle(id);
      },
    }),
    open,
  };
}
