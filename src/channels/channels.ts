export type { Capabilities, Channel, ChannelKind, ChannelParts, ChannelSettings } from './channel.ts';
export { channelKinds } from './index.ts';
export {
  OFFICIAL_ACCOUNT_RIGHT,
  OFFICIAL_ACCOUNT_SECRETS,
  type OfficialAccountSettings,
  officialAccountConfig,
  officialAccountSettings,
} from './official-account/official-account.ts';
export { type TelegramConfig, telegramConfig, telegramSettings } from './telegram/settings.ts';
export type { WebChannel, WebConfig } from './web/web.ts';
export { webKind } from './web/web.ts';
export {
  WECOM_RIGHT,
  WECOM_SECRETS,
  type WecomSettings,
  wecomConfig,
  wecomRobotConfig,
  wecomSettings,
} from './wecom/wecom.ts';
