import { type WebConfig, webKind } from '../channels/channels.ts';
import { systemClock } from '../clock/clock.ts';
import { type App, compose } from '../compose.ts';
import { type Config, readConfig } from '../config.ts';
import { channelName } from '../conversation/conversation.ts';
import { createLog, type Log } from '../log/log.ts';
import { createSecrets, seedDemoVillage } from '../register/register.ts';
import { openStorage, type Storage } from '../storage/storage.ts';
import { homeRegion } from './home-region.ts';
import { capabilitiesOf, makeChannels, type OpenChannel, startChannels } from './serve/channels.ts';
import { doctorToken } from './serve/doctor-token.ts';
import { createMeters } from './serve/meters.ts';
import { createStanding, type Standing } from './serve/standing.ts';
import * as wording from './serve/wording.ts';

const RELOAD_MS = 2000;
const TICK_MS = 60_000;
const LOOPBACK = /^(?:127\.|localhost$|::1$)/;

/** `serve`: opens the channels and works until told to stop. Resolves to the exit status. */
export async function runServe(root: string): Promise<number> {
  const config = readConfig(process.env, root);
  const log = createLog({ level: config.logLevel });
  const storage = await openStorage(config.databaseUrl, { log });
  const app = await compose({
    root,
    storage,
    clock: systemClock,
    log,
    defaultRegion: config.region,
    reloadMs: RELOAD_MS,
    dataKey: config.dataKey,
    capabilities: capabilitiesOf({ ...config.channels, web: webConfig(config, config.region) }),
  });
  const home = homeRegion(app.data.current().knowledge, config.region);
  if (!home.ok) {
    await app.close();
    throw new Error(home.message);
  }
  const meters = createMeters();
  const channels: OpenChannel[] = [];
  const standing = createStanding({
    app,
    channels,
    meters,
    clock: systemClock,
    log,
    tokens: [doctorToken(config), ...(config.metricsToken === null ? [] : [config.metricsToken])],
  });
  const web: WebConfig = {
    ...webConfig(config, home.path),
    hooksOf: (name) => channels.find((one) => one.name === name)?.channel?.hooks ?? null,
    operations: standing,
  };
  const settings = { ...config.channels, web };
  const capabilities = capabilitiesOf(settings);
  const parts = {
    inbox: meters.around(app.inbox),
    storage,
    clock: systemClock,
    log,
    replies: app.outbox.replies,
  };
  channels.push(...makeChannels(settings, parts));
  for (const { name, channel } of channels) {
    const allowed = capabilities.get(name);
    if (channel !== null && allowed !== undefined) app.outbox.open(meters.sending(channel), allowed);
  }
  // What a crash left unanswered is answered before anything new comes in.
  const recovered = await app.inbox.recover();
  if (recovered > 0) log.info({ recovered }, 'messages left by the last run were answered');
  await startChannels(channels, webKind.name, log);
  app.outbox.start();
  const stopTicking = tickEveryMinute(app, standing, log);
  announce(channels, web);
  if (LOOPBACK.test(config.host)) await seedDemo(storage, config);
  const mistakes = app.data.mistakes();
  if (mistakes.length > 0)
    console.log(
      `注意：数据文件有错，现在用的是上一份好的数据，改好以后几秒内自动换上：\n${mistakes.join('\n')}`,
    );
  void tellStanding(standing);

  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  standing.stop();
  await stopTicking();
  // What is under way may still arrive; nothing new is taken up.
  await app.outbox.stop();
  for (const { channel } of channels) await channel?.stop();
  await app.close();
  return 0;
}

function webConfig(config: Config, regionPath: string): WebConfig {
  return {
    host: config.host,
    port: config.port,
    secret: config.secret,
    regionName: regionPath.split('/').at(-1) ?? regionPath,
    regionPath,
    trustProxy: config.trustProxy,
    widgetSites: config.widgetSites,
    ...(config.publicUrl === null ? {} : { publicUrl: config.publicUrl }),
  };
}

/** Says what is open, and what is still to be done by hand. */
function announce(channels: readonly OpenChannel[], { regionName, publicUrl }: WebConfig): void {
  const page = channels.find(({ name }) => name === webKind.name)?.channel;
  if (page && 'url' in page) console.log(wording.opened(String(page.url), regionName));
  const others = channels.filter(({ name }) => name !== webKind.name);
  if (others.length === 0) return;
  const working = channels.filter(({ fault }) => fault === null);
  console.log(wording.channelsOpen(working.map(({ name }) => channelName(name))));
  for (const { name, fault } of others) {
    const step = fault ?? wording.nextStep(name, publicUrl?.replace(/\/+$/, '') ?? null);
    if (step !== null) console.log(`${fault === null ? '  ' : '✗ '}${channelName(name)}：${step}`);
  }
}

/** Asks each channel once whether it is logged in and says what it says; takes as long as the platforms take. */
async function tellStanding(standing: Standing): Promise<void> {
  for (const { name, ok, say } of await standing.checkChannels()) {
    console.log(`${ok ? '✓' : '✗'} ${channelName(name)}：${say}`);
  }
}

/** Demo persons have codes that anybody can read in the source: only where nobody but this computer can reach the page. */
async function seedDemo(storage: Storage, { dataKey }: Config): Promise<void> {
  const now = systemClock.now().toISOString();
  const codes = await seedDemoVillage(storage, { secrets: createSecrets(dataKey), now });
  if (codes.length > 0)
    console.log(
      `演示村可以用这些身份说话，在聊天里发“绑定 号码”：\n${codes.map(({ who, code }) => `  ${code}  ${who}`).join('\n')}`,
    );
}

/** Queues what falls due with time alone, one look after the other. Gives the way to stop, which waits for the last. */
function tickEveryMinute(app: App, standing: Standing, log: Log): () => Promise<void> {
  let looking: Promise<void> | null = null;
  const look = (): void => {
    looking ??= app
      .tick()
      .then(() => standing.ticked())
      .catch((error: unknown) =>
        log.error({ err: error }, 'what is due could not be queued; tried again in a minute'),
      )
      .finally(() => {
        looking = null;
      });
  };
  look();
  const timer = setInterval(look, TICK_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
