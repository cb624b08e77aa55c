import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import type { TelegramConfig } from '../../../src/channels/telegram/settings.ts';
import { telegramKind } from '../../../src/channels/telegram/telegram.ts';
import type { ChannelHarness, Fault, Heard, Platform, Said } from '../kit.ts';
import { type BotApiFault, type FakeBotApi, startFakeBotApi } from './fake-bot-api.ts';

const TOKEN = `4242:${'A'.repeat(35)}`;
/** Waits that suit a test. A call that is never answered is given up after `request`, which a busy machine must not reach. */
const TEST_TIMING = { poll: 2000, request: 4000, download: 4000, retry: 20, grace: 200 };

/** Telegram by long polling, or by webhook, against a Bot API server of ours. */
export function telegramHarness(mode: 'polling' | 'webhook'): ChannelHarness {
  return {
    capabilities: telegramKind.capabilities,
    lacks: {},
    secrets: [TOKEN],
    openPlatform: () => openTelegram(mode),
  };
}

/** The kit's platform, with the fake itself for what only Telegram has. */
export interface TelegramPlatform extends Platform {
  readonly fake: FakeBotApi;
}

export async function openTelegram(
  mode: 'polling' | 'webhook',
  { proxy = null, timing = {} }: Partial<Pick<TelegramConfig, 'proxy' | 'timing'>> = {},
): Promise<TelegramPlatform> {
  const fake = await startFakeBotApi(TOKEN);
  const people = new Numbers();
  const groups = new Numbers();
  const messages = new Numbers();
  const updates = new Map<string, number>();
  const hook = mode === 'webhook' ? await openDoor() : null;

  const chatOf = (name: string): string =>
    String(groups.has(name) ? -100_000 - groups.of(name) : people.of(name));
  const nameOf = (chat: string): string => {
    const id = Number(chat);
    return (id < 0 ? groups.nameOf(-100_000 - id) : people.nameOf(id)) ?? chat;
  };

  async function push(id: string, update: Record<string, unknown>): Promise<void> {
    const before = updates.get(id);
    if (before === undefined) updates.set(id, await fake.push(update));
    else if (mode === 'polling') fake.rewind(before);
    else await fake.push({ update_id: before, ...update });
  }

  return {
    fake,
    create: (parts) =>
      telegramKind.create({
        ...parts,
        settings: {
          token: TOKEN,
          webhookUrl: hook?.url ?? null,
          apiRoot: fake.root,
          proxy,
          timing: { ...TEST_TIMING, ...timing },
        },
      }),
    async connect(channel) {
      hook?.lead(channel.hooks ?? new Hono());
      // A delivery before the webhook is registered would go nowhere.
      while (mode === 'webhook' && fake.webhook === null)
        await new Promise((resolve) => setTimeout(resolve, 5));
    },
    disconnect: () => Promise.resolve(hook?.lead(null)),
    async say(said) {
      if (said.group !== undefined) groups.of(said.group);
      if (said.picture) fake.addFile(`file-${said.id}`, said.pictureGone ? null : said.picture);
      await push(said.id, { message: messageOf(said, messages.of(said.id), people, chatOf) });
    },
    async press(id, person, heard, label) {
      const taken = fake.taken.find(({ chat, text }) => nameOf(chat) === heard.chat && text === heard.text);
      const button = taken?.buttons.find(({ text }) => text === label);
      if (taken === undefined || button === undefined) throw new Error(`no button ${label}`);
      await push(id, {
        callback_query: {
          id,
          from: { id: people.of(person), is_bot: false, first_name: person },
          chat_instance: '1',
          data: button.callback_data,
          message: {
            message_id: taken.messageId,
            date: 1,
            chat: { id: Number(taken.chat), type: taken.chat.startsWith('-') ? 'supergroup' : 'private' },
            text: taken.text,
            reply_markup: { inline_keyboard: taken.buttons.map((one) => [one]) },
          },
        },
      });
    },
    heard: () =>
      fake.taken.map(
        ({ chat, text, buttons, picture }): Heard => ({
          chat: nameOf(chat),
          text,
          options: buttons.map((button) => button.text),
          picture,
        }),
      ),
    chatOf,
    drop() {
      fake.drop();
      hook?.shut(true);
    },
    async restore() {
      await fake.restore();
      hook?.shut(false);
    },
    fail: (fault) => void fake.faults.push(botApiFault(fault)),
    async close() {
      await fake.close();
      await hook?.close();
    },
  };
}

function botApiFault(fault: Fault): BotApiFault {
  const next = { method: /^send/, times: 1 };
  switch (fault.kind) {
    case 'rateLimited':
      return {
        ...next,
        code: 429,
        description: 'Too Many Requests: retry later',
        parameters: { retry_after: fault.afterMs / 1000 },
      };
    case 'forbidden':
      return { ...next, code: 403, description: 'Forbidden: bot was blocked by the user' };
    case 'serverError':
      return { ...next, code: 500 };
    case 'hangUp':
      return { ...next, take: true, line: 'cut' };
    case 'noAnswer':
      return { ...next, take: true, line: 'silent' };
    case 'errorInside200':
      return { ...next, code: 400, http: 200, description: 'Bad Request: message is refused' };
  }
}

function messageOf(
  said: Said,
  messageId: number,
  people: Numbers,
  chatOf: (name: string) => string,
): Record<string, unknown> {
  const address = said.mention ? '@cunkou_bot ' : '';
  const text = `${address}${said.text}`;
  const entities = said.mention ? [{ type: 'mention', offset: 0, length: address.length - 1 }] : [];
  const command = /^\/[a-z]+/i.exec(said.text)?.[0];
  if (command) entities.push({ type: 'bot_command', offset: address.length, length: command.length });
  const chat = chatOf(said.group ?? said.person);
  return {
    message_id: messageId,
    date: 1_700_000_000,
    from: { id: people.of(said.person), is_bot: false, first_name: said.person },
    chat: { id: Number(chat), type: said.group === undefined ? 'private' : 'supergroup' },
    ...(said.picture
      ? {
          photo: [{ file_id: `file-${said.id}`, file_unique_id: said.id, width: 40, height: 30 }],
          ...(text === '' ? {} : { caption: text, caption_entities: entities }),
        }
      : { text, entities }),
  };
}

/** A number for each name, given out as they come. */
class Numbers {
  private readonly names: string[] = [];
  has(name: string): boolean {
    return this.names.includes(name);
  }
  of(name: string): number {
    if (!this.has(name)) this.names.push(name);
    return 700_001 + this.names.indexOf(name);
  }
  nameOf(number: number): string | undefined {
    return this.names[number - 700_001];
  }
}

/** The web server in front of the channel: it stays, the channel behind it comes and goes. */
async function openDoor(): Promise<{
  url: string;
  lead(app: Hono | null): void;
  shut(shut: boolean): void;
  close(): Promise<void>;
}> {
  let behind: Hono | null = null;
  let isShut = false;
  const server: ServerType = createAdaptorServer({
    fetch: (request, env) =>
      (isShut ? null : behind?.fetch(request, env)) ?? new Response(null, { status: 502 }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    lead(app) {
      behind = app;
    },
    shut(shut) {
      isShut = shut;
    },
    async close() {
      if (!server.listening) return;
      const down = new Promise<void>((resolve) => server.close(() => resolve()));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await down;
    },
  };
}
