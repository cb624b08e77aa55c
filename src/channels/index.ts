import type { ChannelKind } from './channel.ts';
import { officialAccountKind } from './official-account/official-account.ts';
import { telegramKind } from './telegram/telegram.ts';
import { webKind } from './web/web.ts';
import { wechatyKind } from './wechaty/wechaty.ts';
import { wecomKind, wecomRobotKind } from './wecom/wecom.ts';

/** THE list: every channel there is. A new one is its folder and its line here; the terminal is to come. */
export const channelKinds: readonly ChannelKind[] = [
  webKind,
  telegramKind,
  wecomKind,
  wecomRobotKind,
  officialAccountKind,
  wechatyKind,
];
