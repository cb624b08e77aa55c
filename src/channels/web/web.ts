import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Channel, ChannelKind } from '../channel.ts';
import { createWebApp } from './app.tsx';
import { createWebFeed } from './feed.ts';
import { createIntake } from './intake.ts';
import { createOpenPages } from './open-pages.ts';
import { WEB, type WebConfig, type WebParts, type WebTiming } from './parts.ts';
import { cannotListen, portTaken } from './wording.ts';

export { createWebFeed } from './feed.ts';
export type { Operations, Readiness } from './health.ts';
export type { Cursor, Entry, WebConfig, WebFeed, WebInbox, WebParts, WebTiming } from './parts.ts';
export { WIDGET_SITES_RIGHT, widgetSettings } from './widget.ts';

export interface WebChannel extends Channel {
  /** The address to open in a browser, with the port that was really taken. Throws before `start`. */
  readonly url: string;
}

/** A page scrolls: nothing that we say is longer. */
const PAGE_LIMIT = 20_000;
/** The page shows any number. */
const MOST_BUTTONS = 20;
const TIMING: WebTiming = { heartbeat: 15_000, lifetime: 10 * 60_000, grace: 3000 };

/** The web chat: one page for anybody with a browser, no account. */
export function createWebChannel(parts: WebParts): WebChannel {
  const { inbox, config, log, clock } = parts;
  const timing = { ...TIMING, ...parts.timing };
  const pages = createOpenPages();
  const intake = createIntake(parts, pages.ring);
  const app = createWebApp({ ...parts, timing, pages, intake });
  const server = createAdaptorServer({ fetch: app.fetch });
  let stopListening: () => void = () => undefined;

  return {
    name: WEB,
    async send(message) {
      try {
        await parts.feed.post(message, clock.now());
      } catch (error) {
        log.error({ err: error, channel: WEB }, 'a notice could not be put on the page');
        return { kind: 'later', afterMs: null, scope: 'channel', reason: 'database not writable' };
      }
      pages.ring(message.chat);
      return { kind: 'sent', messageId: message.id };
    },
    get url() {
      const { port } = listeningAt();
      if (config.publicUrl !== undefined) return config.publicUrl;
      const host = ['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host;
      return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    },
    async start() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => reject(forOperator(error)));
        server.listen(config.port, config.host, resolve);
      });
      const ring = ({ channel, chat }: { channel: string; chat: string }): void => {
        if (channel === WEB) pages.ring(chat);
      };
      stopListening = inbox.onReply(ring);
    },
    async stop() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      stopListening();
      pages.close();
      // `close` alone waits for the last open line: for one that a browser keeps in store, and for a stuck stream.
      const sweep = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 50);
      const cut = setTimeout(() => {
        if ('closeAllConnections' in server) server.closeAllConnections();
      }, timing.grace);
      await Promise.race([Promise.all([closed, intake.rest()]), afterGrace()]);
      clearInterval(sweep);
      clearTimeout(cut);
      log.info({ channel: WEB }, 'web chat stopped');
    },
  };

  /** Cutting lines is asynchronous, and a reply may hang in the database: neither may hold up the end. */
  function afterGrace(): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, timing.grace + 500).unref();
    });
  }

  function listeningAt(): AddressInfo {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the web chat is not listening yet');
    return address;
  }

  function forOperator(error: NodeJS.ErrnoException): Error {
    const { host, port } = config;
    const sentence = error.code === 'EADDRINUSE' ? portTaken(port) : cannotListen(host, port, error.message);
    return new Error(sentence, { cause: error });
  }
}

/** The web chat's line in THE list. */
export const webKind: ChannelKind<WebChannel, WebConfig> = {
  name: WEB,
  capabilities: {
    text: { limit: PAGE_LIMIT, unit: 'characters' },
    buttons: MOST_BUTTONS,
    // Of replies the page shows them by itself.
    pictures: { in: true, out: false },
    groups: false,
    // A notice stands on the page as soon as the person opens it.
    mayBegin: true,
    replyWindow: null,
    stableUserIds: true,
    stableMessageIds: true,
    quotas: [],
    pauseMs: null,
    inlineReplyMs: null,
    pulls: true,
  },
  create: ({ inbox, storage, clock, log, settings }) =>
    createWebChannel({ inbox, clock, log, config: settings, feed: createWebFeed(storage) }),
};
