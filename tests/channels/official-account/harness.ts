import {
  createOfficialAccountChannel,
  type OfficialAccountTiming,
  officialAccountCapabilities,
  officialAccountSettings,
} from '../../../src/channels/official-account/official-account.ts';
import type { ChannelHarness, Fault, Platform, Said } from '../kit-harness.ts';
import { type FakeFault, idOf, nameOf } from '../tencent/fake-tencent.ts';
import {
  AES_KEY,
  APP_ID,
  createFakeOfficialAccount,
  type FakeOfficialAccount,
  SECRET,
  TOKEN,
} from './fake-official-account.ts';

const SEND = '/cgi-bin/message/custom/send';

/** The platform’s five seconds and what hangs on them, made short. */
export const TIMING: OfficialAccountTiming = {
  reply: 400,
  again: 1500,
  remember: 20_000,
  call: 2000,
  grace: 200,
};

/** The settings by which the channel finds the fake. */
export function settingsFor(
  fake: FakeOfficialAccount,
  { sealed = false, ...more }: { sealed?: boolean } & Record<string, unknown> = {},
) {
  return officialAccountSettings.parse({
    OFFICIAL_ACCOUNT_APP_ID: APP_ID,
    OFFICIAL_ACCOUNT_SECRET: SECRET,
    OFFICIAL_ACCOUNT_TOKEN: TOKEN,
    OFFICIAL_ACCOUNT_API_ROOT: fake.root,
    ...(sealed ? { OFFICIAL_ACCOUNT_AES_KEY: AES_KEY } : {}),
    ...more,
  });
}

const faultOf = (fault: Fault): FakeFault => {
  switch (fault.kind) {
    case 'rateLimited':
      return { path: SEND, status: 429, retryAfter: fault.afterMs / 1000 };
    case 'forbidden':
      return { path: SEND, errcode: 43_004 };
    case 'serverError':
      return { path: SEND, status: 500 };
    case 'hangUp':
      return { path: SEND, taken: 'drop' };
    case 'noAnswer':
      return { path: SEND, taken: 'hang' };
    case 'errorInside200':
      return { path: SEND, errcode: 45_002 };
  }
};

/** A 公众号 for the kit, in plain or in safe mode. */
export function officialAccountHarness(sealed: boolean): ChannelHarness {
  return {
    capabilities: { ...officialAccountCapabilities, inlineReplyMs: TIMING.reply },
    lacks: { press: 'no buttons' },
    secrets: [SECRET, TOKEN, AES_KEY, 'token-'],
    async openPlatform(): Promise<Platform> {
      const fake = createFakeOfficialAccount({ sealed });
      await fake.open();
      const settings = settingsFor(fake, { sealed });
      return {
        create: (parts) => createOfficialAccountChannel({ ...parts, settings }, TIMING),
        connect: (channel) => fake.hook(channel),
        disconnect: () => fake.unhook(),
        async say(said) {
          await fake.callback(idOf(said.person), fieldsOf(fake, said));
        },
        press: () => Promise.reject(new Error('no buttons')),
        heard: () =>
          fake.shown.map(({ to, text, picture }) => ({ chat: nameOf(to), text, options: [], picture })),
        chatOf: idOf,
        fail: (fault) => fake.fail(faultOf(fault)),
        close: () => fake.close(),
      };
    },
  };
}

function fieldsOf(
  fake: FakeOfficialAccount,
  { id, text, picture, pictureGone }: Said,
): Record<string, string> {
  if (picture === undefined) return { MsgType: 'text', Content: text, MsgId: id };
  if (pictureGone !== true) fake.media.set(`media-${id}`, Buffer.from(picture));
  return { MsgType: 'image', PicUrl: `${fake.root}/pic/media-${id}`, MediaId: `media-${id}`, MsgId: id };
}
