import type { Loaded } from './bot.ts';
import type { BotSettings } from './protocol.ts';

/** Loads wechaty, which is 350 packages and 70 MB, and builds the bot. Throws where it is not installed. */
export async function loadWechaty(settings: BotSettings): Promise<Loaded> {
  const { WechatyBuilder, ScanStatus, types } = await import('wechaty');
  const { FileBox } = await import('file-box');
  const bot = WechatyBuilder.build({
    // The name of the file in the process's own folder where a log-in is kept.
    name: 'cunkou',
    puppet: await puppetOf(settings),
  });
  return {
    bot,
    fileOf: ({ name, base64 }) => FileBox.fromBase64(base64, name),
    isPerson: (contact) => contact.type() !== types.Contact.Official && !SYSTEM.has(contact.id),
    isWaitingScan: (status) => status === ScanStatus.Waiting || status === ScanStatus.Timeout,
    friendship: { receive: types.Friendship.Receive, confirm: types.Friendship.Confirm },
  };
}

/** WeChat's own accounts, which talk to everybody. */
const SYSTEM = new Set([
  'weixin',
  'filehelper',
  'newsapp',
  'fmessage',
  'notifymessage',
  'weixinguanhaozhushou',
]);

async function puppetOf({ puppet, token, endpoint, caCert }: BotSettings) {
  if (puppet === 'service') {
    const { PuppetService } = await import('wechaty-puppet-service');
    return new PuppetService({
      ...(token === null ? {} : { token }),
      ...(endpoint === null ? {} : { endpoint }),
      ...(caCert === null ? {} : { tls: { caCert } }),
    });
  }
  if (puppet === 'wechat4u') {
    const { PuppetWechat4u } = await import('wechaty-puppet-wechat4u');
    return new PuppetWechat4u();
  }
  const { PuppetMock, mock } = await import('wechaty-puppet-mock');
  const mocker = new mock.Mocker();
  const built = new PuppetMock({ mocker });
  // Somebody has to be logged in, or nothing moves.
  mocker.use(() => {
    mocker.login(mocker.createContact({ id: 'cunkou', name: '村口' }));
    return () => undefined;
  });
  return built;
}
