import { createServer } from 'node:net';
import { PassThrough } from 'node:stream';
import { createCalendar } from '../../../src/calendar/calendar.ts';
import { webKind } from '../../../src/channels/channels.ts';
import {
  createWebChannel,
  createWebFeed,
  type WebChannel,
  type WebParts,
} from '../../../src/channels/web/web.ts';
import { type FixedClock, fixedClock } from '../../../src/clock/clock.ts';
import { createInbox, type Inbox } from '../../../src/conversation/inbox.ts';
import type { Turn } from '../../../src/conversation/message-turn.ts';
import { createLog } from '../../../src/log/log.ts';
import { createOutbox, type Outbox } from '../../../src/outbox/outbox.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { villageTurn } from './village-turn.ts';

/** A web chat that is open on a port of its own. It is 2 March 2025 in China. */
export interface Site {
  url: string;
  clock: FixedClock;
  inbox: Inbox;
  /** Sends at once, at any hour, when it is told to. */
  outbox: Outbox;
  storage: Storage;
  channel: WebChannel;
  logged(): string;
  close(): Promise<void>;
}

interface SiteOptions {
  database?: string;
  port?: number;
  turn?: Turn;
  timing?: WebParts['timing'];
  config?: Partial<WebParts['config']>;
  /** Changes the parts before the channel gets them. */
  tamper?: (parts: WebParts) => WebParts;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}

export async function openSite(options: SiteOptions = {}): Promise<Site> {
  const lines = new PassThrough();
  const log = createLog({ level: 'debug', to: lines });
  const clock = fixedClock('2025-03-01T18:00:00Z');
  const storage = await openStorage(options.database ?? 'sqlite::memory:');
  const turn = options.turn ?? villageTurn;
  const inbox = createInbox({ storage, clock, log, turn, knowledgeVersion: () => 'kb-1' });
  await inbox.recover();
  const config = {
    host: '127.0.0.1',
    port: options.port ?? 0,
    secret: 'a secret for tests only',
    regionName: '杭锦旗',
    regionPath: '内蒙古自治区/鄂尔多斯市/杭锦旗',
    ...options.config,
  };
  const parts: WebParts = { inbox, feed: createWebFeed(storage), clock, log, config };
  if (options.timing !== undefined) parts.timing = options.timing;
  const channel = createWebChannel(options.tamper?.(parts) ?? parts);
  await channel.start();
  const hours = { any: null, daytime: null, workday: null, working: null };
  const outbox = createOutbox({ storage, clock, log, hours, calendar: () => createCalendar() });
  outbox.open(channel, webKind.capabilities);
  return {
    url: channel.url,
    clock,
    inbox,
    outbox,
    storage,
    channel,
    logged: () => String(lines.read() ?? ''),
    async close() {
      await channel.stop();
      await storage.close();
    },
  };
}
