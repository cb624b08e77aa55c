import { hasConsent } from '../../storage/storage.ts';
import type { Capabilities, Channel, ChannelKind, ChannelParts } from '../channel.ts';
import { createApi } from '../tencent/api.ts';
import { askJson } from '../tencent/http.ts';
import { switchedWrong } from '../tencent/switched-wrong.ts';
import { createUnderWay } from '../tencent/under-way.ts';
import { createHooks } from './hooks.ts';
import { createInlineAnswers, type InlineTiming } from './inline.ts';
import { OFFICIAL_ACCOUNT } from './name.ts';
import { createNotice } from './notice.ts';
import { adviceOn } from './outcome.ts';
import { createSender } from './send.ts';
import { noticeTemplate, type OfficialAccountSettings, officialAccountLogin } from './settings.ts';
import { fitsInline } from './text.ts';
import { CHECK_OK, CHECK_PLAIN, missingSettings } from './wording.ts';

export {
  OFFICIAL_ACCOUNT_RIGHT,
  OFFICIAL_ACCOUNT_SECRETS,
  type OfficialAccountSettings,
  officialAccountConfig,
  officialAccountSettings,
} from './settings.ts';

const DAY_MS = 24 * 60 * 60_000;
const REPLY_MS = 4500;

export const officialAccountCapabilities: Capabilities = {
  // The platform's 2048, less what the count of the parts and its own marks may take.
  text: { limit: 1800, unit: 'bytes' },
  buttons: 0,
  pictures: { in: true, out: true },
  groups: false,
  // Only by a subscription notice, where the person agreed: see `mayBeginIn`.
  mayBegin: false,
  replyWindow: { ms: 2 * DAY_MS, messages: 5 },
  stableUserIds: true,
  stableMessageIds: true,
  // The platform's 500,000 customer messages a day, with room for what one sends by hand.
  quotas: [{ per: 'channel', messages: 400_000, ms: DAY_MS }],
  pauseMs: null,
  inlineReplyMs: REPLY_MS,
  pulls: false,
};

/** Time limits in milliseconds, shorter in tests. */
export interface OfficialAccountTiming extends InlineTiming {
  call: number;
  grace: number;
}

const TIMING: OfficialAccountTiming = {
  reply: REPLY_MS,
  again: 12_000,
  remember: 60_000,
  call: 6000,
  grace: 3000,
};

/** A 公众号 or 服务号: villagers follow it and write to it. */
export function createOfficialAccountChannel(
  parts: ChannelParts<OfficialAccountSettings>,
  timing: OfficialAccountTiming = TIMING,
): Channel {
  const { inbox, storage, settings, clock, log, replies } = parts;
  const login = officialAccountLogin(settings);
  if ('missing' in login) return switchedWrong(OFFICIAL_ACCOUNT, missingSettings(login.missing));
  const { root, appId, secret, aesKey } = login;
  const underWay = createUnderWay();
  const template = noticeTemplate(settings);
  let closed = true;
  const api = createApi({
    root,
    clock,
    timeoutMs: timing.call,
    // The kind of token that a second server, or a restart, does not take away from the first.
    fetchToken: () =>
      askJson(`${root}/cgi-bin/stable_token`, {
        body: JSON.stringify({ grant_type: 'client_credential', appid: appId, secret }),
        timeoutMs: timing.call,
      }),
  });
  const notice = template === null ? null : createNotice({ api, storage, clock, template });
  const send = createSender({ api, clock, notice });
  const inline = createInlineAnswers({
    inbox,
    replies,
    underWay,
    timing,
    fits: fitsInline,
    send,
    failed: (error) =>
      log.error(
        { error: error instanceof Error ? error.name : typeof error, channel: OFFICIAL_ACCOUNT },
        'reply could not be worked out or noted',
      ),
  });

  /** The words below the chat; whoever cannot type presses them. */
  async function makeMenu(words: readonly string[]): Promise<void> {
    const button = words.slice(0, 3).map((word) => ({ type: 'click', name: word, key: word }));
    const asked = await api.post('/cgi-bin/menu/create', { button });
    if (!asked.ok) log.warn({ channel: OFFICIAL_ACCOUNT, advice: adviceOn(asked.fault) }, 'menu not made');
  }

  return {
    name: OFFICIAL_ACCOUNT,
    hooks: createHooks({ ...parts, login, api, inline, template, closed: () => closed }),
    send,
    async start() {
      closed = false;
      const words = (settings.OFFICIAL_ACCOUNT_MENU ?? '').split(/[,，]/).map((word) => word.trim());
      // The chat works without it.
      if (words.some((word) => word !== '')) underWay.add(makeMenu(words.filter((word) => word !== '')));
    },
    async stop() {
      closed = true;
      await underWay.rest(timing.grace);
      await inline.stop();
    },
    async mayBeginIn(db, chat) {
      if (template === null) return false;
      return hasConsent(db, { channel: OFFICIAL_ACCOUNT, chat, template: template.id });
    },
    async check() {
      const asked = await api.get('/cgi-bin/get_api_domain_ip');
      if (!asked.ok) return { ok: false, say: adviceOn(asked.fault) };
      return { ok: true, say: aesKey === null ? CHECK_PLAIN : CHECK_OK };
    },
  };
}

/** Its line in THE list. */
export const officialAccountKind: ChannelKind<Channel, OfficialAccountSettings> = {
  name: OFFICIAL_ACCOUNT,
  capabilities: officialAccountCapabilities,
  create: (parts) => createOfficialAccountChannel(parts),
};
