import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Channel } from '../../../src/channels/channel.ts';
import {
  createWechatyChannel,
  type WechatyChannel,
  type WechatySettings,
  type WechatyTiming,
  wechatyKind,
  wechatySettings,
} from '../../../src/channels/wechaty/wechaty.ts';
import type { ChannelHarness, Fault, Heard, Platform } from '../kit-harness.ts';
import { BOT, type Gateway, openGateway, type PuppetFault } from './gateway.ts';

export const TIMING: Partial<WechatyTiming> = {
  backoff: 50,
  backoffMax: 200,
  grace: 1000,
  send: 2000,
  file: 1500,
  pingEvery: 400,
  pingWait: 1500,
  beatEvery: 500,
  befriend: { min: 0, max: 10 },
};

export function settingsFor(
  { port, token }: { port: number; token: string },
  home: string,
  more: Record<string, string> = {},
): WechatySettings {
  return wechatySettings.parse({
    WECHATY_PUPPET: 'service',
    WECHATY_TOKEN: token,
    WECHATY_ENDPOINT: `127.0.0.1:${port}`,
    WECHATY_HOME: home,
    ...more,
  });
}

/** The id under which the house knows a contact: our own account's in this log-in stands in front of it. */
export function chatId(contact: string, self = BOT): string {
  return `${createHash('sha256').update(self).digest('base64url').slice(0, 10)}~${contact}`;
}

/** Resolves when the bot is logged in. */
export async function loggedIn(channel: WechatyChannel): Promise<void> {
  await vi.waitFor(
    () => {
      if (channel.status.state !== 'in') throw new Error(`it is ${channel.status.state}`);
    },
    { timeout: 40_000, interval: 20 },
  );
}

const FAULTS: Record<Exclude<Fault['kind'], 'rateLimited'>, { error: PuppetFault; taken: boolean }> = {
  forbidden: { error: new Error('对方开启了朋友验证，你还不是他（她）朋友'), taken: false },
  serverError: { error: new Error('internal error of the puppet'), taken: false },
  // The gateway's own line to WeChat: when ours breaks, the whole process begins anew, which gateway.test.ts shows.
  hangUp: { error: new Error('socket hang up'), taken: true },
  noAnswer: { error: 'silence', taken: true },
  // wechat4u: HTTP 200 with a number of its own in the body.
  errorInside200: { error: new Error('-1 == 0'), taken: false },
};

export interface WechatyPlatform extends Platform {
  readonly gateway: Gateway;
  /** The folder that wechaty may write in. */
  readonly home: string;
  /** A gateway that has died comes back on the same port. */
  reopen(): Promise<void>;
  /** The channel that was made last. */
  channel(): WechatyChannel;
  readonly printed: readonly string[];
}

export interface WechatyOptions {
  settings?: Record<string, string>;
  /** The account that is logged in; null: nobody. */
  self?: string | null;
  timing?: Partial<WechatyTiming>;
  /** Left out: the start waits until the bot is logged in. */
  waits?: boolean;
}

/** A gateway on loopback, and the channel that talks to it. */
export async function openWechaty({
  settings = {},
  self = BOT,
  timing = {},
  waits = true,
}: WechatyOptions = {}): Promise<WechatyPlatform> {
  const home = mkdtempSync(join(tmpdir(), 'cunkou-wechaty-'));
  let gateway = await openGateway({ self });
  let closed = false;
  let channel: WechatyChannel | null = null;
  const printed: string[] = [];
  const idOf = (person: string): string => `wxid-${person}`;
  const roomOf = (group: string): string => `${group}@chatroom`;
  const made = (): WechatyChannel => {
    if (channel === null) throw new Error('no channel was made yet');
    return channel;
  };

  return {
    get gateway() {
      return gateway;
    },
    async reopen() {
      gateway = await openGateway({ self, port: gateway.port });
    },
    home,
    channel: made,
    printed,
    create(parts): Channel {
      channel = createWechatyChannel({
        ...parts,
        settings: settingsFor(gateway, home, settings),
        timing: { ...TIMING, ...timing },
        print: (text) => printed.push(text),
      });
      return channel;
    },
    connect: () => (waits ? loggedIn(made()) : Promise.resolve()),
    disconnect: () => Promise.resolve(),
    say(said) {
      sayOnce(gateway, said.id, {
        from: idOf(said.person),
        ...(said.group === undefined ? {} : { room: roomOf(said.group) }),
        ...said,
      });
      return Promise.resolve();
    },
    press: () => Promise.reject(new Error('no buttons')),
    heard: () =>
      gateway.weChat.sent.map(
        ({ to, text, picture }): Heard => ({
          chat: to.replace(/^wxid-|@chatroom$/g, ''),
          // In a group the answer is addressed to whoever asked.
          text: text.replace(/^@\S+[\u2005 ]/, ''),
          options: [],
          picture,
        }),
      ),
    chatOf(name) {
      gateway.contact(idOf(name), name);
      return chatId(idOf(name));
    },
    fail(fault) {
      if (fault.kind !== 'rateLimited') gateway.weChat.faults.push(FAULTS[fault.kind]);
    },
    async close() {
      if (!closed) await gateway.die();
      closed = true;
      // Also at the second call: while the bot was still there it may have begun anew in the meantime.
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** WeChat by wechaty, over its real gRPC on loopback, with wechaty in a process of its own. */
export const wechatyHarness: ChannelHarness = {
  capabilities: wechatyKind.capabilities,
  lacks: { rateLimited: 'WeChat names no time to wait', press: 'no buttons' },
  secrets: ['insecure_of-the-tests'],
  openPlatform: () => openWechaty(),
};

const said = new WeakMap<Gateway, Set<string>>();

function sayOnce(
  gateway: Gateway,
  id: string,
  message: {
    from: string;
    room?: string;
    mention?: boolean;
    text: string;
    picture?: Uint8Array;
    pictureGone?: boolean;
  },
): void {
  const before = said.get(gateway) ?? new Set();
  said.set(gateway, before);
  if (before.has(id)) {
    gateway.again(id);
    return;
  }
  before.add(id);
  const { from, picture, pictureGone } = message;
  if (picture === undefined) gateway.say({ ...message, id });
  else gateway.show({ id, from, picture: pictureGone === true ? null : picture });
}
