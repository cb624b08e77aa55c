import { setTimeout as sleep } from 'node:timers/promises';
import type { Contact, Friendship, Message, Wechaty } from 'wechaty';
import { createDelivery, type FileOf, type Result } from './deliver.ts';
import { createIdentity, type Identity } from './identity.ts';
import { createLine } from './line.ts';
import { outcomeOf, wordFor } from './outcome.ts';
import type { BotSettings, BotState, FromBot, SendOrder } from './protocol.ts';
import { attachmentsOf, kindOf } from './received.ts';

export interface Bot {
  start(): Promise<void>;
  send(order: SendOrder): Promise<void>;
  befriend(request: string): Promise<void>;
  look(request: string): Promise<void>;
  stop(): Promise<void>;
}

/** How a puppet is built and what WeChat's types are called: from packages that are loaded only here. */
export interface Loaded {
  bot: Wechaty;
  fileOf: FileOf;
  /** Contacts that are people. */
  isPerson(contact: Contact): boolean;
  isWaitingScan(status: number): boolean;
  friendship: { receive: number; confirm: number };
}

const FETCH_MS = 15_000;
const QUIET_START_MS = 20_000;

/**
 * The life of the bot in its own process. Whatever goes wrong with the line it does not mend: it says so and calls
 * `giveUp`, the process ends, and the keeper starts a fresh one. wechaty's own stop and start would also log the
 * gateway out, may hang for ever, and have left bots behind that were “logged in” and deaf.
 */
export function createBot(parts: {
  loaded: Loaded;
  settings: BotSettings;
  tell: (event: FromBot) => void;
  giveUp: (state: BotState | null) => void;
  now: () => number;
}): Bot {
  const { loaded, settings, tell, giveUp, now } = parts;
  const { bot } = loaded;
  const queues = new Map<string, Promise<void>>();
  const line = createLine(bot, settings.pingWaitMs);
  const trouble = (what: string): void => tell({ type: 'trouble', what });
  const delivery = createDelivery({ bot, puppet: settings.puppet, fileOf: loaded.fileOf, trouble });
  const friendships = new Map<string, Friendship>();
  const greeted = new Set<string>();
  let identity: Identity<Contact> | null = null;
  let arriving = Promise.resolve();
  let heard = false;
  const timers: NodeJS.Timeout[] = [];

  function state(name: BotState, qr: string | null = null): void {
    tell({ type: 'state', state: name, qr });
  }

  function loggedIn(self: string): void {
    identity = createIdentity<Contact>({
      self,
      marks: settings.markContacts,
      now,
      book: {
        all: () => bot.Contact.findAll(),
        find: (id) => bot.Contact.find({ id }),
        // The user's own `alias()` swallows what goes wrong.
        setAlias: (contact, alias) => bot.puppet.contactAlias(contact.id, alias),
      },
    });
    state('in');
  }

  function troubled(error: unknown): void {
    const what = wordFor(error);
    trouble(what);
    if (what === 'UNAUTHENTICATED') giveUp('refused');
    else if (what === 'UNAVAILABLE') giveUp('unreachable');
    // An earlier process of ours may still be on the line.
    else if (what === 'ALREADY_EXISTS') giveUp('unreachable');
  }

  /** One after the other within a chat: a picture that takes long to fetch keeps its place before the next words. */
  function inOrder(chat: string, work: () => Promise<void>): Promise<void> {
    const mine = (queues.get(chat) ?? Promise.resolve()).then(work).catch(troubled);
    queues.set(chat, mine);
    void mine.then(() => queues.get(chat) === mine && queues.delete(chat));
    return mine;
  }

  /**
   * wechaty fetches what came with each message before it tells of it, all at the same time, and so mixes up their
   * order. Here they are told in the order of the stream; one that cannot be fetched does not hold up the rest.
   */
  function arrive(id: string): void {
    const fetched = Promise.race([bot.Message.find({ id }), sleep(FETCH_MS, undefined, { ref: false })]);
    fetched.catch(() => undefined);
    arriving = arriving
      .then(async () => {
        const message = await fetched;
        if (message === undefined) trouble('a message could not be fetched');
        else void inOrder(message.room()?.id ?? message.talker().id, () => receive(message));
      })
      .catch(troubled);
  }

  async function receive(message: Message): Promise<void> {
    if (identity === null || message.self()) return;
    const kind = kindOf(message, bot.Message.Type);
    const talker = message.talker();
    if (kind === null || !loaded.isPerson(talker)) return;
    const room = message.room();
    const mention = room !== undefined && (await message.mentionSelf().catch(() => false));
    const sender = room === undefined ? await identity.ofContact(talker) : identity.ofMember(talker);
    const attachments = await attachmentsOf(message, kind, {
      limit: settings.fileLimit,
      waitMs: settings.fileWaitMs,
      // What is said in a group past us is none of our business, and its pictures even less.
      wanted: room === undefined || mention,
    });
    if (room !== undefined && mention) delivery.noteAsker(message.id, talker.id);
    tell({
      type: 'message',
      message: {
        chat: room === undefined ? sender : identity.ofRoom(room.id),
        messageId: message.id,
        sender,
        text: kind === 'text' ? (mention ? withoutAddress(message.text()) : message.text()) : '',
        group: room !== undefined,
        mention,
        attachments,
      },
    });
  }

  /** @村口 in front of, behind or amid what is said; WeChat sets a blank of its own behind the name. */
  function withoutAddress(text: string): string {
    return text
      .split(`@${bot.currentUser.name()}`)
      .map((part, at) => (at === 0 ? part : part.replace(/^[\u2005\s]+/, '')))
      .join('')
      .trim();
  }

  async function befriended(friendship: Friendship): Promise<void> {
    if (friendship.type() === loaded.friendship.receive) {
      friendships.set(friendship.id, friendship);
      tell({ type: 'friend', request: friendship.id });
    } else if (friendship.type() === loaded.friendship.confirm) {
      await greet(friendship.contact());
    }
  }

  /** Handed in as the new contact's own 你好, so that he is greeted as anybody is. */
  async function greet(contact: Contact): Promise<void> {
    if (identity === null || greeted.has(contact.id)) return;
    greeted.add(contact.id);
    const sender = await identity.ofContact(contact);
    const message = { chat: sender, messageId: `new ${sender}`, sender, text: '你好' };
    tell({ type: 'message', message: { ...message, group: false, mention: false, attachments: [] } });
  }

  async function deliver(order: SendOrder): Promise<Result> {
    if (identity === null || !bot.isLoggedIn)
      return { kind: 'later', afterMs: null, scope: 'channel', reason: 'not logged in' };
    return delivery.deliver(order, identity);
  }

  async function watch(): Promise<void> {
    if (identity === null || (await line.isAlive())) return;
    trouble('deaf');
    giveUp('unreachable');
  }

  return {
    async start() {
      state('connecting');
      bot
        .on('scan', (qr, status) => {
          if (loaded.isWaitingScan(status) && qr !== '') state('scan', qr);
        })
        .on('login', (self) => loggedIn(self.id))
        .on('logout', () => {
          identity = null;
          state('out');
        })
        .on('heartbeat', () => {
          heard = true;
        })
        .on('dong', line.answered)
        .on('friendship', (friendship) => {
          befriended(friendship).catch(troubled);
        })
        .on('puppet', (puppet) => void puppet.on('message', ({ messageId }) => arrive(messageId)))
        .on('error', troubled);
      const beat = (): void => tell({ type: 'beat', rss: process.memoryUsage().rss });
      beat();
      timers.push(
        setInterval(beat, settings.beatEveryMs),
        setInterval(() => void watch(), settings.pingEveryMs),
      );
      // `start` comes back in good order where there is no gateway at all.
      const silent = (): void => {
        if (!heard && identity === null && settings.puppet === 'service') giveUp('unreachable');
      };
      timers.push(setTimeout(silent, QUIET_START_MS));
      await bot.start();
    },
    async send(order) {
      const result = await deliver(order).catch(outcomeOf);
      tell({ type: 'sent', request: order.request, result });
    },
    async befriend(request) {
      const friendship = friendships.get(request);
      friendships.delete(request);
      if (friendship === undefined) return;
      await friendship.accept();
      await greet(friendship.contact());
    },
    async look(request) {
      const alive = identity !== null && (await line.isAlive());
      tell({ type: 'seen', request, alive });
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      // The web protocol keeps its log-in on disk only when it is stopped in order; a gateway would log out.
      if (settings.puppet === 'wechat4u') await bot.stop();
    },
  };
}
