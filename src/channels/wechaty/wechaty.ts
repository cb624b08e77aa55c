import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { toString as qrText } from 'qrcode';
import { localDate } from '../../clock/clock.ts';
import type { IncomingFile } from '../../conversation/conversation.ts';
import type { Channel, ChannelKind, ChannelParts, Outgoing, SendResult } from '../channel.ts';
import { createBreaker } from './breaker.ts';
import { createKeeper, type KeeperTiming } from './keeper.ts';
import type { BotSettings, BotState, FromBot, Received } from './protocol.ts';
import { createRequests } from './requests.ts';
import type { WechatySettings } from './settings.ts';
import { NEEDS_TOKEN, noCertificate, SCAN_BELOW, standing } from './wording.ts';

export {
  WECHATY_RIGHT,
  WECHATY_SECRETS,
  type WechatySettings,
  wechatyConfig,
  wechatySettings,
} from './settings.ts';

export const WECHATY = 'wechaty';

export interface WechatyStatus {
  state: BotState;
  /** The text of the log-in code that waits to be scanned. */
  qr: string | null;
}

export interface WechatyChannel extends Channel {
  readonly status: WechatyStatus;
  /** The process that wechaty lives in; null between two of them. */
  readonly pid: number | null;
}

/** Times that tests shorten, in milliseconds. */
export interface WechatyTiming extends KeeperTiming {
  /** How long a sending may take before its outcome counts as unknown. */
  send: number;
  /** How long a picture or file may take to come. */
  file: number;
  pingEvery: number;
  pingWait: number;
  beatEvery: number;
  /** Before a request to become a contact is accepted. */
  befriend: { min: number; max: number };
}

const TIMING: WechatyTiming = {
  backoff: 1000,
  backoffMax: 60_000,
  settled: 120_000,
  silence: 60_000,
  grace: 5000,
  send: 25_000,
  file: 20_000,
  pingEvery: 15_000,
  pingWait: 10_000,
  beatEvery: 10_000,
  befriend: { min: 5000, max: 40_000 },
};
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FILE_LIMIT = 10 * 1024 * 1024;
const ACCEPT_TRIES = 5;
/** The same trouble is told again after this; what has not connected in this time is not merely slow. */
const QUIET_MS = 60_000;
/** A fresh process is logged in after a few seconds. */
const CONNECTING_MS = 2000;

/**
 * WeChat, through wechaty in a process of its own: its death, its memory and its 350 packages stay there. Throws an
 * Error with a Chinese sentence where a setting is missing.
 */
export function createWechatyChannel(
  parts: Pick<ChannelParts<WechatySettings>, 'inbox' | 'clock' | 'log' | 'settings'> & {
    timing?: Partial<WechatyTiming>;
    /** Where the log-in code is shown. */
    print?: (text: string) => void;
  },
): WechatyChannel {
  const { inbox, clock, log, settings } = parts;
  const timing = { ...TIMING, ...parts.timing };
  const print = parts.print ?? ((text: string) => void process.stdout.write(text));
  const breaker = createBreaker(() => clock.now());
  const sendings = createRequests<SendResult>();
  const looks = createRequests<boolean>();
  const working = new Set<Promise<void>>();
  const troubles = new Map<string, number>();
  let status: WechatyStatus = { state: 'connecting', qr: null };
  let since = performance.now();
  let stopped = false;
  let friends = { day: '', count: 0 };

  const keeper = createKeeper({
    home: resolve(ROOT, settings.WECHATY_HOME),
    settings: botSettings(settings, timing),
    memoryMb: settings.WECHATY_MEMORY_MB,
    timing,
    log,
    heard,
  });

  function heard(event: FromBot | null): void {
    if (event === null) ended();
    else if (event.type === 'state') stands(event.state, event.qr);
    else if (event.type === 'message') track(take(event.message));
    else if (event.type === 'sent') sendings.answer(event.request, event.result);
    else if (event.type === 'seen') looks.answer(event.request, event.alive);
    else if (event.type === 'friend') befriend(event.request);
    else if (event.type === 'trouble') troubled(event.what);
  }

  /** Where WeChat cannot be reached it has trouble several times a second. */
  function troubled(what: string): void {
    const last = troubles.get(what);
    if (last !== undefined && performance.now() - last < QUIET_MS) return;
    troubles.set(what, performance.now());
    log.warn({ channel: WECHATY, what }, 'wechaty has trouble');
  }

  function ended(): void {
    // What it said last, such as a wrong token, tells the operator more than that it has ended.
    if (status.state === 'in' || status.state === 'scan') stands('connecting', null);
    looks.end(false);
    sendings.end({ kind: 'unknown', reason: 'the wechaty process has ended' });
  }

  function stands(state: BotState, qr: string | null): void {
    const shown = status.qr;
    // A process that starts again and again would else hide why.
    if (state === 'connecting' && (status.state === 'refused' || status.state === 'unreachable')) return;
    // Each of several processes in a row begins by connecting.
    if (state !== status.state) since = performance.now();
    status = { state, qr };
    log.info({ channel: WECHATY, state }, 'wechaty');
    if (qr !== null && qr !== shown) {
      qrText(qr, { type: 'terminal', small: true }, (error, code) => {
        if (!error) print(`\n${SCAN_BELOW}\n${code}\n`);
      });
    }
  }

  /** WeChat delivers once: what cannot be kept at this moment is tried again from here. */
  async function take(message: Received): Promise<void> {
    const incoming = {
      ...message,
      channel: WECHATY,
      receivedAt: clock.now().toISOString(),
      attachments: message.attachments.map(toIncomingFile),
    };
    let id: string | null = null;
    for (let tries = 1; ; tries += 1) {
      try {
        id ??= (await inbox.accept(incoming)).id;
        await inbox.settle(id);
        return;
      } catch (error) {
        const kind = error instanceof Error ? error.name : typeof error;
        log.error({ channel: WECHATY, error: kind, tries }, 'a message could not be worked on');
        if (tries === ACCEPT_TRIES || stopped) return;
        await sleep(200 * 2 ** tries);
      }
    }
  }

  function track(work: Promise<void>): void {
    working.add(work);
    void work.finally(() => working.delete(work));
  }

  function befriend(request: string): void {
    if (!settings.WECHATY_ACCEPT_FRIENDS) return;
    const day = localDate(clock.now());
    friends = friends.day === day ? friends : { day, count: 0 };
    if (friends.count >= settings.WECHATY_FRIENDS_PER_DAY) {
      log.warn({ channel: WECHATY }, 'a request to become a contact is left to a person: enough for today');
      return;
    }
    friends.count += 1;
    const { min, max } = timing.befriend;
    setTimeout(() => keeper.tell({ type: 'befriend', request }), min + Math.random() * (max - min)).unref();
  }

  async function send({ chat, text, picture, inReplyTo }: Outgoing): Promise<SendResult> {
    const broken = breaker.waitMs();
    if (broken > 0) return later(broken, 'a break after WeChat refused');
    if (status.state !== 'in')
      return later(status.state === 'connecting' ? CONNECTING_MS : null, 'not logged in');
    const file =
      picture === null
        ? null
        : { name: picture.name, mime: picture.mime, base64: Buffer.from(picture.bytes).toString('base64') };
    const result = await sendings.ask(
      (request) => keeper.tell({ type: 'send', request, chat, text, picture: file, inReplyTo }),
      {
        ms: timing.send,
        otherwise: { kind: 'unknown', reason: 'no word from WeChat' },
        untaken: later(CONNECTING_MS, 'not logged in'),
      },
    );
    return breaker.after(result);
  }

  /** Whether a word comes back from the gateway. */
  function look(): Promise<boolean> {
    const ms = timing.pingWait + 1000;
    return looks.ask((request) => keeper.tell({ type: 'look', request }), {
      ms,
      otherwise: false,
      untaken: false,
    });
  }

  return {
    name: WECHATY,
    get status() {
      return status;
    },
    get pid() {
      return keeper.pid;
    },
    async start() {
      if (settings.WECHATY_PUPPET === 'service' && settings.WECHATY_TOKEN === undefined)
        throw new Error(NEEDS_TOKEN);
      keeper.start();
    },
    async stop() {
      stopped = true;
      await keeper.stop();
      await Promise.race([Promise.all(working), sleep(timing.grace, undefined, { ref: false })]);
    },
    send,
    async check() {
      const { state } = status;
      const alive = state === 'in' && (await look());
      const tooLong = state === 'connecting' && performance.now() - since > QUIET_MS;
      const say = standing((state === 'in' && !alive) || tooLong ? 'unreachable' : state, breaker.waitMs());
      return { ok: alive && breaker.waitMs() === 0, say };
    },
  };
}

function later(afterMs: number | null, reason: string): SendResult {
  return { kind: 'later', afterMs, scope: 'channel', reason };
}

function botSettings(settings: WechatySettings, timing: WechatyTiming): BotSettings {
  const puppet = settings.WECHATY_PUPPET ?? 'mock';
  const caPath = settings.WECHATY_CA_CERT;
  if (caPath !== undefined && !existsSync(caPath)) throw new Error(noCertificate(caPath));
  return {
    puppet,
    token: settings.WECHATY_TOKEN ?? null,
    endpoint: settings.WECHATY_ENDPOINT ?? null,
    caCert: caPath === undefined ? null : readFileSync(caPath, 'utf8'),
    markContacts: settings.WECHATY_MARK_CONTACTS ?? puppet === 'wechat4u',
    fileLimit: FILE_LIMIT,
    fileWaitMs: timing.file,
    pingEveryMs: timing.pingEvery,
    pingWaitMs: timing.pingWait,
    beatEveryMs: timing.beatEvery,
  };
}

function toIncomingFile({ kind, name, content }: Received['attachments'][number]): IncomingFile {
  if (content === null) return { kind, name };
  return { kind, name, content: { mime: content.mime, bytes: Buffer.from(content.base64, 'base64') } };
}

const DAY_MS = 24 * 60 * 60_000;

/** The line of WeChat by wechaty in THE list. Personal accounts have no published limits: these are what people live with. */
export const wechatyKind: ChannelKind<WechatyChannel, WechatySettings> = {
  name: WECHATY,
  capabilities: {
    text: { limit: 1000, unit: 'characters' },
    buttons: 0,
    pictures: { in: true, out: true },
    groups: true,
    mayBegin: true,
    replyWindow: null,
    stableUserIds: false,
    stableMessageIds: true,
    quotas: [
      { per: 'chat', messages: 20, ms: 60_000 },
      { per: 'channel', messages: 30, ms: 60_000 },
      // Mass sending is what accounts are banned for: a slow lane, and not more than one batch of WeChat's own tool a day.
      { per: 'channel', messages: 1, ms: 3000, lanes: ['broadcast'] },
      { per: 'channel', messages: 200, ms: DAY_MS, lanes: ['broadcast'] },
    ],
    pauseMs: { min: 1500, max: 5000 },
    inlineReplyMs: null,
    pulls: false,
  },
  create: (parts) => createWechatyChannel(parts),
};
