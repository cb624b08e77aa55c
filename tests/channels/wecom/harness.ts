import { createWecomChannel, wecomCapabilities, wecomSettings } from '../../../src/channels/wecom/wecom.ts';
import type { ChannelHarness, Fault, Platform, Said } from '../kit-harness.ts';
import { type FakeFault, idOf, nameOf } from '../tencent/fake-tencent.ts';
import { AES_KEY, AGENT, CORP, createFakeWecom, type FakeWecom, SECRET, TOKEN } from './fake-wecom.ts';

const SEND = '/cgi-bin/message/send';

/** The settings by which the channel finds the fake. */
export function settingsFor(fake: FakeWecom, more: Record<string, string> = {}) {
  return wecomSettings.parse({
    WECOM_CORP_ID: CORP,
    WECOM_AGENT_ID: String(AGENT),
    WECOM_SECRET: SECRET,
    WECOM_TOKEN: TOKEN,
    WECOM_AES_KEY: AES_KEY,
    WECOM_API_ROOT: fake.root,
    ...more,
  });
}

const faultOf = (fault: Fault): FakeFault => {
  switch (fault.kind) {
    case 'rateLimited':
      return { path: SEND, status: 429, retryAfter: fault.afterMs / 1000 };
    case 'forbidden':
      return { path: SEND, errcode: 81_013 };
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

const AGAIN = 'a reminder is sent again at once under the platform’s duplicate check; tested on its own';

/** 企业微信 for the kit. */
export const wecomHarness: ChannelHarness = {
  capabilities: wecomCapabilities,
  lacks: { press: 'no buttons', hangUp: AGAIN, noAnswer: AGAIN },
  secrets: [SECRET, TOKEN, AES_KEY, 'token-'],
  async openPlatform(): Promise<Platform> {
    const fake = createFakeWecom();
    await fake.open();
    const settings = settingsFor(fake);
    return {
      create: (parts) => createWecomChannel({ ...parts, settings }, { call: 2000, grace: 200 }),
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

function fieldsOf(fake: FakeWecom, { id, text, picture, pictureGone }: Said): Record<string, string> {
  if (picture === undefined) return { MsgType: 'text', Content: text, MsgId: id };
  if (pictureGone !== true) fake.media.set(`media-${id}`, Buffer.from(picture));
  return { MsgType: 'image', PicUrl: `${fake.root}/pic/${id}`, MediaId: `media-${id}`, MsgId: id };
}
