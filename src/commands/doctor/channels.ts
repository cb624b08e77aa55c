import { z } from 'zod';
import type { Clock } from '../../clock/clock.ts';
import type { Config } from '../../config.ts';
import { channelName, createInbox } from '../../conversation/conversation.ts';
import { createLog } from '../../log/log.ts';
import { openStorage } from '../../storage/storage.ts';
import { checkOf, makeChannels } from '../serve/channels.ts';
import { doctorToken } from '../serve/doctor-token.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const WAIT_MS = 20_000;
const SERVICE = '服务';
/** Logged in within the service alone: a second log-in from here would throw the first one out. */
const LIVES_IN_SERVICE = 'wechaty';

const readiness = z.object({
  ready: z.boolean(),
  reasons: z.array(z.string()),
  say: z.array(z.string()),
  channels: z.array(z.object({ name: z.string(), ok: z.boolean(), say: z.string() })),
});
type Readiness = z.infer<typeof readiness>;

/** Each channel that is on: is it logged in, can its platform be reached? And the service itself. */
export async function channelFindings(config: Config, clock: Clock): Promise<Finding[]> {
  const service = await askService(config);
  const { [LIVES_IN_SERVICE]: living, ...others } = config.channels;
  const findings = await checkThem({ ...config, channels: others }, clock);
  if (living !== null && living !== undefined) findings.push(livingFinding(service));
  return [serviceFinding(service, config), ...findings];
}

async function checkThem({ channels }: Config, clock: Clock): Promise<Finding[]> {
  const log = createLog({ level: 'silent' });
  // Nothing comes in and nothing is kept: the channels are only asked.
  const storage = await openStorage('sqlite::memory:');
  const inbox = createInbox({
    storage,
    clock,
    log,
    turn: () => Promise.reject(new Error('doctor takes no messages')),
    knowledgeVersion: () => '',
  });
  const replies = { claim: () => Promise.resolve(null), settle: () => Promise.resolve() };
  const made = makeChannels(channels, { inbox, storage, clock, log, replies });
  const findings = await Promise.all(
    made.map(async (one): Promise<Finding> => {
      const name = channelName(one.name);
      const check = await inTime(checkOf(one));
      await one.channel?.stop();
      if (check === 'late') return fail(name, `等了 ${WAIT_MS / 1000} 秒没有回音：请检查网络和代理。`);
      if (check === null) return ok(name, '设置写全了（这个渠道查不出通不通）。');
      return check.ok ? ok(name, check.say) : fail(name, check.say);
    }),
  );
  await storage.close();
  return findings;
}

async function inTime<Value>(work: Promise<Value>): Promise<Value | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), WAIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the running service says of itself; null where none answers. */
async function askService(config: Config): Promise<Readiness | null> {
  if (config.port === 0) return null;
  const host = ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host;
  try {
    const response = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${config.port}/readyz`, {
      headers: { Authorization: `Bearer ${doctorToken(config)}` },
      redirect: 'error',
      signal: AbortSignal.timeout(5000),
    });
    return readiness.parse(await response.json());
  } catch {
    return null;
  }
}

function serviceFinding(service: Readiness | null, { port }: Config): Finding {
  if (service === null)
    return warn(
      SERVICE,
      `没有开着，或者不在 ${port} 端口：要开门就运行 npm start，或者 systemctl start cunkou。`,
    );
  // What is the matter with a channel stands in that channel's own line.
  const own = service.say.filter((_, at) => !service.reasons[at]?.startsWith('channel:'));
  return own.length === 0 ? ok(SERVICE, '开着，工作正常。') : fail(SERVICE, own.join(' '));
}

function livingFinding(service: Readiness | null): Finding {
  const name = channelName(LIVES_IN_SERVICE);
  const found = service?.channels.find((channel) => channel.name === LIVES_IN_SERVICE);
  if (found === undefined) return warn(name, '设置写了；登录没有，要开着门、过几分钟才查得出。');
  return found.ok ? ok(name, found.say) : fail(name, found.say);
}
