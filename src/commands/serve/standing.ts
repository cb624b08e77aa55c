import type { Operations, Readiness } from '../../channels/channels.ts';
import type { Clock } from '../../clock/clock.ts';
import type { App } from '../../compose.ts';
import { channelName } from '../../conversation/conversation.ts';
import type { Log } from '../../log/log.ts';
import { outboxByLane, stuckSince, tryWriting } from '../../storage/storage.ts';
import { checkOf, type OpenChannel } from './channels.ts';
import type { Meters } from './meters.ts';
import { gauge } from './metrics.ts';
import * as wording from './wording.ts';

const MINUTE_MS = 60_000;
/** A channel that fails is left alone for ten minutes at most: what waits longer waits for something else. */
const STUCK_MS = 15 * MINUTE_MS;
const CLOCKWORK_MS = 10 * MINUTE_MS;
/** Asking the platforms costs calls of which there are so many a day: each of these rounds only what was down is asked. */
const ROUNDS_UNTIL_ALL = 5;
/** However often a monitor asks. */
const LOOK_MS = 10_000;

/** How the running service stands, for monitors, for `cunkou doctor` and for the terminal. */
export interface Standing extends Operations {
  /** What falls due was looked through, and it went well. */
  ticked(): void;
  /** Asks the channels how they stand; also done by itself, of those that are down every minute. */
  checkChannels(): Promise<Readiness['channels']>;
  stop(): void;
}

export function createStanding(parts: {
  app: App;
  channels: readonly OpenChannel[];
  meters: Meters;
  clock: Clock;
  log: Log;
  tokens: readonly string[];
}): Standing {
  const { app, channels, meters, clock, log, tokens } = parts;
  const { db } = app.storage;
  const began = clock.now().getTime();
  let tickedAt = began;
  let checked: Readiness['channels'] = [];
  let rounds = 0;
  let looked: { at: number; readiness: Promise<Readiness> } | null = null;

  async function checkChannels(
    which: (name: string) => boolean = () => true,
  ): Promise<Readiness['channels']> {
    const found = await Promise.all(
      channels.map(async (one) => {
        if (!which(one.name)) return checked.filter(({ name }) => name === one.name);
        const check = await checkOf(one);
        return check === null ? [] : [{ name: one.name, ...check }];
      }),
    );
    checked = found.flat();
    return checked;
  }

  function checkAgain(): void {
    rounds += 1;
    const down = new Set(checked.flatMap(({ name, ok }) => (ok ? [] : [name])));
    void checkChannels(rounds % ROUNDS_UNTIL_ALL === 0 ? undefined : (name) => down.has(name));
  }

  async function look(now: number): Promise<Readiness> {
    const faults: { reason: string; say: string }[] = [];
    if (!(await canWrite())) faults.push({ reason: 'database', say: wording.DATABASE_BROKEN });
    else {
      const stuck = await stuckNow(now);
      if (stuck !== null) faults.push({ reason: 'outbox', say: stuck });
    }
    if (now - tickedAt > CLOCKWORK_MS) faults.push({ reason: 'clockwork', say: wording.CLOCKWORK_STOPPED });
    for (const { name, ok, say } of checked) {
      if (!ok) faults.push({ reason: `channel:${name}`, say: wording.channelDown(channelName(name), say) });
    }
    return {
      ready: faults.length === 0,
      reasons: faults.map(({ reason }) => reason),
      say: faults.map(({ say }) => say),
      channels: checked,
    };
  }

  async function canWrite(): Promise<boolean> {
    try {
      await tryWriting(db);
      return true;
    } catch (error) {
      log.error({ err: error }, 'the database cannot be written');
      return false;
    }
  }

  async function stuckNow(now: number): Promise<string | null> {
    // After a pause of the service everything is late for a while.
    if (now - began < STUCK_MS) return null;
    const by = new Date(now - STUCK_MS).toISOString();
    const open = channels.flatMap(({ name, fault }) => (fault === null ? [name] : []));
    const stuck = await stuckSince(db, { by, now: new Date(now).toISOString(), channels: open });
    const { replies, sendings, messages } = stuck;
    return replies + sendings + messages > 0 ? wording.stuck(stuck) : null;
  }

  async function metrics(): Promise<string> {
    const { knowledge } = app.data.current();
    const { rss, heapUsed } = process.memoryUsage();
    const lanes = await outboxByLane(db);
    return `${[
      ...meters.lines(),
      ...gauge(
        'cunkou_outbox_messages',
        'Messages to send, by lane and state.',
        lanes.map(({ lane, state, rows }) => [{ lane, state }, Number(rows)]),
      ),
      ...gauge(
        'cunkou_channel_ok',
        '1: logged in and reachable when it was last asked.',
        checked.map(({ name, ok }) => [{ channel: name }, ok ? 1 : 0]),
      ),
      ...gauge('cunkou_data_info', 'The version of the knowledge base in service.', [
        [{ version: knowledge.version, policies: String(knowledge.policies.length) }, 1],
      ]),
      ...gauge('cunkou_data_mistakes', 'Mistakes that keep the data files as they are out of service.', [
        [{}, app.data.mistakes().length],
      ]),
      ...gauge('process_resident_memory_bytes', 'Memory of the process.', [[{}, rss]]),
      ...gauge('nodejs_heap_size_used_bytes', 'Of it, in use by the program.', [[{}, heapUsed]]),
      ...gauge('process_start_time_seconds', 'When the service began.', [[{}, began / 1000]]),
    ].join('\n')}\n`;
  }

  const checking = setInterval(checkAgain, MINUTE_MS);
  checking.unref();

  return {
    tokens,
    metrics,
    ready() {
      const now = clock.now().getTime();
      if (looked === null || now - looked.at >= LOOK_MS) looked = { at: now, readiness: look(now) };
      return looked.readiness;
    },
    ticked() {
      tickedAt = clock.now().getTime();
    },
    checkChannels: () => checkChannels(),
    stop: () => clearInterval(checking),
  };
}
