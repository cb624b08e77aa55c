import { PassThrough } from 'node:stream';
import { createCalendar } from '../../src/calendar/calendar.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { type Clock, systemClock } from '../../src/clock/clock.ts';
import { createInbox, type Inbox, type Incoming, type Turn } from '../../src/conversation/conversation.ts';
import { createLog } from '../../src/log/log.ts';
import { createOutbox, type OutboxTiming, type SendResult } from '../../src/outbox/outbox.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { ChannelHarness, Platform } from './kit-harness.ts';
import { kitTurn } from './kit-turn.ts';

/** The product around one channel: a real inbox and a real outbox on a real database. */
export interface KitBot {
  channel: Channel;
  /** What the channel handed in, duplicates too. */
  accepted: readonly Incoming[];
  /** What the outbox handed to the channel, and what became of it. */
  sent: readonly { text: string; result: SendResult }[];
  /** What was logged so far. */
  logged(): string;
  /** Stops as the service does; once, however often it is called. */
  stop(): Promise<void>;
}

export interface KitBotOptions {
  turn?: Turn;
  /** Stands between the channel and the inbox: to break it, or to slow it down. */
  between?: (inbox: Inbox) => Inbox;
  clock?: Clock;
  timing?: Partial<OutboxTiming>;
}

/** Starts the channel on `storage`, as after a start of the service: what was left over is answered first. */
export async function startBot(
  harness: Pick<ChannelHarness, 'capabilities'>,
  platform: Pick<Platform, 'create' | 'connect' | 'disconnect'>,
  storage: Storage,
  { turn = kitTurn, between = (inbox) => inbox, clock = systemClock, timing = {} }: KitBotOptions = {},
): Promise<KitBot> {
  const lines = new PassThrough();
  const log = createLog({ level: 'trace', to: lines });
  // A platform's pace is the outbox's matter, and would make a test wait.
  const capabilities = { ...harness.capabilities, quotas: [], pauseMs: null };
  const inbox = createInbox({
    storage,
    clock,
    log,
    turn,
    knowledgeVersion: () => 'kit',
    capabilities: () => capabilities,
  });
  const calendar = createCalendar();
  const outbox = createOutbox({ storage, clock, log, calendar: () => calendar, timing });
  inbox.onReply(() => outbox.wake());
  const accepted: Incoming[] = [];
  const sent: { text: string; result: SendResult }[] = [];
  const watched: Inbox = {
    ...inbox,
    accept(incoming) {
      accepted.push(incoming);
      return inbox.accept(incoming);
    },
  };
  const channel = platform.create({
    inbox: between(watched),
    storage,
    clock,
    log,
    replies: outbox.replies,
  });
  const sender = {
    name: channel.name,
    async send(message: Parameters<Channel['send']>[0]) {
      const result = await channel.send(message);
      sent.push({ text: message.text, result });
      return result;
    },
  };
  outbox.open(sender, capabilities);
  await inbox.recover();
  await channel.start();
  await platform.connect(channel);
  outbox.start();
  let stopping: Promise<void> | null = null;
  async function stop(): Promise<void> {
    await platform.disconnect();
    await outbox.stop();
    await channel.stop();
  }
  return {
    channel,
    accepted,
    sent,
    logged: () => String(lines.read() ?? ''),
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}
