import { type Channel, type ChannelSettings, channelKinds, webKind } from '../channels/channels.ts';
import { systemClock } from '../clock/clock.ts';
import { type App, compose } from '../compose.ts';
import { readConfig } from '../config.ts';
import { createLog, type Log } from '../log/log.ts';
import { createSecrets, seedDemoVillage } from '../register/register.ts';
import { openStorage } from '../storage/storage.ts';
import { homeRegion } from './home-region.ts';

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
    capabilities: new Map(channelKinds.map(({ name, capabilities }) => [name, capabilities])),
  });
  const home = homeRegion(app.data.current().knowledge, config.region);
  if (!home.ok) {
    await app.close();
    throw new Error(home.message);
  }
  const web = {
    host: config.host,
    port: config.port,
    secret: config.secret,
    regionName: home.path.split('/').at(-1) ?? home.path,
    regionPath: home.path,
    trustProxy: config.trustProxy,
    ...(config.publicUrl === null ? {} : { publicUrl: config.publicUrl }),
    hooksOf: (name: string) => channels.find((channel) => channel.name === name)?.hooks ?? null,
  };
  const channels: Channel[] = openChannels(app, log, { web });
  // What a crash left unanswered is answered before anything new comes in.
  const recovered = await app.inbox.recover();
  if (recovered > 0) log.info({ recovered }, 'messages left by the last run were answered');
  for (const channel of channels) await channel.start();
  app.outbox.start();
  const stopTicking = tickEveryMinute(app, log);
  const page = channels.find((channel) => channel.name === webKind.name);
  if (page && 'url' in page)
    console.log(`村口已经开门：${String(page.url)} （${web.regionName}；按 Ctrl+C 关门）`);
  // Demo persons have codes that anybody can read in the source: only where nobody but this computer can reach the page.
  if (LOOPBACK.test(config.host)) {
    const now = systemClock.now().toISOString();
    const codes = await seedDemoVillage(storage, { secrets: createSecrets(config.dataKey), now });
    if (codes.length > 0)
      console.log(
        `演示村可以用这些身份说话，在聊天里发“绑定 号码”：\n${codes.map(({ who, code }) => `  ${code}  ${who}`).join('\n')}`,
      );
  }
  const mistakes = app.data.mistakes();
  if (mistakes.length > 0)
    console.log(
      `注意：数据文件有错，现在用的是上一份好的数据，改好以后几秒内自动换上：\n${mistakes.join('\n')}`,
    );

  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await stopTicking();
  // What is under way may still arrive; nothing new is taken up.
  await app.outbox.stop();
  for (const channel of channels) await channel.stop();
  await app.close();
  return 0;
}

/** Makes each channel that has settings, and opens it to the outbox. */
function openChannels(app: App, log: Log, settings: ChannelSettings): Channel[] {
  const of: Readonly<Record<string, unknown>> = { ...settings };
  const { inbox, storage, outbox } = app;
  return channelKinds.flatMap((kind) => {
    const own = of[kind.name] ?? null;
    if (own === null) return [];
    const parts = { inbox, storage, clock: systemClock, log, settings: own, replies: outbox.replies };
    const channel = kind.create(parts);
    outbox.open(channel, kind.capabilitiesFor?.(own) ?? kind.capabilities);
    return [channel];
  });
}

/** Queues what falls due with time alone, one look after the other. Gives the way to stop, which waits for the last. */
function tickEveryMinute(app: App, log: Log): () => Promise<void> {
  let looking: Promise<void> | null = null;
  const look = (): void => {
    looking ??= app
      .tick()
      .then(() => undefined)
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
