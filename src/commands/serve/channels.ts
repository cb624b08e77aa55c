import {
  type Capabilities,
  type Channel,
  type ChannelCheck,
  type ChannelParts,
  type ChannelSettings,
  channelKinds,
} from '../../channels/channels.ts';
import type { Log } from '../../log/log.ts';
import { NOT_STARTED_SEE_LOG } from './wording.ts';

/** A channel that has settings. */
export interface OpenChannel {
  name: string;
  /** Null where it could not even be made. */
  channel: Channel | null;
  /** Why it is not working, in Chinese; null where it was started. */
  fault: string | null;
}

/** What each channel allows here, by name; of one that is off, what it allows as a rule: messages of its may be left over. */
export function capabilitiesOf(settings: Partial<ChannelSettings>): Map<string, Capabilities> {
  const of: Readonly<Record<string, unknown>> = { ...settings };
  return new Map(
    channelKinds.map((kind) => {
      const own = of[kind.name] ?? null;
      return [kind.name, (own === null ? undefined : kind.capabilitiesFor?.(own)) ?? kind.capabilities];
    }),
  );
}

/** Makes each channel that has settings. One that cannot be made keeps the others from nothing. */
export function makeChannels(
  settings: Partial<ChannelSettings>,
  parts: Omit<ChannelParts, 'settings'>,
): OpenChannel[] {
  const of: Readonly<Record<string, unknown>> = { ...settings };
  return channelKinds.flatMap(({ name, create }): OpenChannel[] => {
    const own = of[name] ?? null;
    if (own === null) return [];
    try {
      return [{ name, channel: create({ ...parts, settings: own }), fault: null }];
    } catch (error) {
      return [{ name, channel: null, fault: sentenceOf(error) }];
    }
  });
}

/**
 * Starts them one after the other. Without the one that `must` start it throws; what goes wrong with another is noted
 * and logged: a wrong token must not close the web chat.
 */
export async function startChannels(channels: OpenChannel[], must: string, log: Log): Promise<void> {
  for (const one of channels) {
    try {
      await one.channel?.start();
    } catch (error) {
      if (one.name === must) throw error;
      one.fault = sentenceOf(error);
    }
    if (one.fault !== null)
      log.error({ channel: one.name, fault: one.fault }, 'a channel could not be started');
  }
}

/** How a channel stands; never throws. */
export async function checkOf({ channel, fault }: OpenChannel): Promise<ChannelCheck | null> {
  if (fault !== null) return { ok: false, say: fault };
  try {
    return (await channel?.check?.()) ?? null;
  } catch (error) {
    return { ok: false, say: sentenceOf(error) };
  }
}

/** A channel tells the operator in Chinese what is wrong; anything else is for the log. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return /[\u4e00-\u9fff]/.test(message) ? message : NOT_STARTED_SEE_LOG;
}
