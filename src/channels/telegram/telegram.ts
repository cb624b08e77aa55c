import type { Agent } from 'node:http';
import { Api } from 'grammy';
import type { Channel, ChannelKind, ChannelParts } from '../channel.ts';
import { checkTelegram } from './check.ts';
import { createConnection } from './connection.ts';
import { createFiles } from './files.ts';
import { createIntake } from './intake.ts';
import { troubleOf } from './outcome.ts';
import { pauseAfter } from './pause.ts';
import { pollUntilStopped } from './polling.ts';
import { type Me, UPDATES_WANTED } from './read-update.ts';
import { createSender } from './sending.ts';
import { TELEGRAM, type TelegramConfig, USUAL_TIMING } from './settings.ts';
import { createWebhook, webhookSecret } from './webhook.ts';
import { COMMANDS, WRONG_TOKEN } from './wording.ts';

/** The toast over a pressed button. */
const TOAST_LIMIT = 200;

function createTelegramChannel(parts: ChannelParts<TelegramConfig>): Channel {
  const { inbox, clock, log, settings: config } = parts;
  const timing = { ...USUAL_TIMING, ...config.timing };
  const agent = createConnection(config.apiRoot, config.proxy);
  // Of its own, because cutting it is how the open question for messages ends.
  const pollAgent = createConnection(config.apiRoot, config.proxy);
  const apiWith = (timeoutMs: number, agent: Agent): Api =>
    new Api(config.token, {
      apiRoot: config.apiRoot,
      baseFetchConfig: { agent, compress: true },
      timeoutSeconds: timeoutMs / 1000,
    });
  const api = apiWith(timing.request, agent);
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let known: Promise<Me> | null = null;

  /** Asked once; after a failure again. */
  function me(): Promise<Me> {
    known ??= api.getMe().then(
      ({ id, username }) => ({ id, username }),
      (error: unknown) => {
        known = null;
        throw error;
      },
    );
    return known;
  }

  const intake = createIntake({
    inbox,
    clock,
    log,
    me,
    fetchFile: createFiles({
      api: apiWith(timing.download, agent),
      config,
      agent,
      log,
      timeoutMs: timing.download,
    }),
    acknowledgePress(pressId, words) {
      // Only stops the little clock on the button; nothing hangs on it, and after a while it is refused.
      api.answerCallbackQuery(pressId, { text: words.slice(0, TOAST_LIMIT) }).catch(() => undefined);
    },
  });

  /** Tells the platform who we are and how we take messages. */
  async function announce(): Promise<void> {
    await me();
    await api.setMyCommands(COMMANDS.map(({ command, description }) => ({ command, description })));
    if (config.webhookUrl === null) await api.deleteWebhook();
    else
      await api.setWebhook(config.webhookUrl, {
        secret_token: webhookSecret(config.token),
        allowed_updates: UPDATES_WANTED,
      });
  }

  async function announceUntilDone(): Promise<void> {
    for (let failures = 1; !stopping.signal.aborted; failures += 1) {
      try {
        await announce();
        return;
      } catch (error) {
        const trouble = troubleOf(error);
        log.warn({ channel: TELEGRAM, reason: trouble.reason, failures }, 'could not log in; tried again');
        await pauseAfter(trouble, { failures, retryMs: timing.retry, stopped: stopping.signal });
      }
    }
  }

  async function run(): Promise<void> {
    await announceUntilDone();
    if (config.webhookUrl !== null) return;
    // A question for messages is answered after `poll` at the latest, with time for the way.
    const pollApi = apiWith(timing.poll + timing.request, pollAgent);
    const { poll: pollMs, retry: retryMs } = timing;
    await pollUntilStopped({ api: pollApi, intake, log, pollMs, retryMs, stopped: stopping.signal });
  }

  return {
    name: TELEGRAM,
    send: createSender({ api, clock }).send,
    check: () => checkTelegram(api, config),
    ...(config.webhookUrl === null
      ? {}
      : { hooks: createWebhook({ intake, log, secret: webhookSecret(config.token) }) }),
    async start() {
      try {
        await me();
      } catch (error) {
        const { code } = troubleOf(error);
        // A network that is down comes back by itself; a token that is wrong does not.
        if (code === 401 || code === 404) throw new Error(WRONG_TOKEN, { cause: code });
      }
      running = run();
      log.info({ channel: TELEGRAM, webhook: config.webhookUrl !== null }, 'Telegram started');
    },
    async stop() {
      stopping.abort();
      pollAgent.destroy();
      await intake.stop(timing.grace);
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, timing.grace).unref())]);
      agent.destroy();
      log.info({ channel: TELEGRAM }, 'Telegram stopped');
    },
  };
}

/** Telegram's line in THE list. */
export const telegramKind: ChannelKind<Channel, TelegramConfig> = {
  name: TELEGRAM,
  capabilities: {
    text: { limit: 4096, unit: 'characters' },
    // The platform takes 100; nobody reads so many.
    buttons: 10,
    pictures: { in: true, out: true },
    groups: true,
    mayBegin: true,
    replyWindow: null,
    stableUserIds: true,
    stableMessageIds: true,
    // “About one a second in a chat, short bursts are borne, 30 a second in all”; a group's 20 a minute: group-pace.ts.
    quotas: [
      { per: 'chat', messages: 3, ms: 3000 },
      { per: 'channel', messages: 30, ms: 1000 },
    ],
    pauseMs: null,
    inlineReplyMs: null,
    pulls: false,
  },
  create: createTelegramChannel,
};
