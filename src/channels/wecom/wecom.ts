import type { Capabilities, Channel, ChannelKind, ChannelParts } from '../channel.ts';
import { createApi } from '../tencent/api.ts';
import { askJson } from '../tencent/http.ts';
import { switchedWrong } from '../tencent/switched-wrong.ts';
import { createUnderWay } from '../tencent/under-way.ts';
import { CARD_BUTTONS } from './card.ts';
import { createHooks } from './hooks.ts';
import { WECOM } from './name.ts';
import { adviceOn } from './outcome.ts';
import { createSender } from './send.ts';
import { type WecomSettings, wecomLogin } from './settings.ts';
import { CHECK_OK, missingSettings } from './wording.ts';

export { createWecomRobotChannel, wecomRobotCapabilities, wecomRobotKind } from './robot.ts';
export {
  WECOM_RIGHT,
  WECOM_SECRETS,
  type WecomSettings,
  wecomConfig,
  wecomRobotConfig,
  wecomRobots,
  wecomSettings,
} from './settings.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Messages a day for each account of the corp. */
const PER_ACCOUNT = 200;

/**
 * What goes over a member's 30 a minute and 1000 an hour is dropped without a word, and a picture with its text is two:
 * so we stay well below. The platform's own windows begin when it likes; a rolling one holds for all of them.
 */
export const wecomCapabilities: Capabilities = {
  // 2048 is the platform's; what is longer is cut off there.
  text: { limit: 2000, unit: 'bytes' },
  // Cards have some, where they are switched on.
  buttons: 0,
  pictures: { in: true, out: true },
  groups: false,
  mayBegin: true,
  replyWindow: null,
  stableUserIds: true,
  stableMessageIds: true,
  quotas: [
    { per: 'chat', messages: 15, ms: MINUTE_MS },
    { per: 'chat', messages: 500, ms: HOUR_MS },
    { per: 'channel', messages: 5000, ms: MINUTE_MS },
    { per: 'channel', messages: 75_000, ms: HOUR_MS },
  ],
  pauseMs: null,
  inlineReplyMs: null,
  pulls: false,
};

/** The capabilities of this corp: with its own limit a day, where the number of its accounts is known, and with cards. */
export function wecomCapabilitiesFor({ WECOM_ACCOUNTS, WECOM_CARDS }: WecomSettings): Capabilities {
  const buttons = WECOM_CARDS ? CARD_BUTTONS : 0;
  const messages = (WECOM_ACCOUNTS ?? 0) * PER_ACCOUNT;
  const daily = messages === 0 ? [] : [{ per: 'channel', messages, ms: DAY_MS } as const];
  return { ...wecomCapabilities, buttons, quotas: [...wecomCapabilities.quotas, ...daily] };
}

/** Time limits in milliseconds, shorter in tests. */
export interface WecomTiming {
  call: number;
  grace: number;
}

const TIMING: WecomTiming = { call: 6000, grace: 3000 };

/** The app of a county office in 企业微信: cadres write to it as to a colleague. */
export function createWecomChannel(
  parts: ChannelParts<WecomSettings>,
  timing: WecomTiming = TIMING,
): Channel {
  const { settings, clock } = parts;
  const login = wecomLogin(settings);
  if ('missing' in login) return switchedWrong(WECOM, missingSettings(login.missing));
  const { root, corpId, secret, agentId } = login;
  const underWay = createUnderWay();
  let closed = true;
  const api = createApi({
    root,
    clock,
    timeoutMs: timing.call,
    fetchToken: () =>
      askJson(`${root}/cgi-bin/gettoken?${new URLSearchParams({ corpid: corpId, corpsecret: secret })}`, {
        timeoutMs: timing.call,
      }),
  });
  return {
    name: WECOM,
    hooks: createHooks({ ...parts, login, api, underWay, closed: () => closed }),
    send: createSender({ api, agentId, cards: settings.WECOM_CARDS }),
    async start() {
      closed = false;
    },
    async stop() {
      closed = true;
      await underWay.rest(timing.grace);
    },
    async check() {
      // Fetching the token alone would not show a server whose address is not trusted.
      const asked = await api.get('/cgi-bin/agent/get', { agentid: String(agentId) });
      return asked.ok ? { ok: true, say: CHECK_OK } : { ok: false, say: adviceOn(asked.fault) };
    },
  };
}

/** Its line in THE list. */
export const wecomKind: ChannelKind<Channel, WecomSettings> = {
  name: WECOM,
  capabilities: wecomCapabilities,
  capabilitiesFor: wecomCapabilitiesFor,
  create: (parts) => createWecomChannel(parts),
};
